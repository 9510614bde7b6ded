"""What the checkers of deploy/ have in common; imported first, since it says where modules of others are.

    common.py TOOL

prints what TOOL needs and this machine lacks.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

# Where .ci/run installs what the tools import and start; beside it, what is found anywhere else will do.
CHECKS = os.environ.get("APUS_CHECKS", "/opt/apus-checks")
CHECKOV = os.environ.get("APUS_CHECKOV", "/opt/apus-checkov")
sys.path.append(CHECKS)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), CHECKS]))
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", ""), f"{CHECKS}/bin", "/usr/sbin"])

# Programs and modules; `root` is who one has to be.
NEEDS = {
    "image": ["root", "buildah", "umoci", "unshare", "curl"],
    "manifests": ["kubectl", "openssl", "helm_python", "kubernetes_validate", "yaml"],
    "rules": ["promtool", "promql_parser", "yaml"],
    "measured": ["root", "prometheus", "ip", "unshare", "openssl", "yaml"],
    "static": [
        "hadolint", "shellcheck", "yamllint", "systemd-analyze", "strace", "curl", "compose", "yaml"],
    "scan": ["kubectl", CHECKOV],
    "cluster": ["root", "kubectl", "ip", "unshare", "setpriv", "openssl", "curl", "yaml"],
    "demo": ["root", "ip", "unshare", "curl"],
}

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Complaint(Exception):
    """What is wrong, for people."""


def require(holds, text):
    if not holds:
        raise Complaint(text)


def run(*command, check=True, timeout=300, **options):
    """Runs a program to its end; its words are the complaint when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, **options)
    if check and done.returncode != 0:
        raise Complaint(f"{' '.join(command[:6])}: exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done


def missing(tool):
    def is_here(need):
        if need == "root":
            return os.getuid() == 0
        return os.path.exists(need) or bool(shutil.which(need)) or importlib.util.find_spec(need) is not None
    return [need for need in NEEDS[tool] if not is_here(need)]


def _hook(kind, value, trace):
    if issubclass(kind, Complaint):
        print(value, file=sys.stderr)
    else:
        sys.__excepthook__(kind, value, trace)


sys.excepthook = _hook


if __name__ == "__main__":
    print(", ".join(missing(sys.argv[1])))

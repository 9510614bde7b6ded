"""Holds rendered manifests and the Dockerfile to checkov's rules.

What fails for a reason says so where it stands (checkov.io/skip…, checkov:skip=…); a skip that nothing needs is one too
many, but checkov does not tell.
"""

from common import CHECKOV, ROOT, require, run

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile


def main():
    with tempfile.TemporaryDirectory() as work:
        for overlay in ["edge", "control-plane", "gateway-api", "demo", "injector", "authority"]:
            text = run("kubectl", "kustomize", f"{ROOT}/deploy/kubernetes/overlays/{overlay}").stdout
            pathlib.Path(work, f"{overlay}.yaml").write_text(text)
        shutil.copy(f"{ROOT}/deploy/docker/Dockerfile", work)
        # Nothing is asked of the network.
        environment = dict(os.environ, PYTHONPATH=CHECKOV, CHECKOV_EXPERIMENTAL_TERRAFORM_MANAGED_MODULES="False")
        done = run(
            sys.executable, "-m", "checkov.main", "-d", work, "--framework", "kubernetes", "dockerfile",
            "--skip-download", "--output", "json", "--compact", check=False, env=environment)
    passed = 0
    # Words may come first.
    begin = re.search(r"[\[{]", done.stdout)
    try:
        reports = json.loads(done.stdout[begin.start():]) if begin else None
    except ValueError:
        reports = None
    require(reports, f"checkov ends with {done.returncode} and no report: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    for report in reports if isinstance(reports, list) else [reports]:
        for check in report["results"]["failed_checks"]:
            require(False, f"{check['check_id']} {check['check_name']}: {check['file_path']} {check['resource']}")
        passed += report["summary"]["passed"]
    require(passed > 500, f"only {passed} checks have looked at anything")
    print(f"{passed} checks pass")


main()

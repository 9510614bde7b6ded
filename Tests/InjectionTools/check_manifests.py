#!/usr/bin/env python3
"""What other programs read in what `apus inject` writes.

    check_manifests.py APUS INPUTS

PyYAML reads the inputs and what became of them: once more is once, and `apus uninject` gives back equal documents. All
are valid to Kubernetes' schemas, and what is added passes Pod Security's profile `restricted` unless rules are made.
"""
import json
import pathlib
import subprocess
import sys

import kubernetes_validate
import yaml

from check_tools import LOADER, TEMPLATES, objects

# One for both folders of tools.
sys.path.append(str(pathlib.Path(__file__).parents[1] / "DeployTools"))

from pod_security import restricted

VERSION = "1.32"
MODES = {
    "plain": [], "native": ["--control-plane", "https://control-plane.apus-system.svc:18000"],
    "classic": ["--sidecar", "classic", "--control-plane", "http://10.0.0.1:18000"],
    "redirect": ["--interception-mode", "redirect", "--config-map", "proxy"],
    "tproxy": ["--interception-mode", "tproxy", "--sidecar", "classic"],
}


def run(apus, *words, text):
    done = subprocess.run([apus, *words], input=text.encode(), capture_output=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"apus {' '.join(words)}: {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def documents(text):
    return [document for document in yaml.load_all(text, LOADER) if document is not None]


def pods(document):
    """Names and templates of a document."""
    for thing in objects(document):
        if thing["apiVersion"].split("/")[0] in ("v1", "apps", "batch") and thing["kind"] in TEMPLATES:
            template = thing
            for key in TEMPLATES[thing["kind"]]:
                template = template[key]
            yield thing["metadata"].get("name", "?") if "metadata" in thing else "?", template


def proxies(template):
    spec = template["spec"]
    return [c for c in (spec.get("initContainers") or []) + spec["containers"] if c["name"] == "apus-proxy"]


def check(mode, flags, apus, text):
    before = documents(text)
    once = run(apus, "inject", *flags, text=text)
    after = documents(once)
    assert len(after) == len(before), mode
    assert run(apus, "inject", *flags, text=once) == once, f"{mode}: twice is not once"
    back = documents(run(apus, "uninject", text=once))
    for old, new in zip(before, back):
        assert old == new, f"{mode}: not as it was:\n{old}\n{new}"
    as_json = json.loads(run(apus, "inject", "-o", "json", *flags, text=text))
    assert as_json["items"] == after, f"{mode}: JSON says something else than YAML"
    count = 0
    for new in after:
        for thing in objects(new):
            if thing["apiVersion"] != "example.com/v1":
                kubernetes_validate.validate(thing, VERSION, strict=True)
        for name, template in pods(new):
            found = proxies(template)
            assert len(found) <= 1, name
            if not found:
                continue
            count += 1
            spec = dict(template["spec"], containers=found, initContainers=[])
            if "apus-init" not in [c["name"] for c in template["spec"].get("initContainers") or []]:
                assert restricted(spec) == [], f"{mode} {name}: {restricted(spec)}"
    assert count >= 36, count
    return after


def main():
    apus, inputs = sys.argv[1:]
    files = sorted(pathlib.Path(inputs).glob("*.yaml"))
    assert len(files) == 40
    text = "\n---\n".join(file.read_text() for file in files)
    for mode, flags in MODES.items():
        after = check(mode, flags, apus, text)
        if mode != "native":
            continue
        # A pod that passes goes on to.
        whole = [template for document in after for name, template in pods(document) if name == "security"]
        assert len(whole) == 1 and restricted(whole[0]["spec"]) == [], restricted(whole[0]["spec"])
    print("ok")


main()

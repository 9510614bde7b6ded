#!/usr/bin/env python3
"""The webhook's patches, applied by another program.

    check_webhook.py APUS INPUTS ADDRESS CA

Each pod of the inputs is asked for, as an API server would. The patch, applied by jsonpatch, makes what `apus inject`
makes of the pod, and that is valid to Kubernetes' schemas.
"""
import base64
import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import sys

import jsonpatch
import kubernetes_validate
import yaml

from check_tools import LOADER, TEMPLATES, objects


def review(pod, namespace):
    return {
        "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
        "request": {
            "uid": "0df28fbd-5f5f-11e8-bc74-36e6bb280816", "kind": {"group": "", "version": "v1", "kind": "Pod"},
            "resource": {"group": "", "version": "v1", "resource": "pods"}, "operation": "CREATE",
            "namespace": namespace, "object": pod, "oldObject": None, "dryRun": False, "options": None,
        },
    }


def hold(host, port, authority):
    """Questions that announce all that may come, and do not come: nobody else is put off by them."""
    context = ssl.create_default_context(cafile=authority)
    held = []
    for _ in range(20):
        one = context.wrap_socket(socket.create_connection((host, port)), server_hostname=host)
        one.sendall(
            b"POST /inject HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 7340032\r\n\r\n{")
        held.append(one)
    return held


def main():
    apus, inputs, address, authority = sys.argv[1:]
    host, port = address.rsplit(":", 1)
    held = hold(host, int(port), authority)
    connection = http.client.HTTPSConnection(
        host, int(port), context=ssl.create_default_context(cafile=authority), timeout=60)
    asked = []
    for file in sorted(pathlib.Path(inputs).glob("*.yaml")):
        for document in yaml.load_all(file.read_text(), LOADER):
            for thing in objects(document) if document else []:
                if thing["apiVersion"].split("/")[0] not in ("v1", "apps", "batch") or thing["kind"] not in TEMPLATES:
                    continue
                template = thing
                for key in TEMPLATES[thing["kind"]]:
                    template = template[key]
                # As a controller makes it.
                pod = {"apiVersion": "v1", "kind": "Pod", "metadata": template.get("metadata") or {}}
                pod["spec"] = template["spec"]
                asked.append((thing["kind"], json.loads(json.dumps(pod))))
    made = []
    patched = set()
    for kind, pod in asked:
        connection.request(
            "POST", "/inject?timeout=10s", json.dumps(review(pod, "shop")), {"content-type": "application/json"})
        answer = connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 200 and body["kind"] == "AdmissionReview", body
        response = body["response"]
        assert response["uid"] == "0df28fbd-5f5f-11e8-bc74-36e6bb280816" and response["allowed"] is True, response
        result = pod
        if "patch" in response:
            assert response["patchType"] == "JSONPatch"
            result = jsonpatch.apply_patch(pod, base64.b64decode(response["patch"], validate=True).decode())
            patched.add(kind)
        kubernetes_validate.validate(result, "1.32", strict=True)
        made.append(result)
    assert patched == set(TEMPLATES), patched
    pods = [pod for _, pod in asked]
    offline = subprocess.run(
        [apus, "inject"], input=json.dumps({"apiVersion": "v1", "kind": "List", "items": pods}).encode(),
        capture_output=True, timeout=60)
    assert offline.returncode == 0, offline.stderr.decode()
    for one, other in zip(json.loads(offline.stdout)["items"], made):
        assert one == other, f"\n{one}\n{other}"
    print(f"ok {len(made)}")


main()

"""What an injector gives to a pod, and that the pod runs with it. Imported by cluster.py."""

from common import require

import base64
import http.client
import json
import socket
import ssl

import jsonpatch

NAME = "apus-injector.apus-system.svc"


class ServiceConnection(http.client.HTTPConnection):
    """Over TLS to an address of the injector's, as an API server asks: the certificate is the service's."""

    def __init__(self, address, authority, timeout=30):
        super().__init__(address, 8443, timeout=timeout)
        self.context = ssl.create_default_context(cafile=authority)

    def connect(self):
        connection = socket.create_connection((self.host, self.port), self.timeout)
        try:
            self.sock = self.context.wrap_socket(connection, server_hostname=NAME)
        except BaseException:
            connection.close()
            raise


def review(pod):
    return json.dumps({
        "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
        "request": {
            "uid": "1", "kind": {"group": "", "version": "v1", "kind": "Pod"}, "operation": "CREATE",
            "resource": {"group": "", "version": "v1", "resource": "pods"},
            "namespace": pod["metadata"]["namespace"], "object": pod}})


def injected(pod, status, body):
    """The pod as an answer changes it."""
    require(status == 200, f"the injector answers {status}: {body[:300]}")
    response = json.loads(body)["response"]
    require(response["allowed"] and "patch" in response, f"the pod gets no proxy: {response}")
    return jsonpatch.apply_patch(pod, base64.b64decode(response["patch"]).decode())


def inject(pod, address, authority):
    connection = ServiceConnection(address, authority)
    try:
        connection.request("POST", "/inject?timeout=5s", review(pod), {"content-type": "application/json"})
        answer = connection.getresponse()
        return injected(pod, answer.status, answer.read())
    finally:
        connection.close()

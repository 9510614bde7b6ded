"""A Kubernetes API with just what a control plane asks of one: lists, watches in which nothing happens, whose a token
is, and ConfigMaps. Imported by cluster.py."""

import base64
import http.server
import json
import re
import ssl
import threading
import time

# The names in paths of what is followed, with the kinds; others are not installed.
KINDS = {
    "services": "Service", "endpointslices": "EndpointSlice", "pods": "Pod", "namespaces": "Namespace",
    "workloads": "Workload", "trafficpolicies": "TrafficPolicy", "authorizationpolicies": "AuthorizationPolicy",
    "envoyresources": "EnvoyResources",
}


class API:
    """Serves on a port of all addresses until `close`; `items` are objects by their names in paths."""

    def __init__(self, work, items):
        self.items, self.tokens, self.reviews = items, {}, 0
        # ConfigMaps that were applied, by namespace and name.
        self.maps = {}
        # Whom it knows by their tokens; the others get none of it.
        self.asked_by = set()
        self.over = threading.Event()
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, status, thing):
                body = json.dumps(thing).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def caller(self):
                token = self.headers.get("authorization", "").removeprefix("Bearer ")
                return api.tokens.get(token, ("", ""))[0]

            def do_GET(self):
                path, _, query = self.path.partition("?")
                name = path.rpartition("/")[2]
                caller = self.caller()
                if not caller:
                    return self.answer(401, {"kind": "Status", "message": "who is that?"})
                api.asked_by.add(caller)
                if name not in KINDS:
                    return self.answer(404, {"kind": "Status", "message": "not installed"})
                if "watch=1" not in query:
                    return self.answer(200, {
                        "kind": f"{KINDS[name]}List", "apiVersion": "v1", "metadata": {"resourceVersion": "10"},
                        "items": api.items.get(name, [])})
                self.send_response(200)
                self.send_header("transfer-encoding", "chunked")
                self.end_headers()
                self.wfile.flush()
                api.over.wait()
                self.close_connection = True

            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                caller, spec = self.caller(), asked["spec"]
                if not caller or not self.path.endswith("/tokenreviews"):
                    return self.answer(403, {"kind": "Status", "message": "forbidden"})
                api.reviews += 1
                user, audience = api.tokens.get(spec["token"], ("", ""))
                status = {"authenticated": False}
                if user and audience in spec["audiences"]:
                    status = {"authenticated": True, "user": {"username": user}, "audiences": [audience]}
                return self.answer(201, {**asked, "status": status})

            def do_PATCH(self):
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                place = re.fullmatch(r"/api/v1/namespaces/([^/]+)/configmaps/([^/?]+)\?fieldManager=[^&]+&force=true", self.path)
                if not self.caller() or not place or self.headers["content-type"] != "application/apply-patch+yaml":
                    return self.answer(403, {"kind": "Status", "message": "forbidden"})
                api.maps[place.groups()] = asked
                return self.answer(201, asked)

        self.server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{work}/tls.crt", f"{work}/tls.key")
        # Handshakes are the threads' of the connections.
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, namespace, account, audience):
        """A token as the cluster would make it; whose it is, only the API says."""
        def part(thing):
            return base64.urlsafe_b64encode(json.dumps(thing).encode()).rstrip(b"=").decode()

        claims = {"aud": [audience], "exp": int(time.time()) + 3600, "sub": f"{namespace}:{account}"}
        text = f"{part({'alg': 'RS256', 'kid': 'none'})}.{part(claims)}.{part('signature')}"
        self.tokens[text] = (f"system:serviceaccount:{namespace}:{account}", audience)
        return text

    def close(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

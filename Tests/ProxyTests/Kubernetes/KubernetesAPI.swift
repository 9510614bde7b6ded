import Foundation

/// A stand-in for the API of a Kubernetes cluster: lists by pages, watches with bookmarks, TokenReview, over TLS; and
/// what goes wrong with them. It is a program in Python (standard library alone), so that it can be killed; what it
/// holds stands in a file and outlives it, as in a real cluster, but not what changed before.
final class KubernetesAPI {
    /// The port of 127.0.0.1 that the API is at while it runs.
    let port: UInt16
    let directory: TemporaryDirectory
    private let places: [Socket]
    private var process: ChildProcess?

    /// The token that is good at the start.
    static let token = "first-token-of-the-control-plane"

    init() throws {
        guard let place = Socket.bound(), let control = Socket.bound() else {
            throw ProxyHarness.StartError(description: "no port")
        }
        places = [place, control]
        port = place.port
        directory = try TemporaryDirectory()
        _ = try directory.write(Self.program, to: "api.py")
        _ = try directory.write(Self.token, to: "token")
        try start()
    }

    deinit { process?.signal(SIGKILL) }

    /// What `apus control` is told.
    var arguments: [String] {
        get throws {
            [
                "--kubernetes-api", "https://127.0.0.1:\(port)", "--kubernetes-token-file", directory.file("token"),
                "--kubernetes-ca-file", try TLSFiles.shared.get().path("ca.crt"),
            ]
        }
    }

    func start() throws {
        let files = try TLSFiles.shared.get()
        process = try ChildProcess(
            "/usr/bin/env",
            [
                "python3", directory.file("api.py"), "\(port)", "\(places[1].port)", files.path("server.crt"),
                files.path("server.key"), directory.file("state"), directory.file("token"),
            ], output: directory.file("output"), errors: directory.file("errors"))
        let isUp = Deadline(seconds: 60).reached { ask(["op": "ping"]) != nil }
        guard isUp else {
            throw ProxyHarness.StartError(description: (readFile(directory.file("errors")) ?? []).text)
        }
    }

    func kill() {
        process?.signal(SIGKILL)
        _ = process?.ending(within: 60)
        process = nil
    }

    /// Puts another token into the file, and makes it the one that is good.
    ///
    /// - Parameter meanwhile: runs while both tokens are good.
    func rotateToken(to token: String, meanwhile: () throws -> Void = {}) throws {
        let draft = try directory.write(token, to: "token.draft")
        let old = (readFile(directory.file("token")) ?? []).text
        try tell(["op": "tokens", "tokens": .array([.string(old), .string(token)])])
        guard unsafe rename(draft, directory.file("token")) == 0 else { throw CocoaError(.fileWriteUnknown) }
        try meanwhile()
        try tell(["op": "tokens", "tokens": .array([.string(token)])])
    }

    /// Adds objects, or puts them in the place of those of their names.
    func apply(_ objects: [JSON]) throws { try tell(["op": "apply", "objects": .array(objects)]) }

    /// Removes an object.
    func delete(_ plural: String, _ name: String, namespace: String = "shop") throws {
        try tell(["op": "delete", "plural": .string(plural), "namespace": .string(namespace), "name": .string(name)])
    }

    /// Gives an order that has to be followed.
    func tell(_ order: JSON) throws {
        guard ask(order) != nil else { throw ProxyHarness.StartError(description: "the API does not follow: \(order)") }
    }

    /// How often something was asked: `lists`, `watches`, `reviews`, `denied`.
    func count(_ name: String, of plural: String = "") -> Int {
        ask(["op": "count", "name": .string(name), "plural": .string(plural)])?["count"] as? Int ?? -1
    }

    private func ask(_ order: JSON) -> [String: Any]? {
        guard let socket = Socket.connected(to: places[1].port) else { return nil }
        let deadline = Deadline(seconds: 60)
        let body = order.text
        socket.send(
            ByteString(
                "POST / HTTP/1.1\r\nhost: c\r\nconnection: close\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"),
            until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() {
                guard answer.status == 200 else { return nil }
                return try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    // MARK: - Objects

    static func object(
        _ version: String, _ kind: String, _ name: String, namespace: String? = "shop", labels: JSON = [:],
        annotations: JSON = [:], _ rest: JSON
    ) -> JSON {
        var metadata: JSON = [
            "name": .string(name), "creationTimestamp": "2026-01-01T00:00:00Z", "labels": labels,
            "annotations": annotations,
        ]
        if let namespace { metadata = metadata.merged(with: ["namespace": .string(namespace)]) }
        return (["apiVersion": .string(version), "kind": .string(kind), "metadata": metadata] as JSON).merged(
            with: rest)
    }

    static func service(_ name: String, namespace: String = "shop", ports: JSON) -> JSON {
        object("v1", "Service", name, namespace: namespace, ["spec": ["ports": ports]])
    }

    static func slice(
        _ service: String, namespace: String = "shop", _ addresses: [String], port: Int = 8080, suffix: String = "a"
    ) -> JSON {
        object(
            "discovery.k8s.io/v1", "EndpointSlice", "\(service)-\(suffix)", namespace: namespace,
            labels: ["kubernetes.io/service-name": .string(service)],
            [
                "addressType": "IPv4", "ports": [["name": "http", "port": .integer(port), "protocol": "TCP"]],
                "endpoints": .array(
                    addresses.map { ["addresses": .array([.string($0)]), "conditions": ["ready": true]] }),
            ])
    }

    static func pod(
        _ name: String, namespace: String = "shop", account: String, labels: JSON = [:], annotations: JSON = [:]
    ) -> JSON {
        object(
            "v1", "Pod", name, namespace: namespace, labels: labels, annotations: annotations,
            ["spec": ["serviceAccountName": .string(account)], "status": ["phase": "Running"]])
    }

    static func gateway(_ kind: String, _ name: String, _ spec: JSON, version: String = "v1") -> JSON {
        object(
            "gateway.networking.k8s.io/\(version)", kind, name, namespace: kind == "GatewayClass" ? nil : "shop",
            ["spec": spec])
    }

    /// The class of our gateways.
    static let ourClass = gateway("GatewayClass", "apus", ["controllerName": "apus.dev/gateway-controller"])

    // MARK: - The program

    private static let program = #"""
        import base64, json, os, random, socket, ssl, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        from urllib.parse import urlsplit, parse_qs

        port, control, certificate, key, state_path, token_path = sys.argv[1:7]
        lock = threading.Condition()
        kinds = {}
        def kind(name, plural, group, versions, installed=True):
            kinds[plural] = {"kind": name, "group": group, "versions": versions, "installed": installed}
        kind("Service", "services", "", ["v1"])
        kind("Pod", "pods", "", ["v1"])
        kind("Namespace", "namespaces", "", ["v1"])
        kind("EndpointSlice", "endpointslices", "discovery.k8s.io", ["v1"])
        gateway = "gateway.networking.k8s.io"
        kind("GatewayClass", "gatewayclasses", gateway, ["v1", "v1beta1"])
        kind("Gateway", "gateways", gateway, ["v1", "v1beta1"])
        kind("HTTPRoute", "httproutes", gateway, ["v1", "v1beta1"])
        kind("GRPCRoute", "grpcroutes", gateway, ["v1"])
        kind("TLSRoute", "tlsroutes", gateway, ["v1alpha2"])
        kind("TCPRoute", "tcproutes", gateway, ["v1alpha2"])
        kind("UDPRoute", "udproutes", gateway, ["v1alpha2"])
        kind("BackendTLSPolicy", "backendtlspolicies", gateway, ["v1"])
        kind("ReferenceGrant", "referencegrants", gateway, ["v1beta1"])
        for name, plural in [("Workload", "workloads"), ("TrafficPolicy", "trafficpolicies"),
                             ("AuthorizationPolicy", "authorizationpolicies"), ("EnvoyResources", "envoyresources")]:
            kind(name, plural, "apus.dev", ["v1"], installed=False)
        by_kind = {value["kind"]: plural for plural, value in kinds.items()}

        version = 100
        objects = {plural: {} for plural in kinds}
        history = {plural: [] for plural in kinds}
        forgotten = {plural: 0 for plural in kinds}
        if os.path.exists(state_path):
            saved = json.load(open(state_path))
            version = saved["version"]
            for plural, items in saved["objects"].items():
                objects[plural] = {(o["metadata"].get("namespace", ""), o["metadata"]["name"]): o for o in items}
            forgotten = {plural: version for plural in kinds}
        tokens = {open(token_path).read()}
        counts = {}
        forbidden = set()
        epoch = {plural: 0 for plural in kinds}      # watches of an older one are cut
        orders = {plural: [] for plural in kinds}    # raw lines for watches
        reviews = {"mode": "ok", "tokens": {}}
        page_limit = 500
        continue_expires = [0]

        def count(name, plural=""):
            counts[(name, plural)] = counts.get((name, plural), 0) + 1

        def save():
            with open(state_path + ".draft", "w") as file:
                json.dump({"version": version, "objects": {p: list(o.values()) for p, o in objects.items()}}, file)
            os.rename(state_path + ".draft", state_path)

        def change(type, plural, name, value):
            global version
            version += 1
            value = json.loads(json.dumps(value))
            value["metadata"]["resourceVersion"] = str(version)
            value["metadata"].setdefault("managedFields", [{"manager": "kubectl", "operation": "Update"}])
            if type == "DELETED":
                objects[plural].pop(name, None)
            else:
                objects[plural][name] = value
            history[plural].append((version, type, value))

        def follow(order):
            global tokens
            op = order["op"]
            plural = order.get("plural", "")
            plurals = [plural] if plural else list(kinds)
            if op == "apply":
                for value in order["objects"]:
                    p = by_kind[value["kind"]]
                    name = (value["metadata"].get("namespace", ""), value["metadata"]["name"])
                    change("MODIFIED" if name in objects[p] else "ADDED", p, name, value)
                save()
            elif op == "delete":
                name = (order.get("namespace", ""), order["name"])
                change("DELETED", plural, name, objects[plural][name])
                save()
            elif op == "tokens": tokens = set(order["tokens"])
            elif op == "install": kinds[plural]["installed"] = order["is"]
            elif op == "forbid": forbidden.add(plural)
            elif op == "allow": forbidden.discard(plural)
            elif op == "cut":
                for p in plurals: epoch[p] += 1
            elif op == "raw": orders[plural].append(order["line"])
            elif op == "bookmark":
                text = json.dumps({"type": "BOOKMARK", "object": {"kind": kinds[plural]["kind"], "metadata":
                    {"resourceVersion": str(version)}}})
                orders[plural].append(text)
            elif op == "forget":
                for p in plurals:
                    forgotten[p] = version
                    history[p] = []
            elif op == "limit": globals()["page_limit"] = order["limit"]
            elif op == "expire": continue_expires[0] = order["times"]
            elif op == "reviews":
                reviews["mode"] = order.get("mode", "ok")
                reviews["tokens"].update(order.get("tokens", {}))
            elif op == "count": return {"count": counts.get((order["name"], plural), 0)}
            lock.notify_all()
            return {}

        class Control(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass
            def do_POST(self):
                order = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with lock:
                    answer = json.dumps(follow(order)).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        class API(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass

            def answer(self, status, value):
                text = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def status(self, code, reason, message):
                self.answer(code, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code,
                                   "reason": reason, "message": message})

            def known(self):
                value = self.headers.get("authorization", "")
                if value.startswith("Bearer ") and value[7:] in tokens: return True
                with lock: count("denied")
                self.status(401, "Unauthorized", "Unauthorized")
                return False

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if not self.known(): return
                if self.path != "/apis/authentication.k8s.io/v1/tokenreviews":
                    return self.status(404, "NotFound", "no such thing")
                with lock:
                    count("reviews")
                    mode, found = reviews["mode"], reviews["tokens"].get(body["spec"]["token"])
                if mode == "fail": return self.status(500, "InternalError", "out of order")
                if mode == "garbage": return self.answer(201, {"kind": "Status"})
                status = {"authenticated": False, "error": "unknown"}
                if found:
                    both = [a for a in body["spec"]["audiences"] if a in found["audiences"]]
                    status = {"authenticated": bool(both), "audiences": both,
                              "user": {"username": found["user"], "uid": "1", "extra":
                                       {"authentication.kubernetes.io/pod-name": [found.get("pod", "p")]}}}
                body["status"] = status
                self.answer(201, body)

            def do_GET(self):
                if not self.known(): return
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                words = parts.path.strip("/").split("/")
                group, ver, rest = ("", words[1], words[2:]) if words[0] == "api" else (words[1], words[2], words[3:])
                namespace = None
                if rest[0] == "namespaces" and len(rest) == 3: namespace, rest = rest[1], rest[2:]
                plural = rest[0]
                k = kinds.get(plural)
                if not k or k["group"] != group or ver not in k["versions"] or not k["installed"]:
                    with lock: count("absent", plural)
                    return self.status(404, "NotFound", "the server could not find the requested resource")
                if plural in forbidden:
                    with lock: count("forbidden", plural)
                    return self.status(403, "Forbidden", plural + " is forbidden: User cannot list")
                selector = query.get("fieldSelector", "")
                only = selector.split("=", 1)[1] if selector.startswith("metadata.name=") else None
                def chosen(o):
                    return (namespace is None or o["metadata"].get("namespace") == namespace) and (
                        only is None or o["metadata"]["name"] == only)
                if query.get("watch"): return self.watch(plural, query, chosen)
                with lock:
                    count("lists", plural)
                    names = sorted(n for n, o in objects[plural].items() if chosen(o))
                    start = 0
                    if "continue" in query:
                        if continue_expires[0] > 0:
                            continue_expires[0] -= 1
                            return self.status(410, "Expired", "The provided continue parameter is too old")
                        start = int(base64.b64decode(query["continue"]).decode().split(":")[1])
                    limit = min(int(query.get("limit", "500")), page_limit)
                    items = []
                    for name in names[start:start + limit]:
                        o = dict(objects[plural][name])
                        if not group.count("."):
                            o.pop("kind", None); o.pop("apiVersion", None)
                        items.append(o)
                    metadata = {"resourceVersion": str(version)}
                    if start + limit < len(names):
                        metadata["continue"] = base64.b64encode(b"page=/+:%d" % (start + limit)).decode()
                        metadata["remainingItemCount"] = len(names) - start - limit
                    value = {"kind": k["kind"] + "List", "apiVersion": (group + "/" if group else "") + ver,
                             "metadata": metadata, "items": items}
                self.answer(200, value)

            def watch(self, plural, query, chosen):
                last = int(query["resourceVersion"])
                with lock:
                    count("watches", plural)
                    mine, seen = epoch[plural], len(orders[plural])
                    is_old = last < forgotten[plural]
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("transfer-encoding", "chunked")
                self.end_headers()
                generator = random.Random(last)
                if is_old:
                    self.line(generator, json.dumps({"type": "ERROR", "object": {
                        "kind": "Status", "code": 410, "reason": "Expired", "message": "too old resource version"}}))
                    return self.wfile.write(b"0\r\n\r\n")
                end = time.monotonic() + int(query.get("timeoutSeconds", "300"))
                while True:
                    with lock:
                        lines = []
                        for v, type, o in history[plural]:
                            if v > last and chosen(o): lines.append(json.dumps({"type": type, "object": o}))
                        if history[plural]: last = max(last, history[plural][-1][0])
                        lines += orders[plural][seen:]
                        seen = len(orders[plural])
                        if epoch[plural] != mine:
                            self.connection.shutdown(socket.SHUT_RDWR)
                            return
                        if not lines:
                            if time.monotonic() > end: break
                            lock.wait(1)
                            continue
                    for line in lines: self.line(generator, line)
                self.wfile.write(b"0\r\n\r\n")

            def line(self, generator, text):
                # Whatever the pieces are, they make lines.
                data = text.encode() + b"\n"
                while data:
                    size = generator.choice([1, 7, 100, 1400, len(data)])
                    piece, data = data[:size], data[size:]
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.flush()

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128
            def handle_error(self, request, address): pass

        api = Server(("127.0.0.1", int(port)), API)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        api.socket = context.wrap_socket(api.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=api.serve_forever, daemon=True).start()
        Server(("127.0.0.1", int(control)), Control).serve_forever()
        """#
}

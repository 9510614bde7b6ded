import Foundation
import Testing

/// A control plane that follows a cluster.
@Suite(.enabled(if: GRPCMatrixTests.isImportable("ssl"), "no Python"))
struct KubernetesTests {
    typealias API = KubernetesAPI

    /// A cluster of one service, called by one pod.
    private static let small: [JSON] = [
        API.object("v1", "Namespace", "shop", namespace: nil, [:]),
        API.service("cart", ports: [["name": "http", "port": 80, "targetPort": 8080]]),
        API.slice("cart", ["10.0.0.1"]), API.pod("web-1", account: "web"),
    ]

    func started(
        _ api: KubernetesAPI, _ arguments: [String] = [], untilReady: Bool = true
    ) throws -> ControlHarness {
        let control = try ControlHarness(arguments: ["--kubernetes"] + api.arguments + arguments)
        try control.start()
        if untilReady { #expect(isReady(control), "\(control.errors)") }
        return control
    }

    private func isReady(_ control: ControlHarness) -> Bool {
        Deadline(seconds: 60).reached { control.ask("GET", "/ready", token: nil)?.status == 200 }
    }

    func endpoints(_ nodes: Nodes, _ name: String, node: String) -> String {
        nodes.ask("endpoints", node, names: [name]).text
    }

    /// Nodes that ask by hand, over and over: what they have stays until they are given something else.
    final class Nodes {
        private let control: ControlHarness
        private var known: [String: (version: String, text: String)] = [:]

        init(_ control: ControlHarness) { self.control = control }

        func ask(_ kind: String, _ node: String, names: [String] = []) -> (version: String, text: String) {
            let key = "\(kind) \(node) \(names)"
            guard let answer = control.question(kind, node: node, names: names) else { return ("", "") }
            if answer.status == 304 { return known[key] ?? ("", "") }
            let object = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            let found = (version: object?["version_info"] as? String ?? "", text: answer.body.text)
            known[key] = found
            return found
        }
    }

    func comes(_ condition: () -> Bool) -> Bool { Deadline(seconds: 60).reached(condition) }

    private func cluster(_ control: ControlHarness) -> [String: Any] {
        control.object("GET", "/v1/status")["kubernetes"] as? [String: Any] ?? [:]
    }

    func refused(_ control: ControlHarness) -> [String] {
        (cluster(control)["refused"] as? [[String: Any]] ?? []).map { entry in
            let condition = entry["condition"] as? [String: Any]
            return ["kind", "namespace", "name", "path"].map { entry[$0] as? String ?? "-" }.joined(separator: " ")
                + " "
                + (condition?["status"] as? String ?? "")
        }
    }

    @Test func `nothing is published before every kind is known, and what is denied is told by its name`() throws {
        let api = try KubernetesAPI()
        try api.apply(Self.small)
        try api.tell(["op": "forbid", "plural": "endpointslices"])
        // Of these nothing is waited for.
        try api.tell(["op": "forbid", "plural": "udproutes"])
        let control = try started(api, untilReady: false)
        let nodes = Nodes(control)
        #expect(comes { control.errors.contains("endpointslices are not followed: the API answers 403: ") })
        #expect(control.ask("GET", "/ready", token: nil)?.body.text == "it is not known yet what the cluster says\n")
        #expect(control.question("clusters", node: "web-1.shop")?.status == 503)
        #expect(control.ask("PUT", "/v1/documents/a.yaml", "kind: x")?.status == 409)
        try api.tell(["op": "allow", "plural": "endpointslices"])
        #expect(isReady(control), "\(control.errors)")
        #expect(nodes.ask("clusters", "web-1.shop").text.contains("\"shop/cart/80\""))
        #expect(endpoints(nodes, "shop/cart/80", node: "web-1.shop").contains("10.0.0.1"))
        #expect(control.question("clusters", node: "other.shop")?.status == 404)
        #expect(comes { self.cluster(control)["synchronised"] as? Bool == true })
        let kinds = cluster(control)["kinds"] as? [[String: Any]] ?? []
        #expect(kinds.count == 17)
        #expect(kinds.first { $0["kind"] as? String == "workloads" }?["state"] as? String == "absent")
        #expect(kinds.first { $0["kind"] as? String == "pods" }?["objects"] as? Int == 1)
        #expect(
            comes {
                let page = control.ask("GET", "/stats", token: nil)?.body.text ?? ""
                return ["objects_pods: 1", "kinds_synchronised: 17", "last_event_age_ms: ", "lists: "].allSatisfy {
                    page.contains("control.kubernetes.\($0)")
                }
            })
        #expect(control.stop() == .exit(0))
    }

    @Test func `changes come through cut watches, garbage, 410, expired pages, kinds that come and another token`()
        throws
    {
        let api = try KubernetesAPI()
        try api.tell(["op": "limit", "limit": 2])
        try api.tell(["op": "expire", "times": 1])
        try api.apply(Self.small + (1...7).map { API.pod("more-\($0)", account: "more") })
        let control = try started(api)
        let nodes = Nodes(control)
        var last = 1
        func changes(_ note: String) throws {
            last += 1
            try api.apply([API.slice("cart", ["10.0.0.\(last)"])])
            #expect(
                comes { self.endpoints(nodes, "shop/cart/80", node: "web-1.shop").contains("10.0.0.\(last)\"") },
                "\(note): \(control.errors.suffix(3000))")
        }
        /// Gives an order that ends the watch, and waits for the next one: what is said while none is under way is lost.
        func interrupt(_ order: JSON) throws {
            let before = api.count("watches", of: "endpointslices")
            try api.tell(order)
            #expect(comes { api.count("watches", of: "endpointslices") > before }, "\(order)")
        }
        try changes("a watch")
        try interrupt(["op": "cut"])
        try changes("cut watches")
        for line in ["garbage", #"{"type":"ADDED","object":{"metadata":{}}}"#] {
            try interrupt(["op": "raw", "plural": "endpointslices", "line": .string(line)])
            try changes(line)
        }
        try interrupt([
            "op": "raw", "plural": "endpointslices",
            "line": #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}"#,
        ])
        try changes("410")
        try api.tell(["op": "bookmark", "plural": "pods"])
        // What is asked for after that is remembered no more.
        try api.tell(["op": "forget", "plural": "endpointslices"])
        try interrupt(["op": "cut", "plural": "endpointslices"])
        try changes("forgotten")
        #expect(comes { api.count("lists", of: "endpointslices") >= 4 })
        #expect(comes { api.count("lists", of: "pods") >= 4 })
        // Who read the old token before may show it for a moment longer.
        try api.rotateToken(to: "second-token-of-the-control-plane") {
            try interrupt(["op": "cut"])
            try changes("another token")
        }
        try api.tell(["op": "cut"])
        try changes("the other token alone")
        #expect(api.count("denied") == 0)
        api.kill()
        #expect(comes { control.errors.contains("pods are not followed: ") })
        // What is known stays.
        #expect(endpoints(nodes, "shop/cart/80", node: "web-1.shop").contains("10.0.0.\(last)\""))
        try api.start()
        try changes("killed and started again")
        #expect(comes { control.errors.contains("pods are followed again") })
        try api.delete("pods", "web-1")
        #expect(comes { control.question("clusters", node: "web-1.shop", "prefer: wait=0")?.status == 404 })
        let page = control.ask("GET", "/stats", token: nil)?.body.text ?? ""
        #expect(page.contains("control.kubernetes.relists: ") && !page.contains("control.kubernetes.relists: 0"))
        #expect(control.stop() == .exit(0))
    }

    private static func route(_ name: String, _ rule: JSON) -> JSON {
        API.gateway("HTTPRoute", name, ["parentRefs": [["name": "edge"]], "rules": [rule]])
    }

    private static let edge: [JSON] = [
        API.ourClass,
        API.gateway(
            "Gateway", "edge",
            ["gatewayClassName": "apus", "listeners": [["name": "web", "port": 8000, "protocol": "HTTP"]]]),
        API.pod("edge-1", account: "edge", labels: ["gateway.networking.k8s.io/gateway-name": "edge"]),
    ]

    private static let toCart: JSON = ["backendRefs": [["name": "cart", "port": 80]]]

    @Test func `an object that makes no mesh is told with its place, and is alone`() throws {
        let api = try KubernetesAPI()
        try api.apply(Self.small + Self.edge)
        let bad: JSON = [
            "filters": [["type": "ExtensionRef", "extensionRef": ["group": "a", "kind": "b", "name": "c"]]]
        ]
        try api.apply([
            Self.route("good", Self.toCart), Self.route("bad", bad),
            API.service("pay", ports: [["name": "http", "port": 80]]),
        ])
        let control = try started(api)
        let nodes = Nodes(control)
        #expect(refused(control) == ["HTTPRoute shop bad spec.rules[0].filters[0].type False"])
        #expect(
            comes {
                control.errors.contains(
                    "not taken: HTTPRoute shop/bad: spec.rules[0].filters[0].type: expected a filter")
            })
        #expect(nodes.ask("clusters", "edge-1.shop").text.contains("shop/cart/80"))
        // A backend that is not there is served, and told.
        try api.apply([Self.route("vain", ["backendRefs": [["name": "nobody", "port": 80]]])])
        #expect(
            comes {
                let warnings = self.cluster(control)["warnings"] as? [[String: Any]] ?? []
                return warnings.contains { warning in
                    let condition = warning["condition"] as? [String: Any]
                    return warning["name"] as? String == "vain"
                        && condition?["reason"] as? String == "BackendNotFound"
                }
            })
        #expect(
            comes {
                control.errors.contains("spec.rules[0].backendRefs[0].name: expected a service of the namespace shop")
            })
        // Once it was good, it stands as it was.
        try api.apply([Self.route("bad", ["backendRefs": [["name": "pay", "port": 80]]])])
        #expect(comes { self.refused(control).isEmpty })
        #expect(nodes.ask("clusters", "edge-1.shop").text.contains("shop/pay/80"))
        try api.apply([Self.route("bad", bad)])
        #expect(comes { self.refused(control).count == 1 })
        #expect(nodes.ask("clusters", "edge-1.shop").text.contains("shop/pay/80"))
        #expect(comes { control.errors.contains("taken now: HTTPRoute shop/bad: ") })
        try api.delete("httproutes", "bad")
        #expect(comes { self.refused(control).isEmpty })
        // What is not implemented is told by its name.
        try api.apply([
            API.gateway("BackendTLSPolicy", "tls", ["targetRefs": [["kind": "Service", "name": "cart"]]]),
            API.gateway("UDPRoute", "dns", ["parentRefs": [["name": "edge"]]], version: "v1alpha2"),
        ])
        #expect(
            comes {
                self.refused(control) == [
                    "BackendTLSPolicy shop tls kind False", "UDPRoute shop dns kind False",
                ]
            }, "\(refused(control))")
        try api.delete("backendtlspolicies", "tls")
        try api.delete("udproutes", "dns")
        #expect(comes { self.refused(control).isEmpty })
        let history = control.object("GET", "/v1/history")
        let changes = (history["kubernetes"] as? [[String: Any]] ?? []).map { $0["changes"] as? [String] ?? [] }
        #expect(changes.contains(["- HTTPRoute/shop/bad"]) && changes.last?.contains("+ HTTPRoute/shop/good") == true)
        #expect((history["note"] as? String)?.contains("in the cluster") == true)
        // Who knew the cluster keeps it until its routes are others; who is new never hears of it.
        let label: JSON = ["gateway.networking.k8s.io/gateway-name": "edge"]
        try api.apply([API.pod("edge-2", account: "edge", labels: label)])
        #expect(comes { nodes.ask("clusters", "edge-2.shop").text.contains("shop/cart/80") })
        #expect(!nodes.ask("clusters", "edge-2.shop").text.contains("shop/pay/80"))
    }

    @Test func `documents and the cluster are one mesh, and a name in both is the documents'`() throws {
        let api = try KubernetesAPI()
        try api.apply(Self.small)
        let control = try ControlHarness(arguments: ["--kubernetes"] + api.arguments)
        let own = { (port: Int) in
            """
            apiVersion: apus.dev/v1
            kind: Workload
            metadata: {name: batch, namespace: shop}
            spec: {selector: {id: batch}, dependsOn: [{service: cart}, {service: pay}]}
            ---
            apiVersion: apus.dev/v1
            kind: Service
            metadata: {name: pay, namespace: shop}
            spec: {ports: [{port: \(port)}], endpoints: [{address: 10.1.1.1}]}

            """
        }
        try control.write(own(80), to: "own.yaml")
        try control.start()
        #expect(isReady(control), "\(control.errors)")
        let nodes = Nodes(control)
        let clusters = { nodes.ask("clusters", "batch").text }
        #expect(clusters().contains("shop/cart/80") && clusters().contains("shop/pay/80"))
        try api.apply([API.service("pay", ports: [["name": "http", "port": 81]])])
        #expect(comes { self.refused(control) == ["Service shop pay metadata.name False"] }, "\(refused(control))")
        try control.write(own(82), to: "own.yaml")
        #expect(comes { clusters().contains("shop/pay/82") })
        // The next process publishes what the store has with what the cluster says.
        control.kill()
        try control.start()
        #expect(isReady(control), "\(control.errors)")
        #expect(clusters().contains("shop/cart/80") && clusters().contains("shop/pay/82"))
        // What documents need stays while they do.
        try api.delete("services", "cart")
        #expect(comes { self.refused(control).contains { $0.contains("spec.dependsOn[0].service") } })
        #expect(clusters().contains("shop/cart/80"))
    }

    @Test func `kinds are followed once their definition is there, and only in the namespaces that are asked for`()
        throws
    {
        let api = try KubernetesAPI()
        try api.tell(["op": "install", "plural": "httproutes", "is": false])
        try api.apply(Self.small)
        try api.apply([
            API.service("far", namespace: "other", ports: [["name": "http", "port": 80]]),
            API.pod("far-1", namespace: "other", account: "far"),
        ])
        let control = try started(api, ["--kubernetes-namespace", "shop"])
        #expect(comes { control.errors.contains("httproutes of shop are not there") })
        #expect(control.question("clusters", node: "far-1.other")?.status == 404)
        #expect(control.question("clusters", node: "web-1.shop")?.status == 200)
        let kinds = cluster(control)["kinds"] as? [[String: Any]] ?? []
        #expect(kinds.first { $0["kind"] as? String == "services of shop" }?["objects"] as? Int == 1)
    }

    @Test func `the cluster judges tokens of service accounts`() throws {
        let api = try KubernetesAPI()
        let directory = try TemporaryDirectory()
        let control = try ControlHarness(
            arguments: [
                "--kubernetes-token-review", "--authority", directory.file("authority"), "--trust-domain", "mesh.test",
            ] + api.arguments)
        try control.start()
        func token(_ name: String, audience: String = "apus") -> String {
            let payload = #"{"aud":["\#(audience)"],"exp":4000000000,"sub":"\#(name)"}"#
            return [#"{"alg":"RS256","kid":"k"}"#, payload, "signature"].map {
                Data($0.utf8).base64EncodedString().replacingOccurrences(of: "=", with: "")
                    .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            }.joined(separator: ".")
        }
        let request = (readFile(try TLSFiles.shared.get().path("client.csr")) ?? []).text
        func ask(_ token: String) -> String {
            guard let answer = control.ask("POST", "/v1/certificates", request, token: token),
                let object = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            else { return "" }
            return "\(answer.status ?? 0) \(object["identity"] as? String ?? object["error"] as? String ?? "")"
        }
        try api.tell([
            "op": "reviews",
            "tokens": .object([
                .init(
                    key: token("cart"),
                    value: [
                        "user": "system:serviceaccount:shop:cart", "audiences": ["apus"], "pod": "cart-1",
                    ]),
                .init(key: token("node"), value: ["user": "system:node:a", "audiences": ["apus"]]),
            ]),
        ])
        let start = ContinuousClock.now
        #expect(ask(token("cart")) == "200 spiffe://mesh.test/ns/shop/sa/cart")
        #expect(ask(token("cart")) == "200 spiffe://mesh.test/ns/shop/sa/cart")
        let judged = api.count("reviews")
        // A judgement is fresh for ten seconds: a slow machine may need as long for two questions.
        #expect(judged == 1 || ContinuousClock.now - start > .seconds(9))
        #expect(ask(token("nobody")) == "401 the token is not one of the cluster")
        #expect(ask(token("node")) == "401 the token names no service account")
        #expect(ask(token("cart", audience: "other")) == "401 the token is for others than apus")
        #expect(ask("nonsense").hasPrefix("401 "))
        #expect(api.count("reviews") == judged + 2)
        for mode in ["fail", "garbage"] {
            try api.tell(["op": "reviews", "mode": .string(mode)])
            #expect(ask(token(mode)) == "503 no certificate can be issued now")
        }
        #expect(comes { control.errors.contains("the cluster judges no token: the API answers 500: out of order") })
        try api.tell(["op": "reviews", "mode": "ok"])
        try api.rotateToken(to: "third-token-of-the-control-plane")
        #expect(ask(token("fail")) == "401 the token is not one of the cluster")
        #expect(
            comes { (readFile(control.directory.file("audit")) ?? []).text.contains("sa/cart by pod cart-1") })
        #expect(
            control.ask("GET", "/stats", token: nil)?.body.text.contains(
                "control.authority.token_reviews_failed: 2") == true)
    }

    @Test(arguments: [
        (["--kubernetes", "--kubernetes-api", "http://10.0.0.1"], "found 'http://10.0.0.1'"),
        (
            ["--kubernetes-api", "https://a"],
            "--kubernetes-api needs --kubernetes, --kubernetes-roots or --kubernetes-token-review"
        ),
        (
            ["--kubernetes-namespace", "a"],
            "--kubernetes-namespace needs --kubernetes, --kubernetes-roots or --kubernetes-token-review"
        ),
        (
            ["--kubernetes-roots", "r", "--kubernetes-api", "https://a", "--kubernetes-ca-file", "/c"],
            "--kubernetes-roots needs --authority <directory>"
        ),
        (["--kubernetes", "--kubernetes-api", "https://a"], "--kubernetes-ca-file <file> is needed"),
        (["--kubernetes"], "--kubernetes-api <url> is needed"),
        (["--kubernetes-token-review", "--kubernetes-api", "http://127.0.0.1:1"], "needs --authority <directory>"),
        (
            ["--kubernetes", "--kubernetes-api", "http://127.0.0.1:1", "--kubernetes-namespace", "A"],
            "the name of a namespace expected, found 'A'"
        ),
        (
            ["--kubernetes-token-review", "--kubernetes-namespace", "a", "--kubernetes-api", "http://127.0.0.1:1"],
            "--kubernetes-namespace needs --kubernetes or --kubernetes-roots"
        ),
    ])
    func `a mistake of the flags says what is expected`(_ arguments: [String], _ text: String) throws {
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            try #require(ProxyBinary.apus.path), ["control"] + arguments, output: directory.file("o"),
            errors: directory.file("e"))
        #expect(process.ending(within: 60) == .exit(2))
        let errors = (readFile(directory.file("e")) ?? []).text
        #expect(errors.contains(text), "\(errors)")
    }
}

extension KubernetesTests {
    /// A proxy that is the pod `edge-1`, and has everything from the control plane.
    static func edgeProxy(control: UInt16) throws -> ProxyHarness {
        let source = DiscoveredResource.rest("0.05s", timeout: "30s").replacing("plane", with: "xds_cluster")
        let configuration: JSON = [
            "node": ["id": "edge-1.shop", "cluster": "c"], "admin": ["address": Theme.address(port: 0)],
            "dynamic_resources": ["cds_config": source, "lds_config": source],
            "static_resources": [
                "clusters": [DiscoveredResource.plane(port: control).replacing("plane", with: "xds_cluster")]
            ],
        ]
        return try ProxyHarness(.apus, configuration: configuration, directory: try TemporaryDirectory())
    }

    @Test func `a gateway of the cluster serves its routes, while API and control plane are killed and come back`()
        throws
    {
        let upstreams = try ["a", "b"].map {
            try #require(ScriptedUpstream(.serving("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n\($0)")))
        }
        defer { for upstream in upstreams { upstream.stop() } }
        let place = try #require(Socket.bound())
        func slice(_ name: String, at upstream: Int) -> JSON {
            API.slice(name, ["127.0.0.1"], port: Int(upstreams[upstream].port))
        }
        func route(_ name: String, _ kind: String, _ path: String, _ rest: JSON) -> JSON {
            let match: JSON = ["path": ["type": .string(kind), "value": .string(path)]]
            return Self.route(name, (["matches": [match]] as JSON).merged(with: rest))
        }
        func backends(_ first: Int, _ second: Int) -> JSON {
            [
                "backendRefs": [
                    ["name": "a", "port": 80, "weight": .integer(first)],
                    ["name": "b", "port": 80, "weight": .integer(second)],
                ]
            ]
        }
        let redirect: JSON = [
            "filters": [
                ["type": "RequestRedirect", "requestRedirect": ["scheme": "https", "statusCode": 301]]
            ]
        ]
        let api = try KubernetesAPI()
        try api.apply(
            [
                API.ourClass,
                API.gateway(
                    "Gateway", "edge",
                    [
                        "gatewayClassName": "apus",
                        "listeners": [["name": "web", "port": .integer(Int(place.port)), "protocol": "HTTP"]],
                    ]),
                API.pod("edge-1", account: "edge", labels: ["gateway.networking.k8s.io/gateway-name": "edge"]),
                API.service("a", ports: [["name": "http", "port": 80]]), slice("a", at: 0),
                API.service("b", ports: [["name": "http", "port": 80]]), slice("b", at: 1),
                route("all", "PathPrefix", "/", backends(1, 0)), route("exact", "Exact", "/x", backends(0, 1)),
                route("longer", "PathPrefix", "/x", redirect),
            ])
        let control = try started(api)
        let proxy = try Self.edgeProxy(control: control.port)
        defer { proxy.stop() }
        func answer(_ path: String) -> String {
            ProxyHarness.answer(at: place.port, path).trimmingCharacters(in: .whitespaces)
        }
        #expect(comes { answer("/") == "200 a" }, "\(control.errors)")
        #expect(answer("/x") == "200 b" && answer("/x/y") == "301" && answer("/xy") == "200 a")
        try api.apply([route("all", "PathPrefix", "/", backends(0, 1))])
        #expect(comes { answer("/") == "200 b" })
        api.kill()
        #expect(comes { control.errors.contains("pods are not followed: ") })
        #expect(answer("/") == "200 b")
        try api.start()
        try api.apply([slice("b", at: 0)])
        #expect(comes { answer("/") == "200 a" })
        // Whoever comes back knows nothing until the cluster has said it, and takes nothing away.
        control.kill()
        api.kill()
        try control.start()
        #expect(comes { control.errors.contains("pods are not followed: ") })
        #expect(control.ask("GET", "/ready", token: nil)?.status == 503)
        for _ in 0..<20 { #expect(answer("/") == "200 a") }
        try api.start()
        #expect(isReady(control))
        try api.apply([slice("b", at: 1)])
        #expect(comes { answer("/") == "200 b" })
        #expect(answer("/x/y") == "301")
    }
}

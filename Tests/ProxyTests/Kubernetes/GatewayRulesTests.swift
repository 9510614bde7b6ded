import Foundation
import Testing

/// A gateway of a cluster of 200 services and 2,000 endpoints, beside what the Gateway API says of its routes.
extension KubernetesTests {
    @Test func `of 200 services and 2000 endpoints, routes are what the API says, and pods change only their clusters`()
        throws
    {
        var numbers = SeededNumbers(seed: 8)
        let sample = SampleRoutes(&numbers)
        let echo = try AddressEcho()
        let places = try (0..<3).map { _ in try #require(Socket.bound()) }
        let ports = places.map { Int($0.port) }
        let api = try KubernetesAPI()
        try api.apply(Self.services(echo) + Self.gateway(sample, ports) + sample.objects + Self.streams)
        let control = try started(api)
        #expect(refused(control) == [])
        let proxy = try Self.edgeProxy(control: control.port)
        defer { proxy.stop() }
        #expect(comes { Socket.connected(to: places[0].port) != nil }, "\(proxy.errors.suffix(4_000))")
        try expectRules(GatewayRules(sample: sample, port: ports[0]), at: places[0].port, echo, &numbers)
        try expectShares(at: places[0].port)
        expectStreams(tls: places[1].port, tcp: places[2].port)
        try expectQuiet(control, api, echo)
    }

    // MARK: - The cluster

    /// Where the endpoints of a service are: addresses of this machine.
    private static func addresses(_ service: Int, from first: Int = 0) -> [String] {
        (first..<first + 10).map { "127.\(service / 100 + 1).\(service % 100).\($0 + 1)" }
    }

    /// The service of an address.
    private static func service(at address: String) -> String {
        let parts = address.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4 else { return address }
        if parts[1] == 9 { return "raw\(parts[3])" }
        let number = (parts[1] - 1) * 100 + parts[2]
        return "\(SampleRoutes.namespace(of: number))/s\(number)"
    }

    private static func services(_ echo: AddressEcho) -> [JSON] {
        var objects: [JSON] = []
        for number in 0..<200 {
            let namespace = SampleRoutes.namespace(of: number)
            let hasPlaces = number != SampleRoutes.empty
            objects += [
                API.service("s\(number)", namespace: namespace, ports: [["name": "http", "port": 80]]),
                API.slice(
                    "s\(number)", namespace: namespace, hasPlaces ? addresses(number) : [], port: Int(echo.port)),
            ]
            if number % 20 == 0 { objects.append(API.pod("p", namespace: namespace, account: "a")) }
        }
        for number in 1...3 {
            objects += [
                API.service("raw\(number)", ports: [["name": "http", "port": 9000]]),
                API.slice("raw\(number)", ["127.9.0.\(number)"], port: Int(echo.rawPort)),
            ]
        }
        return objects
    }

    private static func gateway(_ sample: SampleRoutes, _ ports: [Int]) -> [JSON] {
        var listeners: [JSON] = sample.listeners.map { listener in
            let base: JSON = [
                "name": .string(listener.name), "port": .integer(ports[0]), "protocol": "HTTP",
                "allowedRoutes": ["namespaces": ["from": listener.takesAll ? "All" : "Same"]],
            ]
            return listener.hostname.isEmpty ? base : base.merged(with: ["hostname": .string(listener.hostname)])
        }
        listeners += [
            ["name": "tls", "port": .integer(ports[1]), "protocol": "TLS", "tls": ["mode": "Passthrough"]],
            ["name": "tcp", "port": .integer(ports[2]), "protocol": "TCP"],
        ]
        return [
            API.ourClass, API.gateway("Gateway", "edge", ["gatewayClassName": "apus", "listeners": .array(listeners)]),
            API.pod("edge-1", account: "edge", labels: ["gateway.networking.k8s.io/gateway-name": "edge"]),
            // The one that is asked for by hand.
            API.pod("edge-2", account: "edge", labels: ["gateway.networking.k8s.io/gateway-name": "edge"]),
            // One of a hundred requests that no share of weight 0 has, and three to one.
            API.gateway(
                "HTTPRoute", "shares",
                [
                    "parentRefs": [["name": "edge"]], "hostnames": ["shares.test"],
                    "rules": [
                        [
                            "backendRefs": [
                                ["name": "s3", "port": 80, "weight": 3], ["name": "s4", "port": 80],
                                ["name": "s5", "port": 80, "weight": 0],
                            ]
                        ]
                    ],
                ]),
        ]
    }

    private static func stream(
        _ kind: String, _ name: String, created: String, hostnames: JSON? = nil, _ backends: [(Int, Int)]
    ) -> JSON {
        let references = backends.map { number, weight -> JSON in
            ["name": .string("raw\(number)"), "port": 9000, "weight": .integer(weight)]
        }
        var spec: JSON = [
            "parentRefs": [["name": "edge", "sectionName": kind == "TLSRoute" ? "tls" : "tcp"]],
            "rules": [["backendRefs": .array(references)]],
        ]
        if let hostnames { spec = spec.merged(with: ["hostnames": hostnames]) }
        return API.gateway(kind, name, spec, version: "v1alpha2").merged(
            with: ["metadata": ["creationTimestamp": .string(created)]])
    }

    private static let streams: [JSON] = [
        stream("TLSRoute", "new", created: "2026-01-01T00:00:00Z", hostnames: ["a.tls.test"], [(1, 1)]),
        stream("TLSRoute", "old", created: "2025-01-01T00:00:00Z", hostnames: ["a.tls.test"], [(2, 1)]),
        stream("TLSRoute", "wide", created: "2024-01-01T00:00:00Z", hostnames: ["*.tls.test"], [(1, 0), (3, 1)]),
        stream("TCPRoute", "b", created: "2025-01-01T00:00:00Z", [(1, 1), (2, 0), (3, 1)]),
        stream("TCPRoute", "c", created: "2025-01-01T00:00:00Z", [(2, 1)]),
    ]

    // MARK: - Requests

    /// Asks over and over on one connection.
    private struct Client {
        private let socket: Socket
        private var reader = HTTPMessageReader()
        private let deadline = Deadline(seconds: 120)

        init(port: UInt16) throws { socket = try #require(Socket.connected(to: port)) }

        mutating func ask(_ request: GatewayRules.Request) throws -> HTTPMessage {
            let fields = request.headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
            socket.send(
                ByteString(
                    "\(request.method) \(request.target) HTTP/1.1\r\nhost: \(request.host)\r\n\(fields)"
                        + "content-length: 0\r\n\r\n"), until: deadline)
            while true {
                if let answer = reader.take() { return answer }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else {
                    throw ProxyHarness.StartError(description: "no answer to \(request)")
                }
                reader.append(bytes)
            }
        }
    }

    /// What a backend was asked, as it tells it.
    private struct Echo: Decodable {
        var at: String
        var target: String
        var fields: [[String]]

        func values(of name: String) -> [String] {
            fields.filter { $0.count == 2 && $0[0] == name }.flatMap { Self.list($0[1]) }
        }

        static func list(_ text: String) -> [String] {
            text.split(separator: ",").map { String($0).trimmed }
        }
    }

    private static func request(_ id: Int, _ numbers: inout SeededNumbers) -> GatewayRules.Request {
        let isCall = Int.random(in: 0..<6, using: &numbers) == 0
        var request = GatewayRules.Request(
            host: SampleRoutes.hosts.randomElement(using: &numbers) ?? "",
            path: SampleRoutes.paths.randomElement(using: &numbers) ?? "",
            method: ["GET", "POST", "PUT"].randomElement(using: &numbers) ?? "")
        if isCall {
            let service = ["a.Cart", "a.CartExtra", "b.Pay", "c.Other"].randomElement(using: &numbers) ?? ""
            request.host =
                ["grpc.example.com", "shared.example.com", "x.grpc.example.com"].randomElement(
                    using: &numbers) ?? ""
            request.path = "/\(service)/\(["Get", "Put", "Set"].randomElement(using: &numbers) ?? "")"
            request.method = "POST"
        }
        request.headers = ["x-id": String(id), "x-set": "own", "x-add": "own", "x-gone": "own", "x-back": "0"]
        for name in ["x-a", "x-b"] where Bool.random(using: &numbers) {
            request.headers[name] = ["1", "2"].randomElement(using: &numbers)
        }
        for name in ["p", "q"] where Bool.random(using: &numbers) {
            request.parameters[name] = ["1", "2"].randomElement(using: &numbers)
        }
        let origins = ["https://a.test", "https://x.b.test", "https://c.test"]
        if Bool.random(using: &numbers) { request.headers["origin"] = origins.randomElement(using: &numbers) }
        return request
    }

    private func expectRules(
        _ rules: GatewayRules, at port: UInt16, _ echo: AddressEcho, _ numbers: inout SeededNumbers
    ) throws {
        var client = try Client(port: port)
        var copies: [String: Set<String>] = [:]
        var seenRules: Set<String> = []
        for id in 0..<600 {
            let request = Self.request(id, &numbers)
            let outcome = rules.outcome(of: request)
            let answer = try client.ask(request)
            seenRules.insert(outcome.rule)
            let told = answer.status == 200 ? try JSONDecoder().decode(Echo.self, from: Data(answer.body)) : nil
            let answerer = told.map { Self.service(at: $0.at) } ?? String(answer.status ?? 0)
            var mistakes: [String] = []
            func check(_ what: String, _ found: some Equatable, _ isRight: Bool) {
                if !isRight { mistakes.append("\(what): \(found)") }
            }
            check("who answers", answerer, outcome.answerers[answerer] != nil)
            if let location = outcome.location {
                // Both are the same place.
                let usual = location.hasPrefix("https:") ? ":443/" : ":80/"
                let found = (answer.values(of: "location").first ?? "").replacing(usual, with: "/")
                check("location", found, found == location)
            }
            if let told {
                check("target", told.target, told.target == outcome.target)
                check("host", told.values(of: "host"), told.values(of: "host") == [outcome.host])
                for name in ["x-set", "x-add", "x-gone"] {
                    check(name, told.values(of: name), told.values(of: name) == outcome.request[name] ?? [])
                }
                let mark = told.values(of: "x-back")
                check("x-back", mark, mark == ["0"] || outcome.marked.contains(answerer) && mark == ["1"])
                for name in ["x-own", "x-more", "x-lost", "access-control-allow-origin"] {
                    let found = answer.values(of: name).flatMap(Echo.list)
                    check(name, found, found == outcome.response[name] ?? [])
                }
                copies[String(id)] = outcome.mirrors.union([answerer]).filter { $0.contains("/") }
            }
            #expect(mistakes == [], "\(request) at \(outcome)")
            if !mistakes.isEmpty { return }
        }
        // Few of the routes are hidden by others.
        #expect(seenRules.count > 20, "\(seenRules)")
        // Copies come when they come.
        var seen: [String: Set<String>] = [:]
        let areThere = comes {
            seen = echo.seen().mapValues { Set($0.map(Self.service)) }
            return copies.allSatisfy { seen[$0.key] == $0.value }
        }
        #expect(areThere, "\(copies.filter { seen[$0.key] != $0.value }.prefix(3))")
    }

    private func expectShares(at port: UInt16) throws {
        var client = try Client(port: port)
        var counts: [String: Int] = [:]
        for _ in 0..<400 {
            let answer = try client.ask(.init(host: "shares.test", path: "/", method: "GET"))
            let told = try JSONDecoder().decode(Echo.self, from: Data(answer.body))
            counts[Self.service(at: told.at), default: 0] += 1
        }
        // Six times the deviation of 8.7 from 300: once in a thousand million runs.
        #expect(counts.keys.sorted() == ["shop/s3", "shop/s4"])
        #expect((248...352).contains(counts["shop/s3"] ?? 0), "\(counts)")
    }

    /// The first message of TLS 1.3, which asks for a server by name.
    private static func clientHello(_ name: String) -> ByteString {
        func sized(_ bytes: ByteString, by width: Int) -> ByteString {
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
        }
        let names = sized([0] + sized(ByteString(name), by: 2), by: 2)
        let hello =
            [3, 3] + ByteString(repeating: 7, count: 32) + sized([], by: 1) + sized([0x13, 0x01], by: 2)
            + sized([0], by: 1) + sized([0, 0] + sized(names, by: 2), by: 2)
        return [0x16, 3, 1] + sized([1] + sized(hello, by: 3), by: 2)
    }

    /// Who answers the first bytes of a connection; empty: nobody.
    private static func stream(to port: UInt16, _ bytes: ByteString) -> String {
        guard let socket = Socket.connected(to: port) else { return "refused" }
        let deadline = Deadline(seconds: 60)
        socket.send(bytes, until: deadline)
        var text = ""
        while case .bytes(let bytes) = socket.receive(until: deadline) { text += bytes.text }
        return text.isEmpty ? "" : service(at: text)
    }

    private func expectStreams(tls: UInt16, tcp: UInt16) {
        #expect(Self.stream(to: tls, Self.clientHello("a.tls.test")) == "raw2")
        for _ in 0..<10 { #expect(Self.stream(to: tls, Self.clientHello("b.tls.test")) == "raw3") }
        #expect(Self.stream(to: tls, Self.clientHello("tls.test")) == "")
        // The older of two, and of those as old the first in the alphabet; both shares of one half in 40 times.
        let found = Set((0..<40).map { _ in Self.stream(to: tcp, [1]) })
        #expect(found == ["raw1", "raw3"])
    }

    // MARK: - Changes

    /// The version of everything that nodes are served.
    private func versions(_ nodes: Nodes) -> [String: String] {
        var versions: [String: String] = [:]
        for kind in ["clusters", "listeners"] { versions["edge \(kind)"] = nodes.ask(kind, "edge-2.shop").version }
        for (place, namespace) in SampleRoutes.namespaces.enumerated() {
            let node = "p.\(namespace)"
            for kind in ["clusters", "listeners"] { versions["\(namespace) \(kind)"] = nodes.ask(kind, node).version }
            versions["\(namespace) routes"] = nodes.ask("routes", node, names: ["outbound/80"]).version
            for service in place * 20..<place * 20 + 20 {
                let name = "\(namespace)/s\(service)/80"
                versions[name] = nodes.ask("endpoints", node, names: [name]).version
            }
        }
        return versions
    }

    private func expectQuiet(_ control: ControlHarness, _ api: KubernetesAPI, _ echo: AddressEcho) throws {
        let nodes = Nodes(control)
        let before = versions(nodes)
        #expect(before.count == 232 && !before.values.contains(""), "\(before.filter { $0.value.isEmpty })")
        let moved = [3, 77]
        for service in moved {
            let namespace = SampleRoutes.namespace(of: service)
            try api.apply([
                API.slice(
                    "s\(service)", namespace: namespace, Self.addresses(service, from: 5), port: Int(echo.port))
            ])
        }
        for service in moved {
            let namespace = SampleRoutes.namespace(of: service)
            #expect(
                comes {
                    let text = self.endpoints(nodes, "\(namespace)/s\(service)/80", node: "p.\(namespace)")
                    let gone = "\"\(Self.addresses(service)[0])\""
                    return text.contains("\"\(Self.addresses(service)[9])\"") && !text.contains(gone)
                })
        }
        var after = versions(nodes)
        #expect(
            after.filter { before[$0.key] != $0.value }.keys.sorted()
                == moved.map { "\(SampleRoutes.namespace(of: $0))/s\($0)/80" }.sorted())
        // A pod that comes has what its account has; nobody else hears of it, nor of one that goes.
        let clusters = after["n1 clusters"]
        try api.apply([API.pod("p2", namespace: "n1", account: "a")])
        #expect(comes { nodes.ask("clusters", "p2.n1").version == clusters })
        #expect(versions(nodes) == after)
        try api.delete("pods", "p2", namespace: "n1")
        #expect(comes { control.question("clusters", node: "p2.n1", "prefer: wait=0")?.status == 404 })
        after = versions(nodes)
        #expect(after.filter { before[$0.key] != $0.value }.count == moved.count)
    }
}

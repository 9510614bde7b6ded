import Configuration
import ControlPlane
import HTTPSemantics
import Routing
import Testing

/// A mesh of routes at one gateway, made at random of few words so that many fit the same requests.
private struct SampleMesh {
    struct Match {
        /// As `type`: PathPrefix or Exact.
        var isExact = false
        var path = "/"
        var method: String?
        var headers: [String: String] = [:]
        var parameters: [String: String] = [:]
    }

    struct Route {
        var name: String
        var created: String
        var hostnames: [String]
        var rules: [[Match]]
    }

    var listeners: [String] = []
    var routes: [Route] = []

    static let hosts = ["a.example.com", "b.example.com", "a.b.example.com", "example.org", "other"]
    static let paths = ["/", "/a", "/a/", "/a/b", "/ab", "/b", "/a/b/c"]

    init(_ numbers: inout SeededNumbers) {
        let hostnames = [
            "a.example.com", "b.example.com", "a.b.example.com", "*.example.com", "*.b.example.com", "*.com",
            "example.org",
        ]
        listeners = Array(([""] + hostnames).shuffled(using: &numbers).prefix(Int.random(in: 1...4, using: &numbers)))
        for number in 0..<Int.random(in: 1...5, using: &numbers) {
            let rules = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                (0..<Int.random(in: 1...2, using: &numbers)).map { _ in Self.match(&numbers) }
            }
            routes.append(
                Route(
                    name: "r\((number + 3) % 5)",
                    created: ["", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"].randomElement(using: &numbers) ?? "",
                    hostnames: Array(
                        hostnames.shuffled(using: &numbers).prefix(Int.random(in: 0...3, using: &numbers))),
                    rules: rules))
        }
    }

    private static func match(_ numbers: inout SeededNumbers) -> Match {
        var match = Match(
            isExact: Bool.random(using: &numbers), path: paths.randomElement(using: &numbers) ?? "/",
            method: [nil, nil, "GET", "POST"].randomElement(using: &numbers) ?? nil)
        for name in ["x-a", "x-b"] where Int.random(in: 0..<4, using: &numbers) == 0 {
            match.headers[name] = ["1", "2"].randomElement(using: &numbers)
        }
        for name in ["p", "q"] where Int.random(in: 0..<5, using: &numbers) == 0 {
            match.parameters[name] = ["1", "2"].randomElement(using: &numbers)
        }
        return match
    }

    /// The documents, in JSON's way of writing YAML.
    var texts: [String] {
        let listeners = listeners.enumerated().map { place, hostname in
            "- {name: l\(place), port: 80, protocol: HTTP\(hostname.isEmpty ? "" : ", hostname: \"\(hostname)\"")}"
        }
        var texts = [MeshText.service("back"), MeshText.gateway(listeners.joined(separator: "\n"))]
        for route in routes {
            let rules = route.rules.map { matches in
                "{backendRefs: [{name: back, port: 80}], matches: "
                    + "[\(matches.map(Self.text).joined(separator: ", "))]}"
            }
            let created = route.created.isEmpty ? "" : ", creationTimestamp: \"\(route.created)\""
            texts.append(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: \(route.name), namespace: shop\(created)}
                spec:
                  parentRefs: [{name: edge}]
                  hostnames: [\(route.hostnames.map { "\"\($0)\"" }.joined(separator: ", "))]
                  rules: [\(rules.joined(separator: ", "))]
                """)
        }
        return texts
    }

    private static func text(_ match: Match) -> String {
        func values(_ values: [String: String]) -> String {
            values.sorted { $0.key < $1.key }.map { "{name: \($0.key), value: \"\($0.value)\"}" }.joined(
                separator: ", ")
        }
        let method = match.method.map { "method: \($0), " } ?? ""
        return "{path: {type: \(match.isExact ? "Exact" : "PathPrefix"), value: \(match.path)}, \(method)"
            + "headers: [\(values(match.headers))], queryParams: [\(values(match.parameters))]}"
    }
}

/// Routing as the text of the Gateway API says it, as plainly as possible.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule, #httproutespec (hostnames) and #listener
private struct NaiveGateway {
    let mesh: SampleMesh

    struct Request {
        var host: String
        var path: String
        var method: String
        var headers: [String: String]
        var parameters: [String: String]
    }

    /// What a rule is preferred by; more is better, and what comes first counts more.
    private typealias Claim = (order: [Int], created: String, name: String, rule: Int)

    /// The name of the rule that takes a request.
    func rule(for request: Request) -> String? {
        // "the most specific listener" has the request, whatever its routes say.
        let listeners = mesh.listeners.filter { Self.fits($0, request.host) }
        guard let listener = listeners.max(by: { Self.precision($0) < Self.precision($1) }) else { return nil }
        var best: Claim?
        for route in mesh.routes {
            let hostnames = route.hostnames.filter {
                Self.fits($0, request.host) && (Self.covers($0, listener) || Self.covers(listener, $0))
            }
            if hostnames.isEmpty && !route.hostnames.isEmpty { continue }
            let exact = hostnames.filter { !$0.hasPrefix("*") }.map(\.count).max() ?? 0
            let all = hostnames.map(\.count).max() ?? 0
            for (place, matches) in route.rules.enumerated() {
                for match in matches where Self.fits(match, request) {
                    let claim: Claim = (
                        [
                            exact, all, match.isExact ? 1 : 0, Self.trimmed(match).count, match.method == nil ? 0 : 1,
                            match.headers.count, match.parameters.count,
                        ], route.created.isEmpty ? "9" : route.created, route.name, place
                    )
                    if best.map({ Self.isBetter(claim, $0) }) ?? true { best = claim }
                }
            }
        }
        return best.map { "shop/\($0.name)/\($0.rule)" }
    }

    private static func isBetter(_ one: Claim, _ other: Claim) -> Bool {
        if one.order != other.order { return other.order.lexicographicallyPrecedes(one.order) }
        return (one.created, one.name, one.rule) < (other.created, other.name, other.rule)
    }

    private static func fits(_ hostname: String, _ host: String) -> Bool {
        hostname.isEmpty || hostname == host || hostname.hasPrefix("*") && host.hasSuffix(hostname.dropFirst())
    }

    private static func covers(_ wide: String, _ narrow: String) -> Bool { fits(wide, narrow) }

    private static func precision(_ hostname: String) -> Int {
        hostname.isEmpty ? 0 : hostname.count + (hostname.hasPrefix("*") ? 0 : 1000)
    }

    /// A prefix counts without the slash at its end.
    private static func trimmed(_ match: SampleMesh.Match) -> String {
        match.isExact || !match.path.hasSuffix("/") ? match.path : String(match.path.dropLast())
    }

    private static func fits(_ match: SampleMesh.Match, _ request: Request) -> Bool {
        let path = trimmed(match)
        let isPath = match.isExact ? request.path == path : request.path == path || request.path.hasPrefix(path + "/")
        return isPath && (match.method == nil || match.method == request.method)
            && match.headers.allSatisfy { request.headers[$0.key] == $0.value }
            && match.parameters.allSatisfy { request.parameters[$0.key] == $0.value }
    }
}

@Suite("Precedence of routes")
struct RoutePrecedenceTests {
    /// The table that a proxy makes of what the gateway's nodes are served.
    private func table(_ texts: [String]) throws -> RouteTable {
        let snapshot = try MeshText.compile(texts).snapshot(of: "edge")
        let tree = try snapshot.tree(.routes, "shop/edge/80")
        let resource = DiscoveredResponseReader(refusesUnknownFields: true).read(resource: tree, .routes)
        guard case .routes(let configuration)? = resource.value else {
            throw MeshText.Refusal(description: "\(resource.complaints.map(\.text))")
        }
        return RouteTable(configuration)
    }

    private func rule(_ table: RouteTable, _ request: NaiveGateway.Request) -> String? {
        var head = RequestHead()
        head.headers.append(.method, Array(request.method.utf8))
        let query = request.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let path = request.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        head.headers.append(.path, Array(path.utf8))
        head.headers.append(.authority, Array(request.host.utf8))
        for (name, value) in request.headers {
            head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span)
        }
        return table.match(head).map { String(decoding: table.rules[$0.ruleIndex].name, as: UTF8.self) }
    }

    @Test("Compiled tables choose as the Gateway API says", arguments: 0..<8)
    func property(_ seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed) &+ 1)
        for _ in 0..<25 {
            let mesh = SampleMesh(&numbers)
            let texts = mesh.texts
            let table = try table(texts)
            for _ in 0..<60 {
                var request = NaiveGateway.Request(
                    host: SampleMesh.hosts.randomElement(using: &numbers) ?? "",
                    path: SampleMesh.paths.randomElement(using: &numbers) ?? "",
                    method: ["GET", "POST", "PUT"].randomElement(using: &numbers) ?? "", headers: [:], parameters: [:])
                for name in ["x-a", "x-b"] where Bool.random(using: &numbers) {
                    request.headers[name] = ["1", "2"].randomElement(using: &numbers)
                }
                for name in ["p", "q"] where Bool.random(using: &numbers) {
                    request.parameters[name] = ["1", "2"].randomElement(using: &numbers)
                }
                let found = rule(table, request)
                let expected = NaiveGateway(mesh: mesh).rule(for: request)
                #expect(found == expected, "\(request)\n\(texts.joined(separator: "\n---\n"))")
                if found != expected { return }
            }
        }
    }

    /// Rules of one match each.
    private func rules(_ matches: String...) -> String {
        "rules:\n" + matches.map { "- {matches: [{\($0)}], backendRefs: [{name: back, port: 80}]}\n" }.joined()
    }

    @Test("The order of the API, one step at a time")
    func steps() throws {
        let rules = rules(
            "path: {value: /}", "path: {value: /a}", "path: {value: /a}, queryParams: [{name: p, value: '1'}]",
            "path: {value: /a}, headers: [{name: x-a, value: '1'}]", "path: {value: /a}, method: POST",
            "path: {value: /a/b}", "path: {type: RegularExpression, value: '/a/[b]'}",
            "path: {type: Exact, value: /a/b}")
        let table = try table([MeshText.service("back"), MeshText.gateway(), MeshText.route("r", rules)])
        func place(_ method: String, _ path: String, _ header: String? = nil, _ parameter: String? = nil) -> String? {
            rule(
                table,
                NaiveGateway.Request(
                    host: "a.com:80", path: path, method: method, headers: header.map { ["x-a": $0] } ?? [:],
                    parameters: parameter.map { ["p": $0] } ?? [:]))
        }
        #expect(place("GET", "/x") == "shop/r/0" && place("GET", "/ab") == "shop/r/0")
        #expect(place("GET", "/a") == "shop/r/1" && place("GET", "/a/c") == "shop/r/1")
        #expect(place("GET", "/a", nil, "1") == "shop/r/2" && place("GET", "/a", "1", "1") == "shop/r/3")
        #expect(place("POST", "/a", "1", "1") == "shop/r/4" && place("POST", "/a/b/c", "1", "1") == "shop/r/5")
        #expect(place("GET", "/a/b") == "shop/r/7")
    }

    @Test("Services and methods of gRPC are paths; the longer service goes first")
    func methods() throws {
        let rules = rules(
            "", "method: {method: Get}", "method: {service: a.Cart}", "method: {service: a.Cart, method: Get}",
            #"method: {type: RegularExpression, service: 'a\..*', method: 'P.t'}"#)
        let table = try table([
            MeshText.service("back", protocol: "grpc"), MeshText.gateway(),
            MeshText.route("r", rules, kind: "GRPCRoute"),
        ])
        func place(_ path: String) -> String? {
            rule(table, NaiveGateway.Request(host: "a", path: path, method: "POST", headers: [:], parameters: [:]))
        }
        #expect(place("/b.X/Set") == "shop/r/0" && place("/b.X/Get") == "shop/r/1")
        #expect(place("/a.Cart/Set") == "shop/r/2" && place("/a.Cart/Get") == "shop/r/3")
        #expect(place("/a.Cartoon/Set") == "shop/r/0" && place("/a.Other/Put") == "shop/r/4")
    }
}

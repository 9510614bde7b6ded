import Configuration
import HTTPSemantics

@testable import Routing

/// A request's head with what routing looks at.
func makeHead(host: String = "a.com", path: String = "/", proto: String = "http") -> RequestHead {
    var head = RequestHead()
    head.headers.append(.method, "GET")
    head.headers.append(.path, Array(path.utf8))
    head.headers.append(.authority, Array(host.utf8))
    if !proto.isEmpty { head.headers.append(.xForwardedProto, Array(proto.utf8)) }
    head.scheme = proto == "https" ? .https : .http
    return head
}

extension RouteEntryConfiguration {
    /// A route that answers by itself, known by its name.
    static func named(
        _ name: String, _ path: PathMatchConfiguration, caseSensitive: Bool = true,
        perFilter: [PerFilterConfiguration] = []
    ) -> RouteEntryConfiguration {
        RouteEntryConfiguration(
            name: name, match: RouteMatchConfiguration(path: path, caseSensitive: caseSensitive),
            action: .directResponse(DirectResponseConfiguration(status: 200)), perFilter: perFilter)
    }
}

/// A virtual host whose only route is named for it.
func makeHost(_ name: String, _ domains: String...) -> VirtualHostConfiguration {
    VirtualHostConfiguration(name: name, domains: domains, routes: [.named(name, .prefix("/"))])
}

extension RouteTable {
    /// The name of the route that a request takes; nil for none.
    func route(host: String = "a.com", path: String = "/") -> String? {
        match(makeHead(host: host, path: path)).map { String(decoding: rules[$0.ruleIndex].name, as: UTF8.self) }
    }

    /// A table of one virtual host for everything.
    static func with(_ routes: RouteEntryConfiguration...) -> RouteTable { with(routes) }

    /// A table of one virtual host for everything.
    static func with(_ routes: [RouteEntryConfiguration]) -> RouteTable {
        RouteTable(
            RouteConfiguration(virtualHosts: [VirtualHostConfiguration(name: "all", domains: ["*"], routes: routes)]))
    }
}

extension HeaderMap {
    /// The value of a field; nil when there is none.
    func text(_ id: HeaderID) -> String? {
        let index = firstIndex(of: id)
        if index < 0 { return nil }
        return value(at: index).text
    }
}

extension Span<UInt8> {
    /// The bytes as text.
    var text: String {
        var bytes: [UInt8] = []
        for index in indices { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

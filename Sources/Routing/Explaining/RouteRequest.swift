public import HTTPSemantics

/// A request as somebody describes it who wants to know its route.
public struct RouteRequest: Sendable {
    /// Its method.
    public var method = "GET"
    /// Its host.
    public var authority = "localhost"
    /// Its path, with its query.
    public var path = "/"
    /// Further fields, names in lower case.
    public var fields: [(name: String, value: String)] = []
    /// Whether it came over a secured connection.
    public var isSecured = false
    /// Whether it comes from one of our own networks.
    public var isInternal = false
    /// What is known beside its head.
    public var facts = RequestFacts()

    /// Makes a request for `/` of `localhost`.
    public init() {}

    /// Reads `name: value`; nil when it is none.
    public static func field(_ text: String) -> (name: String, value: String)? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex else { return nil }
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return (text[..<colon].lowercased(), String(value))
    }

    /// The head, with what the connection manager adds before routes are looked for.
    public func head() -> RequestHead {
        var head = RequestHead()
        head.headers.append(.method, Array(method.utf8))
        if method != "CONNECT" { head.headers.append(.path, Array(path.utf8)) }
        head.headers.append(.authority, Array(authority.utf8))
        head.method = HTTPMethod(method.utf8.span)
        for (name, value) in fields where name != "host" {
            head.headers.append(name: name.utf8.span, value.utf8.span)
        }
        if !head.headers.contains(.xForwardedProto) {
            head.headers.append(.xForwardedProto, isSecured ? "https" : "http")
        }
        if isInternal { head.headers.set(.xEnvoyInternal, "true") }
        let proto = head.headers.firstIndex(of: .xForwardedProto)
        head.scheme = proto >= 0 && head.headers.value(at: proto, equals: "https") ? .https : .http
        return head
    }
}

extension HeaderMap {
    /// The value of a field; empty when there is none.
    public func text(_ id: HeaderID) -> String {
        let index = firstIndex(of: id)
        return index < 0 ? "" : text(at: index)
    }

    /// The value of field `index`.
    public func text(at index: Int) -> String {
        let value = value(at: index)
        var bytes: [UInt8] = []
        for place in value.indices { bytes.append(value[place]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

internal import Buffers

/// The HTTP version of a message as its first line named it; HTTP/2 messages are `http2`.
public enum HTTPVersion: UInt8, Sendable {
    /// HTTP/1.0.
    case http10
    /// HTTP/1.1.
    case http11
    /// HTTP/2.
    case http2

    /// As access logs and `%PROTOCOL%` write it.
    public var name: StaticString {
        switch self {
        case .http10: "HTTP/1.0"
        case .http11: "HTTP/1.1"
        case .http2: "HTTP/2"
        }
    }
}

/// The request methods that the proxy itself treats specially; any other token is `other` (RFC 9110 §9).
public enum HTTPMethod: UInt8, Sendable {
    /// A method without a case here.
    case other
    /// The method of that name.
    case get, head, post, put, delete, connect, options, trace, patch

    /// Recognises a method; methods are case-sensitive.
    public init(_ token: Span<UInt8>) {
        switch token.count {
        case 3: self = Bytes.equal(token, "GET") ? .get : Bytes.equal(token, "PUT") ? .put : .other
        case 4: self = Bytes.equal(token, "POST") ? .post : Bytes.equal(token, "HEAD") ? .head : .other
        case 5: self = Bytes.equal(token, "PATCH") ? .patch : Bytes.equal(token, "TRACE") ? .trace : .other
        case 6: self = Bytes.equal(token, "DELETE") ? .delete : .other
        case 7:
            self = Bytes.equal(token, "OPTIONS") ? .options : Bytes.equal(token, "CONNECT") ? .connect : .other
        default: self = .other
        }
    }

    /// Whether repeating the request does no more than sending it once (RFC 9110 §9.2.2).
    public var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete, .options, .trace: true
        case .post, .connect, .patch, .other: false
        }
    }
}

/// The scheme of a request's target URI.
public enum HTTPScheme: UInt8, Sendable {
    /// The request did not say; the connection tells.
    case unknown
    /// `http`.
    case http
    /// `https`.
    case https

    /// What a request says as `:scheme`; one that did not say came over a connection that is not secured.
    public var text: [UInt8] { self == .https ? Self.httpsText : Self.httpText }

    private static let httpText = Array("http".utf8)
    private static let httpsText = Array("https".utf8)
}

/// A request's head: the header map, pseudo-header fields included, and what the codec already knows of them.
public struct RequestHead: ~Copyable {
    /// The fields. `:method`, `:path` and `:authority` come first, in this order; a CONNECT request has no `:path`.
    public var headers: HeaderMap
    /// The method, recognised from `:method`.
    public var method: HTTPMethod
    /// The version of the message that carried it.
    public var version: HTTPVersion
    /// The scheme, once it is known: from a target in absolute form, or from what trusted peers say.
    public var scheme: HTTPScheme
    /// The tunnel that it asks for.
    public var tunnel: TunnelRequest

    /// Makes an empty head.
    public init() {
        headers = HeaderMap()
        method = .other
        version = .http11
        scheme = .unknown
        tunnel = .none
    }

    /// Makes it empty again and keeps its storage.
    @inlinable public mutating func reset() {
        headers.removeAll()
        method = .other
        version = .http11
        scheme = .unknown
        tunnel = .none
    }
}

extension RequestHead {
    /// The first value under a lower-case name, as configurations have it: `:scheme` is one, though it is no field, and
    /// `host` is `:authority`. Nil, and `body` does not run, where there is none.
    public borrowing func withValue<Result>(named name: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result? {
        var id = HeaderID(lowercased: name)
        if id == .scheme {
            let text = scheme.text
            return body(text.span)
        }
        if id == .host { id = .authority }
        let index = id == .other ? headers.index(named: name) : headers.firstIndex(of: id)
        return index >= 0 ? body(headers.value(at: index)) : nil
    }
}

/// A response's head. `:status` is not an entry of the map.
public struct ResponseHead: ~Copyable {
    /// The fields.
    public var headers: HeaderMap
    /// The status code, 100 to 999.
    public var status: UInt16
    /// The version of the message that carried it.
    public var version: HTTPVersion
    /// Where the arena of `headers` holds the reason phrase that goes on with the status.
    @usableFromInline var reasonOffset: UInt32
    @usableFromInline var reasonLength: UInt16
    @usableFromInline var keepsReason: Bool

    /// Whether the sender's own reason phrase goes on with the status.
    public var hasReason: Bool { keepsReason }

    /// Makes an empty head with status 200.
    public init() {
        headers = HeaderMap()
        status = 200
        version = .http11
        reasonOffset = 0
        reasonLength = 0
        keepsReason = false
    }

    /// Makes it empty again and keeps its storage.
    @inlinable public mutating func reset() {
        headers.removeAll()
        status = 200
        version = .http11
        forgetReason()
    }

    /// The sender's reason phrase; empty when it is not kept.
    @_lifetime(borrow self)
    public borrowing func reason() -> Span<UInt8> {
        headers.block(at: Int(reasonOffset), count: Int(reasonLength))
    }

    /// Keeps the reason phrase that stands in the arena of `headers`, for the parser that adopted it.
    public mutating func keepReason(offset: Int, count: Int) {
        guard count <= Int(UInt16.max) else { return }
        reasonOffset = UInt32(truncatingIfNeeded: offset)
        reasonLength = UInt16(truncatingIfNeeded: count)
        keepsReason = true
    }

    /// The status has changed: its own reason phrase goes with it.
    @inlinable public mutating func forgetReason() {
        reasonOffset = 0
        reasonLength = 0
        keepsReason = false
    }
}

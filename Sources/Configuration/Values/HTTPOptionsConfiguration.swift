/// The limits that every version of HTTP shares, downstream and upstream (`envoy.config.core.v3.HttpProtocolOptions`).
///
/// Durations are nanoseconds; nil means that the timer does not exist.
public struct CommonHTTPOptionsConfiguration: Sendable, Equatable {
    /// How long a connection may stay open without a request; nil means for ever (Envoy's 0). Envoy's default: 1 h.
    public var idleTimeout: UInt64?
    /// How old a connection may become before it is drained; nil means no limit. Envoy's default: nil.
    public var maxConnectionDuration: UInt64?
    /// How much longer than `maxConnectionDuration` a connection may live at most, in percent of it; the share is drawn
    /// for each connection. Envoy's default: 0.
    public var maxConnectionDurationJitter = 0.0
    /// How long a stream may live; nil means no limit (unset, or 0). Envoy's default: nil.
    public var maxStreamDuration: UInt64?
    /// How many header fields a message may have. Envoy's default: 100.
    public var maxHeadersCount: UInt32
    /// The most that the head of an answer may weigh, in KiB; upstream only. Envoy's default (nil): 80 for HTTP/1.1,
    /// 60 for HTTP/2.
    public var maxResponseHeadersKB: UInt32?

    /// The same in bytes, for a version of HTTP.
    public func maxResponseHeadBytes(isHTTP2: Bool) -> Int { Int(maxResponseHeadersKB ?? (isHTTP2 ? 60 : 80)) << 10 }

    /// How many requests a connection may carry; nil means no limit (unset, or 0). Envoy's default: nil.
    public var maxRequestsPerConnection: UInt32?
    /// What happens to a field whose name has an underscore. Envoy's default: `allow`.
    public var headersWithUnderscoresAction: HeadersWithUnderscoresAction

    /// What happens to a field whose name has an underscore.
    public enum HeadersWithUnderscoresAction: Sendable, Equatable {
        /// It passes.
        case allow
        /// The request is answered 400.
        case rejectRequest
        /// The field is dropped.
        case dropHeader
    }

    /// Limits; what is left out has Envoy's default.
    public init(
        idleTimeout: UInt64? = 3_600_000_000_000,
        maxConnectionDuration: UInt64? = nil,
        maxStreamDuration: UInt64? = nil,
        maxHeadersCount: UInt32 = 100,
        maxRequestsPerConnection: UInt32? = nil,
        headersWithUnderscoresAction: HeadersWithUnderscoresAction = .allow
    ) {
        self.idleTimeout = idleTimeout
        self.maxConnectionDuration = maxConnectionDuration
        self.maxStreamDuration = maxStreamDuration
        self.maxHeadersCount = maxHeadersCount
        self.maxRequestsPerConnection = maxRequestsPerConnection
        self.headersWithUnderscoresAction = headersWithUnderscoresAction
    }
}

/// The choices of HTTP/1, downstream and upstream (`envoy.config.core.v3.Http1ProtocolOptions`).
public struct HTTP1OptionsConfiguration: HasDefaults {
    /// Whether a request target in absolute form becomes origin form. Envoy's default: true.
    public var allowAbsoluteURL: Bool
    /// Whether HTTP/1.0 requests are served; else they are answered 426. Envoy's default: false.
    public var acceptHTTP10: Bool
    /// The host of HTTP/1.0 requests that name none; empty means they are answered 400.
    public var defaultHostForHTTP10: String
    /// How field names are spelt on the wire. Envoy's default: in lower case.
    public var nameSpelling: NameSpelling
    /// Whether a connection outlives an answer 400 of our own; nil means as the connection manager says.
    public var keepsConnectionAfterBadRequest: Bool?
    /// Whether requests are sent with targets in absolute form; upstream only. Envoy's default: false.
    public var sendFullyQualifiedURL = false
    /// Whether any token is a method; else only those that Envoy knows. Envoy's default: false.
    public var allowCustomMethods = false
    /// Upgrades to these protocols are not heard. Downstream only.
    public var ignoredUpgrades: [StringMatcherConfiguration] = []
    /// Whether trailers are passed on; else they are dropped. Envoy's default: false.
    public var enableTrailers: Bool
    /// Whether a message with both Content-Length and chunked coding is taken (the length is dropped), not refused.
    /// Envoy's default: false.
    public var allowChunkedLength: Bool

    /// Envoy's defaults.
    public init() { self.init(allowAbsoluteURL: true) }

    /// Choices; what is left out has Envoy's default.
    public init(
        allowAbsoluteURL: Bool = true,
        acceptHTTP10: Bool = false,
        defaultHostForHTTP10: String = "",
        nameSpelling: NameSpelling = .lowerCase,
        enableTrailers: Bool = false,
        allowChunkedLength: Bool = false
    ) {
        self.allowAbsoluteURL = allowAbsoluteURL
        self.acceptHTTP10 = acceptHTTP10
        self.defaultHostForHTTP10 = defaultHostForHTTP10
        self.nameSpelling = nameSpelling
        self.enableTrailers = enableTrailers
        self.allowChunkedLength = allowChunkedLength
    }
}

/// How field names are spelt on the wire (`header_key_format`).
public enum NameSpelling: Sendable, Equatable {
    /// `content-type`.
    case lowerCase
    /// `Content-Type` (`proper_case_words`).
    case properCase
    /// As they came; fields that we add in lower case, or with capitals (the `preserve_case` formatter).
    case kept(properAdditions: Bool, forwardsReason: Bool)
}

public import RegularExpressions

/// Limits and choices of the HTTP/1.1 codec, for both the server and the client side.
///
/// Source: `envoy.config.core.v3.Http1ProtocolOptions` and `HttpProtocolOptions`; the defaults are Envoy's.
public struct HTTP1Options: Sendable, Equatable {
    /// What happens to a field whose name has an underscore (`headers_with_underscores_action`).
    public enum Underscores: UInt8, Sendable {
        /// The field is kept.
        case allow
        /// The message is refused.
        case reject
        /// The field is dropped.
        case drop
    }

    /// The most bytes of a head, from its first line to the empty line inclusive; also of a trailer section.
    public var maxHeadBytes: Int = 60 << 10
    /// The most field lines of a head or a trailer section.
    public var maxFields: Int = 100
    /// Whether HTTP/1.0 requests are served; else they are answered 426.
    public var acceptHTTP10 = false
    /// Whether a request target in absolute form is split into `:authority` and `:path`.
    public var allowAbsoluteURL = true
    /// Whether the header map keeps the sender's spelling of names (`preserve_case`).
    public var keepSpelling = false
    /// Where the sender's spelling is kept: whether names that the proxy adds are capitalised (`Content-Type`).
    public var spellsAdditionsProperly = false
    /// Whether the reason phrase of responses is forwarded.
    public var keepsReason = false
    /// The style of written heads.
    public var form = HTTP1Serializer.Form()
    /// Protocols of an `upgrade` field that are ignored (`ignore_http_11_upgrade`).
    public var ignoredUpgrades: [TextMatcher] = []
    /// Whether trailers are delivered; otherwise they are checked and dropped.
    public var enableTrailers = false
    /// Whether a chunked message may have a Content-Length, which is then removed.
    public var allowChunkedLength = false
    /// Whether any token is accepted as a method; otherwise only the registered ones that Envoy knows.
    public var allowCustomMethods = false
    /// What happens to a field whose name has an underscore.
    public var underscores = Underscores.allow

    /// Envoy's defaults.
    public init() {}

    /// The most bytes that the fast path looks at; a longer head is scanned first.
    var fastHeadLimit: Int { min(maxHeadBytes, 4096) }

    /// Whether fields need no rewriting, so that a section can be read in one pass.
    var takesFieldsAsTheyAre: Bool { !keepSpelling && underscores == .allow }
}

public import Buffers

/// Limits and choices of the HTTP/1.1 codec; one type for both faces.
///
/// Source: `envoy.config.core.v3.Http1ProtocolOptions` and `HttpProtocolOptions`; the defaults are Envoy's.
public struct HTTP1Options: Sendable, Equatable {
    /// What happens to a field whose name has an underscore (`headers_with_underscores_action`).
    public enum Underscores: UInt8, Sendable {
        /// It passes.
        case allow
        /// The message is refused.
        case reject
        /// The field is left out.
        case drop
    }

    /// Bytes that a head may have, from the first byte of its first line to the empty line, both included; the same
    /// limit holds for a trailer section.
    public var maxHeadBytes: Int = 60 << 10
    /// Field lines that a head, or a trailer section, may have.
    public var maxFields: Int = 100
    /// Whether HTTP/1.0 requests are served; else they are answered 426.
    public var acceptHTTP10 = false
    /// Whether a request target in absolute form is taken apart into `:authority` and `:path`.
    public var allowAbsoluteURL = true
    /// Whether the map keeps the names as they were spelt, for `preserve_case`.
    public var keepSpelling = false
    /// Whether names that the sender did not use go on with capitals, where its spelling is kept.
    public var spellsAdditionsProperly = false
    /// Whether the reason phrase of answers goes on with them.
    public var keepsReason = false
    /// How what we write looks.
    public var form = HTTP1Serializer.Form()
    /// Conditions on the protocols of an `upgrade` field that are passed over.
    public var ignoredUpgrades: [TextMatcher] = []
    /// Whether trailers are delivered; else they are checked and dropped.
    public var enableTrailers = false
    /// Whether a chunked message may have a Content-Length, which is then removed.
    public var allowChunkedLength = false
    /// Whether any token is a method; else only the registered ones that Envoy knows.
    public var allowCustomMethods = false
    /// What happens to a field whose name has an underscore.
    public var underscores = Underscores.allow

    /// Envoy's defaults.
    public init() {}

    /// How much of the input the fast path takes at most; a longer head is scanned first.
    var fastHeadLimit: Int { min(maxHeadBytes, 4096) }

    /// Whether fields are taken as they are, so that a section can be read in one pass.
    var takesFieldsAsTheyAre: Bool { !keepSpelling && underscores == .allow }
}

/// How a message broke the protocol: what the receiver answers and what the log says.
///
/// The codec that found the problem names it; nothing downstream parses text. One byte, because every step of a parser
/// may carry one.
public enum MessageProblem: UInt8, Error, Sendable {
    /// The bytes are no HTTP/1.
    case codecError
    /// A field value holds a control byte.
    case invalidCharacters
    /// A name has an underscore and the options forbid it.
    case underscore
    /// The target in absolute or authority form names no host.
    case invalidURL
    /// The target in absolute form has another scheme than http or https.
    case invalidScheme
    /// The host has a byte that no authority holds (RFC 3986 §3.2).
    case invalidAuthority
    /// A CONNECT request announces a body.
    case bodyDisallowed
    /// Content-Length and Transfer-Encoding in one message (RFC 9112 §6.3).
    case lengthAndChunked
    /// A 1xx or 204 response with Transfer-Encoding (RFC 9112 §6.1).
    case transferEncodingNotAllowed
    /// A 1xx or 204 response with Content-Length (RFC 9110 §8.6).
    case contentLengthNotAllowed
    /// A target with the scheme https came over a connection that is not secured (RFC 9110 §4.2.2).
    case httpsTarget
    /// The request is of a version before 1.1 and the options do not take such.
    case lowVersion
    /// A transfer coding other than chunked (RFC 9112 §6.1).
    case invalidTransferEncoding
    /// The head or the trailer section has too many bytes.
    case headTooLarge
    /// The head or the trailer section has too many fields.
    case tooManyFields
    /// HTTP/2: a field, or a pseudo-header field, whose name or value no message may have (RFC 9113 §8.2, §8.3).
    case fieldOfHTTP2
    /// HTTP/2: fields that contradict one another or the frames (RFC 9113 §8.1).
    case messageOfHTTP2
    /// HTTP/2: body and Content-Length differ, or a body comes before the head (RFC 9113 §8.1, §8.1.1).
    case lengthOfHTTP2
    /// HTTP/2: a name has an underscore and the options forbid it.
    case underscoreOfHTTP2
    /// HTTP/2: the head or the trailer section has too many bytes.
    case sizeOfHTTP2
    /// HTTP/2: the head or the trailer section has too many fields.
    case countOfHTTP2
    /// HTTP/2: the connection ended, since its frames broke the rules.
    case framesOfHTTP2
    /// HTTP/2: the connection ended, since too many frames came, or were caused, of a kind.
    case emptyFrameFlood, priorityFlood, windowUpdateFlood, outboundControlFlood, outboundFlood

    /// Whether the message broke no rule of HTTP/2 but only one of ours.
    public var isOwnRule: Bool { self == .sizeOfHTTP2 || self == .countOfHTTP2 || self == .underscoreOfHTTP2 }

    /// HTTP/1: whether the bytes of the head could not be read to their end, or not be made out.
    public var isOfBytes: Bool {
        switch self {
        case .codecError, .invalidCharacters, .underscore, .headTooLarge, .tooManyFields: true
        default: false
        }
    }

    /// The status that a server answers with.
    public var status: UInt16 {
        switch self {
        case .codecError, .invalidCharacters, .underscore, .invalidURL, .invalidScheme, .invalidAuthority,
            .bodyDisallowed, .lengthAndChunked, .transferEncodingNotAllowed, .contentLengthNotAllowed:
            400
        case .fieldOfHTTP2, .messageOfHTTP2, .lengthOfHTTP2, .underscoreOfHTTP2, .framesOfHTTP2, .emptyFrameFlood,
            .priorityFlood, .windowUpdateFlood, .outboundControlFlood, .outboundFlood:
            400
        case .httpsTarget: 403
        case .lowVersion: 426
        case .headTooLarge, .tooManyFields, .sizeOfHTTP2, .countOfHTTP2: 431
        case .invalidTransferEncoding: 501
        }
    }

    /// The response code details, in Envoy's words.
    public var details: StaticString {
        switch self {
        case .codecError: "http1.codec_error"
        case .invalidCharacters: "http1.invalid_characters"
        case .underscore: "http1.unexpected_underscore"
        case .invalidURL: "http1.invalid_url"
        case .invalidScheme: "http1.invalid_scheme"
        case .invalidAuthority: "http.invalid_authority"
        case .bodyDisallowed: "http1.body_disallowed"
        case .lengthAndChunked: "http1.content_length_and_chunked_not_allowed"
        case .transferEncodingNotAllowed: "http1.transfer_encoding_not_allowed"
        case .contentLengthNotAllowed: "http1.content_length_not_allowed"
        case .httpsTarget: "http1.https_url_on_plaintext_connection"
        case .lowVersion: "low_version"
        case .invalidTransferEncoding: "http1.invalid_transfer_encoding"
        case .headTooLarge: "http1.headers_too_large"
        case .tooManyFields: "http1.too_many_headers"
        case .fieldOfHTTP2: "http2.invalid.header.field"
        case .messageOfHTTP2: "http2.violation.of.messaging.rule"
        case .lengthOfHTTP2: "http2.remote_reset"
        case .underscoreOfHTTP2: "http2.unexpected_underscore"
        case .sizeOfHTTP2: "http2.header_list_size_too_large"
        case .countOfHTTP2: "http2.too_many_headers"
        // What fails in Envoy is its own callback, by which the library that it uses tells of it.
        case .framesOfHTTP2: "codec_error:The_user_callback_function_failed"
        case .emptyFrameFlood: "http2.inbound_empty_frames_flood"
        case .priorityFlood: "codec_error:Too_many_PRIORITY_frames"
        case .windowUpdateFlood: "codec_error:Too_many_WINDOW_UPDATE_frames"
        case .outboundControlFlood: "codec_error:Too_many_control_frames_in_the_outbound_queue."
        case .outboundFlood: "codec_error:Too_many_frames_in_the_outbound_queue."
        }
    }

    /// The body of the local reply.
    public var body: StaticString {
        switch status {
        case 403: "Forbidden"
        case 426: "Upgrade Required"
        case 431: "Request Header Fields Too Large"
        case 501: "Not Implemented"
        default: "Bad Request"
        }
    }
}

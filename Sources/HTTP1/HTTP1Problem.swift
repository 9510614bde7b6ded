internal import HTTPSemantics

/// The problems that a codec names, with Envoy's status, details and body.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/response_code_details
enum HTTP1Problem {
    private static func badRequest(_ details: StaticString) -> MessageProblem {
        MessageProblem(status: 400, details: details, body: "Bad Request")
    }

    /// The bytes are no HTTP/1.
    static var codecError: MessageProblem { badRequest("http1.codec_error") }
    /// A field value holds a control byte.
    static var invalidCharacters: MessageProblem { badRequest("http1.invalid_characters") }
    /// A name has an underscore and the options forbid it.
    static var underscore: MessageProblem { badRequest("http1.unexpected_underscore") }
    /// The target in absolute or authority form names no host.
    static var invalidURL: MessageProblem { badRequest("http1.invalid_url") }
    /// The target in absolute form has another scheme than http or https.
    static var invalidScheme: MessageProblem { badRequest("http1.invalid_scheme") }
    /// The host has a byte that no authority holds (RFC 3986 §3.2).
    static var invalidAuthority: MessageProblem { badRequest("http.invalid_authority") }
    /// A CONNECT request announces a body.
    static var bodyDisallowed: MessageProblem { badRequest("http1.body_disallowed") }
    /// Content-Length and Transfer-Encoding in one message (RFC 9112 §6.3).
    static var lengthAndChunked: MessageProblem { badRequest("http1.content_length_and_chunked_not_allowed") }
    /// A 1xx or 204 response with Transfer-Encoding (RFC 9112 §6.1).
    static var transferEncodingNotAllowed: MessageProblem { badRequest("http1.transfer_encoding_not_allowed") }
    /// A 1xx or 204 response with Content-Length (RFC 9110 §8.6).
    static var contentLengthNotAllowed: MessageProblem { badRequest("http1.content_length_not_allowed") }
    /// The request is of a version before 1.1 and the options do not take such.
    static var lowVersion: MessageProblem {
        MessageProblem(status: 426, details: "low_version", body: "Upgrade Required")
    }
    /// A transfer coding other than chunked (RFC 9112 §6.1).
    static var invalidTransferEncoding: MessageProblem {
        MessageProblem(status: 501, details: "http1.invalid_transfer_encoding", body: "Not Implemented")
    }
    /// The head or the trailer section has too many bytes.
    static var headTooLarge: MessageProblem {
        MessageProblem(status: 431, details: "http1.headers_too_large", body: "Request Header Fields Too Large")
    }
    /// The head or the trailer section has too many fields.
    static var tooManyFields: MessageProblem {
        MessageProblem(status: 431, details: "http1.too_many_headers", body: "Request Header Fields Too Large")
    }
}

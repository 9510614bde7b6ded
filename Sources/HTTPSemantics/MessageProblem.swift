/// How a message broke the protocol: what the receiver answers and what the log says.
///
/// The codec that found the problem makes the value; nothing downstream parses text out of it.
public struct MessageProblem: Error, Equatable, Sendable {
    /// The status that a server answers with, 400 mostly.
    public let status: UInt16
    /// The response code details, in Envoy's words (`http1.codec_error`, `http1.headers_too_large`, …).
    public let details: StaticString
    /// The body of the local reply; empty for most.
    public let body: StaticString

    /// Names a problem.
    public init(status: UInt16, details: StaticString, body: StaticString) {
        self.status = status
        self.details = details
        self.body = body
    }

    /// Two problems are equal when status and details are.
    public static func == (left: MessageProblem, right: MessageProblem) -> Bool {
        left.status == right.status && left.details.description == right.details.description
    }
}

/// What a try must have come to, to be followed by another (`retry_on`).
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
public struct RetryConditions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32

    /// Takes the bits as they are.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// An answer of 500 to 599, or none.
    public static let serverError = RetryConditions(rawValue: 1 << 0)
    /// An answer of 502, 503 or 504, or none.
    public static let gatewayError = RetryConditions(rawValue: 1 << 1)
    /// No connection.
    public static let connectFailure = RetryConditions(rawValue: 1 << 2)
    /// An answer that another Envoy has marked as rate limited.
    public static let rateLimited = RetryConditions(rawValue: 1 << 3)
    /// An answer of 409.
    public static let retriable4xx = RetryConditions(rawValue: 1 << 4)
    /// The endpoint has refused the stream.
    public static let refusedStream = RetryConditions(rawValue: 1 << 5)
    /// An answer of a status that the policy or the request names.
    public static let retriableStatusCodes = RetryConditions(rawValue: 1 << 6)
    /// An answer with a field that the policy or the request names.
    public static let retriableHeaders = RetryConditions(rawValue: 1 << 7)
    /// No answer.
    public static let reset = RetryConditions(rawValue: 1 << 8)
    /// No answer, and nothing of the request had been sent.
    public static let resetBeforeRequest = RetryConditions(rawValue: 1 << 9)
    /// HTTP/3 failed after its connection was made, which does not happen here.
    public static let http3PostConnectFailure = RetryConditions(rawValue: 1 << 10)
    /// gRPC status 1 in the answer's head.
    public static let grpcCancelled = RetryConditions(rawValue: 1 << 11)
    /// gRPC status 4 in the answer's head.
    public static let grpcDeadlineExceeded = RetryConditions(rawValue: 1 << 12)
    /// gRPC status 8 in the answer's head.
    public static let grpcResourceExhausted = RetryConditions(rawValue: 1 << 13)
    /// gRPC status 13 in the answer's head.
    public static let grpcInternal = RetryConditions(rawValue: 1 << 14)
    /// gRPC status 14 in the answer's head.
    public static let grpcUnavailable = RetryConditions(rawValue: 1 << 15)

    /// All that look at the gRPC status.
    public static let anyGRPC: RetryConditions = [
        .grpcCancelled, .grpcDeadlineExceeded, .grpcResourceExhausted, .grpcInternal, .grpcUnavailable,
    ]

    /// Whether an answer of this status may ask for another try; false is certain.
    public func mayAsk(for status: UInt16) -> Bool {
        status >= 400
            || !isDisjoint(with: [.anyGRPC, .rateLimited, .retriableStatusCodes, .retriableHeaders])
    }

    /// A condition's name, and the condition.
    public typealias Word = (name: StaticString, condition: RetryConditions)

    /// The names of conditions on HTTP, as `x-envoy-retry-on` has them.
    public static let httpWords: [Word] = [
        ("5xx", .serverError), ("gateway-error", .gatewayError), ("connect-failure", .connectFailure),
        ("envoy-ratelimited", .rateLimited), ("retriable-4xx", .retriable4xx), ("refused-stream", .refusedStream),
        ("retriable-status-codes", .retriableStatusCodes), ("retriable-headers", .retriableHeaders),
        ("reset", .reset), ("reset-before-request", .resetBeforeRequest),
        ("http3-post-connect-failure", .http3PostConnectFailure),
    ]

    /// The names of conditions on gRPC, as `x-envoy-retry-grpc-on` has them.
    public static let grpcWords: [Word] = [
        ("cancelled", .grpcCancelled), ("deadline-exceeded", .grpcDeadlineExceeded), ("internal", .grpcInternal),
        ("resource-exhausted", .grpcResourceExhausted), ("unavailable", .grpcUnavailable),
    ]

    /// The conditions that a list of names stands for, separated by commas. As in Envoy, other names mean nothing.
    init(list: String) {
        self = []
        for name in list.split(separator: ",") {
            let name = name.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            for word in Self.httpWords + Self.grpcWords where word.name.description.elementsEqual(name) {
                insert(word.condition)
            }
        }
    }
}

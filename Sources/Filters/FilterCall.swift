public import HTTPSemantics

/// A request of a filter's own to a cluster, such as for keys or for a permission. One call at a time; confined to its
/// worker.
open class FilterCall {
    /// What is asked.
    public struct Request: Sendable {
        /// The method, such as `GET`.
        public var method: String
        /// The host.
        public var authority: String
        /// The path with its query.
        public var path: [UInt8]
        /// Fields with names in lower case, in their order.
        public var fields: [(name: [UInt8], value: [UInt8])]
        /// The body; empty means none.
        public var body: [UInt8]
        /// Whether it is told where the request comes from (`x-forwarded-for`). Default: false.
        public var tellsAddress = false
        /// How often it is sent again when it fails or the answer is 5xx. Default: never.
        public var retries: UInt32 = 0
        /// Nanoseconds below which the first pause before lies, and what the bound, which doubles, does not pass; no
        /// try that may be followed by another waits longer than that for its answer.
        public var backOff: (base: UInt64, longest: UInt64) = (1, 1)

        /// Makes a request.
        public init(
            method: String, authority: String, path: [UInt8], fields: [(name: [UInt8], value: [UInt8])] = [],
            body: [UInt8] = []
        ) {
            self.method = method
            self.authority = authority
            self.path = path
            self.fields = fields
            self.body = body
        }
    }

    /// What came back.
    public final class Answer {
        /// The status.
        public let status: UInt16
        /// The fields.
        public var headers: HeaderMap
        /// The body.
        public let body: [UInt8]

        /// Makes an answer.
        public init(status: UInt16, headers: consuming HeaderMap, body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// Makes a call; one that never gets an answer unless overridden.
    public init() {}

    /// Sends a request; `completion` runs exactly once, at once or later, unless the call is cancelled: with the
    /// answer, or nil when there is none within `timeout` nanoseconds, or its body is longer than `longest`.
    open func send(_ request: Request, timeout: UInt64, longest: Int, _ completion: @escaping (Answer?) -> Void) {
        completion(nil)
    }

    /// Gives the call up; nothing is heard of it any more.
    open func cancel() {}
}

/// What carries questions to servers that give resources. `ProxyRuntime` has it; all of it is on the main loop.
public protocol DiscoveryTransport: AnyObject {
    /// Sends a question, and calls `done` once, unless the call is cancelled before.
    ///
    /// - Parameters:
    ///   - path: what is asked for, such as `/v3/discovery:clusters`.
    ///   - cluster: where.
    ///   - timeout: how long an answer may take, in nanoseconds.
    func post(
        _ path: String, _ body: [UInt8], to cluster: String, timeout: UInt64, done: @escaping (DiscoveryReply) -> Void
    ) -> any DiscoveryCall
}

/// A question that is under way.
public protocol DiscoveryCall: AnyObject {
    /// Gives it up; nothing is heard of it any more.
    func cancel()
}

/// The outcome of a question.
public enum DiscoveryReply: Sendable {
    /// An answer, whatever its status.
    case answer(status: UInt16, body: [UInt8])
    /// None, for the operator.
    case failure(String)
}

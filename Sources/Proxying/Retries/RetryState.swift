internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues

/// Decides whether a try is followed by another. Knows no sockets, clocks or counters.
///
/// ```
///             ┌──── what the tries came to is asked for, some are left, and there is room ────┐
///             ▼                                                                               │
///   waiting for the next try ──▶ trying ─── else ──▶ over                                  trying
///   (holds one of the cluster's slots for retries until it is known what came of it)
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
struct RetryState {
    /// What follows a try.
    enum Verdict: Equatable {
        /// Nothing: its outcome stands, and none of the rules asks for another.
        case stands
        /// Another one, after so many nanoseconds.
        case again(after: UInt64)
        /// Nothing: there were as many as there may be.
        case usedUp
        /// Nothing: the cluster has no room for another.
        case noRoom
    }

    let policy: RetryPolicy
    /// Whether further tries depend on where the earlier ones went.
    let remembersTries: Bool
    private(set) var conditions: RetryConditions
    /// Tries that may still be made.
    private(set) var left: UInt32
    /// Whether the try that is under way, or waits, counts among the cluster's retries.
    private(set) var holdsSlot = false
    private var backOff: RetryBackOff
    /// Statuses and fields that the request itself names.
    private var statusCodes: [UInt32] = []
    private var answerFields: [[UInt8]] = []

    init(_ policy: RetryPolicy, adding conditions: RetryConditions = []) {
        self.policy = policy
        remembersTries =
            policy.configuration.avoidsTriedEndpoints || policy.configuration.priorityUpdateFrequency != nil
        self.conditions = policy.configuration.conditions.union(conditions)
        left = policy.configuration.retries
        backOff = policy.backOff
    }

    /// Takes what the request says in `x-envoy-max-retries`, `-retriable-status-codes` and `-retriable-header-names`,
    /// unless its head keeps it from being tried again; false then.
    mutating func hear(_ head: borrowing RequestHead) -> Bool {
        guard policy.concerns(head) else { return false }
        hear(head.headers)
        return true
    }

    private mutating func hear(_ request: borrowing HeaderMap) {
        let count = request.firstIndex(of: .xEnvoyMaxRetries)
        if count >= 0, let number = request.number(at: count), let most = UInt32(exactly: number) { left = most }
        let codes = request.firstIndex(of: .xEnvoyRetriableStatusCodes)
        if codes >= 0 {
            request.forEachElement(at: codes) { element in
                if let number = ControlField.number(element), let code = UInt32(exactly: number) {
                    statusCodes.append(code)
                }
            }
        }
        let names = request.firstIndex(of: .xEnvoyRetriableHeaderNames)
        if names >= 0 {
            request.forEachElement(at: names) { answerFields.append(Self.name($0)) }
        }
    }

    private static func name(_ text: Span<UInt8>) -> [UInt8] {
        var name: [UInt8] = []
        for index in text.indices { name.append(Bytes.lowercased(text[index])) }
        return name
    }

    // MARK: - What tries come to

    /// Whether an answer asks for another try.
    func isWanted(after answer: borrowing ResponseHead) -> Bool {
        // Another Envoy has made the answer: the endpoint behind it is well.
        if answer.headers.contains(.xEnvoyRatelimited) { return conditions.contains(.rateLimited) }
        let status = answer.status
        if conditions.contains(.serverError) && (500..<600).contains(status) { return true }
        if conditions.contains(.gatewayError) && (502...504).contains(status) { return true }
        if conditions.contains(.retriable4xx) && status == 409 { return true }
        if conditions.contains(.retriableStatusCodes)
            && (policy.configuration.statusCodes.contains(UInt32(status)) || statusCodes.contains(UInt32(status)))
        {
            return true
        }
        if conditions.contains(.retriableHeaders)
            && (policy.namesField(of: answer.headers) || namesField(of: answer.headers))
        {
            return true
        }
        return !conditions.isDisjoint(with: .anyGRPC) && wantsGRPC(answer.headers)
    }

    private func namesField(of answer: borrowing HeaderMap) -> Bool {
        for name in answerFields where answer.index(named: name.span) >= 0 { return true }
        return false
    }

    private func wantsGRPC(_ answer: borrowing HeaderMap) -> Bool {
        let index = answer.firstIndex(of: .grpcStatus)
        guard index >= 0, let status = answer.number(at: index) else { return false }
        let condition: RetryConditions? =
            switch status {
            case 1: .grpcCancelled
            case 4: .grpcDeadlineExceeded
            case 8: .grpcResourceExhausted
            case 13: .grpcInternal
            case 14: .grpcUnavailable
            default: nil
            }
        return condition.map { conditions.contains($0) } ?? false
    }

    /// Whether a try without answer asks for another. `wasSent` says that something of the request had left.
    func isWanted(after reason: StreamResetReason, wasSent: Bool) -> Bool {
        switch reason {
        // The cluster is full: more requests would fill it more.
        case .overflow: return false
        case .connectionFailure, .localConnectionFailure, .connectionTimeout:
            if conditions.contains(.connectFailure) { return true }
        case .remoteRefusedStreamReset: if conditions.contains(.refusedStream) { return true }
        case .localReset, .localRefusedStreamReset, .remoteReset, .connectError, .connectionTermination, .protocolError:
            break
        }
        if conditions.contains(.resetBeforeRequest) && !wasSent { return true }
        return !conditions.isDisjoint(with: [.reset, .serverError, .gatewayError])
    }

    // MARK: - Deciding

    /// A try's outcome is known: gives the slot back that it held; whether there was one.
    mutating func giveSlotBack() -> Bool {
        defer { holdsSlot = false }
        return holdsSlot
    }

    /// Decides, after the slot was given back. `hasRoom` says that the cluster carries fewer retries than it may;
    /// `random` are 64 random bits; `asked` is how long the endpoint wants us to wait.
    mutating func decide(isWanted: Bool, hasRoom: Bool, random: UInt64, asked: UInt64? = nil) -> Verdict {
        guard isWanted else { return .stands }
        if left == 0 { return .usedUp }
        left -= 1
        if !hasRoom { return .noRoom }
        if !policy.rules.share.includes(random) { return .stands }
        holdsSlot = true
        if let asked { return .again(after: RetryBackOff.atLeast(asked, random)) }
        return .again(after: backOff.next(random))
    }
}

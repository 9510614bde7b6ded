public import Configuration
internal import Discovery

/// What is known about one node at one moment.
public struct NodeReport: Sendable, Equatable {
    /// How a node and what it is given go together.
    public enum State: String, Sendable, CaseIterable {
        /// All of it is in use there.
        case acknowledged
        /// It was sent, and nothing was heard since.
        case sent
        /// It waits for another kind to be in use first.
        case waiting
        /// It was not asked for yet.
        case pending
        /// The node does not take it.
        case refused
    }

    /// One kind of resources.
    public struct Kind: Sendable, Equatable {
        /// Which.
        public let kind: ResourceKind
        /// How it stands: of several subscriptions, as the worst of them.
        public let state: State
        /// The version that is there for it; of several, of the worst.
        public let offered: String
        /// The version that was sent last; empty means none.
        public let sent: String
        /// How long ago, in nanoseconds; nil means never.
        public let sentAge: UInt64?
        /// The version in use; empty means none.
        public let acknowledged: String
        /// Since when, in nanoseconds; nil means never.
        public let acknowledgedAge: UInt64?
        /// Why it is refused; empty where the node does not say.
        public let reason: String
        /// How many subscriptions there are.
        public let subscriptions: Int
    }

    /// What it says of itself.
    public let facts: NodeFacts
    /// The publication that it is to run.
    public let publication: Int
    /// Where the order of kinds stands.
    public let stage: NodeDelivery.Stage
    /// How long ago it was heard, in nanoseconds.
    public let age: UInt64
    /// The kinds that it asks for.
    public let kinds: [Kind]

    /// Whether it runs all of its publication.
    public var isLevel: Bool { stage == .settled && kinds.allSatisfy { $0.state == .acknowledged } }

    /// The worst of its kinds.
    public var state: State {
        State.allCases.last { state in kinds.contains { $0.state == state } } ?? .pending
    }

    /// Looks at a node.
    public init(_ node: NodeDelivery, now: UInt64) {
        facts = node.facts
        publication = node.publication
        stage = node.stage
        age = now &- node.lastHeard
        var isMaking = false
        if case .making = node.stage { isMaking = true }
        kinds = ResourceKind.inOrder.compactMap { kind in
            let all = node.subscriptions.filter {
                $0.key.kind == kind && now &- $0.value.askedAt <= NodeDelivery.memory
            }
            let reports = all.map { key, state in
                Self.report(
                    state, kind, offered: node.offered(key), isSilent: node.isSilent(of: key.names),
                    waits: isMaking && (kind == .listener || kind == .routes), count: all.count, now)
            }
            let order = State.allCases
            return reports.max {
                (order.firstIndex(of: $0.state) ?? 0, $0.sent) < (order.firstIndex(of: $1.state) ?? 0, $1.sent)
            }
        }
    }

    private static func report(
        _ subscription: SubscriptionState, _ kind: ResourceKind, offered: String, isSilent: Bool, waits: Bool,
        count: Int, _ now: UInt64
    ) -> Kind {
        let refusal = subscription.refusedVersion == offered ? subscription.refusal : nil
        let state: State
        if refusal != nil {
            state = .refused
        } else if subscription.acknowledged == offered || offered == AnswerCache.nothing && isSilent {
            // Of what is not there, nothing can be missing.
            state = .acknowledged
        } else if waits {
            state = .waiting
        } else {
            state = subscription.sent == offered ? .sent : .pending
        }
        return Kind(
            kind: kind, state: state, offered: offered, sent: subscription.sent ?? "",
            sentAge: subscription.sent == nil ? nil : now &- subscription.sentAt,
            acknowledged: subscription.acknowledged,
            acknowledgedAge: subscription.acknowledged.isEmpty ? nil : now &- subscription.acknowledgedAt,
            reason: refusal?.reason ?? "", subscriptions: count)
    }
}

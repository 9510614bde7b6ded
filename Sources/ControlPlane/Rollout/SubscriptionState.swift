/// What a node was sent of one thing that it asks for, and what it made of it: a value without I/O.
///
/// ```
///   asked(version) ──▶ says the version that was sent ──▶ acknowledged
///                  ──▶ says the one from before, again ─▶ refused, as is inferred: a stock Envoy says no more
///                  ──▶ says none twice, and never had ──▶ the same; once may be a start
///                  ──▶ says an error ───────────────────▶ refused, in its own words
///                  ──▶ says none, though one was in use ▶ it has started anew
/// ```
/// What was refused is not sent again until something else is there, or some time has passed: a cause outside of the
/// resource may have gone, and an answer may have been lost on its way.
public struct SubscriptionState: Sendable, Equatable {
    /// A version that the node does not take.
    public struct Refusal: Sendable, Equatable {
        /// The version.
        public let version: String
        /// Why, in the node's words; empty where that is inferred.
        public let reason: String
        /// Whether the node says so itself.
        public let isExplicit: Bool
        /// How often it was sent and refused.
        public var count: Int
        /// When it may be sent again, on the loop's clock.
        public var retryAt: UInt64
        /// Whether it may as well not have heard of it: it says no version, and that for the first time.
        public var isDoubtful: Bool
    }

    /// What to do with a question.
    public enum Verdict: Sendable, Equatable {
        /// Answer with what there is.
        case send
        /// Nothing new: hold it; `until` is when that may change by itself.
        case wait(until: UInt64?)
    }

    /// What a question tells.
    public enum Heard: Sendable, Equatable {
        /// Nothing new.
        case nothing
        /// The version that was sent is in use.
        case acknowledged
        /// It is not, for the first time.
        case refused
        /// The node has started anew.
        case restarted
    }

    /// The names that are asked for; empty means all.
    public let names: [String]
    /// Bytes of the names.
    public let size: Int
    /// Bytes that it takes, nearly.
    let weight: Int
    /// The version that was sent last; nil means none was.
    public private(set) var sent: String?
    /// When, on the loop's clock.
    public private(set) var sentAt: UInt64 = 0
    /// The version in use there; empty means none.
    public private(set) var acknowledged = ""
    /// Since when.
    public private(set) var acknowledgedAt: UInt64 = 0
    /// The last question.
    public private(set) var askedAt: UInt64 = 0
    /// What it does not take; nil means nothing was refused since.
    public private(set) var refusal: Refusal?
    /// The version that it does not take, without doubt.
    public var refusedVersion: String? { refusal?.isDoubtful == false ? refusal?.version : nil }
    /// Whether it was told that nothing is there.
    public private(set) var knowsOfNothing = false
    /// Whether nothing was heard since something was sent.
    private var awaitsWord = false

    /// How long a refused version rests at first, and at most; in nanoseconds.
    static let firstRest: UInt64 = 5_000_000_000
    static let longestRest: UInt64 = 300_000_000_000

    /// Nothing was asked yet.
    public init(names: [String]) {
        self.names = names
        size = names.reduce(0) { $0 + $1.utf8.count }
        weight = Self.weight(of: names)
    }

    /// Bytes that a subscription to these names takes, nearly: a text has a block of its own.
    static func weight(of names: [String]) -> Int { names.reduce(256) { $0 + $1.utf8.count + 72 } }

    /// A question came.
    public mutating func asked(
        version: String, nonce: String = "", refusal message: String? = nil, now: UInt64
    ) -> Heard {
        askedAt = now
        let waited = awaitsWord
        awaitsWord = false
        if let message {
            let refused = nonce.isEmpty ? sent ?? "" : nonce
            use(version, now)
            return refuse(refused, message, isExplicit: true, wasSentAgain: waited, now)
        }
        if version == sent, !version.isEmpty {
            if refusal?.version == version { refusal = nil }
            if acknowledged == version { return .nothing }
            use(version, now)
            return .acknowledged
        }
        if version.isEmpty, !acknowledged.isEmpty {
            self = SubscriptionState(names: names)
            askedAt = now
            return .restarted
        }
        if waited, version == acknowledged, let sent {
            return refuse(sent, "", isExplicit: false, wasSentAgain: true, now)
        }
        // What it has from elsewhere, such as from another control plane or from before this one started.
        use(version, now)
        return .nothing
    }

    private mutating func use(_ version: String, _ now: UInt64) {
        if acknowledged == version { return }
        acknowledged = version
        acknowledgedAt = now
    }

    private mutating func refuse(
        _ version: String, _ reason: String, isExplicit: Bool, wasSentAgain: Bool, _ now: UInt64
    ) -> Heard {
        var count = 1
        if let known = refusal, known.version == version {
            // Who says so in every question says nothing new.
            if !wasSentAgain { return .nothing }
            count = known.count + 1
        }
        // One that says no version may just have started, and not have heard of it: the second time tells.
        let first = !isExplicit && acknowledged.isEmpty ? 2 : 1
        let isDoubtful = count < first
        let doublings = max(0, min(count - first, 16))
        let rest = isDoubtful ? 0 : min(Self.firstRest << UInt64(doublings), Self.longestRest)
        refusal = Refusal(
            version: version, reason: reason, isExplicit: isExplicit, count: count, retryAt: now &+ rest,
            isDoubtful: isDoubtful)
        return count == first ? .refused : .nothing
    }

    /// What to do with a question that says `version`, while `offered` is there.
    public func verdict(said version: String, offered: String, now: UInt64) -> Verdict {
        if version == offered { return .wait(until: nil) }
        if let refusal, refusal.version == offered, refusal.retryAt > now { return .wait(until: refusal.retryAt) }
        return .send
    }

    /// It was answered with a version.
    public mutating func wasSent(_ version: String, now: UInt64) {
        sent = version
        sentAt = now
        awaitsWord = true
        knowsOfNothing = false
    }

    /// It was told that nothing is there.
    public mutating func wasToldNothing() { knowsOfNothing = true }

    /// What was sent did not arrive: its connection ended first.
    public mutating func wasLost() { awaitsWord = false }
}

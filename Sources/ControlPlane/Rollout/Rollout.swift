/// How far a publication has come among the nodes: a value without I/O.
///
/// ```
///   running(first share) ──all of the share have it──▶ running(next share) ──…──▶ complete
///        │  ▲                                                                        ▲
///   a node refuses                                                                   │
///        ▼  │ resume                                                                 │
///     paused ──────────────────────────────finish───────────────────────────────────┘
/// ```
/// Who belongs to a share follows from the node's id alone, so the first are always the same and every replica agrees.
public struct Rollout: Sendable, Equatable {
    /// Where it stands.
    public enum State: Sendable, Equatable {
        /// The share is being given it since that moment.
        case running(since: UInt64)
        /// It goes on no further; why.
        case paused(String)
        /// All nodes are given it.
        case complete
    }

    /// The publication.
    public let publication: Int
    /// The shares of nodes that are given it one after the other, in percent, growing and below 100.
    public let stages: [Int]
    /// Which share it is at.
    public private(set) var stage: Int
    /// Where it stands.
    public private(set) var state: State

    /// How long a share is watched at least before the next one, in nanoseconds.
    public static let watch: UInt64 = 5_000_000_000

    /// A publication that is given to shares of nodes one after the other; without shares, to all at once.
    ///
    /// - Parameter stage: the share that it had reached before, when the control plane has started anew.
    public init(publication: Int, stages: [Int], stage: Int = 0, now: UInt64) {
        self.publication = publication
        self.stages = stages
        self.stage = min(max(stage, 0), stages.count)
        state = self.stage >= stages.count ? .complete : .running(since: now)
    }

    /// The share of nodes that are given it, in percent.
    public var share: Int { stage < stages.count ? stages[stage] : 100 }

    /// Whether a node is given it.
    public func includes(_ node: String) -> Bool { share >= 100 || Self.place(of: node) < share }

    /// A number from 0 to 99 that follows from a node's id (FNV-1a).
    static func place(of node: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in node.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        // The low bits of this hash alone are not even.
        return Int((hash ^ hash >> 32) % 100)
    }

    /// A node that is given it refuses it. Whether it pauses for that.
    public mutating func refused(by node: String, _ what: String) -> Bool {
        guard case .running = state, includes(node) else { return false }
        state = .paused("node \(node.oneLine) refuses \(what)")
        return true
    }

    /// Time has passed; `isLevel` says whether the share has it. Whether another share begins.
    public mutating func advance(isLevel: Bool, now: UInt64) -> Bool {
        guard case .running(let since) = state, isLevel, now >= since &+ Self.watch else { return false }
        next(now)
        return true
    }

    /// Somebody stops it.
    public mutating func pause(_ reason: String) {
        if case .running = state { state = .paused(reason) }
    }

    /// Somebody lets it go on from where it is paused, to the next share. Whether it was paused.
    public mutating func resume(now: UInt64) -> Bool {
        guard case .paused = state else { return false }
        next(now)
        return true
    }

    /// Somebody gives it to all nodes.
    public mutating func finish() {
        stage = stages.count
        state = .complete
    }

    private mutating func next(_ now: UInt64) {
        stage += 1
        state = stage >= stages.count ? .complete : .running(since: now)
    }

    /// Reads shares as flags have them: percentages with commas between them, growing; nil when they are none.
    public static func stages(_ text: String) -> [Int]? {
        var stages: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let share = Int(part), (1..<100).contains(share), share > stages.last ?? 0 else { return nil }
            stages.append(share)
        }
        return stages
    }
}

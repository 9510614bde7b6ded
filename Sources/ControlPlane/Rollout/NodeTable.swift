public import Configuration

/// All nodes that are heard, and what each is given: a value without I/O.
public struct NodeTable {
    /// What is published.
    public struct Publication: Sendable {
        /// Its number in the store; later ones have greater numbers.
        public let number: Int
        /// Stands for its content.
        public let version: String
        /// Says what each node runs.
        public let source: any SnapshotSource

        /// A publication.
        public init(number: Int, version: String, source: any SnapshotSource) {
            self.number = number
            self.version = version
            self.source = source
        }
    }

    /// What the nodes that the rollout includes are given; nil: nothing is published.
    public private(set) var current: Publication?
    /// What all others are given, and what all had before.
    public private(set) var base: Publication?
    /// How far the current publication has come; nil: nothing is published.
    public private(set) var rollout: Rollout?
    /// What is answered at present.
    public let cache = AnswerCache()
    /// The nodes by id.
    public private(set) var nodes: [String: NodeDelivery] = [:]

    /// Nodes that are remembered.
    public static let usualLimit = 10_000
    /// How long a node is remembered that says nothing, in nanoseconds.
    public static let memory: UInt64 = 900_000_000_000
    /// Bytes of all that is remembered of nodes.
    public static let usualWeightLimit = 64 << 20

    private let limit: Int
    private let weightLimit: Int
    // Invariant: the sum of the weights of all nodes.
    /// Bytes of what is remembered of nodes, nearly.
    public private(set) var weight = 0
    /// What was forgotten to make room.
    public struct Losses: Sendable, Equatable {
        /// Nodes.
        public var nodes = 0
        /// Subscriptions of nodes that are still known.
        public var subscriptions = 0
    }
    /// What was forgotten to make room, so far.
    public private(set) var losses = Losses()
    private(set) var departures = NodeDepartures()

    /// No nodes.
    public init() { self.init(limit: Self.usualLimit) }

    init(limit: Int = Self.usualLimit, weightLimit: Int = Self.usualWeightLimit) {
        self.limit = limit
        self.weightLimit = weightLimit
    }

    /// The number of the newest publication that all nodes were given; 0: there is none.
    public var reached: Int { (rollout?.state == .complete ? current : base)?.number ?? 0 }

    // MARK: - Publishing

    /// Takes up what is published from now on. Nodes are given it as `retarget` is called for them.
    ///
    /// - Parameter before: what was published before this process began; nil: what is published now.
    public mutating func publish(_ new: Publication, before: Publication? = nil, _ rollout: Rollout) {
        if let before {
            base = before
        } else if let current, current.number != new.number,
            self.rollout?.state == .complete || base == nil
        {
            // What never came to all is nobody's past.
            base = current
        }
        current = new
        self.rollout = rollout
        cache.turnOver()
    }

    /// What a node is given.
    func publication(for node: String) -> Publication? {
        guard let current, let rollout else { return nil }
        return rollout.includes(node) ? current : base ?? current
    }

    /// Gives a node what it is to run now.
    public mutating func retarget(_ node: String, now: UInt64) {
        guard let publication = publication(for: node), let facts = nodes[node]?.facts else { return }
        nodes[node]?.retarget(publication.source.snapshot(for: facts), publication: publication.number, now: now)
    }

    /// Changes the rollout; whether it is another then, so that nodes are to be retargeted.
    public mutating func changeRollout<Result>(_ change: (inout Rollout) -> Result) -> Result? {
        guard var rollout else { return nil }
        let result = change(&rollout)
        self.rollout = rollout
        return result
    }

    // MARK: - Questions

    /// What a question is to the node that it names.
    public enum Claim: Sendable, Equatable {
        /// It may be that node's.
        case good
        /// It says something else of the node than a question that waits: two clients have one id.
        case conflicting
        /// It comes from another client than the node's.
        case foreign
    }

    /// Judges a question before anything follows from it.
    ///
    /// - Parameters:
    ///   - client: who asks, by its certificate; empty: it has shown none.
    ///   - isHeld: whether a question of the node waits.
    public func claim(_ node: NodeFacts, from client: String, isHeld: Bool) -> Claim {
        guard let known = nodes[node.id] else { return .good }
        if !known.owner.isEmpty && known.owner != client { return .foreign }
        return isHeld && !known.facts.isSelected(as: node) ? .conflicting : .good
    }

    /// A question came, whose claim is good. Nil when nothing is published, or there are too many nodes that wait.
    ///
    /// - Parameter isHeld: whether a question of a node waits: such a node is there.
    public mutating func asked(
        _ question: DiscoveryQuestion, _ kind: ResourceKind, from client: String = "", now: UInt64,
        isHeld: (String) -> Bool = { _ in false }
    ) -> SubscriptionState.Heard? {
        let id = question.node.id
        guard let publication = publication(for: id) else { return nil }
        let before = nodes[id]?.weight
        if before == nil {
            if nodes.count >= limit { makePlace(now: now, isHeld) }
            guard nodes.count < limit else { return nil }
            nodes[id] = NodeDelivery(
                question.node, said: question.version, target: publication.source.snapshot(for: question.node),
                before: base?.source.snapshot(for: question.node), publication: publication.number,
                cache: cache, now: now)
        } else if nodes[id]?.facts != question.node {
            // It says something else of itself.
            nodes[id]?.retarget(
                publication.source.snapshot(for: question.node), publication: publication.number, now: now)
        }
        nodes[id]?.wasAsked(by: client)
        let heard = nodes[id]?.asked(question, kind, now: now)
        departures.heard(id, hasConfirmed: nodes[id]?.hasConfirmed ?? false)
        weight += (nodes[id]?.weight ?? 0) - (before ?? 0)
        if weight > weightLimit {
            makeRoom(but: id, isHeld)
            if weight > weightLimit, before == nil {
                forget(id)
                return nil
            }
        }
        return heard
    }

    // MARK: - Forgetting

    private mutating func forget(_ id: String) {
        guard let node = nodes.removeValue(forKey: id) else { return }
        weight -= node.weight
        departures.left(id)
    }

    /// Nodes without a question that waits: first who never confirmed anything, then who has been silent for longest.
    private func absent(_ isHeld: (String) -> Bool) -> [(id: String, hasConfirmed: Bool, lastHeard: UInt64)] {
        var absent: [(id: String, hasConfirmed: Bool, lastHeard: UInt64)] = []
        for (id, node) in nodes where !isHeld(id) { absent.append((id, node.hasConfirmed, node.lastHeard)) }
        return absent.sorted {
            ($0.hasConfirmed ? 1 : 0, $0.lastHeard, $0.id) < ($1.hasConfirmed ? 1 : 0, $1.lastHeard, $1.id)
        }
    }

    /// Forgets nodes so that others can be known.
    private mutating func makePlace(now: UInt64, _ isHeld: (String) -> Bool) {
        for id in departures.choose(limit / 16, of: nodes, now: now, isHeld) {
            forget(id)
            losses.nodes += 1
        }
    }

    /// Makes what is remembered an eighth less than it may be. First go nodes that may be made up, then the names of
    /// those that ask for most: who makes much of them takes nothing from those who ask for few.
    private mutating func makeRoom(but asking: String, _ isHeld: (String) -> Bool) {
        let goal = weightLimit / 8 * 7
        let absent = absent(isHeld).filter { $0.id != asking }
        for node in absent where !node.hasConfirmed && weight > goal {
            forget(node.id)
            losses.nodes += 1
        }
        if weight > goal {
            let heaviest = nodes.lazy.map { (id: $0.key, weight: $0.value.weight) }.sorted { $0.weight > $1.weight }
            for node in heaviest where weight > goal && node.id != asking { forgetNames(of: node.id) }
        }
        for node in absent where node.hasConfirmed && weight > goal {
            forget(node.id)
            losses.nodes += 1
        }
        if weight > weightLimit { forgetNames(of: asking) }
    }

    private mutating func forgetNames(of id: String) {
        let before = nodes[id]?.weight ?? 0
        losses.subscriptions += nodes[id]?.forgetNames() ?? 0
        weight += (nodes[id]?.weight ?? 0) - before
    }

    /// What is there for a question, and what to do with it; nil for a node that is not known.
    public mutating func consider(
        _ node: String, _ kind: ResourceKind, names: [String], said version: String, now: UInt64
    ) -> (answer: AnswerCache.Answer, verdict: SubscriptionState.Verdict)? {
        nodes[node]?.consider(kind, names: names, said: version, now: now)
    }

    /// Changes what is known of a node.
    public mutating func change(_ node: String, _ change: (inout NodeDelivery) -> Void) {
        nodes[node]?.apply(change)
    }

    // MARK: - How far it is

    /// How the nodes that a publication is meant for stand.
    public struct Standing: Sendable, Equatable {
        /// How many of them are there.
        public var present = 0
        /// Those that do not run all of it or of a later one, in order.
        public var laggards: [String] = []

        /// Whether nothing speaks against the next share: somebody runs it, or there is nobody, and whoever is there
        /// would have been heard since the process began.
        ///
        /// - Parameter uptime: how long that is ago, in nanoseconds.
        public func allowsNext(uptime: UInt64) -> Bool {
            laggards.isEmpty && (present > 0 || uptime >= NodeTable.silence)
        }
    }

    /// How long a node may say nothing before nobody waits for it any more, in nanoseconds.
    static let silence: UInt64 = 120_000_000_000

    /// How the nodes that are there stand, or those of them that `isMeant` says.
    public func standing(
        _ publication: Int, now: UInt64, isHeld: (String) -> Bool, where isMeant: (String) -> Bool
    ) -> Standing {
        var standing = Standing()
        for (id, node) in nodes where isMeant(id) {
            if now &- node.lastHeard > Self.silence && !isHeld(id) { continue }
            standing.present += 1
            if node.publication < publication || !NodeReport(node, now: now).isLevel { standing.laggards.append(id) }
        }
        standing.laggards.sort()
        return standing
    }

    /// Forgets the nodes that have said nothing for long, and much sooner those that never confirmed what they were
    /// given. Those that `isHeld` says wait for an answer are there.
    public mutating func forgetSilent(now: UInt64, isHeld: (String) -> Bool) {
        for (id, node) in nodes where now &- node.lastHeard > (node.hasConfirmed ? Self.memory : Self.silence) {
            if !isHeld(id) { forget(id) }
        }
    }
}

extension NodeDelivery {
    fileprivate mutating func apply(_ change: (inout NodeDelivery) -> Void) { change(&self) }
}

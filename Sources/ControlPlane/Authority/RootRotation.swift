/// Which roots of trust there are, which one issues, and how long each is needed. A value; moments are given in, in
/// seconds since 1970.
///
/// ```
///   one root ──begin──▶ announced: both are in every bundle, the old one issues
///                          │ as long as a certificate holds: whoever has one that holds has heard of the new root
///                          ▼
///                       taken over: the new one issues, both are in every bundle
///                          │ the last certificate of the old one has run out
///                          ▼
///                       one root
/// ```
/// So at every moment whoever shows a certificate that holds is believed by whoever has asked for one as it should.
public struct RootRotation: Sendable, Equatable {
    /// What is known about one root.
    public struct Root: Sendable, Equatable {
        /// By which it is told from others.
        public let id: String
        /// When it ends to hold.
        public let validUntil: Int64
        /// When it issues at the earliest.
        public let issuesFrom: Int64
        /// Nothing that it has issued holds longer. It is kept before anything is issued that does, and ahead of what
        /// is needed, so that it need not be kept for every certificate.
        public internal(set) var issuedUntil: Int64

        /// Makes a root.
        public init(id: String, validUntil: Int64, issuesFrom: Int64, issuedUntil: Int64) {
            self.id = id
            self.validUntil = validUntil
            self.issuesFrom = issuesFrom
            self.issuedUntil = issuedUntil
        }
    }

    /// What happened as time went on.
    public enum Step: Sendable, Equatable {
        /// This root issues now.
        case tookOver(String)
        /// Nobody needs this root any more.
        case removed(String)
    }

    /// The roots that are to be trusted, in the order of their coming.
    public private(set) var roots: [Root]
    /// How long a certificate holds, in seconds.
    public let life: Int64
    /// By how much clocks may differ, in seconds.
    public let skew: Int64

    /// The root of which it was told last that it issues.
    private var current: String?

    /// More are never needed at once: two that leave while their certificates run out, one that issues, one that comes.
    private static let mostRoots = 4

    /// What is known from before; no roots at the very start.
    public init(_ roots: [Root], life: Int64, skew: Int64, at now: Int64) {
        self.roots = roots
        self.life = life
        self.skew = skew
        current = issuer(at: now)?.id
    }

    /// The root that issues at a moment: the newest whose time has come; nil when none holds any more.
    public func issuer(at now: Int64) -> Root? { roots.last { $0.issuesFrom <= now && $0.validUntil > now } }

    /// Whether a root is announced, and does not issue yet.
    public func isAnnouncing(at now: Int64) -> Bool { roots.last.map { $0.issuesFrom > now } ?? false }

    /// Whether the newest root will soon be of no use: in its last tenth, of which it issues certificates as long as it
    /// can while another one is announced.
    public func isDue(at now: Int64, rootLife: Int64) -> Bool {
        guard let newest = roots.last else { return true }
        return newest.validUntil - now < max(rootLife / 10, 3 * life)
    }

    /// Why another root cannot come now; nil when it can.
    public func obstacle(at now: Int64) -> String? {
        if isAnnouncing(at: now), let newest = roots.last {
            return "root \(newest.id) is announced already, and issues from \(Moment.text(newest.issuesFrom)) on"
        }
        return roots.count < Self.mostRoots ? nil : "\(roots.count) roots are in use until their certificates run out"
    }

    /// Announces a root, for which nothing stands in the way. Where none issues, it does at once.
    public mutating func begin(_ id: String, validUntil: Int64, at now: Int64) {
        let from = issuer(at: now) == nil ? now : now + life
        roots.append(Root(id: id, validUntil: validUntil, issuesFrom: from, issuedUntil: now))
    }

    /// When a certificate that is issued now ends to hold, by which root, and whether that has to be kept first; nil
    /// when no root holds.
    public mutating func issue(at now: Int64) -> (root: String, until: Int64, mustKeep: Bool)? {
        guard let place = roots.lastIndex(where: { $0.issuesFrom <= now && $0.validUntil > now }) else { return nil }
        let root = roots[place]
        let until = min(now + life, root.validUntil)
        if until <= root.issuedUntil { return (root.id, until, false) }
        roots[place].issuedUntil = min(until + max(life / 8, 1), root.validUntil)
        return (root.id, until, true)
    }

    /// Lets time go on: another root takes over, and what nobody needs any more goes.
    public mutating func advance(to now: Int64) -> [Step] {
        var steps: [Step] = []
        guard let issuer = issuer(at: now) else { return steps }
        if issuer.id != current {
            current = issuer.id
            steps.append(.tookOver(issuer.id))
        }
        // What came before the one that issues only waits for its certificates to run out.
        while let oldest = roots.first, oldest.id != issuer.id, isSpent(oldest, at: now) {
            roots.removeFirst()
            steps.append(.removed(oldest.id))
        }
        return steps
    }

    private func isSpent(_ root: Root, at now: Int64) -> Bool { root.issuedUntil + skew < now || root.validUntil < now }

    /// When `advance` has something to do next; nil when nothing is under way.
    public func nextStep(after now: Int64) -> Int64? {
        if let newest = roots.last, newest.issuesFrom > now { return newest.issuesFrom }
        guard roots.count > 1, let oldest = roots.first else { return nil }
        return max(now, min(oldest.issuedUntil + skew, oldest.validUntil) + 1)
    }
}

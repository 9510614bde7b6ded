public import EventLoops

/// What became of the configuration while the proxy ran: resources as they were before they changed, and what was
/// refused, with the reason. For operators; bounded, so that the oldest goes for the newest. A copy.
public struct ConfigurationHistory: Sendable {
    /// One resource that came, changed or went.
    public struct Change: Sendable {
        /// When it did.
        public let time: WallTime
        /// `cluster`, `listener` or `routes`.
        public let kind: StaticString
        /// Its name.
        public let name: String
        /// The version of the source that brought it; empty for the file's.
        public let version: String
        /// Its JSON before; empty when it came.
        public let before: [UInt8]
        /// Its JSON since then; empty when it went.
        public let after: [UInt8]
    }

    /// Something that was not taken. What comes again and again is one.
    public struct Refusal: Sendable {
        /// When it came first.
        public let time: WallTime
        /// When it came last.
        public internal(set) var lastTime: WallTime
        /// Where it came from.
        public let source: String
        /// The version that it had there; empty for the file.
        public let version: String
        /// What is wrong with it, a line each.
        public let reason: String
        /// How often it came.
        public internal(set) var count: UInt64 = 1
    }

    /// The changes, the oldest first.
    public private(set) var changes: [Change] = []
    /// What was refused, in the order in which it came last.
    public private(set) var refusals: [Refusal] = []
    private var bytes = 0

    /// How many changes are remembered, and how many bytes of JSON with them.
    static let mostChanges = 64
    static let mostBytes = 1 << 20
    /// How many bytes of JSON one resource may have.
    static let longestText = 256 << 10
    /// How many refusals are, and bytes of a reason.
    static let mostRefusals = 16
    static let longestReason = 4 << 10

    /// A resource came (nothing before), changed, or went (nothing after).
    mutating func note(
        _ kind: StaticString, _ name: String, version: String, before: [UInt8], after: [UInt8],
        at time: WallTime = WallTime.now()
    ) {
        if before == after { return }
        let (before, after) = (Self.kept(before), Self.kept(after))
        bytes += before.count + after.count + name.utf8.count + version.utf8.count
        changes.append(Change(time: time, kind: kind, name: name, version: version, before: before, after: after))
        while changes.count > Self.mostChanges || bytes > Self.mostBytes && changes.count > 1 {
            let old = changes.removeFirst()
            bytes -= old.before.count + old.after.count + old.name.utf8.count + old.version.utf8.count
        }
    }

    /// A text that would hold too much memory is kept as its length only.
    private static func kept(_ text: [UInt8]) -> [UInt8] {
        text.count <= longestText ? text : Array("\"too long to keep: \(text.count) bytes\"".utf8)
    }

    /// Something of a source was not taken.
    mutating func refused(_ source: String, version: String, _ reasons: [String], at time: WallTime = WallTime.now()) {
        var reason = reasons.joined(separator: "\n")
        if reason.utf8.count > Self.longestReason {
            reason = String(decoding: reason.utf8.prefix(Self.longestReason), as: UTF8.self) + "…"
        }
        // Several sources that are asked in turn would push one another out.
        if let place = refusals.firstIndex(where: {
            $0.source == source && $0.version == version && $0.reason == reason
        }) {
            var known = refusals.remove(at: place)
            known.count &+= 1
            known.lastTime = time
            refusals.append(known)
            return
        }
        refusals.append(Refusal(time: time, lastTime: time, source: source, version: version, reason: reason))
        if refusals.count > Self.mostRefusals { refusals.removeFirst() }
    }
}

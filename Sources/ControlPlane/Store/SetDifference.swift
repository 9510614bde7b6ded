/// How two sets of documents differ.
public struct SetDifference: Sendable, Equatable {
    /// One document that differs.
    public struct Change: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Its version before; empty means it was not there.
        public let before: String
        /// Its version after; empty means it is not there.
        public let after: String
        /// Lines that went, after a minus, and that came, after a plus, each with its number; empty where there are too
        /// many to tell.
        public let lines: [String]
    }

    /// What differs, in the order of names.
    public let changes: [Change]

    /// Lines that two documents may have so that they are compared line by line.
    static let lineLimit = 4_000

    /// Compares two sets.
    public init(from old: [MeshDocument], to new: [MeshDocument]) {
        let before = Dictionary(old.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        changes = Set(before.keys).union(after.keys).sorted().compactMap { name in
            let (old, new) = (before[name], after[name])
            if old == new { return nil }
            return Change(
                name: name, before: old.map(PublishedSet.version) ?? "", after: new.map(PublishedSet.version) ?? "",
                lines: Self.lines(from: old, to: new))
        }
    }

    private static func lines(from old: [UInt8]?, to new: [UInt8]?) -> [String] {
        func split(_ bytes: [UInt8]?) -> [String] {
            guard let bytes else { return [] }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
        }
        let (before, after) = (split(old), split(new))
        guard before.count + after.count <= lineLimit else { return [] }
        let difference = after.difference(from: before)
        let removals = difference.removals.compactMap { change -> (Int, Int, String)? in
            guard case .remove(let offset, let line, _) = change else { return nil }
            return (offset, 0, "-\(offset + 1): \(line)")
        }
        let insertions = difference.insertions.compactMap { change -> (Int, Int, String)? in
            guard case .insert(let offset, let line, _) = change else { return nil }
            return (offset, 1, "+\(offset + 1): \(line)")
        }
        return (removals + insertions).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}

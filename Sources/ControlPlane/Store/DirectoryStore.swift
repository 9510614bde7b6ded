public import EventLoops

/// Publications in a directory, a file each.
///
/// ```
///   set-12.draft ──written, synchronised─▶ renamed set-12.json ─directory synchronised─▶ published ─▶ oldest removed
/// ```
/// The set with the greatest number is the newest: no second file says so, and so none can say something else.
public final class DirectoryStore: PublicationStore {
    private let files: any StoreFiles
    /// Sets that are kept.
    private let limit: Int
    /// Bytes that a set may have: more could not be read again.
    private let longest: Int
    private let skipped: @Sendable (String) -> Void

    private static let draft = ".draft"

    /// A store in a directory that keeps the last `limit` sets, and the one that the newest has as its base. `skipped`
    /// hears, while sets are loaded, of each file that is damaged.
    public init(
        _ files: any StoreFiles, limit: Int = 50, longest: Int = Files.sizeLimit,
        skipped: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.files = files
        self.longest = longest
        self.skipped = skipped
        self.limit = max(limit, 2)
    }

    /// The last sets that are whole; what a crash has left is cleared away.
    public func load() throws(DurableDirectory.Problem) -> [PublishedSet] {
        let names = try files.list()
        // What a crash has left.
        for name in names where name.hasSuffix(Self.draft) { try files.remove(name) }
        var sets: [PublishedSet] = []
        let known = Self.numbered(names)
        func add(_ place: (number: Int, name: String)) throws(DurableDirectory.Problem) {
            guard let set = PublishedSet(encoded: try files.read(place.name)), set.number == place.number else {
                return skipped(place.name)
            }
            sets.append(set)
        }
        for place in known.suffix(limit) { try add(place) }
        if let base = sets.last?.base, let place = known.dropLast(limit).first(where: { $0.number == base }) {
            try add(place)
            sets.sort { $0.number < $1.number }
        }
        return sets
    }

    /// Keeps a set in a file of its own, and removes the oldest.
    public func publish(_ set: PublishedSet) throws(DurableDirectory.Problem) {
        let (name, bytes) = ("set-\(set.number).json", set.encoded)
        guard bytes.count <= longest else {
            throw DurableDirectory.Problem(
                text: "the set has \(bytes.count) bytes, and more than \(longest) could not be read again")
        }
        try write(name, bytes)
        do throws(DurableDirectory.Problem) { try files.synchronise() } catch {
            // Whoever wished it is told that it is not published: the next start is not to find it.
            try? files.remove(name)
            try? files.synchronise()
            throw error
        }
        // It is published; that old ones go is no part of it.
        let kept = (try? files.list()).map(Self.numbered) ?? []
        for (number, name) in kept.dropLast(limit) where number != set.base { try? files.remove(name) }
    }

    /// Keeps a note in a file of its own.
    public func note(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        try replace("\(name).note", bytes)
    }

    /// The note of that name.
    public func note(_ name: String) -> [UInt8]? { try? files.read("\(name).note") }

    private func replace(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        try write(name, bytes)
        try files.synchronise()
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {
        try files.write(name + Self.draft, bytes)
        try files.rename(name + Self.draft, to: name)
    }

    /// The files of sets, by their numbers.
    private static func numbered(_ names: [String]) -> [(number: Int, name: String)] {
        names.compactMap { name -> (number: Int, name: String)? in
            guard name.hasPrefix("set-"), name.hasSuffix(".json"), let number = Int(name.dropFirst(4).dropLast(5))
            else { return nil }
            return (number, name)
        }.sorted { $0.number < $1.number }
    }
}

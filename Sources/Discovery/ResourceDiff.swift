/// What a new list of named resources changes in the one before it: the one rule for every source.
///
/// A resource changes when its text does. Of a name that stands twice the first counts; the other is told as a
/// duplicate.
public struct ResourceDiff: Equatable, Sendable {
    /// The places of resources that are new, in the order of the list.
    public private(set) var added: [Int] = []
    /// The places of resources that say something else than before.
    public private(set) var changed: [Int] = []
    /// The places of resources that say the same.
    public private(set) var unchanged: [Int] = []
    /// The places of resources whose name stood before them.
    public private(set) var duplicates: [Int] = []
    /// The names of those that are gone, sorted.
    public private(set) var removed: [String] = []

    /// A resource as far as its changes are known by it.
    public struct Item: Sendable {
        /// Its name.
        public var name: String
        /// Of its text.
        public var fingerprint: ResourceFingerprint

        /// Makes a resource with a name.
        public init(name: String, fingerprint: ResourceFingerprint) {
            self.name = name
            self.fingerprint = fingerprint
        }

        /// Makes a named text.
        public init(name: String, source: [UInt8]) {
            self.init(name: name, fingerprint: ResourceFingerprint(source))
        }
    }

    /// Compares two lists. `current` has each name once. Names in `kept` are never removed: something is wrong with
    /// what came for them.
    public init(from current: [Item], to next: [Item], keeping kept: Set<String> = []) {
        let before = Dictionary(current.map { ($0.name, $0.fingerprint) }, uniquingKeysWith: { first, _ in first })
        var seen = kept
        var named: Set<String> = []
        for (place, item) in next.enumerated() {
            seen.insert(item.name)
            if !named.insert(item.name).inserted {
                duplicates.append(place)
            } else if let known = before[item.name] {
                if known == item.fingerprint { unchanged.append(place) } else { changed.append(place) }
            } else {
                added.append(place)
            }
        }
        removed = before.keys.filter { !seen.contains($0) }.sorted()
    }
}

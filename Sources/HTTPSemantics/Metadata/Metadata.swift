/// What filters leave for one another and for logs: an object by the name of its filter, its name space. Nothing is
/// allocated until something is set.
public struct Metadata: Sendable, Equatable {
    private var spaces: [String: MetadataValue] = [:]

    /// No metadata.
    public init() {}

    /// Whether nothing is set.
    public var isEmpty: Bool { spaces.isEmpty }

    /// The names of the name spaces, in no order.
    public var names: [String] { Array(spaces.keys) }

    /// The object of a name space; nil when there is none.
    public subscript(space: String) -> MetadataValue? { spaces[space] }

    /// Whether there is such a name space.
    public func contains(_ space: String) -> Bool { spaces[space] != nil }

    /// The value behind a path in a name space; nil when there is none.
    public func value(in space: String, at path: ArraySlice<String>) -> MetadataValue? {
        spaces[space]?.value(at: path)
    }

    /// Sets one member of a name space.
    public mutating func set(_ key: String, in space: String, to value: MetadataValue) {
        merge([key: value], into: space)
    }

    /// Sets members of a name space; others stay.
    public mutating func merge(_ members: [String: MetadataValue], into space: String) {
        var all = spaces[space]?.members ?? [:]
        all.merge(members) { _, new in new }
        spaces[space] = .object(all)
    }

    /// Lays an object over a name space, as `MetadataValue.update` does.
    public mutating func update(_ space: String, with value: MetadataValue) {
        if spaces[space]?.update(with: value) == nil { spaces[space] = value }
    }

    /// Forgets everything.
    public mutating func removeAll() {
        if !spaces.isEmpty { spaces = [:] }
    }
}

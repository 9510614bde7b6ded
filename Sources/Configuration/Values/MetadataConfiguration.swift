/// What a part of the configuration says of itself for others (`envoy.config.core.v3.Metadata`), by name space.
public struct MetadataConfiguration: Sendable, Hashable {
    private var spaces: [String: StructValue]

    /// Objects by name space; none unless given.
    public init(_ spaces: [String: StructValue] = [:]) { self.spaces = spaces }

    /// The members of a name space; none where there is no such.
    public subscript(space: String) -> [String: StructValue] {
        if case .object(let members)? = spaces[space] { members } else { [:] }
    }

    /// The value behind a path in a name space; nil when there is none.
    public func value(in space: String, at path: ArraySlice<String>) -> StructValue? {
        var value = spaces[space]
        for key in path {
            guard case .object(let members)? = value else { return nil }
            value = members[key]
        }
        return value
    }
}

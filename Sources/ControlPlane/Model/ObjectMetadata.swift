internal import Configuration

/// What an object says of itself (`metadata`).
struct ObjectMetadata {
    var name: ObjectName
    /// Where the object stands, for complaints about all of it: its name, or itself.
    var node: JSONNode
    /// When it was made, as RFC 3339 in UTC; empty means it does not say.
    var created = ""
    var labels: [String: String] = [:]

    /// Whether the object goes before another of as good a claim: the older, then the one whose name comes first.
    func precedes(_ other: Self) -> Bool {
        if created != other.created {
            // Who does not say how old it is counts as new.
            if created.isEmpty || other.created.isEmpty { return other.created.isEmpty }
            return created < other.created
        }
        return name < other.name
    }
}

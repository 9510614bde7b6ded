/// What an object is called: two objects of one kind never share both.
struct ObjectName: Hashable, Comparable {
    var namespace: String
    var name: String

    /// `namespace/name`.
    var text: String { "\(namespace)/\(name)" }

    /// In the alphabetical order of `namespace/name`, which the Gateway API has where routes are as old as each other:
    /// a slash stands behind hyphens and dots.
    static func < (left: Self, right: Self) -> Bool {
        if left.namespace == right.namespace { return left.name < right.name }
        return left.namespace + "/" < right.namespace + "/"
    }
}

/// What an object is called: two objects of one kind never share both.
struct ObjectName: Hashable, Comparable {
    var namespace: String
    var name: String

    /// `namespace/name`.
    var text: String { "\(namespace)/\(name)" }

    static func < (left: Self, right: Self) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}

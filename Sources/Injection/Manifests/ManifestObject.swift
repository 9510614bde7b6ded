/// The members of an object of a manifest, in their order.
public struct ManifestObject: Sendable {
    /// Names and values.
    private(set) var members: [(key: String, value: ManifestValue)] = []

    /// Whether there are none.
    var isEmpty: Bool { members.isEmpty }

    /// The names.
    var keys: [String] { members.map(\.key) }

    /// Adds a member that is not there yet.
    mutating func append(_ key: String, _ value: ManifestValue) { members.append((key, value)) }

    /// The value of a member. Setting keeps its place, or adds it at the end; setting nil removes it.
    subscript(_ key: String) -> ManifestValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let place = members.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }
}

extension ManifestObject: Equatable {
    /// Whether both have the same members, in any order.
    public static func == (left: ManifestObject, right: ManifestObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        // Mostly in the same order.
        if zip(left.members, right.members).allSatisfy({ $0.key == $1.key }) {
            return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
        }
        var others: [String: ManifestValue] = [:]
        for (key, value) in right.members { others[key] = value }
        return left.members.allSatisfy { others[$0.key] == $0.value }
    }
}

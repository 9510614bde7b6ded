/// Reads one message from JSON objects: typed accessors take fields by their proto names, and `finish` complains of
/// every field that none of them took. Keys that are no fields are complained of from the first.
///
/// Usually there is one object. Several are merged as protobuf merges messages: later scalars replace earlier ones,
/// messages merge, lists are appended; so the same happens to a key given in both of its spellings, which Envoy takes.
struct MessageReader {
    let session: DecodingSession
    let message: MessageIndex
    /// The objects; complaints about what is missing stand at the first.
    let nodes: [JSONNode]
    /// A key that is no field (`@type`).
    let skippedKey: String?
    /// The fields that are given, in order; keys that the message does not have are complained of at once.
    private var members: [Member] = []
    /// The fields that mistyped keys were probably meant to give.
    private var mistyped: [Int] = []
    /// Whether a key is not a field, so that the message may lack what the file means to give.
    private(set) var hasUnknownKeys = false

    private struct Member {
        let key: JSONNode
        let value: JSONNode
        let place: Int
        var isTaken = false
    }

    /// Opens a message. Nodes that are not objects count as empty ones. `skipping` is a key that is no field (`@type`).
    init(_ nodes: [JSONNode], as message: MessageIndex, in session: DecodingSession, skipping: String? = nil) {
        self.session = session
        self.message = message
        self.nodes = nodes
        skippedKey = skipping
        for node in nodes { append(node, skipping: skipping) }
    }

    private mutating func append(_ node: JSONNode, skipping: String?) {
        var chosen: [(oneof: String, place: Int)] = []
        node.forEachMember { key, value in
            guard let place = message.place(of: key) else {
                noteUnknown(key, skipping: skipping)
                return
            }
            if !value.isNull, let oneof = message.fields[place].oneof {
                if let first = chosen.first(where: { $0.oneof == oneof }) {
                    session.secondChoice(key, after: message.fields[first.place].name)
                    session.check(value, against: message.fields[place])
                    return
                }
                chosen.append((oneof, place))
                replaceChoice(of: oneof, with: place)
            }
            members.append(Member(key: key, value: value, place: place))
        }
    }

    private mutating func noteUnknown(_ key: JSONNode, skipping: String?) {
        let name = key.string ?? ""
        if name == skipping { return }
        hasUnknownKeys = true
        let nearest = session.nearestField(to: name, in: message)
        if let nearest, let place = message.place(of: nearest) { mistyped.append(place) }
        session.unknownField(key, of: message.fullName, nearest: nearest)
    }

    /// Drops what an earlier object chose among the fields of a `oneof`.
    private mutating func replaceChoice(of oneof: String, with place: Int) {
        members.removeAll { member in
            guard member.place != place, message.fields[member.place].oneof == oneof else { return false }
            session.check(member.value, against: message.fields[member.place])
            return true
        }
    }

    // MARK: - Taking fields

    /// Marks a field as taken and hands out its values that are not null, in order; almost always none or one.
    mutating func take(_ name: String) -> [JSONNode] {
        assert(message.place(of: name) != nil, "\(message.fullName) has no field \(name)")
        var values: [JSONNode] = []
        let signature = NameSignature(name)
        for index in members.indices where isField(index, name, signature) && !members[index].isTaken {
            members[index].isTaken = true
            if !members[index].value.isNull { values.append(members[index].value) }
        }
        return values
    }

    /// The last value of a field that is not null, taken or not.
    func node(_ name: String) -> JSONNode? { last(name)?.value }

    /// Whether a field is given and not null.
    func has(_ name: String) -> Bool { last(name) != nil }

    /// Whether a field is given as null: its default, but where null is a value.
    func isNull(_ name: String) -> Bool {
        members.contains { message.fields[$0.place].name == name && $0.value.isNull }
    }

    /// The key of a field that is given and not null.
    func key(_ name: String) -> JSONNode? { last(name)?.key }

    private func last(_ name: String) -> Member? {
        let signature = NameSignature(name)
        let index = members.indices.last { isField($0, name, signature) && !members[$0].value.isNull }
        return index.map { members[$0] }
    }

    /// Whether a member is of a field. Most questions are about fields that are not there, so the answer is mostly
    /// found without looking at a name.
    private func isField(_ index: Int, _ name: String, _ signature: NameSignature) -> Bool {
        let place = members[index].place
        return message.signatures[place] == signature && message.fields[place].name == name
    }

    /// The description of a field.
    func field(_ name: String) -> FieldDescription? { message.place(of: name).map { message.fields[$0] } }

    /// Where complaints about the whole message stand.
    var place: JSONNode { nodes[0] }

    // MARK: - Complaints

    /// Complains that none of some fields is given, unless a mistyped key or a value of another type explains it.
    func missing(_ names: String...) {
        if isMistyped(names) || names.contains(where: isUnreadable) { return }
        let list = names.map { "\"\($0)\"" }.joined(separator: " or ")
        session.complain(.wrongValue, at: place, "expected \(list) in \(message.fullName), found none")
    }

    /// Whether some key is nearest to one of these fields, so that the file means to give it.
    func isMistyped(_ names: [String]) -> Bool { mistyped.contains { names.contains(message.fields[$0].name) } }

    /// Whether a field of messages is given something else, taken or not: that is its own complaint.
    func isUnreadable(_ name: String) -> Bool {
        let signature = NameSignature(name)
        return members.indices.contains { index in
            guard isField(index, name, signature), case .message(let type) = message.fields[members[index].place].kind,
                !type.hasPrefix("google.")
            else { return false }
            var elements: [JSONNode] = []
            MessageReader.flatten(members[index].value, into: &elements)
            return elements.contains { $0.kind != .object && !$0.isNull }
        }
    }

    /// Complains that a field that is given is not implemented; its content is checked all the same.
    mutating func refuse(_ name: String) {
        let signature = NameSignature(name)
        for index in members.indices where isField(index, name, signature) && !members[index].isTaken {
            members[index].isTaken = true
            if members[index].value.isNull { continue }
            refuse(members[index], message.fields[members[index].place])
        }
    }

    private func refuse(_ member: Member, _ field: FieldDescription) {
        session.unimplementedField(member.key, field, of: message.fullName)
        session.check(member.value, against: field)
    }

    /// Takes a field whose content must be right but changes nothing here.
    mutating func accept(_ name: String) {
        guard let field = field(name) else { return }
        for value in take(name) { session.check(value, against: field) }
    }

    /// Complains of every field that was not taken: Apus does not implement it, unless it stands at its default.
    mutating func finish() {
        for index in members.indices where !members[index].isTaken {
            members[index].isTaken = true
            let member = members[index]
            let field = message.fields[member.place]
            if member.value.isNull || session.isDefault(member.value, of: field, in: message.fullName) { continue }
            refuse(member, field)
        }
    }
}

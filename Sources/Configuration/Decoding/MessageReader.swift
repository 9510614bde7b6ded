/// Reads one message from JSON objects: typed accessors take fields by their proto names, and `finish` complains of
/// every key that none of them took.
///
/// Usually there is one object. Several are merged as protobuf merges messages: later scalars replace earlier ones,
/// messages merge, lists are appended; so the same happens to a key given in both of its spellings, which Envoy takes.
struct MessageReader {
    let session: DecodingSession
    let message: MessageIndex
    /// The objects; complaints about what is missing stand at the first.
    let nodes: [JSONNode]
    private var members: [Member] = []

    private struct Member {
        let key: JSONNode
        let value: JSONNode
        /// The field's place, or nil for a key that the message does not have.
        let place: Int?
        /// The nearest field's name, for a key that the message does not have.
        var nearest: String?
        var isTaken = false
    }

    /// Opens a message. Nodes that are not objects count as empty ones. `skipping` is a key that is no field (`@type`).
    init(_ nodes: [JSONNode], as message: MessageIndex, in session: DecodingSession, skipping: String? = nil) {
        self.session = session
        self.message = message
        self.nodes = nodes
        for node in nodes { append(node, skipping: skipping) }
    }

    private mutating func append(_ node: JSONNode, skipping: String?) {
        var added: [Member] = []
        node.forEachMember { key, value in
            let name = key.string ?? ""
            if name == skipping { return }
            let place = message.place(of: name)
            let nearest = place == nil && !session.allowsUnknownFields ? message.nearest(to: name) : nil
            added.append(Member(key: key, value: value, place: place, nearest: nearest))
        }
        checkChoices(&added)
        members.append(contentsOf: added)
    }

    /// Complains when one object gives two fields of a `oneof`; a later object's choice replaces an earlier one's.
    private mutating func checkChoices(_ added: inout [Member]) {
        var chosen: [(oneof: String, place: Int)] = []
        for index in added.indices where !added[index].value.isNull {
            guard let place = added[index].place, let oneof = message.fields[place].oneof else { continue }
            if let first = chosen.first(where: { $0.oneof == oneof }) {
                let other = message.fields[first.place].name
                session.complain(
                    .wrongValue, at: added[index].key,
                    "expected one of the fields that exclude one another, found \"\(added[index].key.string ?? "")\" after \"\(other)\""
                )
                added[index].isTaken = true
                continue
            }
            chosen.append((oneof, place))
            for earlier in members.indices {
                guard let other = members[earlier].place, other != place, message.fields[other].oneof == oneof
                else { continue }
                members[earlier].isTaken = true
            }
        }
    }

    // MARK: - Taking fields

    /// Marks a field as taken and hands out its values that are not null, in order; almost always none or one.
    mutating func take(_ name: String) -> [JSONNode] {
        var values: [JSONNode] = []
        guard let place = message.place(of: name) else {
            assertionFailure("\(message.fullName) has no field \(name)")
            return values
        }
        for index in members.indices where members[index].place == place && !members[index].isTaken {
            members[index].isTaken = true
            if !members[index].value.isNull { values.append(members[index].value) }
        }
        return values
    }

    /// The last value of a field that is not null, taken or not.
    func node(_ name: String) -> JSONNode? {
        guard let place = message.place(of: name) else { return nil }
        return members.last { $0.place == place && !$0.value.isNull }?.value
    }

    /// Whether a field is given and not null.
    func has(_ name: String) -> Bool { node(name) != nil }

    /// The key of a field that is given and not null.
    func key(_ name: String) -> JSONNode? {
        guard let place = message.place(of: name) else { return nil }
        return members.last { $0.place == place && !$0.value.isNull }?.key
    }

    /// The description of a field.
    func field(_ name: String) -> FieldDescription? { message.place(of: name).map { message.fields[$0] } }

    /// Where complaints about the whole message stand.
    var place: JSONNode { nodes[0] }

    // MARK: - Complaints

    /// Complains that none of some fields is given, unless a mistyped key explains it.
    func missing(_ names: String...) {
        let explained = members.contains { member in
            member.nearest.map { nearest in
                guard let place = message.place(of: nearest) else { return false }
                return names.contains(message.fields[place].name)
            } ?? false
        }
        if explained { return }
        let list = names.map { "\"\($0)\"" }.joined(separator: " or ")
        session.complain(.wrongValue, at: place, "expected \(list) in \(message.fullName), found none")
    }

    /// Complains that a field that is given is not implemented; its content is checked all the same.
    mutating func refuse(_ name: String) {
        guard let place = message.place(of: name) else { return }
        for index in members.indices where members[index].place == place && !members[index].isTaken {
            members[index].isTaken = true
            if members[index].value.isNull { continue }
            refuse(members[index], message.fields[place])
        }
    }

    private func refuse(_ member: Member, _ field: FieldDescription) {
        session.complain(
            .unimplemented, at: member.key,
            "expected it left out or at its default, found a value: Apus does not implement \"\(field.name)\" of \(message.fullName)"
        )
        session.check(member.value, against: field)
    }

    /// Takes a field whose content must be right but changes nothing here.
    mutating func accept(_ name: String) {
        guard let field = field(name) else { return }
        for value in take(name) { session.check(value, against: field) }
    }

    /// Complains of every key that was not taken: those that the message does not have, and fields that Apus does not
    /// implement, unless they stand at their default.
    mutating func finish() {
        for index in members.indices where !members[index].isTaken {
            members[index].isTaken = true
            let member = members[index]
            guard let place = member.place else {
                session.unknownField(member.key, of: message.fullName, nearest: member.nearest)
                continue
            }
            let field = message.fields[place]
            if member.value.isNull { continue }
            if session.isDefault(member.value, of: field, in: message.fullName) { continue }
            refuse(member, field)
        }
    }

    /// Whether a key is mistyped, so that the message may lack what the file means to give.
    var hasUnknownKeys: Bool { members.contains { $0.place == nil } }
}

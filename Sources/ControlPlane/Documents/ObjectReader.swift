internal import Configuration

/// Reads an object of a mesh document: accessors take fields by their names, and `finish` complains of every field that
/// none of them took. Null fields count as left out. Each accessor answers nil when there is nothing, or after a
/// complaint.
///
/// Objects are read as the Kubernetes API reads them: names have one spelling, and texts are no numbers.
struct ObjectReader {
    /// The object; complaints about what is missing stand here.
    let node: JSONNode
    /// What the object is, for messages: `HTTPRoute` or `a filter`.
    private(set) var kind: String
    let complaints: ComplaintList
    private var members: [(key: JSONNode, name: String, value: JSONNode)] = []
    /// The fields that were asked for.
    private var names: [String] = []
    /// Those that have to be there, and are not.
    private var absent: [String] = []

    init(_ node: JSONNode, _ kind: String, _ complaints: ComplaintList) {
        self.node = node
        self.kind = kind
        self.complaints = complaints
        guard node.kind == .object else {
            complaints.wrong(node, expected: "an object (\(kind))")
            return
        }
        var members: [(key: JSONNode, name: String, value: JSONNode)] = []
        node.forEachMember { members.append(($0, $0.string ?? "", $1)) }
        self.members = members
    }

    /// From here on the object is known to be of a kind.
    mutating func name(kind: String) { self.kind = kind }

    // MARK: - Fields

    /// The value of a field that is not null.
    mutating func take(_ name: String) -> JSONNode? {
        names.append(name)
        guard let member = members.first(where: { $0.name == name }), !member.value.isNull else { return nil }
        return member.value
    }

    /// Whether a field is given and not null.
    func has(_ name: String) -> Bool { node[name]?.isNull == false }

    /// Whether a list is given that has something in it, or what is no list.
    func hasElements(_ name: String) -> Bool { has(name) && node[name]?.isEmptyContainer == false }

    /// Takes a field without a look at what it holds.
    mutating func accept(_ fields: String...) { names += fields }

    /// Refuses fields that the API has and Apus does not implement.
    mutating func refuse(_ fields: String...) {
        names += fields
        for member in members where fields.contains(member.name) && !member.value.isNull {
            complaints.complain(
                .unimplemented, at: member.key,
                "expected it left out, found a value: Apus does not implement \"\(member.name)\" of \(kind)")
        }
    }

    /// Notes that a field has to be there.
    mutating func missing(_ name: String) {
        names.append(name)
        absent.append(name)
    }

    /// Complains of all fields that nobody took, and of those that have to be there, unless a mistyped one explains it.
    func finish() {
        var meant: [String] = []
        for member in members where !names.contains(member.name) {
            let nearest = complaints.nearest(to: member.name, in: names, byWords: true)
            if let nearest { meant.append(nearest) }
            complaints.complain(
                .unknownField, at: member.key, "expected a field of \(kind), found \(JSONNode.quote(member.name))",
                suggestion: nearest)
        }
        complainOfAbsent(but: meant)
    }

    /// Complains of fields that have to be there, where nothing else can be read without them.
    func finishEarly() { complainOfAbsent(but: []) }

    private func complainOfAbsent(but meant: [String]) {
        for name in absent where node.kind == .object && !meant.contains(name) {
            complaints.complain(.wrongValue, at: node, "expected \"\(name)\" in \(kind), found none")
        }
    }

    // MARK: - Scalars

    /// A text.
    mutating func string(_ name: String) -> String? {
        guard let node = take(name) else { return nil }
        if let text = node.string { return text }
        complaints.wrong(node, expected: "a text")
        return nil
    }

    /// A text that must be there and not be empty.
    mutating func requiredString(_ name: String) -> String? {
        guard let node = take(name) else {
            missing(name)
            return nil
        }
        guard let text = node.string, !text.isEmpty else {
            complaints.wrong(node, expected: "a text of at least one byte")
            return nil
        }
        return text
    }

    /// A truth value.
    mutating func bool(_ name: String) -> Bool? {
        guard let node = take(name) else { return nil }
        if let value = node.bool { return value }
        complaints.wrong(node, expected: "true or false")
        return nil
    }

    /// A whole number of a range.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = take(name) else { return nil }
        return integer(node, in: range)
    }

    /// A whole number of a range that must be there.
    mutating func requiredInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = take(name) else {
            missing(name)
            return nil
        }
        return integer(node, in: range)
    }

    /// A value as a whole number of a range.
    func integer(_ node: JSONNode, in range: ClosedRange<Int>) -> Int? {
        if let text = node.numberText, let value = Int(text), range.contains(value) { return value }
        complaints.wrong(node, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// One of some words.
    mutating func choice<Meaning>(_ name: String, _ meanings: KeyValuePairs<String, Meaning>) -> Meaning? {
        guard let node = take(name) else { return nil }
        if let text = node.string, let found = meanings.first(where: { $0.key == text }) { return found.value }
        let words = meanings.map(\.key)
        complaints.wrong(
            node, expected: words.map { "\"\($0)\"" }.joined(separator: " or "),
            suggestion: node.string.flatMap { complaints.nearest(to: $0, in: words, byWords: true) })
        return nil
    }

    /// A duration in the Gateway API's words (`1h30m`, `500ms`), in milliseconds.
    mutating func duration(_ name: String) -> Int? {
        guard let node = take(name) else { return nil }
        if let text = node.string, let value = GatewayDuration.milliseconds(text) { return value }
        complaints.wrong(node, expected: "a duration such as \"10s\" or \"1m30s\"")
        return nil
    }

    // MARK: - Lists and objects

    /// The elements of a list of limited length.
    mutating func list(_ name: String, atMost limit: Int) -> [JSONNode] {
        guard let node = take(name) else { return [] }
        guard node.kind == .array else {
            complaints.wrong(node, expected: "a list")
            return []
        }
        let elements = node.elements
        if elements.count > limit {
            complaints.complain(
                .wrongValue, at: node, "expected a list of at most \(limit), found one of \(elements.count)")
        }
        return Array(elements.prefix(limit))
    }

    /// The texts of a list.
    mutating func strings(_ name: String, atMost limit: Int) -> [(text: String, node: JSONNode)] {
        list(name, atMost: limit).compactMap { node in
            if let text = node.string { return (text, node) }
            complaints.wrong(node, expected: "a text")
            return nil
        }
    }

    /// Reads an object with `body`.
    @discardableResult
    mutating func object<Value>(
        _ name: String, _ kind: String, _ body: (inout ObjectReader) -> Value
    ) -> Value? {
        take(name).map { read($0, kind, body) }
    }

    /// Reads each object of a list with `body`.
    mutating func objects<Value>(
        _ name: String, _ kind: String, atMost limit: Int, _ body: (inout ObjectReader) -> Value
    ) -> [Value] {
        list(name, atMost: limit).map { read($0, kind, body) }
    }

    private func read<Value>(_ node: JSONNode, _ kind: String, _ body: (inout ObjectReader) -> Value) -> Value {
        var reader = ObjectReader(node, kind, complaints)
        let value = body(&reader)
        if node.kind == .object { reader.finish() }
        return value
    }

    /// The texts of an object by key.
    mutating func texts(_ name: String) -> [String: String] {
        guard let node = take(name) else { return [:] }
        guard node.kind == .object else {
            complaints.wrong(node, expected: "an object of texts")
            return [:]
        }
        var result: [String: String] = [:]
        node.forEachMember { key, value in
            if let text = value.string {
                result[key.string ?? ""] = text
            } else {
                complaints.wrong(value, expected: "a text")
            }
        }
        return result
    }
}

/// What one reading of a configuration gathers: complaints, and names that are checked against one another at the end.
final class DecodingSession {
    let types: TypeIndex
    let allowsUnknownFields: Bool
    /// The documents in the order of their reading; complaints are sorted by it.
    private let documents: [JSONDocument]
    private var complaints: [Complaint] = []
    private var omitted = 0
    /// Fields that Envoy does not know, where they are passed over.
    private var passedOver: [Complaint] = []

    /// Routes to clusters, with the value that names the cluster.
    var clusterReferences: [(name: String, node: JSONNode)] = []
    /// The secrets of the bootstrap, which are read before all that refers to them.
    var secrets: [SecretConfiguration] = []
    /// Whether a cluster may be missing from the list only because its entry is wrong.
    var isClusterListDoubtful = false
    /// How many more unknown types are compared with all that there are: a person needs few such hints, and for a
    /// hostile file they would take long.
    var typeSearchesLeft = 100
    /// How many more unknown keys are compared with the fields of their message, for the same reasons.
    private var fieldSearchesLeft = 1000

    /// A complaint before its place in the text is known.
    private struct Complaint {
        let node: JSONNode
        let documentOrder: Int
        let kind: ConfigurationComplaint.Kind
        let message: String
        let suggestion: String?
    }

    /// More complaints than this are only counted.
    private static let mostComplaints = 10_000

    init(types: TypeIndex, documents: [JSONDocument], allowsUnknownFields: Bool) {
        self.types = types
        self.documents = documents
        self.allowsUnknownFields = allowsUnknownFields
    }

    /// How many mistakes were noted so far.
    var complaintCount: Int { complaints.count + omitted }

    /// Notes a mistake at a key or value.
    func complain(
        _ kind: ConfigurationComplaint.Kind, at node: JSONNode, _ message: String, suggestion: String? = nil
    ) {
        guard complaints.count < DecodingSession.mostComplaints else {
            omitted += 1
            return
        }
        let order = documents.firstIndex { $0 === node.document } ?? documents.count
        complaints.append(
            Complaint(node: node, documentOrder: order, kind: kind, message: message, suggestion: suggestion))
    }

    /// A value that is not what its field takes.
    func wrong(_ node: JSONNode, expected: String, suggestion: String? = nil) {
        complain(
            .wrongValue, at: node, "expected \(expected), found \(DecodingSession.describe(node))",
            suggestion: suggestion)
    }

    /// A key that its message does not have, unless unknown fields are allowed.
    func unknownField(_ key: JSONNode, of fullName: String, nearest: String?) {
        let found = DecodingSession.quote(key.string ?? "")
        let message = "expected a field of \(fullName), found \(found)"
        if !allowsUnknownFields { return complain(.unknownField, at: key, message, suggestion: nearest) }
        guard passedOver.count < DecodingSession.mostPassedOver else { return }
        passedOver.append(
            Complaint(node: key, documentOrder: 0, kind: .unknownField, message: message, suggestion: nearest))
    }

    /// Unknown fields that were passed over, with their places; the first of many.
    func unknownFields() -> [ConfigurationComplaint] {
        passedOver.map { complaint in
            let position = complaint.node.position
            return ConfigurationComplaint(
                file: complaint.node.document.file, line: position.line, column: position.column,
                path: complaint.node.path, kind: complaint.kind, message: complaint.message)
        }
    }

    private static let mostPassedOver = 20

    /// The nearest field to a key that a message does not have.
    func nearestField(to name: String, in message: MessageIndex) -> String? {
        if allowsUnknownFields || fieldSearchesLeft == 0 { return nil }
        fieldSearchesLeft -= 1
        return message.nearest(to: name)
    }

    /// A field that Envoy has and Apus does not implement, at a value that is not its default.
    func unimplementedField(_ key: JSONNode, _ field: FieldDescription, of fullName: String) {
        complain(
            .unimplemented, at: key,
            "expected it left out or at its default, found a value: "
                + "Apus does not implement \"\(field.name)\" of \(fullName)")
    }

    /// A field of a `oneof` beside another one.
    func secondChoice(_ key: JSONNode, after other: String) {
        let found = DecodingSession.quote(key.string ?? "")
        complain(
            .wrongValue, at: key,
            "expected one of the fields that exclude one another, found \(found) after \"\(other)\"")
    }

    /// The complaints in the order of the text, with lines, columns and paths.
    func finish() -> [ConfigurationComplaint] {
        let sorted = complaints.enumerated().sorted { left, right in
            let a = (left.element.documentOrder, left.element.node.offset, left.offset)
            let b = (right.element.documentOrder, right.element.node.offset, right.offset)
            return a < b
        }
        var finders = documents.map { PositionFinder($0.bytes) }
        var result: [ConfigurationComplaint] = []
        result.reserveCapacity(sorted.count)
        for (_, complaint) in sorted {
            let node = complaint.node
            let position =
                complaint.documentOrder < finders.count
                ? finders[complaint.documentOrder].position(of: node.offset) : node.position
            result.append(
                ConfigurationComplaint(
                    file: node.document.file, line: position.line, column: position.column, path: node.path,
                    kind: complaint.kind, message: complaint.message, suggestion: complaint.suggestion))
        }
        if omitted > 0, let last = result.last {
            result.append(
                ConfigurationComplaint(
                    file: last.file, line: last.line, column: last.column, path: "", kind: .wrongValue,
                    message: "and \(omitted) more mistakes, not shown"))
        }
        return result
    }

    /// What a value is, for a message: short, however long the value.
    static func describe(_ node: JSONNode) -> String {
        switch node.kind {
        case .object: node.isEmptyContainer ? "an empty object" : "an object"
        case .array: node.isEmptyContainer ? "an empty list" : "a list"
        case .string: "the string \(quote(node.string ?? ""))"
        case .number: "the number \(shorten(node.numberText ?? ""))"
        case .bool: node.bool == true ? "true" : "false"
        case .null: "null"
        }
    }

    /// A text in quotes, shortened.
    static func quote(_ text: String) -> String { JSONText.quoted(shorten(text)) }

    private static func shorten(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }
}

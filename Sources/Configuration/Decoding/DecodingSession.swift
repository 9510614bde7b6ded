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
    /// The secrets that this proxy has itself, wherever a reference says that they come from.
    let ownSecrets: [SecretReference]
    /// What was said of each cache of names.
    private var hostCaches: [String: HostCacheConfiguration] = [:]
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
        var isFoundLate = false
    }

    /// More complaints than this are only counted.
    private static let mostComplaints = 10_000

    init(
        types: TypeIndex, documents: [JSONDocument], allowsUnknownFields: Bool, ownSecrets: [SecretReference] = []
    ) {
        self.types = types
        self.ownSecrets = ownSecrets
        self.documents = documents
        self.allowsUnknownFields = allowsUnknownFields
    }

    /// A cache of names is the same wherever it is named.
    func noteHostCache(_ cache: HostCacheConfiguration, at node: JSONNode) {
        if let known = hostCaches[cache.name], known != cache {
            complain(
                .wrongValue, at: node,
                "expected the settings that the cache \(Self.quote(cache.name)) has elsewhere, found others")
        }
        hostCaches[cache.name] = hostCaches[cache.name] ?? cache
    }

    /// How many mistakes were noted so far.
    var complaintCount: Int { complaints.count + omitted }

    /// Notes a mistake at a key or value. `isFoundLate`: see `ConfigurationComplaint`.
    func complain(
        _ kind: ConfigurationComplaint.Kind, at node: JSONNode, _ message: String, suggestion: String? = nil,
        isFoundLate: Bool = false
    ) {
        guard complaints.count < DecodingSession.mostComplaints else {
            omitted += 1
            return
        }
        let order = documents.firstIndex { $0 === node.document } ?? documents.count
        complaints.append(
            Complaint(
                node: node, documentOrder: order, kind: kind, message: message, suggestion: suggestion,
                isFoundLate: isFoundLate))
    }

    /// A value that is not what its field takes.
    func wrong(_ node: JSONNode, expected: String, suggestion: String? = nil, isFoundLate: Bool = false) {
        complain(
            .wrongValue, at: node, "expected \(expected), found \(DecodingSession.describe(node))",
            suggestion: suggestion, isFoundLate: isFoundLate)
    }

    /// A key that its message does not have, unless unknown fields are allowed.
    func unknownField(_ key: JSONNode, of fullName: String, nearest: String?) {
        let name = key.string ?? ""
        let successor = OldFields.successor(of: name, in: fullName)
        let message =
            "expected a field of \(fullName), found \(DecodingSession.quote(name))"
            + (successor == nil ? "" : ", which only Envoy's v2 API had")
        let nearest = successor ?? nearest
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
                    kind: complaint.kind, message: complaint.message, suggestion: complaint.suggestion,
                    isFoundLate: complaint.isFoundLate))
        }
        if omitted > 0, let last = result.last {
            result.append(
                ConfigurationComplaint(
                    file: last.file, line: last.line, column: last.column, path: "", kind: .wrongValue,
                    message: "and \(omitted) more mistakes, not shown"))
        }
        return result
    }

    /// What a value is, for a message.
    static func describe(_ node: JSONNode) -> String { node.words }

    /// A text in quotes, shortened.
    static func quote(_ text: String) -> String { JSONNode.quote(text) }
}

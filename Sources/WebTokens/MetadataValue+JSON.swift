internal import Configuration
internal import HTTPSemantics

extension MetadataValue {
    /// A value of a JSON text.
    init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.bool ?? false)
        case .number: self = .number(Double(node.numberText ?? "0") ?? 0)
        case .string: self = .text(node.string ?? "")
        case .array: self = .list(node.elements.map { MetadataValue($0) })
        case .object:
            var members: [String: MetadataValue] = [:]
            node.forEachMember { key, value in members[key.string ?? ""] = MetadataValue(value) }
            self = .object(members)
        }
    }
}

/// Reads `google.protobuf.Struct`, `google.protobuf.Value` and the metadata that they stand in.
enum StructDocument {
    /// The members of a field of that type; none after a complaint.
    static func read(_ name: String, of reader: inout MessageReader) -> [String: StructValue] {
        var result: [String: StructValue] = [:]
        for node in reader.take(name) {
            guard node.kind == .object else {
                reader.session.wrong(node, expected: "an object (google.protobuf.Struct)")
                continue
            }
            node.forEachMember { key, value in result[key.string ?? ""] = self.value(value) }
        }
        return result
    }

    /// A field of type `google.protobuf.Value`, of which null is one too; nil: there is none.
    static func readValue(_ name: String, of reader: inout MessageReader) -> StructValue? {
        let isNull = reader.isNull(name)
        return reader.take(name).last.map(value) ?? (isNull ? .null : nil)
    }

    /// What metadata (`envoy.config.core.v3.Metadata`) say under one name.
    static func readMetadata(_ name: String, space: String, of reader: inout MessageReader) -> [String: StructValue] {
        readMetadata(name, of: &reader)[space]
    }

    /// What metadata say under all names.
    static func readMetadata(_ name: String, of reader: inout MessageReader) -> MetadataConfiguration {
        reader.message(name) { reader in
            var spaces: [String: StructValue] = [:]
            reader.accept("typed_filter_metadata")
            for (key, value) in reader.map("filter_metadata") {
                if value.kind == .object {
                    spaces[key.string ?? ""] = self.value(value)
                } else {
                    reader.session.wrong(value, expected: "an object (google.protobuf.Struct)")
                }
            }
            return MetadataConfiguration(spaces)
        } ?? MetadataConfiguration()
    }

    private static func value(_ node: JSONNode) -> StructValue {
        switch node.kind {
        case .null: return .null
        case .bool: return .bool(node.bool ?? false)
        case .number: return .number(NumberText(node.numberText ?? "", isQuoted: false).double ?? 0)
        case .string: return .text(node.string ?? "")
        // The reader has limited how deep values may stand in one another.
        case .array: return .list(node.elements.map(value))
        case .object:
            var members: [String: StructValue] = [:]
            node.forEachMember { key, value in members[key.string ?? ""] = self.value(value) }
            return .object(members)
        }
    }
}

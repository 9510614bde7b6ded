/// Reads `envoy.extensions.filters.http.set_metadata.v3.Config`.
enum SetMetadataDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.set_metadata.v3.Config"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var entries: [SetMetadataConfiguration.Entry] = []
        // The deprecated form, which comes first.
        let space = reader.string("metadata_namespace") ?? ""
        let value = StructuredValueDocument.read("value", of: &reader)
        if !space.isEmpty {
            entries.append(
                SetMetadataConfiguration.Entry(space: space, allowsOverwrite: true, value: value ?? .object([:])))
        }
        entries += reader.messages("metadata", readEntry).compactMap(\.self)
        return SetMetadataConfiguration(entries: entries)
    }

    private static func readEntry(_ reader: inout MessageReader) -> SetMetadataConfiguration.Entry? {
        let space = reader.requiredString("metadata_namespace")
        let allowsOverwrite = reader.bool("allow_overwrite") ?? false
        if reader.has("typed_value") {
            reader.refuse("typed_value")
            return nil
        }
        let value = StructuredValueDocument.read("value", of: &reader) ?? .object([:])
        return space.map {
            SetMetadataConfiguration.Entry(space: $0, allowsOverwrite: allowsOverwrite, value: value)
        }
    }
}

/// Reads `google.protobuf.Struct`.
enum StructuredValueDocument {
    /// Reads an object; nil when there is none, or after a complaint.
    static func read(_ name: String, of reader: inout MessageReader) -> StructuredValue? {
        var value: StructuredValue?
        for node in reader.take(name) {
            guard node.kind == .object else {
                reader.session.wrong(node, expected: "an object (google.protobuf.Struct)")
                continue
            }
            value = self.value(node)
        }
        return value
    }

    /// The value of a node.
    static func value(_ node: JSONNode) -> StructuredValue {
        switch node.kind {
        case .null: return .null
        case .bool: return .bool(node.bool ?? false)
        case .number: return .number(NumberText(node.numberText ?? "0", isQuoted: false).double ?? 0)
        case .string: return .string(node.string ?? "")
        case .array: return .list(node.elements.map { value($0) })
        case .object:
            var members: [String: StructuredValue] = [:]
            node.forEachMember { key, member in members[key.string ?? ""] = value(member) }
            return .object(members)
        }
    }
}

/// Reads `envoy.config.core.v3.SubstitutionFormatString`, and JSON formats wherever they stand.
enum FormatDocument {
    /// Reads a format; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> FormatConfiguration? {
        let contentType = reader.headerText("content_type") ?? ""
        let omitsEmptyValues = reader.bool("omit_empty_values") ?? false
        // Keys come out sorted whatever this says: so they do in Envoy.
        reader.message("json_format_options") { _ = $0.bool("sort_properties") }
        guard let content = readContent(&reader) else { return nil }
        return FormatConfiguration(content, omitsEmptyValues: omitsEmptyValues, contentType: contentType)
    }

    private static func readContent(_ reader: inout MessageReader) -> FormatConfiguration.Content? {
        let session = reader.session
        if reader.has("json_format") {
            return object("json_format", of: &reader).map { .json($0) }
        }
        if let node = reader.node("text_format") {
            return reader.string("text_format").flatMap { text(Array($0.utf8), at: node, in: session) }
        }
        guard let source = reader.node("text_format_source") else {
            reader.missing("text_format_source", "json_format")
            return nil
        }
        var node = source
        let bytes = reader.message("text_format_source") { reader in
            node = reader.node("inline_string") ?? reader.node("inline_bytes") ?? source
            return DataSourceDocument.read(&reader)
        }
        return bytes.flatMap { text($0, at: node, in: session) }
    }

    private static func text(
        _ bytes: [UInt8], at node: JSONNode, in session: DecodingSession
    ) -> FormatConfiguration.Content? {
        SubstitutionFormatReader.read(String(decoding: bytes, as: UTF8.self), at: node, in: session)
            .map { .text($0) }
    }

    /// Reads a field that holds an object of formats (`google.protobuf.Struct`); nil after a complaint.
    static func object(_ name: String, of reader: inout MessageReader) -> FormatNode? {
        var members: [FormatNode.Member] = []
        var isRight = true
        for (key, value) in reader.map(name) {
            guard let node = read(value, in: reader.session) else {
                isRight = false
                continue
            }
            members.append(FormatNode.Member(key.string ?? "", node))
        }
        members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return isRight ? .object(members) : nil
    }

    private static func read(_ value: JSONNode, in session: DecodingSession) -> FormatNode? {
        switch value.kind {
        case .null: return .null
        case .bool: return .bool(value.bool ?? false)
        case .number:
            if let number = session.double(value) { return .number(number) }
            return nil
        case .string:
            return SubstitutionFormatReader.read(value.string ?? "", at: value, in: session).map { .string($0) }
        case .array:
            var list: [FormatNode] = []
            for element in value.elements {
                guard let node = read(element, in: session) else { return nil }
                list.append(node)
            }
            return .list(list)
        case .object:
            var members: [String: FormatNode] = [:]
            var isRight = true
            value.forEachMember { key, member in
                if let node = read(member, in: session) { members[key.string ?? ""] = node } else { isRight = false }
            }
            guard isRight else { return nil }
            return .object(
                members.map { FormatNode.Member($0.key, $0.value) }.sorted {
                    $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
                })
        }
    }
}

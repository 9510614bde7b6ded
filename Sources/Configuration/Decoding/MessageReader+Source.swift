/// The text of a message, for `config_dump`.
extension MessageReader {
    /// The bytes of the message as they stand in the file. When the message was merged from several objects or holds
    /// what is no field, or the file is not JSON by RFC 8259, the same content written anew.
    var source: [UInt8] {
        var bytes: [UInt8] = []
        if nodes.count == 1, skippedKey == nil {
            JSONText.append(nodes[0], to: &bytes)
        } else {
            MessageReader.appendMerged(nodes, message, in: session, to: &bytes)
        }
        return bytes
    }

    /// The content of the message without some of its fields, written anew.
    func source(without names: Set<String>) -> [UInt8] {
        var bytes: [UInt8] = []
        MessageReader.appendMerged(nodes, message, in: session, without: names, to: &bytes)
        return bytes
    }

    /// Writes the merge of several objects: lists appended, messages merged, the last of other values.
    private static func appendMerged(
        _ nodes: [JSONNode], _ message: MessageIndex, in session: DecodingSession, without names: Set<String> = [],
        to bytes: inout [UInt8]
    ) {
        var order: [Int] = []
        var values: [Int: [JSONNode]] = [:]
        for node in nodes {
            node.forEachMember { key, value in
                guard !value.isNull, let place = message.place(of: key) else { return }
                if names.contains(message.fields[place].name) { return }
                if let oneof = message.fields[place].oneof {
                    order.removeAll { $0 != place && message.fields[$0].oneof == oneof }
                }
                if !order.contains(place) {
                    order.append(place)
                    values[place] = []
                }
                values[place]?.append(value)
            }
        }
        bytes.append(UInt8(ascii: "{"))
        for (position, place) in order.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            let field = message.fields[place]
            JSONText.append(field.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            appendValues(values[place] ?? [], field, in: session, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func appendValues(
        _ values: [JSONNode], _ field: FieldDescription, in session: DecodingSession, to bytes: inout [UInt8]
    ) {
        guard let last = values.last else { return }
        if field.isRepeated && !field.isMap {
            var elements: [JSONNode] = []
            for value in values { flatten(value, into: &elements) }
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        } else if values.count > 1, !field.isMap, case .message(let type) = field.kind, !type.hasPrefix("google."),
            values.allSatisfy({ $0.kind == .object }), let inner = session.types.message(type)
        {
            appendMerged(values, inner, in: session, to: &bytes)
        } else {
            JSONText.append(last, to: &bytes)
        }
    }
}

internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// What the operators about metadata say: a text as it is, anything else as JSON. Filters leave some of it behind while
/// a request runs; the rest stands in the configuration.
extension FormatProgram {
    func appendMetadata(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        if exchange.dynamicMetadata.isEmpty { return false }
        let path = texts.path(Int(step.text.offset))
        guard let space = path.first,
            let value = exchange.dynamicMetadata.value(in: space, at: path.dropFirst())
        else { return false }
        let mark = line.count
        switch value {
        case .null: return false
        case .string(let text):
            let text = text.count > step.limit ? Array(text.prefix(step.limit)) : text
            if step.form == .string { MetadataText.append(.string(text), to: &line) } else { line.append(text) }
        default:
            MetadataText.append(value, to: &line)
            // In JSON only texts are cut.
            if step.form != .string { cut(&line, from: mark, to: step.limit) }
        }
        return true
    }

    /// Appends what a resource that took part in an exchange says of itself.
    func appendConfigured(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        let path = texts.path(Int(step.text.offset))
        guard let space = path.first, let source = FormatMetadataSource(place: step.options),
            let value = exchange.metadata(of: source, in: space, at: path.dropFirst())
        else { return false }
        let mark = line.count
        switch value {
        case .null: return false
        case .text(let text):
            if step.form == .string { line.append("\"") }
            let start = line.count
            line.append(text)
            cut(&line, from: start, to: step.limit)
            if step.form == .string {
                escape(from: start, in: &line)
                line.append("\"")
            }
        default:
            append(value, to: &line)
            if step.form != .string { cut(&line, from: mark, to: step.limit) }
        }
        return true
    }

    /// Appends a text that a filter has left.
    func appendSharedText(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        guard let name = texts.path(Int(step.text.offset)).first else { return false }
        let mark = line.count
        let isJSON = step.options == FormatOption.asJSON
        let isThere = exchange.withSharedText(of: name) { text in
            if !isJSON { return line.append(text) }
            line.append("\"")
            JSONEscape.append(text, to: &line)
            line.append("\"")
        }
        if !isThere { return false }
        cut(&line, from: mark, to: step.limit)
        return true
    }

    /// Appends a value as JSON, members by the order of their names.
    private func append(_ value: StructValue, to line: inout ByteBuffer) {
        switch value {
        case .null: line.append("null")
        case .bool(let value): line.append(value ? "true" : "false")
        case .number(let value): line.append(JSONEscape.number(value))
        case .text(let text): append(quoted: text, to: &line)
        case .list(let elements):
            line.append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { line.append(",") }
                append(element, to: &line)
            }
            line.append("]")
        case .object(let members):
            line.append("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { line.append(",") }
                append(quoted: member.key, to: &line)
                line.append(":")
                append(member.value, to: &line)
            }
            line.append("}")
        }
    }

    private func append(quoted text: String, to line: inout ByteBuffer) {
        line.append("\"")
        let start = line.count
        line.append(text)
        escape(from: start, in: &line)
        line.append("\"")
    }
}

extension FormatMetadataSource {
    /// The source at that place among all.
    fileprivate init?(place: UInt8) {
        guard Int(place) < Self.allCases.count else { return nil }
        self = Self.allCases[Int(place)]
    }
}

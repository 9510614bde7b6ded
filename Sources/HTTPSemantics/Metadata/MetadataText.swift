public import Buffers

/// Writes values of metadata as JSON; members are sorted.
public enum MetadataText {
    /// Writes a value.
    public static func append(_ value: MetadataValue, to line: inout ByteBuffer) {
        switch value {
        case .null: line.append("null")
        case .bool(let value): line.append(value ? "true" : "false")
        case .number(let value): line.append(JSONEscape.number(value))
        case .string(let text): append(text, to: &line)
        case .list(let elements):
            line.append("[")
            for index in elements.indices {
                if index > 0 { line.append(",") }
                append(elements[index], to: &line)
            }
            line.append("]")
        case .object(let members):
            line.append("{")
            var isFirst = true
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                if !isFirst { line.append(",") }
                isFirst = false
                append(Array(key.utf8), to: &line)
                line.append(":")
                append(value, to: &line)
            }
            line.append("}")
        }
    }

    private static func append(_ text: [UInt8], to line: inout ByteBuffer) {
        line.append("\"")
        JSONEscape.append(text.span, to: &line)
        line.append("\"")
    }
}

internal import Configuration

/// Writes manifests as JSON, dense or over lines.
public enum ManifestWriter {
    /// A value without space between its tokens.
    public static func dense(_ value: ManifestValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, indent: nil, to: &bytes)
        return bytes
    }

    /// A value over lines, with one at the end, as kubectl writes it.
    public static func json(_ value: ManifestValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, indent: 0, to: &bytes)
        return bytes + [UInt8(ascii: "\n")]
    }

    /// Documents of YAML, apart by `---`.
    public static func yaml(_ documents: [ManifestValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, document) in documents.enumerated() {
            if place > 0 { bytes += "---\n".utf8 }
            bytes += YAMLWriter.text(document).utf8
        }
        return bytes
    }

    private static func append(_ value: ManifestValue, indent: Int?, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let truth): bytes += (truth ? "true" : "false").utf8
        case .number(let text): bytes += text.utf8
        case .string(let text): JSONText.append(text, to: &bytes)
        case .list(let elements):
            enclose("[", "]", elements, indent, &bytes) { append($0, indent: $1, to: &$2) }
        case .object(let object):
            enclose("{", "}", object.members, indent, &bytes) { member, indent, bytes in
                JSONText.append(member.key, to: &bytes)
                bytes += (indent == nil ? ":" : ": ").utf8
                append(member.value, indent: indent, to: &bytes)
            }
        }
    }

    private static func enclose<Element>(
        _ open: String, _ close: String, _ elements: [Element], _ indent: Int?, _ bytes: inout [UInt8],
        _ body: (Element, Int?, inout [UInt8]) -> Void
    ) {
        bytes += open.utf8
        let inner = indent.map { $0 + 2 }
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(inner, &bytes)
            body(element, inner, &bytes)
        }
        if !elements.isEmpty { breakLine(indent, &bytes) }
        bytes += close.utf8
    }

    private static func breakLine(_ indent: Int?, _ bytes: inout [UInt8]) {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
    }
}

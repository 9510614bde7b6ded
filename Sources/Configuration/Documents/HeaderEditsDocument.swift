/// Reads edits of header fields: lists of `envoy.config.core.v3.HeaderValueOption`, and names to remove.
enum HeaderEditsDocument {
    /// Bytes of a name or value at most.
    private static let longest = 16_384
    /// Fields that say where a body ends.
    private static let framing: Set<String> = ["content-length", "transfer-encoding"]
    /// Fields of a list at most.
    private static let most = 1000

    /// Reads the lists of those names.
    static func read(
        adding additions: String, removing removals: String, of reader: inout MessageReader
    ) -> HeaderEditsConfiguration {
        HeaderEditsConfiguration(
            removals: readRemovals(removals, of: &reader), additions: readAdditions(additions, of: &reader))
    }

    /// Reads a list of fields that come.
    static func readAdditions(_ name: String, of reader: inout MessageReader) -> [HeaderAdditionConfiguration] {
        let place = reader.node(name)
        let additions = reader.messages(name, readAddition)
        if additions.count > most, let place { reader.session.wrong(place, expected: "at most \(most) fields") }
        return additions.compactMap(\.self)
    }

    private static func readRemovals(_ name: String, of reader: inout MessageReader) -> [String] {
        let session = reader.session
        return reader.strings(name).compactMap { text, node in
            let name = text.lowercased()
            guard isOpen(name, at: node, "removed", in: session) else { return nil }
            return name
        }
    }

    /// Reads the name of a field that a filter sets, in lower case; empty where none is given, or after a complaint.
    static func readName(_ name: String, of reader: inout MessageReader) -> String {
        guard let node = reader.node(name), let text = reader.headerText(name), !text.isEmpty else { return "" }
        let field = text.lowercased()
        return isOpen(field, at: node, "set", in: reader.session) ? field : ""
    }

    /// Whether a name is that of a field which may be changed. Names that are no tokens are taken by Envoy, and would
    /// break the message that it writes.
    private static func isOpen(_ name: String, at node: JSONNode, _ what: String, in session: DecodingSession) -> Bool {
        if name.hasPrefix(":") || name == "host" {
            session.wrong(
                node, expected: "another field: those of the first line, and \"host\", may not be \(what)",
                isFoundLate: true)
        } else if name.isEmpty || name.utf8.count > longest || !name.utf8.allSatisfy(isTokenByte) {
            session.wrong(node, expected: "the name of a header field")
        } else {
            return true
        }
        return false
    }

    /// RFC 9110 §5.6.2, letters in lower case.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// Reads a field that comes; nil after a complaint.
    static func readAddition(_ reader: inout MessageReader) -> HeaderAdditionConfiguration? {
        let actionKey = reader.key("append_action")
        var action: HeaderAdditionConfiguration.Action =
            reader.choice("append_action", [0: .append, 1: .addIfAbsent, 2: .overwriteOrAdd, 3: .overwrite]) ?? .append
        // The deprecated switch; Envoy takes it only alone.
        if let key = reader.key("append"), let appends = reader.bool("append") {
            if action != .append, actionKey != nil {
                reader.session.complain(
                    .wrongValue, at: key, "expected \"append\" or \"append_action\", found both")
            } else {
                action = appends ? .append : .overwriteOrAdd
            }
        }
        let keepsEmptyValue = reader.bool("keep_empty_value") ?? false
        guard reader.has("header") else {
            reader.missing("header")
            return nil
        }
        guard let field = reader.message("header", readField) ?? nil else { return nil }
        return HeaderAdditionConfiguration(
            name: field.name, value: field.value, action: action, keepsEmptyValue: keepsEmptyValue)
    }

    private static func readField(_ reader: inout MessageReader) -> (name: String, value: SubstitutionFormat)? {
        let session = reader.session
        var name: String?
        if let node = reader.node("key") {
            name = reader.string("key").map { $0.lowercased() }
            if let text = name, !isOpen(text, at: node, "changed", in: session) { name = nil }
            if let text = name, framing.contains(text) {
                // What Envoy lets a configuration say here can part one request into two.
                session.complain(
                    .unimplemented, at: node,
                    "expected another field: how a body is framed is the codec's to say, found \"\(text)\"")
                name = nil
            }
        } else {
            reader.missing("key")
        }
        // Envoy takes `raw_value` here and does nothing with it.
        let place = reader.node("value") ?? reader.place
        let value = reader.string("value") ?? ""
        // Envoy takes control bytes, and would write them.
        if value.utf8.count > longest || value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7f }) {
            session.wrong(place, expected: "a value of at most \(longest) bytes without control bytes")
            return nil
        }
        guard let format = SubstitutionFormatReader.read(value, at: place, in: session), let name else { return nil }
        return (name, format)
    }
}

/// Checks values against the catalogue alone, for what no typed accessor reads: fields that Apus refuses or accepts
/// without use may still hold typos.
extension DecodingSession {
    /// Checks a field's value. False after a complaint.
    @discardableResult
    func check(_ value: JSONNode, against field: FieldDescription) -> Bool {
        if value.isNull { return true }
        if field.isMap { return checkMap(value, of: field.kind) }
        guard field.isRepeated else { return check(value, kind: field.kind) }
        var elements: [JSONNode] = []
        MessageReader.flatten(value, into: &elements)
        var isRight = true
        for element in elements where !element.isNull {
            if !check(element, kind: field.kind) { isRight = false }
        }
        return isRight
    }

    private func checkMap(_ value: JSONNode, of kind: FieldKind) -> Bool {
        guard value.kind == .object else {
            wrong(value, expected: "an object (a map)")
            return false
        }
        var isRight = true
        value.forEachMember { _, member in
            if !member.isNull, !check(member, kind: kind) { isRight = false }
        }
        return isRight
    }

    /// Checks one value.
    private func check(_ value: JSONNode, kind: FieldKind) -> Bool {
        switch kind {
        case .bool: return bool(value) != nil
        case .string: return string(value) != nil
        case .bytes: return bytes(value) != nil
        case .double, .float: return double(value) != nil
        case .uint64: return unsigned(value) != nil
        case .uint32: return unsigned(value, maximum: UInt64(UInt32.max)) != nil
        case .int64: return signed(value) != nil
        case .int32: return signed(value, in: Int64(Int32.min)...Int64(Int32.max)) != nil
        case .enumeration(let name):
            return enumeration(value, name, definedOnly: false) != nil || allowsUnknownFields
        case .message(let name): return check(value, message: name)
        }
    }

    private func check(_ value: JSONNode, message name: String) -> Bool {
        if let wrapped = WellKnownType.wrapped(name) {
            guard value.kind == .object else { return check(value, kind: wrapped) }
            switch unwrap(value, name) {
            case .value(let inner): return check(inner, kind: wrapped)
            case .zero: return true
            case .invalid: return false
            }
        }
        switch name {
        case "google.protobuf.Any": return checkAny(value)
        case "google.protobuf.Duration": return anyDuration(value) != nil
        case "google.protobuf.Timestamp", "google.protobuf.FieldMask":
            return value.kind == .object || string(value) != nil
        case "google.protobuf.Value": return true
        case "google.protobuf.Struct", "google.protobuf.ListValue":
            if value.kind == (name == "google.protobuf.Struct" ? .object : .array) { return true }
            wrong(value, expected: name == "google.protobuf.Struct" ? "an object (google.protobuf.Struct)" : "a list")
            return false
        default: break
        }
        guard value.kind == .object else {
            wrong(value, expected: "an object (\(name))")
            return false
        }
        // A message that the catalogue lacks cannot be checked further.
        guard let message = types.message(name) else { return true }
        return checkFields(of: value, message, skipping: nil)
    }

    private func checkFields(of node: JSONNode, _ message: MessageIndex, skipping: String?) -> Bool {
        var isRight = true
        var chosen: [String: Int] = [:]
        node.forEachMember { key, value in
            guard let place = message.place(of: key) else {
                let name = key.string ?? ""
                if name == skipping { return }
                unknownField(key, of: message.fullName, nearest: nearestField(to: name, in: message))
                isRight = isRight && allowsUnknownFields
                return
            }
            let field = message.fields[place]
            if let oneof = field.oneof, !value.isNull {
                if let other = chosen[oneof] {
                    secondChoice(key, after: message.fields[other].name)
                    isRight = false
                } else {
                    chosen[oneof] = place
                }
            }
            if !check(value, against: field) { isRight = false }
        }
        return isRight
    }

    /// Checks an extension of any type. An empty object is one that is unset.
    @discardableResult
    func checkAny(_ node: JSONNode) -> Bool {
        if node.kind == .object && node.isEmptyContainer { return true }
        guard let content = open(node, named: nil) else { return false }
        return checkContent(content)
    }

    /// Checks the fields of an extension. False after a complaint.
    @discardableResult
    func checkContent(_ content: ExtensionContent) -> Bool {
        if content.typeName.hasPrefix("google.protobuf.") {
            // Types with a JSON form of their own stand under "value".
            guard let value = content.body["value"] else { return true }
            return check(value, message: content.typeName)
        }
        guard let message = types.message(content.typeName) else { return true }
        return checkFields(of: content.body, message, skipping: content.skipping)
    }

    /// The nearest type name to one that Envoy does not know.
    func nearestType(to name: String) -> String? {
        guard typeSearchesLeft > 0 else { return nil }
        typeSearchesLeft -= 1
        // Types are near when few bytes differ, or when only their packages do.
        let lastPart = name.split(separator: ".").last.map { ".\($0)" } ?? ""
        let length = name.utf8.count
        return NearestName.of(
            name, in: types.typeNames.lazy.filter { abs($0.utf8.count - length) < 8 || $0.hasSuffix(lastPart) })
    }
}

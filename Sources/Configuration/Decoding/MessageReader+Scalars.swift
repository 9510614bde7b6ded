/// Typed accessors for scalars. Each takes its field and answers nil when the field is unset or null, or after a
/// complaint; wrappers such as `google.protobuf.UInt32Value` are read bare or as `{"value": …}`.
extension MessageReader {
    /// The last of a field's values. Of earlier ones, which it replaces, only the type is checked: so does Envoy.
    private mutating func scalar<Value>(
        _ name: String, zero: Value, _ read: (JSONNode) -> Value?
    ) -> Value? {
        guard let node = takeLast(name) else { return nil }
        guard node.kind == .object, case .message(let type)? = field(name)?.kind, WellKnownType.wrapped(type) != nil
        else { return read(node) }
        switch session.unwrap(node, type) {
        case .value(let inner): return read(inner)
        case .zero: return zero
        case .invalid: return nil
        }
    }

    /// Takes a field and hands out its last value that is not null; the types of earlier ones are checked.
    private mutating func takeLast(_ name: String) -> JSONNode? {
        let nodes = take(name)
        if nodes.count > 1, let field = field(name) {
            for node in nodes.dropLast() { session.check(node, against: field) }
        }
        return nodes.last
    }

    /// A truth value.
    mutating func bool(_ name: String) -> Bool? {
        let session = session
        return scalar(name, zero: false) { session.bool($0) }
    }

    /// A 32-bit number of a range.
    mutating func uint32(_ name: String, in range: ClosedRange<UInt32> = 0 ... .max) -> UInt32? {
        let (session, node) = (session, node(name))
        let value = scalar(name, zero: 0) { session.unsigned($0, maximum: UInt64(UInt32.max)).map { UInt32($0) } }
        guard let value else { return nil }
        return inRange(value, range, at: node)
    }

    /// A 64-bit number of a range.
    mutating func uint64(_ name: String, in range: ClosedRange<UInt64> = 0 ... .max) -> UInt64? {
        let (session, node) = (session, node(name))
        guard let value = scalar(name, zero: 0, { session.unsigned($0, maximum: .max) }) else { return nil }
        return inRange(value, range, at: node)
    }

    /// The number, unless it is out of the range; that is complained of.
    private func inRange<Number: FixedWidthInteger>(
        _ number: Number, _ range: ClosedRange<Number>, at node: JSONNode?
    ) -> Number? {
        if range.contains(number) { return number }
        if let node {
            let what =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            session.wrong(node, expected: "a whole number \(what)")
        }
        return nil
    }

    /// A signed number of 32 bits, whatever the field could hold.
    mutating func int32(_ name: String) -> Int32? {
        let session = session
        let range = Int64(Int32.min)...Int64(Int32.max)
        return scalar(name, zero: 0) { session.signed($0, in: range).map { Int32(truncatingIfNeeded: $0) } }
    }

    /// A 64-bit number.
    mutating func uint64(_ name: String) -> UInt64? {
        let session = session
        return scalar(name, zero: 0) { session.unsigned($0) }
    }

    /// A signed 64-bit number.
    mutating func int64(_ name: String) -> Int64? {
        let session = session
        return scalar(name, zero: 0) { session.signed($0) }
    }

    /// A floating-point number.
    mutating func double(_ name: String) -> Double? {
        let session = session
        return scalar(name, zero: 0) { session.double($0) }
    }

    /// A string.
    mutating func string(_ name: String) -> String? {
        let session = session
        return scalar(name, zero: "") { session.string($0) }
    }

    /// A string that must be there and not be empty; a complaint and nil otherwise.
    mutating func requiredString(_ name: String) -> String? {
        guard let node = node(name) else {
            _ = take(name)
            missing(name)
            return nil
        }
        guard let value = string(name) else { return nil }
        if !value.isEmpty { return value }
        session.wrong(node, expected: "a text of at least one byte")
        return nil
    }

    /// A string that will stand in a header field: no NUL, carriage return or line feed.
    mutating func headerText(_ name: String) -> String? {
        let node = node(name)
        guard let value = string(name) else { return nil }
        guard let node, value.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else { return value }
        session.wrong(node, expected: "a text without NUL, carriage return and line feed")
        return nil
    }

    /// Bytes, given in base64.
    mutating func bytes(_ name: String) -> [UInt8]? {
        let session = session
        return scalar(name, zero: []) { session.bytes($0) }
    }

    /// A duration in nanoseconds.
    mutating func duration(_ name: String) -> UInt64? {
        takeLast(name).flatMap { session.duration($0) }
    }

    /// A duration in nanoseconds where 0 means "off": `unset` when the field is not given, nil when it is off.
    mutating func timer(_ name: String, unset: UInt64?) -> UInt64? {
        guard let value = duration(name) else { return unset }
        return value == 0 ? nil : value
    }

    /// A value of an enumeration, by number. An undefined number is refused unless `definedOnly` is false.
    mutating func enumeration(_ name: String, definedOnly: Bool = true) -> Int32? {
        guard has(name), case .enumeration(let type)? = field(name)?.kind else {
            _ = take(name)
            return nil
        }
        let session = session
        return scalar(name, zero: 0) { session.enumeration($0, type, definedOnly: definedOnly) }
    }

    /// A value of an enumeration as what it means here. Defined values that `meanings` lacks are complained of as not
    /// implemented; undefined numbers, where Envoy lets them pass, mean nothing.
    mutating func choice<Meaning>(
        _ name: String, _ meanings: KeyValuePairs<Int32, Meaning>, definedOnly: Bool = true
    ) -> Meaning? {
        let node = node(name)
        guard let number = enumeration(name, definedOnly: definedOnly) else { return nil }
        if let found = meanings.first(where: { $0.key == number }) { return found.value }
        guard let node, case .enumeration(let type)? = field(name)?.kind,
            let values = session.types.enumeration(type)?.values,
            let value = values.first(where: { $0.number == number })
        else { return nil }
        let implemented = values.filter { value in meanings.contains { $0.key == value.number } }.map(\.name)
        session.complain(
            .unimplemented, at: node,
            "expected \(implemented.joined(separator: " or ")), found \(value.name), which Apus does not implement")
        return nil
    }

    /// The strings of a list; null elements are empty strings, and a single string stands for a list of one.
    mutating func strings(_ name: String) -> [(text: String, node: JSONNode)] {
        var result: [(text: String, node: JSONNode)] = []
        for node in elements(name) {
            if node.isNull {
                result.append(("", node))
            } else if let text = session.string(node) {
                result.append((text, node))
            }
        }
        return result
    }
}

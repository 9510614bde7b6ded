/// Scalars as Envoy 1.40 reads them from JSON. Each function returns nil after a complaint.
extension DecodingSession {
    /// `true`, `false`, or a string that means one (`"true"`, `"t"`, `"yes"`, `"y"`, `"1"` and their opposites).
    func bool(_ node: JSONNode) -> Bool? {
        if let value = node.bool { return value }
        if let text = node.string {
            switch text.lowercased() {
            case "true", "t", "yes", "y", "1": return true
            case "false", "f", "no", "n", "0": return false
            default: break
            }
        }
        wrong(node, expected: "true or false")
        return nil
    }

    /// An unsigned integer of at most `maximum`, as a number or in a string.
    func unsigned(_ node: JSONNode, maximum: UInt64 = .max) -> UInt64? {
        do throws(NumberText.IntegerProblem) {
            let value = try number(node).unsigned()
            if value <= maximum { return value }
            wrong(node, expected: "a whole number from 0 to \(maximum)")
        } catch {
            switch error {
            case .notANumber: wrong(node, expected: "a whole number")
            case .fraction: wrong(node, expected: "a whole number without a fraction")
            case .outOfRange: wrong(node, expected: "a whole number from 0 to \(maximum)")
            }
        }
        return nil
    }

    /// A signed integer of a range, as a number or in a string.
    func signed(_ node: JSONNode, in range: ClosedRange<Int64> = .min ... .max) -> Int64? {
        do throws(NumberText.IntegerProblem) {
            let value = try number(node).signed()
            if range.contains(value) { return value }
            wrong(node, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        } catch {
            switch error {
            case .notANumber: wrong(node, expected: "a whole number")
            case .fraction: wrong(node, expected: "a whole number without a fraction")
            case .outOfRange: wrong(node, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        return nil
    }

    /// A floating-point number, as a number or in a string; strings may say `NaN` and `Infinity`.
    func double(_ node: JSONNode) -> Double? {
        if let value = number(node).double { return value }
        // Spaces around a number in quotes pass here, and not for whole numbers: so does Envoy.
        if let text = node.string, let first = text.firstIndex(where: { $0 != " " }),
            let last = text.lastIndex(where: { $0 != " " }),
            let value = NumberText(String(text[first...last]), isQuoted: true).double
        {
            return value
        }
        wrong(node, expected: "a number")
        return nil
    }

    /// A string.
    func string(_ node: JSONNode) -> String? {
        if let text = node.string { return text }
        wrong(node, expected: "a string")
        return nil
    }

    /// Bytes in base64.
    func bytes(_ node: JSONNode) -> [UInt8]? {
        if let text = node.string, let bytes = Base64.decode(text) { return bytes }
        wrong(node, expected: "a string in base64")
        return nil
    }

    /// The number of a value of an enumeration, given by name in any letter case or by number. A number that the
    /// enumeration does not have passes when `definedOnly` is false. Unknown names are no mistake where unknown fields
    /// are none; nil then too.
    func enumeration(_ node: JSONNode, _ fullName: String, definedOnly: Bool) -> Int32? {
        let values = types.enumeration(fullName)?.values ?? []
        if let text = node.string {
            let wanted = text.lowercased()
            if let value = values.first(where: { $0.name.lowercased() == wanted }) { return value.number }
        }
        let written = number(node)
        if node.kind == .number || (node.kind == .string && written != .invalid) {
            do throws(NumberText.IntegerProblem) {
                let value = try written.signed()
                if let number = Int32(exactly: value), !definedOnly || values.contains(where: { $0.number == number }) {
                    return number
                }
            } catch {
                // The complaint below names the values.
            }
        }
        if node.kind == .string && allowsUnknownFields && written == .invalid { return nil }
        let names = values.map(\.name)
        let nearest = node.string.flatMap { NearestName.of($0, in: names) }
        wrong(node, expected: "one of \(names.joined(separator: ", "))", suggestion: nearest)
        return nil
    }

    /// A duration such as `"0.25s"`, or an object of `seconds` and `nanos`; at least zero and short enough for
    /// 64 bits of nanoseconds.
    func duration(_ node: JSONNode) -> UInt64? {
        guard let value = anyDuration(node) else { return nil }
        if let total = value.total { return total }
        wrong(node, expected: "a duration from 0s to \(DurationText.longestSeconds)s")
        return nil
    }

    /// A duration that may be negative, or longer than Envoy can use.
    func anyDuration(_ node: JSONNode) -> DurationText? {
        if node.kind == .object {
            var value = DurationText(seconds: 0, nanoseconds: 0)
            var isValid = true
            node.forEachMember { key, member in
                let name = key.string ?? ""
                if name != "seconds" && name != "nanos" {
                    unknownField(
                        key, of: "google.protobuf.Duration", nearest: NearestName.of(name, in: ["seconds", "nanos"]))
                    isValid = isValid && allowsUnknownFields
                } else if !member.isNull {
                    let number = name == "seconds" ? signed(member) : signed(member, in: -0x8000_0000...0x7FFF_FFFF)
                    if let number {
                        if name == "seconds" { value.seconds = number } else { value.nanoseconds = number }
                    } else {
                        isValid = false
                    }
                }
            }
            return isValid ? value : nil
        }
        if let text = node.string, let value = DurationText(text) { return value }
        let meant = (node.string ?? node.numberText).flatMap(DurationText.meant)
        wrong(node, expected: "a duration such as \"0.25s\"", suggestion: meant)
        return nil
    }

    /// The inside of a wrapper object such as `{"value": 10}`.
    enum Unwrapped {
        /// The value.
        case value(JSONNode)
        /// Nothing, which means zero.
        case zero
        /// Something else; the complaint is made.
        case invalid
    }

    /// Opens a wrapper that is written as an object.
    func unwrap(_ node: JSONNode, _ fullName: String) -> Unwrapped {
        var result = Unwrapped.zero
        node.forEachMember { key, value in
            if key.string == "value" {
                if !value.isNull { result = .value(value) }
            } else {
                unknownField(key, of: fullName, nearest: NearestName.of(key.string ?? "", in: ["value"]))
                if !allowsUnknownFields { result = .invalid }
            }
        }
        return result
    }

    private func number(_ node: JSONNode) -> NumberText {
        if let text = node.numberText { return NumberText(text, isQuoted: false) }
        if let text = node.string { return NumberText(text, isQuoted: true) }
        return .invalid
    }
}

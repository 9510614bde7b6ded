/// What a backslash stands for.
extension RegexParser {
    mutating func escape() throws(RegexSyntaxError) -> RegexNode {
        let begin = position
        position += 1
        guard let next else { throw failure("trailing \\", from: scalars.count, to: scalars.count, at: begin) }
        switch next {
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "C":
            position += 1
            return .anyByte
        default:
            if let set = try perlClass(from: begin) { return .scalars(set) }
            return .scalars(cased(ScalarSet(try escapedScalar(from: begin))))
        }
    }

    mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
        position += 1
        return .assertion(assertion)
    }

    /// What stands between `\Q` and `\E`; nil, with nothing taken, when no quotation begins here.
    mutating func quotation() -> [RegexNode]? {
        guard next == "\\", position + 1 < scalars.count, scalars[position + 1] == 0x51 else { return nil }
        position += 2
        var pieces: [RegexNode] = []
        while position < scalars.count {
            if next == "\\", position + 1 < scalars.count, scalars[position + 1] == 0x45 {
                position += 2
                break
            }
            pieces.append(literal())
        }
        return pieces
    }

    /// `\d` and its like behind a backslash; nil, with nothing taken, when it is something else.
    mutating func perlClass(from begin: Int) throws(RegexSyntaxError) -> ScalarSet? {
        let set: ScalarSet
        switch next {
        case "d": set = cased(.digits)
        case "D": set = cased(.digits).inverted
        case "s": set = cased(.spaces)
        case "S": set = cased(.spaces).inverted
        case "w": set = cased(.words)
        case "W": set = cased(.words).inverted
        case "p", "P":
            position += 1
            if take("{") {
                while let next, next != "}" {
                    _ = next
                    position += 1
                }
            }
            position = min(position + 1, scalars.count)
            throw failure("outside the supported set: Unicode class", from: begin, to: position, at: begin)
        default: return nil
        }
        position += 1
        return set
    }

    /// The scalar that an escape stands for.
    mutating func escapedScalar(from begin: Int) throws(RegexSyntaxError) -> UInt32 {
        guard let next else { throw failure("trailing \\", from: scalars.count, to: scalars.count, at: begin) }
        position += 1
        switch next {
        case "a": return 0x07
        case "f": return 0x0c
        case "n": return 0x0a
        case "r": return 0x0d
        case "t": return 0x09
        case "v": return 0x0b
        case "0", "1", "2", "3", "4", "5", "6", "7":
            // A digit that is no zero, alone, would name a group.
            guard next == "0" || digit(below: 8) != nil else { break }
            var value = next.value - 0x30
            var count = 1
            while count < 3, let digit = digit(below: 8) {
                value = value * 8 + UInt32(digit)
                position += 1
                count += 1
            }
            return value
        case "x":
            if let value = hexadecimal() { return value }
        default:
            if next.isASCII && !Self.isAlphanumeric(UInt8(next.value)) { return next.value }
        }
        throw failure("invalid escape sequence", from: begin, to: min(position, scalars.count), at: begin)
    }

    mutating func hexadecimal() -> UInt32? {
        var value: UInt32 = 0
        if take("{") {
            var count = 0
            while let digit = digit(below: 16) {
                value = value * 16 + UInt32(digit)
                count += 1
                position += 1
                if value > ScalarSet.last { return nil }
            }
            return count > 0 && take("}") ? value : nil
        }
        for _ in 0..<2 {
            guard let digit = digit(below: 16) else {
                if position < scalars.count { position += 1 }
                return nil
            }
            value = value * 16 + UInt32(digit)
            position += 1
        }
        return value
    }
}

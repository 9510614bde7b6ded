/// Turns a pattern into the steps of `NamePattern`.
///
/// Pieces are program fragments whose jumps are relative to their own beginning, so that they can be put together.
struct NamePatternCompiler {
    private typealias SyntaxError = NamePattern.SyntaxError
    private typealias Instruction = NamePattern.Instruction

    /// Bytes that a pattern may have, and groups that may nest; the machine's memory follows from them.
    private static let lengthLimit = 1_024
    private static let depthLimit = 32

    private let text: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ text: String) { self.text = Array(text.utf8) }

    mutating func compile() throws(NamePattern.SyntaxError) -> [NamePattern.Instruction] {
        guard text.count <= Self.lengthLimit else {
            throw SyntaxError("outside the supported subset: more than \(Self.lengthLimit) bytes")
        }
        let program = try alternatives()
        if position < text.count { throw SyntaxError("unexpected ): \(string(text[...]))") }
        return program + [.match]
    }

    private func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private func unsupported(_ bytes: ArraySlice<UInt8>) -> NamePattern.SyntaxError {
        SyntaxError("outside the supported subset: \(string(bytes))")
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    // MARK: - Structure

    private mutating func alternatives() throws(NamePattern.SyntaxError) -> [NamePattern.Instruction] {
        var result = try sequence()
        while next == UInt8(ascii: "|") {
            position += 1
            let other = try sequence()
            // split(first, second) first jump(end) second
            let second = result.count + 2
            result =
                [.split(1, second)] + shifted(result, by: 1) + [.jump(second + other.count)]
                + shifted(other, by: second)
        }
        return result
    }

    private mutating func sequence() throws(NamePattern.SyntaxError) -> [NamePattern.Instruction] {
        var result: [Instruction] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let begin = position
            var piece = try atom()
            while let repetition = next, Self.repetitions.contains(repetition) {
                let operatorAt = position
                position += 1
                if repetition == UInt8(ascii: "{") { throw unsupported(text[begin...]) }
                if next == UInt8(ascii: "?") { position += 1 }
                if let more = next, Self.repetitions.contains(more) {
                    throw SyntaxError("bad repetition operator: \(string(text[operatorAt...position]))")
                }
                piece = repeated(piece, repetition)
            }
            result += shifted(piece, by: result.count)
        }
        return result
    }

    private static let repetitions: [UInt8] = Array("*+?{".utf8)

    private func repeated(_ piece: [Instruction], _ repetition: UInt8) -> [Instruction] {
        let count = piece.count
        switch repetition {
        case UInt8(ascii: "*"): return [.split(1, count + 2)] + shifted(piece, by: 1) + [.jump(0)]
        case UInt8(ascii: "+"): return piece + [.split(0, count + 1)]
        default: return [.split(1, count + 1)] + shifted(piece, by: 1)
        }
    }

    private func shifted(_ piece: [Instruction], by distance: Int) -> [Instruction] {
        piece.map { instruction in
            switch instruction {
            case .split(let first, let second): .split(first + distance, second + distance)
            case .jump(let target): .jump(target + distance)
            case .byte, .any, .set, .start, .end, .match: instruction
            }
        }
    }

    // MARK: - Atoms

    private mutating func atom() throws(NamePattern.SyntaxError) -> [NamePattern.Instruction] {
        let byte = text[position]
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw SyntaxError("no argument for repetition operator: \(string([byte]))")
        case UInt8(ascii: "."):
            position += 1
            return [.any]
        case UInt8(ascii: "^"):
            position += 1
            return [.start]
        case UInt8(ascii: "$"):
            position += 1
            return [.end]
        case UInt8(ascii: "("): return try group()
        case UInt8(ascii: "["): return [.set(try bracket())]
        case UInt8(ascii: "\\"):
            return [try escape()]
        default:
            position += 1
            return [.byte(byte)]
        }
    }

    private mutating func group() throws(NamePattern.SyntaxError) -> [NamePattern.Instruction] {
        let begin = position
        position += 1
        if next == UInt8(ascii: "?") {
            guard position + 1 < text.count, text[position + 1] == UInt8(ascii: ":") else {
                throw unsupported(text[begin...])
            }
            position += 2
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw unsupported(text[begin...]) }
        let inner = try alternatives()
        guard next == UInt8(ascii: ")") else { throw SyntaxError("missing ): \(string(text[...]))") }
        position += 1
        return inner
    }

    private mutating func escape() throws(NamePattern.SyntaxError) -> NamePattern.Instruction {
        let begin = position
        position += 1
        guard let byte = next else { throw SyntaxError("trailing \\") }
        position += 1
        switch byte {
        case UInt8(ascii: "A"): return .start
        case UInt8(ascii: "z"): return .end
        case UInt8(ascii: "n"): return .byte(0x0a)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"),
            UInt8(ascii: "S"):
            return .set(Self.named(byte))
        case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return .byte(byte)
        default: throw unsupported(text[begin..<position])
        }
    }

    private static func named(_ letter: UInt8) -> NamePattern.ByteSet {
        var set = NamePattern.ByteSet()
        switch letter | 0x20 {
        case UInt8(ascii: "d"): set.insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
        case UInt8(ascii: "w"):
            set.insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
            set.insert(UInt8(ascii: "A")...UInt8(ascii: "Z"))
            set.insert(UInt8(ascii: "a")...UInt8(ascii: "z"))
            set.insert(UInt8(ascii: "_")...UInt8(ascii: "_"))
        default:
            set.insert(0x09...0x0a)
            set.insert(0x0c...0x0d)
            set.insert(0x20...0x20)
        }
        if letter & 0x20 == 0 { set.invert() }
        return set
    }

    /// A class in brackets, ASCII only.
    private mutating func bracket() throws(NamePattern.SyntaxError) -> NamePattern.ByteSet {
        let begin = position
        position += 1
        var set = NamePattern.ByteSet()
        let isInverted = next == UInt8(ascii: "^")
        if isInverted { position += 1 }
        var isFirst = true
        while true {
            guard let byte = next else { throw SyntaxError("missing ]: \(string(text[begin...]))") }
            if byte == UInt8(ascii: "]") && !isFirst { break }
            isFirst = false
            if byte == UInt8(ascii: "["), position + 1 < text.count, text[position + 1] == UInt8(ascii: ":") {
                throw unsupported(text[begin...])
            }
            guard let low = try member(into: &set) else { continue }
            guard next == UInt8(ascii: "-"), position + 1 < text.count, text[position + 1] != UInt8(ascii: "]") else {
                set.insert(low...low)
                continue
            }
            position += 1
            var unused = NamePattern.ByteSet()
            guard let high = try member(into: &unused), high >= low else {
                throw SyntaxError("invalid character class range: \(string(text[begin..<position]))")
            }
            set.insert(low...high)
        }
        position += 1
        if isInverted { set.invert() }
        return set
    }

    /// One character of a class; nil for an escape that stands for several, which go into `set`.
    private mutating func member(into set: inout NamePattern.ByteSet) throws(NamePattern.SyntaxError) -> UInt8? {
        let byte = text[position]
        guard byte < 0x80 else { throw unsupported(text[...]) }
        guard byte == UInt8(ascii: "\\") else {
            position += 1
            return byte
        }
        let begin = position
        switch try escape() {
        case .byte(let byte): return byte
        case .set(let named):
            set.formUnion(named)
            return nil
        case .any, .split, .jump, .start, .end, .match: throw unsupported(text[begin..<position])
        }
    }
}

internal import Configuration

/// Reads JSON from front to back and keeps nothing: for large messages of which little is wanted, from clients that
/// nobody vouches for. What is skipped need only be balanced.
///
/// Source: RFC 8259
struct JSONSkimmer {
    /// Why a text cannot be read, and at which byte.
    struct Problem: Error, Equatable {
        let offset: Int
        let expected: String
    }

    private let bytes: [UInt8]
    private var index: Int

    /// Objects and lists inside one another that are skipped at most.
    private static let maximumDepth = 100

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = 0
    }

    // MARK: - Containers

    /// Reads an object; `member` is to read or skip the value of each key.
    mutating func object(
        _ member: (_ key: String, _ value: inout JSONSkimmer) throws(Problem) -> Void
    ) throws(Problem) {
        try take(UInt8(ascii: "{"), "an object")
        if takes(UInt8(ascii: "}")) { return }
        while true {
            let key = try string()
            try take(UInt8(ascii: ":"), "\":\"")
            try member(key, &self)
            if takes(UInt8(ascii: "}")) { return }
            try take(UInt8(ascii: ","), "\",\" or \"}\"")
        }
    }

    /// Reads a list; `element` is to read or skip each element.
    mutating func list(_ element: (_ value: inout JSONSkimmer) throws(Problem) -> Void) throws(Problem) {
        try take(UInt8(ascii: "["), "a list")
        if takes(UInt8(ascii: "]")) { return }
        while true {
            try element(&self)
            if takes(UInt8(ascii: "]")) { return }
            try take(UInt8(ascii: ","), "\",\" or \"]\"")
        }
    }

    /// Whether the next value is of that kind, by its first byte.
    mutating func isNext(_ first: Character) -> Bool {
        skipSpace()
        return index < bytes.count && bytes[index] == first.asciiValue
    }

    // MARK: - Values

    /// Reads a string.
    mutating func string() throws(Problem) -> String {
        skipSpace()
        let start = index
        let isPlain = try skipString()
        let inside = bytes[start + 1..<index - 1]
        if isPlain {
            guard let text = String(validating: inside, as: UTF8.self) else {
                throw Problem(offset: start, expected: "a string in UTF-8")
            }
            return text
        }
        // Escapes are rare; the house's own reader knows them.
        guard case .success(let document) = JSONReader(dialect: .strict).read(Array(bytes[start..<index]), file: ""),
            let text = document.root.string
        else { throw Problem(offset: start, expected: "a string with the escapes of JSON") }
        return text
    }

    /// Reads a string, or `null` as none; skips anything else as none.
    mutating func stringOrNothing() throws(Problem) -> String {
        if isNext("\"") { return try string() }
        try skip()
        return ""
    }

    /// Reads a whole number that is not negative; skips anything else.
    mutating func numberOrNothing() throws(Problem) -> UInt32? {
        skipSpace()
        let start = index
        try skip()
        return UInt32(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// Passes over a value.
    mutating func skip() throws(Problem) {
        var depth = 0
        repeat {
            skipSpace()
            guard index < bytes.count else { throw Problem(offset: index, expected: "a value") }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                _ = try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > Self.maximumDepth {
                    throw Problem(offset: index, expected: "fewer objects and lists inside one another")
                }
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { throw Problem(offset: index, expected: "a value") }
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { throw Problem(offset: index, expected: "a value") }
                index += 1
            default:
                let start = index
                while index < bytes.count, Self.isOfWord(bytes[index]) { index += 1 }
                if index == start { throw Problem(offset: index, expected: "a value") }
            }
        } while depth > 0
    }

    /// The end of the text must come.
    mutating func end() throws(Problem) {
        skipSpace()
        if index < bytes.count { throw Problem(offset: index, expected: "the end of the text") }
    }

    // MARK: - Bytes

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0a, 0x0d: index += 1
            default: return
            }
        }
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func take(_ byte: UInt8, _ expected: String) throws(Problem) {
        if !takes(byte) { throw Problem(offset: index, expected: expected) }
    }

    /// Passes over a string; whether it has no escapes.
    private mutating func skipString() throws(Problem) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            throw Problem(offset: index, expected: "a string")
        }
        let start = index
        var isPlain = true
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return isPlain
            case UInt8(ascii: "\\"):
                isPlain = false
                index += 2
            case 0..<0x20:
                throw Problem(offset: index, expected: "a string without control bytes")
            default: index += 1
            }
        }
        throw Problem(offset: start, expected: "a quote at the end of the string")
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// The machine behind `JSONReader`: one pass over the bytes, no recursion, entries appended as values begin.
struct JSONScanner {
    /// Why scanning stopped.
    struct Problem: Error {
        let offset: Int
        let message: String
    }

    /// A container that is not closed yet.
    private struct Frame {
        /// Its entry.
        let entry: Int
        let isObject: Bool
        /// Whether a member or element stands before the place of reading.
        var hasItem = false
        /// How many elements a list has so far.
        var count = 0
        /// The entry of the last key of an object.
        var lastKey = 0
        /// The keys so far, once there are too many to compare one by one.
        var keys: Set<String>?
    }

    private let bytes: [UInt8]
    private let isLenient: Bool
    private let maximumDepth: Int
    private var index = 0
    private var stack: [Frame] = []
    private(set) var entries: [JSONEntry] = []
    private(set) var duplicates: [Int] = []
    private(set) var isStrict = true

    init(bytes: [UInt8], dialect: JSONReader.Dialect, maximumDepth: Int) {
        self.bytes = bytes
        isLenient = dialect == .envoy
        self.maximumDepth = maximumDepth
    }

    /// Reads the whole text.
    mutating func scan() throws(Problem) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw Problem(offset: 0, message: "expected JSON, found a byte order mark; save the file without it")
        }
        skipSpace()
        try beginText()
        while let frame = stack.last {
            if frame.isObject { try memberOrEnd() } else { try elementOrEnd() }
        }
        skipSpace()
        if index < bytes.count {
            throw Problem(offset: index, message: "expected the end of the text, found \(found(at: index))")
        }
    }

    /// The path of the innermost container that is open, with the key or place that was being read.
    func openPath() -> String {
        var path = ""
        for frame in stack where frame.hasItem {
            if frame.isObject {
                JSONDocument.append(key: text(ofKey: frame.lastKey), to: &path)
            } else {
                path += "[\(max(0, frame.count - 1))]"
            }
        }
        return path
    }

    // MARK: - Containers

    private mutating func memberOrEnd() throws(Problem) {
        let top = stack.count - 1
        skipSpace()
        if stack[top].hasItem {
            if peek() == UInt8(ascii: ",") {
                index &+= 1
                skipSpace()
                if peek() == UInt8(ascii: "}") {
                    try allow("a member after the comma")
                    return close()
                }
            } else if peek() == UInt8(ascii: "}") {
                return close()
            } else {
                throw expected("\",\" or \"}\"")
            }
        } else if peek() == UInt8(ascii: "}") {
            return close()
        }
        let key = entries.count
        try readKey()
        stack[top].lastKey = key
        stack[top].hasItem = true
        noteDuplicate(of: key, in: top)
        skipSpace()
        guard peek() == UInt8(ascii: ":") else { throw expected("\":\"") }
        index &+= 1
        skipSpace()
        try beginValue()
    }

    private mutating func elementOrEnd() throws(Problem) {
        let top = stack.count - 1
        skipSpace()
        if stack[top].hasItem {
            if peek() == UInt8(ascii: ",") {
                index &+= 1
                skipSpace()
                if peek() == UInt8(ascii: "]") {
                    try allow("an element after the comma")
                    return close()
                }
            } else if peek() == UInt8(ascii: "]") {
                return close()
            } else {
                throw expected("\",\" or \"]\"")
            }
        } else if peek() == UInt8(ascii: "]") {
            return close()
        }
        stack[top].hasItem = true
        stack[top].count &+= 1
        try beginValue()
    }

    private mutating func open(_ kind: JSONEntry.Kind) throws(Problem) {
        if stack.count >= maximumDepth {
            throw Problem(
                offset: index, message: "expected at most \(maximumDepth) objects and lists inside one another")
        }
        stack.append(Frame(entry: entries.count, isObject: kind == .object))
        entries.append(JSONEntry(start: UInt32(index), end: 0, next: 0, kind: kind))
        index &+= 1
    }

    private mutating func close() {
        index &+= 1
        guard let frame = stack.popLast() else { return }
        entries[frame.entry].end = UInt32(index)
        entries[frame.entry].next = UInt32(entries.count)
    }

    // MARK: - Values

    /// Reads the first value, or says what the text is instead of JSON.
    private mutating func beginText() throws(Problem) {
        guard let byte = peek(), byte > 0x20, byte < 0x7F else { throw expected("JSON") }
        if isLetter(byte) {
            let word = bytes[index...].prefix(while: isWordByte)
            if !["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) {
                throw expected("JSON (the name of a YAML file ends in .yaml or .yml)")
            }
        }
        try beginValue()
    }

    /// Reads a scalar, or opens a container.
    private mutating func beginValue() throws(Problem) {
        guard let byte = peek() else { throw expected("a value") }
        switch byte {
        case UInt8(ascii: "{"): try open(.object)
        case UInt8(ascii: "["): try open(.array)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try readString("a value")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readWord("true", .true)
        case UInt8(ascii: "f"): try readWord("false", .false)
        case UInt8(ascii: "n"): try readWord("null", .null)
        default: throw expected("a value")
        }
    }

    private mutating func readWord(_ word: StaticString, _ kind: JSONEntry.Kind) throws(Problem) {
        let start = index
        let text = word.description.utf8
        guard bytes.count - start >= text.count, bytes[start..<(start + text.count)].elementsEqual(text) else {
            throw expected("a value")
        }
        index &+= text.count
        if let byte = peek(), isWordByte(byte) {
            throw Problem(offset: start, message: "expected a value, found \(found(at: start))")
        }
        append(kind, from: start)
    }

    private mutating func readNumber() throws(Problem) {
        let start = index
        if peek() == UInt8(ascii: "-") { index &+= 1 }
        let first = index
        let digits = skipDigits()
        if digits == 0 { throw expected("a digit") }
        if digits > 1, bytes[first] == UInt8(ascii: "0") {
            throw Problem(
                offset: start, message: "expected a number without zeros before it, found \(found(at: start))")
        }
        if peek() == UInt8(ascii: ".") {
            index &+= 1
            if skipDigits() == 0 { throw expected("a digit after the point") }
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            index &+= 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { index &+= 1 }
            if skipDigits() == 0 { throw expected("a digit of the exponent") }
        }
        // Only so long a text, or one with an exponent, can be more than a 64-bit floating-point number holds.
        if isLenient, index &- first > digits || digits > 300,
            Double(String(decoding: bytes[start..<index], as: UTF8.self))?.isFinite != true
        {
            throw Problem(offset: start, message: "expected a number of at most 1.8e308, found \(found(at: start))")
        }
        append(.number, from: start)
    }

    /// Passes digits and says how many.
    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = peek(), isDigit(byte) { index &+= 1 }
        return index &- start
    }

    private mutating func append(_ kind: JSONEntry.Kind, from start: Int) {
        let next = UInt32(entries.count &+ 1)
        entries.append(JSONEntry(start: UInt32(start), end: UInt32(index), next: next, kind: kind))
    }

    // MARK: - Strings

    private mutating func readKey() throws(Problem) {
        guard let byte = peek() else { throw expected("a key") }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try readString("a key") }
        guard isLetter(byte) else { throw expected("a key") }
        let start = index
        while let byte = peek(), isWordByte(byte) { index &+= 1 }
        let word = bytes[start..<index]
        if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8) {
            throw Problem(offset: start, message: "expected a key, found \(found(at: start))")
        }
        if !isLenient { throw Problem(offset: start, message: "expected a key in quotes, found \(found(at: start))") }
        isStrict = false
        append(.bareText, from: start)
    }

    /// Reads a string or key in quotes and checks its escapes and its UTF-8.
    private mutating func readString(_ what: StaticString) throws(Problem) {
        let start = index
        let quote = bytes[start]
        if quote != UInt8(ascii: "\"") { try allow("\(what) in double quotes") }
        index &+= 1
        var isEscaped = false
        while true {
            guard index < bytes.count else {
                throw Problem(
                    offset: start, message: "expected a quote at the end of the string, found the end of the text")
            }
            let byte = bytes[index]
            if byte == quote { break }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try readEscape()
            } else if byte >= 0x80 {
                try readScalar()
            } else {
                if byte < 0x20 { try allow("a string without control bytes (write an escape such as \\n)") }
                index &+= 1
            }
        }
        index &+= 1
        append(isEscaped ? .escapedString : .string, from: start)
    }

    private mutating func readEscape() throws(Problem) {
        let start = index
        index &+= 1
        guard let byte = peek() else { throw expected("the rest of an escape") }
        index &+= 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "'"): try allow("an escape", at: start)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            if byte == UInt8(ascii: "U") { try allow("an escape", at: start) }
            guard let unit = readFourDigits() else {
                throw Problem(offset: start, message: "expected four hexadecimal digits after \\u")
            }
            if unit >= 0xDC00 && unit <= 0xDFFF {
                throw Problem(
                    offset: start, message: "expected a high surrogate before a low one, found \\u\(hexadecimal(unit))")
            }
            guard unit >= 0xD800 && unit <= 0xDBFF else { return }
            if peek() == UInt8(ascii: "\\"), index &+ 1 < bytes.count, bytes[index &+ 1] == UInt8(ascii: "u") {
                index &+= 2
                if let low = readFourDigits(), low >= 0xDC00 && low <= 0xDFFF { return }
            }
            throw Problem(offset: start, message: "expected a low surrogate after \\u\(hexadecimal(unit))")
        default:
            throw Problem(offset: start, message: "expected an escape, found \\ before \(found(at: start &+ 1))")
        }
    }

    private mutating func readFourDigits() -> UInt32? {
        guard bytes.count - index >= 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = hexadecimalDigit(bytes[index &+ offset]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index &+= 4
        return value
    }

    /// Passes one scalar of two to four bytes.
    private mutating func readScalar() throws(Problem) {
        let length = UTF8Text.scalarLength(in: bytes, at: index)
        if length == 0 {
            throw Problem(
                offset: index,
                message: "expected UTF-8, found the byte 0x\(hexadecimal(UInt32(bytes[index]), digits: 2))")
        }
        index &+= length
    }

    // MARK: - Keys that stand twice

    /// How many keys are compared one by one before a set is made.
    private static let keysComparedOneByOne = 16

    private mutating func noteDuplicate(of key: Int, in top: Int) {
        stack[top].count &+= 1
        if stack[top].keys == nil {
            if stack[top].count <= JSONScanner.keysComparedOneByOne {
                var other = stack[top].entry + 1
                while other < key {
                    if isSameKey(other, key) {
                        duplicates.append(key)
                        return
                    }
                    other = Int(entries[Int(entries[other].next)].next)
                }
                return
            }
            var keys: Set<String> = []
            var other = stack[top].entry + 1
            while other < key {
                keys.insert(text(ofKey: other))
                other = Int(entries[Int(entries[other].next)].next)
            }
            stack[top].keys = keys
        }
        let name = text(ofKey: key)
        if stack[top].keys?.insert(name).inserted == false { duplicates.append(key) }
    }

    private func isSameKey(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (entries[left], entries[right])
        if a.kind == .string, b.kind == .string {
            return a.end &- a.start == b.end &- b.start
                && bytes[Int(a.start + 1)..<Int(a.end - 1)].elementsEqual(bytes[Int(b.start + 1)..<Int(b.end - 1)])
        }
        return text(ofKey: left) == text(ofKey: right)
    }

    private func text(ofKey key: Int) -> String {
        let entry = entries[key]
        let (start, end) = (Int(entry.start), Int(entry.end))
        switch entry.kind {
        case .bareText: return String(decoding: bytes[start..<end], as: UTF8.self)
        case .escapedString: return JSONText.unescape(bytes[(start + 1)..<(end - 1)])
        default: return String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)
        }
    }

    // MARK: - Bytes

    private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index &+= 1
            default: return
            }
        }
    }

    /// Lets pass what RFC 8259 refuses and Envoy takes, when the dialect says so.
    private mutating func allow(_ what: String, at offset: Int? = nil) throws(Problem) {
        if !isLenient {
            throw Problem(offset: offset ?? index, message: "expected \(what), found \(found(at: offset ?? index))")
        }
        isStrict = false
    }

    private func expected(_ what: String) -> Problem {
        Problem(offset: index, message: "expected \(what), found \(found(at: index))")
    }

    /// What stands at `offset`, for a message.
    private func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        if byte == UInt8(ascii: "#") { return "\"#\" (JSON has no comments)" }
        if byte == UInt8(ascii: "/") { return "\"/\" (JSON has no comments)" }
        if isWordByte(byte) || byte == UInt8(ascii: "-") {
            var end = offset + 1
            while end < bytes.count, end - offset < 24, isWordByte(bytes[end]) { end += 1 }
            let word = String(decoding: bytes[offset..<end], as: UTF8.self)
            let lower = word.lowercased()
            let isNearWord = lower != word && (lower == "true" || lower == "false" || lower == "null")
            return "\"\(word)\"\(isNearWord ? " (JSON writes \(lower))" : "")"
        }
        if byte == UInt8(ascii: "\"") {
            let inside = bytes[(offset + 1)...].prefix { $0 != byte && $0 >= 0x20 && $0 < 0x7F }
            let isWhole = inside.endIndex < bytes.count && bytes[inside.endIndex] == byte && inside.count <= 40
            return isWhole ? "the string \"\(String(decoding: inside, as: UTF8.self))\"" : "a quote"
        }
        if byte > 0x20 && byte < 0x7F { return "\"\(Character(Unicode.Scalar(byte)))\"" }
        if byte >= 0xC2, let scalar = scalar(at: offset) {
            let isQuote = scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{2018}" || scalar == "\u{2019}"
            return "\"\(Character(scalar))\"\(isQuote ? " (JSON's quotes are straight)" : "")"
        }
        return "the byte 0x\(hexadecimal(UInt32(byte), digits: 2))"
    }

    /// The scalar that begins at `offset`, unless it is none or cannot be seen.
    private func scalar(at offset: Int) -> Unicode.Scalar? {
        guard
            let scalar = String(
                validating: bytes[offset...].prefix(4).prefix(length(from: bytes[offset])), as: UTF8.self)?
                .unicodeScalars.first
        else { return nil }
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return nil
        default: return scalar
        }
    }

    private func length(from first: UInt8) -> Int { first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4 }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
}

func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
    default: nil
    }
}

func hexadecimal(_ value: UInt32, digits: Int = 4) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

/// The machine behind `JSONReader`: one pass over the bytes, no recursion, entries appended as values begin.
struct JSONScanner {
    /// Why scanning stopped.
    struct Problem: Error {
        let offset: Int
        let message: String
    }

    /// A container that is not closed yet.
    struct Frame {
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

    let bytes: [UInt8]
    let isLenient: Bool
    private let maximumDepth: Int
    var index = 0
    var stack: [Frame] = []
    var entries: [JSONEntry] = []
    var duplicates: [Int] = []
    var isStrict = true

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
        if try endsBeforeItem(with: UInt8(ascii: "}"), "a member") { return }
        let top = stack.count - 1
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
        if try endsBeforeItem(with: UInt8(ascii: "]"), "an element") { return }
        let top = stack.count - 1
        stack[top].hasItem = true
        stack[top].count &+= 1
        try beginValue()
    }

    /// Skips to the next item of the innermost container, past a comma; true when the container ended instead.
    private mutating func endsBeforeItem(with end: UInt8, _ item: StaticString) throws(Problem) -> Bool {
        skipSpace()
        if peek() == end {
            close()
            return true
        }
        if stack.last?.hasItem != true { return false }
        guard peek() == UInt8(ascii: ",") else { throw expected("\",\" or \"\(Character(Unicode.Scalar(end)))\"") }
        index &+= 1
        skipSpace()
        if peek() != end { return false }
        try allow("\(item) after the comma")
        close()
        return true
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

    mutating func append(_ kind: JSONEntry.Kind, from start: Int) {
        let next = UInt32(entries.count &+ 1)
        entries.append(JSONEntry(start: UInt32(start), end: UInt32(index), next: next, kind: kind))
    }
}

internal import Buffers

/// Writes JSON as Envoy's admin pages show it: one space a level, a line a member, empty objects and lists closed at
/// once.
struct JSONWriter: ~Copyable {
    private var bytes = ByteBuffer()
    // One entry an open object or list: whether it has a member already.
    private var levels: [Bool] = []
    private var followsKey = false

    /// What was written, with the line feed that ends the page.
    consuming func finish() -> ByteBuffer {
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    // MARK: - Structure

    mutating func beginObject() { open(UInt8(ascii: "{")) }

    mutating func endObject() { close(UInt8(ascii: "}")) }

    mutating func beginArray() { open(UInt8(ascii: "[")) }

    mutating func endArray() { close(UInt8(ascii: "]")) }

    mutating func beginObject(_ key: StaticString) {
        self.key(key)
        beginObject()
    }

    mutating func beginArray(_ key: StaticString) {
        self.key(key)
        beginArray()
    }

    mutating func key(_ key: StaticString) {
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(key)
        bytes.append("\": ")
        followsKey = true
    }

    /// A key that is no literal; it is escaped.
    mutating func key(text key: String) {
        beginValue()
        quote(Array(key.utf8).span)
        bytes.append(": ")
        followsKey = true
    }

    private mutating func open(_ bracket: UInt8) {
        beginValue()
        bytes.append(bracket)
        levels.append(false)
    }

    private mutating func close(_ bracket: UInt8) {
        if levels.popLast() == true { newLine() }
        bytes.append(bracket)
    }

    /// What stands before a value or a key: nothing behind a key, else a comma where one is due, and a line of its own.
    private mutating func beginValue() {
        if followsKey {
            followsKey = false
            return
        }
        guard let hasMembers = levels.last else { return }
        if hasMembers { bytes.append(UInt8(ascii: ",")) }
        levels[levels.count - 1] = true
        newLine()
    }

    private mutating func newLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in levels { bytes.append(UInt8(ascii: " ")) }
    }

    // MARK: - Values

    mutating func string(_ text: String) {
        beginValue()
        quote(Array(text.utf8).span)
    }

    mutating func member(_ key: StaticString, _ text: String) {
        self.key(key)
        string(text)
    }

    /// A number that protobuf's JSON writes as a number: up to 32 bits.
    mutating func member(_ key: StaticString, number: UInt64) {
        self.key(key)
        beginValue()
        bytes.append(decimal: number)
    }

    /// A number that protobuf's JSON writes as a text: 64 bits.
    mutating func member(_ key: StaticString, text number: UInt64) {
        self.key(key)
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(decimal: number)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A number with a fraction, in the fewest digits that name it.
    mutating func member(_ key: StaticString, double number: Double) {
        self.key(key)
        beginValue()
        let isWhole = number == number.rounded() && abs(number) < 1e15
        bytes.append(isWhole ? String(Int64(number)) : String(number))
    }

    mutating func member(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        beginValue()
        bytes.append(flag ? "true" : "false" as StaticString)
    }

    mutating func member(_ key: StaticString, _ texts: [String]) {
        beginArray(key)
        for text in texts { string(text) }
        endArray()
    }

    private mutating func quote(_ text: Span<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for index in text.indices {
            switch text[index] {
            // Envoy's are safe inside HTML.
            case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                bytes.append(jsonEscape: text[index])
            case let byte: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    // MARK: - JSON that is there already

    /// Writes a value as it stands in a configuration file, laid out anew: names, order and spelling stay.
    ///
    /// - Parameter type: written as the first member, `@type`, of a value that is an object without one.
    mutating func source(_ source: [UInt8], _ range: Range<Int>? = nil, type: StaticString? = nil) {
        let range = range ?? source.indices
        var position = range.lowerBound
        var announcesType = type != nil && !JSONSource(source).hasMember("@type", in: range)
        let depth = levels.count
        while position < range.upperBound {
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "{"):
                open(byte)
                if announcesType, let type {
                    key("@type")
                    beginValue()
                    quote(Array(type.description.utf8).span)
                }
                announcesType = false
            case UInt8(ascii: "["): open(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if levels.count > depth { close(byte) }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0a, 0x0d: break
            case UInt8(ascii: ":"):
                bytes.append(": ")
                followsKey = true
            default:
                let end = JSONSource(source).endOfScalar(at: position, limit: range.upperBound)
                beginValue()
                bytes.append(source.span.extracting(position..<end))
                position = end
                continue
            }
            position += 1
        }
        // A source that broke off would leave the page unclosed.
        while levels.count > depth { close(UInt8(ascii: "}")) }
        if range.isEmpty {
            beginValue()
            bytes.append("{}")
        }
    }
}

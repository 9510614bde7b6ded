/// Finds members in JSON that was read and validated before, such as a resource's kept source.
///
/// Anything that is not there, or not JSON, is simply not found.
struct JSONSource {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The whole value, without white space around it.
    var whole: Range<Int> {
        let start = skipSpace(from: 0, limit: bytes.count)
        return start..<endOfValue(at: start, limit: bytes.count)
    }

    /// The value of a member of the object at `range`; `name` is in snake case and found in camel case too, as
    /// protobuf's JSON allows.
    func member(_ name: StaticString, in range: Range<Int>?) -> Range<Int>? {
        guard let range else { return nil }
        let wanted = Self.folded(Array(name.description.utf8)[...])
        var found: Range<Int>?
        forEachMember(of: range) { key, value in
            if found == nil && Self.folded(bytes[key]) == wanted { found = value }
        }
        return found
    }

    /// The members of the object at `range`, in their order.
    func members(of range: Range<Int>) -> [(name: String, value: Range<Int>)] {
        var members: [(name: String, value: Range<Int>)] = []
        forEachMember(of: range) { key, value in members.append((String(decoding: bytes[key], as: UTF8.self), value)) }
        return members
    }

    /// Whether the value at `range` is an object.
    func isObject(_ range: Range<Int>) -> Bool { !range.isEmpty && bytes[range.lowerBound] == UInt8(ascii: "{") }

    func hasMember(_ name: StaticString, in range: Range<Int>) -> Bool { member(name, in: range) != nil }

    /// The elements of the list at `range`; a value that is no list counts as its only element.
    func elements(of range: Range<Int>?) -> [Range<Int>] {
        guard let range, !range.isEmpty else { return [] }
        guard bytes[range.lowerBound] == UInt8(ascii: "[") else { return [range] }
        var elements: [Range<Int>] = []
        var position = range.lowerBound + 1
        while true {
            position = skip(UInt8(ascii: ","), from: position, limit: range.upperBound)
            guard position < range.upperBound, bytes[position] != UInt8(ascii: "]") else { return elements }
            let end = endOfValue(at: position, limit: range.upperBound)
            guard end > position else { return elements }
            elements.append(position..<end)
            position = end
        }
    }

    /// The text of a string without escapes; nil for anything else.
    func text(_ range: Range<Int>?) -> String? {
        guard let range, range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\""),
            bytes[range.upperBound - 1] == UInt8(ascii: "\"")
        else { return nil }
        let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        return inner.contains(UInt8(ascii: "\\")) ? nil : String(decoding: inner, as: UTF8.self)
    }

    /// Where the string, number or word at `position` ends.
    func endOfScalar(at position: Int, limit: Int) -> Int {
        var end = position + 1
        if bytes[position] == UInt8(ascii: "\"") {
            while end < limit && bytes[end] != UInt8(ascii: "\"") {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            return min(end + 1, limit)
        }
        while end < limit && !Self.endsWord(bytes[end]) { end += 1 }
        return end
    }

    // MARK: - Walking

    private func forEachMember(of range: Range<Int>, _ visit: (_ key: Range<Int>, _ value: Range<Int>) -> Void) {
        guard !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "{") else { return }
        let limit = range.upperBound
        var position = range.lowerBound + 1
        while true {
            position = skip(UInt8(ascii: ","), from: position, limit: limit)
            guard position < limit, bytes[position] == UInt8(ascii: "\"") else { return }
            let keyEnd = endOfScalar(at: position, limit: limit)
            let start = skip(UInt8(ascii: ":"), from: keyEnd, limit: limit)
            guard start < limit, keyEnd - position >= 2 else { return }
            let end = endOfValue(at: start, limit: limit)
            guard end > start else { return }
            visit((position + 1)..<(keyEnd - 1), start..<end)
            position = end
        }
    }

    private func endOfValue(at position: Int, limit: Int) -> Int {
        guard position < limit else { return position }
        var depth = 0
        var position = position
        while position < limit {
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position }
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0a, 0x0d:
                if depth == 0 { return position }
                position += 1
            default: position = endOfScalar(at: position, limit: limit)
            }
            if depth == 0 { return position }
        }
        return position
    }

    private func skip(_ byte: UInt8, from position: Int, limit: Int) -> Int {
        var position = skipSpace(from: position, limit: limit)
        if position < limit && bytes[position] == byte { position = skipSpace(from: position + 1, limit: limit) }
        return position
    }

    private func skipSpace(from position: Int, limit: Int) -> Int {
        var position = position
        while position < limit, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
        return position
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0a, 0x0d: true
        default: false
        }
    }

    static func folded(_ name: String) -> String {
        String(decoding: folded(Array(name.utf8)[...]), as: UTF8.self)
    }

    /// A name without underscores, in lower case: `route_config` and `routeConfig` are one.
    private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
        name.filter { $0 != UInt8(ascii: "_") }.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    }
}

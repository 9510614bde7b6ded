/// Takes YAML apart into tokens, on demand and without recursion.
///
/// Whether a text is a key is known only at the colon behind it. So the scanner remembers, for each level of brackets,
/// where a key may have begun (`PossibleKey`), and puts the key's token in front of it afterwards. A key without `?`
/// has one line of at most 1,024 bytes, which bounds how far the scanner looks ahead.
///
/// Source: YAML 1.2.2, chapters 6 to 9; simple keys as in §7.4.
struct YAMLScanner {
    let bytes: [UInt8]
    var index = 0
    /// Where the line of `index` begins.
    var lineStart = 0
    /// The line of `index`, from 0.
    var line = 0
    /// How many brackets and braces are open.
    var flowLevel = 0
    /// The column of the innermost indented list or object; -1 outside of all.
    var indent = -1
    /// Whether a key without `?`, and in indented text anything that has a place of its own, may begin here.
    var allowsKey = true
    private var indents: [Int] = []
    private var keys: [PossibleKey?] = [nil]
    private var tokens: [YAMLToken] = []
    /// Tokens before it were handed out.
    private var head = 0
    /// How many tokens were handed out.
    private var taken = 0
    private var isAtEnd = false
    /// Behind the last quoted text, bracket or brace: a colon right there is one, whatever follows it.
    private var adjacentValue = -1

    /// The longest key without `?`, in bytes.
    static let longestKey = 1024

    private struct PossibleKey {
        let token: Int
        let offset: Int
        let line: Int
        let column: Int
        /// Whether nothing but a key can stand here.
        let isRequired: Bool
    }

    /// A scanner of bytes that are UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            lineStart = 3
        }
    }

    /// The column of `index`, from 0, in bytes.
    var column: Int { index &- lineStart }

    // MARK: - Handing out

    /// The next token, which stays.
    mutating func peek() throws(YAMLProblem) -> YAMLToken {
        while try needsMore() { try fetch() }
        return tokens[head]
    }

    /// The next token.
    @discardableResult
    mutating func next() throws(YAMLProblem) -> YAMLToken {
        let token = try peek()
        if token.kind == .end { return token }
        head &+= 1
        taken &+= 1
        if head >= 64 {
            tokens.removeFirst(head)
            head = 0
        }
        return token
    }

    private mutating func needsMore() throws(YAMLProblem) -> Bool {
        if isAtEnd { return false }
        if head >= tokens.count { return true }
        try dropStaleKeys()
        return keys.contains { $0?.token == taken }
    }

    private mutating func append(_ kind: YAMLToken.Kind, from start: Int, text: String? = nil) {
        tokens.append(YAMLToken(kind: kind, start: start, end: index, text: text))
    }

    private mutating func append(_ kind: YAMLToken.Kind, length: Int) {
        let start = index
        index &+= length
        append(kind, from: start)
    }

    private mutating func fetch() throws(YAMLProblem) {
        try skipToToken()
        try dropStaleKeys()
        unwind(to: column)
        guard let byte = byte() else { return try fetchEnd() }
        if column == 0, byte == UInt8(ascii: "%") { return try fetchDirective() }
        if isDocumentMarker() { return try fetchDocumentMarker(byte) }
        switch byte {
        case UInt8(ascii: "["): try openFlow(.flowSequenceStart)
        case UInt8(ascii: "{"): try openFlow(.flowMappingStart)
        case UInt8(ascii: "]"): try closeFlow(.flowSequenceEnd)
        case UInt8(ascii: "}"): try closeFlow(.flowMappingEnd)
        case UInt8(ascii: ",") where flowLevel > 0:
            allowsKey = true
            try dropKey()
            append(.flowEntry, length: 1)
        case UInt8(ascii: "-") where isBlank(at: index &+ 1): try fetchBlockEntry()
        case UInt8(ascii: "?") where isBlank(at: index &+ 1): try fetchKey()
        case UInt8(ascii: ":") where isValue(at: index): try fetchValue()
        case UInt8(ascii: "*"): try fetchName(.alias)
        case UInt8(ascii: "&"): try fetchName(.anchor)
        case UInt8(ascii: "!"): try fetchTag()
        case UInt8(ascii: "|") where flowLevel == 0, UInt8(ascii: ">") where flowLevel == 0:
            try dropKey()
            allowsKey = true
            let start = index
            let text = try blockText()
            append(.scalar(.block), from: start, text: text)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            try rememberKey()
            allowsKey = false
            let start = index
            let text = try quotedText(byte)
            append(.scalar(.quoted), from: start, text: text)
            adjacentValue = index
        default:
            guard beginsPlain(byte) else {
                throw YAMLProblem(offset: index, message: "expected a value, found \(found(at: index))")
            }
            try rememberKey()
            allowsKey = false
            let start = index
            let plain = try plainText()
            tokens.append(YAMLToken(kind: .scalar(.plain), start: start, end: plain.end, text: plain.text))
        }
    }

    // MARK: - Keys

    /// Notes that a key may begin here.
    private mutating func rememberKey() throws(YAMLProblem) {
        guard allowsKey else { return }
        try dropKey()
        keys[flowLevel] = PossibleKey(
            token: taken &+ tokens.count &- head, offset: index, line: line, column: column,
            isRequired: flowLevel == 0 && indent == column)
    }

    /// What may have been the key at this level is none.
    private mutating func dropKey() throws(YAMLProblem) {
        if let key = keys[flowLevel], key.isRequired { throw missingColon(key) }
        keys[flowLevel] = nil
    }

    private mutating func dropStaleKeys() throws(YAMLProblem) {
        for level in keys.indices {
            guard let key = keys[level], key.line != line || index &- key.offset > Self.longestKey else { continue }
            if key.isRequired { throw missingColon(key) }
            keys[level] = nil
        }
    }

    private func missingColon(_ key: PossibleKey) -> YAMLProblem {
        YAMLProblem(offset: key.offset, message: "expected a key with \":\" behind it, found \(found(at: key.offset))")
    }

    // MARK: - Indentation

    /// Ends the lists and objects that are indented further than a column.
    private mutating func unwind(to column: Int) {
        if flowLevel > 0 { return }
        while indent > column {
            indent = indents.popLast() ?? -1
            append(.blockEnd, length: 0)
        }
    }

    private mutating func deepen(to column: Int) -> Bool {
        guard indent < column else { return false }
        indents.append(indent)
        indent = column
        return true
    }

    // MARK: - Single tokens

    private mutating func fetchEnd() throws(YAMLProblem) {
        unwind(to: -1)
        try dropKey()
        append(.end, length: 0)
        isAtEnd = true
    }

    private mutating func fetchDirective() throws(YAMLProblem) {
        unwind(to: -1)
        try dropKey()
        allowsKey = false
        let start = index
        let line = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
        let isVersion =
            words.count >= 2 && words[0].elementsEqual("%YAML".utf8)
            && (words[1].elementsEqual("1.1".utf8) || words[1].elementsEqual("1.2".utf8))
            && (words.count == 2 || words[2].first == UInt8(ascii: "#"))
        guard isVersion else {
            let word = String(decoding: words.first?.prefix(40) ?? [], as: UTF8.self)
            throw YAMLProblem(offset: start, message: "expected %YAML 1.1 or 1.2, found the directive \(word)")
        }
        index = line.endIndex
        append(.directive, from: start)
    }

    private mutating func fetchDocumentMarker(_ byte: UInt8) throws(YAMLProblem) {
        if flowLevel > 0 {
            throw YAMLProblem(
                offset: index, message: "expected the end of the list or object, found \(found(at: index))")
        }
        unwind(to: -1)
        try dropKey()
        allowsKey = false
        append(byte == UInt8(ascii: "-") ? .documentStart : .documentEnd, length: 3)
    }

    private mutating func openFlow(_ kind: YAMLToken.Kind) throws(YAMLProblem) {
        try rememberKey()
        flowLevel &+= 1
        keys.append(nil)
        allowsKey = true
        append(kind, length: 1)
    }

    private mutating func closeFlow(_ kind: YAMLToken.Kind) throws(YAMLProblem) {
        if flowLevel == 0 {
            throw YAMLProblem(offset: index, message: "expected a value, found \(found(at: index))")
        }
        try dropKey()
        flowLevel &-= 1
        keys.removeLast()
        allowsKey = false
        append(kind, length: 1)
        adjacentValue = index
    }

    private mutating func fetchBlockEntry() throws(YAMLProblem) {
        if flowLevel > 0 {
            throw YAMLProblem(offset: index, message: "expected a value, found \"-\", which begins indented lists only")
        }
        if !allowsKey { throw YAMLProblem(offset: index, message: "expected the rest of a value, found \"-\"") }
        if deepen(to: column) { append(.blockSequenceStart, length: 0) }
        allowsKey = true
        try dropKey()
        append(.blockEntry, length: 1)
    }

    private mutating func fetchKey() throws(YAMLProblem) {
        if flowLevel == 0 {
            if !allowsKey { throw YAMLProblem(offset: index, message: "expected the rest of a value, found \"?\"") }
            if deepen(to: column) { append(.blockMappingStart, length: 0) }
        }
        allowsKey = flowLevel == 0
        try dropKey()
        append(.key, length: 1)
    }

    private mutating func fetchValue() throws(YAMLProblem) {
        if let key = keys[flowLevel] {
            keys[flowLevel] = nil
            let place = head &+ key.token &- taken
            tokens.insert(YAMLToken(kind: .key, start: key.offset, end: key.offset), at: place)
            if flowLevel == 0, deepen(to: key.column) {
                tokens.insert(YAMLToken(kind: .blockMappingStart, start: key.offset, end: key.offset), at: place)
            }
            allowsKey = false
        } else {
            if flowLevel == 0 {
                if !allowsKey {
                    throw YAMLProblem(
                        offset: index,
                        message: "expected the end of the line, found \":\" "
                            + "(is the line indented more than the keys beside it? texts with \": \" need quotes)")
                }
                if deepen(to: column) { append(.blockMappingStart, length: 0) }
            }
            allowsKey = flowLevel == 0
            try dropKey()
        }
        append(.value, length: 1)
    }

    private mutating func fetchName(_ kind: YAMLToken.Kind) throws(YAMLProblem) {
        try rememberKey()
        allowsKey = false
        let start = index
        index &+= 1
        while let byte = byte(), byte > 0x20, !isFlowIndicator(byte) { index &+= 1 }
        if index == start &+ 1 {
            throw YAMLProblem(
                offset: start, message: "expected a name behind \(found(at: start)), which as a text needs quotes")
        }
        append(kind, from: start)
    }

    private mutating func fetchTag() throws(YAMLProblem) {
        try rememberKey()
        allowsKey = false
        let start = index
        while let byte = byte(), byte > 0x20, flowLevel == 0 || !isFlowIndicator(byte) { index &+= 1 }
        append(.tag, from: start)
    }

    // MARK: - What bytes mean

    func byte() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    func byte(at place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

    func isBlank(at place: Int) -> Bool {
        guard let byte = byte(at: place) else { return true }
        return byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    /// Whether the colon at a place stands between a key and its value.
    func isValue(at place: Int) -> Bool {
        if isBlank(at: place &+ 1) { return true }
        if flowLevel == 0 { return false }
        return place == adjacentValue || byte(at: place &+ 1).map(isFlowIndicator) == true
    }

    private func beginsPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            !isBlank(at: index &+ 1) && !(flowLevel > 0 && self.byte(at: index &+ 1).map(isFlowIndicator) == true)
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
            UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
            UInt8(ascii: "`"), 0...0x20:
            false
        default: true
        }
    }

    /// Whether a line begins here with `---` or `...`.
    func isDocumentMarker() -> Bool {
        guard column == 0, let first = byte(), first == UInt8(ascii: "-") || first == UInt8(ascii: ".") else {
            return false
        }
        return byte(at: index &+ 1) == first && byte(at: index &+ 2) == first && isBlank(at: index &+ 3)
    }

    /// What stands at a place, for a message.
    func found(at place: Int) -> String {
        guard let first = byte(at: place) else { return "the end of the text" }
        switch first {
        case 0x09: return "a tab"
        case 0x0A, 0x0D: return "the end of the line"
        case 0x20: return "a space"
        default: break
        }
        let word = bytes[place...].prefix(40).prefix { $0 > 0x20 && $0 != UInt8(ascii: ":") }
        if word.count > 1, isWordByte(first) || first >= 0x80 {
            return "\"\(String(decoding: word, as: UTF8.self).filter { $0 != "\u{FFFD}" })\""
        }
        return "\"\(Character(Unicode.Scalar(first)))\""
    }
}

/// Makes of YAML's tokens the tree that `JSONScanner` makes of JSON: one pass, no recursion, entries appended as
/// values begin.
///
/// Beyond JSON there are aliases, which repeat what an anchor named, and members that come to nothing: those whose key
/// has the tag `!ignore`, and those whose key stands in their object again, where the last one counts as in Envoy.
struct YAMLTreeBuilder {
    var tree = YAMLTree()
    var scanner: YAMLScanner
    var stack: [Frame] = []
    private let maximumDepth: Int
    private let scalars: YAMLReader.Scalars

    /// A list or object that is not closed yet.
    struct Frame {
        enum Kind {
            case blockSequence
            /// A list as a value, no further indented than its key.
            case indentlessSequence
            case blockMapping
            case flowSequence
            case flowMapping
            /// `[key: value]`: an object without braces.
            case flowPair
        }

        /// Its entry.
        let entry: Int
        let kind: Kind
        /// How many elements or members it has so far.
        var count = 0
        /// Whether a key has been read, and its value has not.
        var awaitsValue = false
        /// The entry of the last key.
        var key = 0
        var isKeyIgnored = false
        /// The members so far, by key.
        var members: [String: Int] = [:]

        var isObject: Bool { kind == .blockMapping || kind == .flowMapping || kind == .flowPair }
    }

    /// What may stand before a node.
    struct Properties {
        var anchor: String?
        var tag: String?
        /// Where they begin.
        var start: Int?
    }

    init(_ bytes: [UInt8], maximumDepth: Int, scalars: YAMLReader.Scalars = .envoy) {
        scanner = YAMLScanner(bytes)
        self.maximumDepth = maximumDepth
        self.scalars = scalars
    }

    /// Reads the one document of the text.
    mutating func build() throws(YAMLProblem) {
        try beginDocument()
        if try isEmptyDocument() {
            let end = try scanner.peek().start
            tree.append(.null, from: end, to: end)
        } else {
            try readContent()
        }
        try endDocument()
        tree.removeDropped()
    }

    /// Reads the next of the text's documents, past empty ones; false when there is none.
    mutating func buildNext() throws(YAMLProblem) -> Bool {
        tree = YAMLTree()
        repeat {
            try beginDocument()
            if try scanner.peek().kind == .end { return false }
        } while try isEmptyDocument()
        try readContent()
        let token = try scanner.peek()
        switch token.kind {
        case .end, .documentEnd, .documentStart: break
        default: throw unexpected(token, "the end of the document")
        }
        tree.removeDropped()
        return true
    }

    /// Reads what a document holds.
    private mutating func readContent() throws(YAMLProblem) {
        try beginNode(isBlock: true, isIndentless: false)
        while let frame = stack.last {
            switch frame.kind {
            case .blockSequence, .indentlessSequence: try blockElementOrEnd(frame)
            case .blockMapping: try blockMemberOrEnd(frame)
            case .flowSequence: try flowElementOrEnd(frame)
            case .flowMapping: try flowMemberOrEnd(frame)
            case .flowPair: try flowPairOrEnd(frame)
            }
        }
    }

    /// The path of the innermost list or object that is open, with the key or place that was being read.
    func openPath() -> String {
        var path = ""
        for frame in stack where frame.count > 0 {
            if frame.isObject {
                JSONDocument.append(key: tree.text(of: frame.key, in: scanner.bytes), to: &path)
            } else {
                path += "[\(frame.count - 1)]"
            }
        }
        return path
    }

    // MARK: - Documents

    private mutating func beginDocument() throws(YAMLProblem) {
        while try scanner.peek().kind == .documentEnd { try scanner.next() }
        var hasDirective = false
        while try scanner.peek().kind == .directive {
            let directive = try scanner.next()
            if hasDirective {
                throw YAMLProblem(offset: directive.start, message: "expected \"---\", found the directive again")
            }
            hasDirective = true
        }
        if try scanner.peek().kind == .documentStart {
            try scanner.next()
        } else if hasDirective {
            throw unexpected(try scanner.peek(), "\"---\" behind the directive")
        }
    }

    private mutating func isEmptyDocument() throws(YAMLProblem) -> Bool {
        switch try scanner.peek().kind {
        case .end, .documentEnd, .documentStart: true
        default: false
        }
    }

    /// Nothing may follow the document but its end, and markers around nothing.
    private mutating func endDocument() throws(YAMLProblem) {
        var hasEnded = false
        while true {
            let token = try scanner.next()
            switch token.kind {
            case .end: return
            case .documentEnd: hasEnded = true
            case .documentStart where try isEmptyDocument(): hasEnded = true
            case .documentStart, .directive:
                throw YAMLProblem(offset: token.start, message: "expected one document, found another one")
            default: throw unexpected(token, hasEnded ? "one document" : "the end of the document")
            }
        }
    }

    // MARK: - Nodes

    /// Reads a scalar or alias, or opens a list or object.
    mutating func beginNode(isBlock: Bool, isIndentless: Bool) throws(YAMLProblem) {
        let properties = try readProperties()
        let token = try scanner.peek()
        if let tag = properties.tag, tag == "!ignore", let start = properties.start {
            throw YAMLProblem(offset: start, message: "expected the tag !ignore at a key, found it at a value")
        }
        switch token.kind {
        case .alias:
            if let start = properties.start {
                throw YAMLProblem(offset: start, message: "expected no tag or anchor at an alias")
            }
            try scanner.next()
            try tree.repeatNode(token, in: scanner.bytes, depthLeft: maximumDepth - stack.count)
            return
        case .scalar(let style):
            try scanner.next()
            name(properties)
            appendScalar(token, style, hasTag: properties.tag != nil)
        case .blockEntry where isIndentless: try open(.indentlessSequence, properties, token.start)
        case .blockSequenceStart where isBlock:
            try scanner.next()
            try open(.blockSequence, properties, token.start)
        case .blockMappingStart where isBlock:
            try scanner.next()
            try open(.blockMapping, properties, token.start)
        case .flowSequenceStart:
            try scanner.next()
            try open(.flowSequence, properties, token.start)
        case .flowMappingStart:
            try scanner.next()
            try open(.flowMapping, properties, token.start)
        default:
            guard let start = properties.start else { throw unexpected(token, "a value") }
            // Nothing stands behind an anchor or tag: null, or the empty text behind a tag.
            name(properties)
            if properties.tag == nil { tree.append(.null, from: start, to: start) } else { tree.append("", at: start) }
        }
    }

    mutating func open(
        _ kind: Frame.Kind, _ properties: Properties, _ start: Int
    ) throws(YAMLProblem) {
        if stack.count >= maximumDepth {
            throw YAMLProblem(
                offset: start, message: "expected at most \(maximumDepth) objects and lists inside one another")
        }
        if properties.tag == "!" {
            throw YAMLProblem(offset: start, message: "expected the tag ! at a text, found it at a list or object")
        }
        name(properties)
        let frame = Frame(entry: tree.entries.count, kind: kind)
        tree.append(frame.isObject ? .object : .array, from: start, to: 0)
        stack.append(frame)
    }

    mutating func close() throws(YAMLProblem) {
        guard let frame = stack.popLast() else { return }
        tree.close(frame.entry)
        endMember()
    }

    /// Reads tags and anchors. Only the tags that mean something to Envoy are taken: `!` makes a text, and `!ignore`
    /// at a key takes the member away.
    mutating func readProperties() throws(YAMLProblem) -> Properties {
        var properties = Properties()
        while true {
            let token = try scanner.peek()
            switch token.kind {
            case .anchor where properties.anchor == nil:
                properties.anchor = String(decoding: scanner.bytes[(token.start + 1)..<token.end], as: UTF8.self)
            case .tag where properties.tag == nil:
                let tag = String(decoding: scanner.bytes[token.start..<token.end], as: UTF8.self)
                if tag != "!" && tag != "!ignore" {
                    throw YAMLProblem(
                        offset: token.start,
                        message: "expected no tag but ! and !ignore, found \(DecodingSession.quote(tag))")
                }
                properties.tag = tag
            default: return properties
            }
            if properties.start == nil { properties.start = token.start }
            try scanner.next()
        }
    }

    /// The entry that is appended next is what an anchor names.
    mutating func name(_ properties: Properties) {
        if let anchor = properties.anchor { tree.anchors[anchor] = tree.entries.count }
    }

    private mutating func appendScalar(_ token: YAMLToken, _ style: YAMLScalarStyle, hasTag: Bool) {
        guard style == .plain, !hasTag else { return appendText(token, style) }
        let scalar: YAMLScalar
        if let text = token.text {
            scalar = YAMLScalar(text.utf8, scalars)
        } else {
            scalar = YAMLScalar(scanner.bytes[token.start..<token.end], scalars)
        }
        switch scalar {
        case .plain: appendText(token, style)
        case .null: tree.append(.null, from: token.start, to: token.end)
        case .bool(let value): tree.append(value ? .true : .false, from: token.start, to: token.end)
        case .text(let decimal): tree.append(decimal, at: token.start, to: token.end)
        case .number(let decimal): tree.append(number: decimal, from: token.start, to: token.end)
        }
    }

    mutating func appendText(_ token: YAMLToken, _ style: YAMLScalarStyle) {
        if let text = token.text {
            tree.append(text, at: token.start, to: token.end)
        } else {
            tree.append(style == .plain ? .bareText : .string, from: token.start, to: token.end)
        }
    }

    func unexpected(_ token: YAMLToken, _ expected: String) -> YAMLProblem {
        YAMLProblem(offset: token.start, message: "expected \(expected), found \(token.kind.words)")
    }
}

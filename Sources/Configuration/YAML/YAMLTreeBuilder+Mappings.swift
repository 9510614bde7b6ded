/// Objects, as blocks and in braces.
extension YAMLTreeBuilder {
    mutating func blockMemberOrEnd(_ frame: Frame) throws(YAMLProblem) {
        let token = try scanner.peek()
        if frame.awaitsValue {
            stack[stack.count - 1].awaitsValue = false
            guard token.kind == .value else { return appendMissing(at: tree.end) }
            try scanner.next()
            switch try scanner.peek().kind {
            case .key, .value, .blockEnd: return appendMissing(at: token.end)
            default: return try beginValue(isBlock: true)
            }
        }
        switch token.kind {
        case .key:
            try scanner.next()
            switch try scanner.peek().kind {
            case .key, .value, .blockEnd: appendNullKey(at: token.end)
            default: try readKey()
            }
        case .value: appendNullKey(at: token.start)
        case .blockEnd:
            try scanner.next()
            try close()
        default:
            throw unexpected(
                token, "a key with \":\" behind it, indented as the keys beside it, or the end of the object")
        }
    }

    mutating func flowMemberOrEnd(_ frame: Frame) throws(YAMLProblem) {
        var token = try scanner.peek()
        if frame.awaitsValue { return try flowValue(token) }
        if frame.count > 0, token.kind != .flowMappingEnd {
            guard token.kind == .flowEntry else { throw unexpected(token, "\",\" or \"}\"") }
            try scanner.next()
            token = try scanner.peek()
        }
        if token.kind == .flowMappingEnd {
            try scanner.next()
            tree.end = token.end
            return try close()
        }
        if token.kind == .key {
            try scanner.next()
            switch try scanner.peek().kind {
            case .value, .flowEntry, .flowMappingEnd: return appendNullKey(at: token.end)
            default: return try readKey()
            }
        }
        if token.kind == .value { return appendNullKey(at: token.start) }
        try readKey()
    }

    mutating func flowPairOrEnd(_ frame: Frame) throws(YAMLProblem) {
        let token = try scanner.peek()
        if frame.awaitsValue { return try flowValue(token) }
        if frame.count > 0 { return try close() }
        if token.kind == .value { return appendNullKey(at: token.start) }
        try scanner.next()
        switch try scanner.peek().kind {
        case .value, .flowEntry, .flowSequenceEnd: appendNullKey(at: token.end)
        default: try readKey()
        }
    }

    private mutating func flowValue(_ token: YAMLToken) throws(YAMLProblem) {
        stack[stack.count - 1].awaitsValue = false
        guard token.kind == .value else { return appendMissing(at: tree.end) }
        try scanner.next()
        switch try scanner.peek().kind {
        case .flowEntry, .flowMappingEnd, .flowSequenceEnd: appendMissing(at: token.end)
        default: try beginValue(isBlock: false)
        }
    }

    private mutating func beginValue(isBlock: Bool) throws(YAMLProblem) {
        let depth = stack.count
        try beginNode(isBlock: isBlock, isIndentless: isBlock)
        if stack.count == depth { endMember() }
    }

    /// A member without a value has null.
    private mutating func appendMissing(at place: Int) {
        tree.append(.null, from: place, to: place)
        endMember()
    }

    // MARK: - Keys

    /// Reads a key: a text, or what repeats one. Whatever the text looks like, a key stays a text.
    private mutating func readKey() throws(YAMLProblem) {
        let properties = try readProperties()
        let token = try scanner.peek()
        name(properties)
        let key = tree.entries.count
        switch token.kind {
        case .scalar(let style):
            try scanner.next()
            let isNull =
                style == .plain && properties.tag == nil && token.text == nil
                && YAMLScalar(scanner.bytes[token.start..<token.end]) == .null
            if isNull { tree.append("null", at: token.start, to: token.end) } else { appendText(token, style) }
        case .alias where properties.start == nil:
            try scanner.next()
            try tree.repeatNode(token, in: scanner.bytes, depthLeft: 1)
            try tree.makeText(key, for: token, in: scanner.bytes)
        default:
            guard let start = properties.start, token.kind.endsEmptyKey else {
                throw YAMLProblem(offset: token.start, message: "expected a text as key, found \(token.kind.words)")
            }
            tree.append("null", at: start)
        }
        beginMember(key, isIgnored: properties.tag == "!ignore")
    }

    private mutating func appendNullKey(at place: Int) {
        let key = tree.entries.count
        tree.append("null", at: place)
        beginMember(key, isIgnored: false)
    }

    private mutating func beginMember(_ key: Int, isIgnored: Bool) {
        let top = stack.count - 1
        stack[top].key = key
        stack[top].isKeyIgnored = isIgnored
        stack[top].awaitsValue = true
        stack[top].count += 1
    }

    /// After a value: takes members away that come to nothing.
    mutating func endMember() {
        guard let frame = stack.last, frame.isObject, frame.count > 0, !frame.awaitsValue else { return }
        if frame.isKeyIgnored {
            tree.drop(frame.key)
            return
        }
        let name = tree.text(of: frame.key, in: scanner.bytes)
        if let earlier = stack[stack.count - 1].members.updateValue(frame.key, forKey: name) {
            tree.drop(earlier)
        }
    }
}

extension YAMLToken.Kind {
    /// Whether it may stand where a key has an anchor or tag and nothing more.
    fileprivate var endsEmptyKey: Bool {
        switch self {
        case .key, .value, .blockEnd, .flowEntry, .flowMappingEnd, .flowSequenceEnd: true
        default: false
        }
    }
}

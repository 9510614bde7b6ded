/// Texts without quotes.
extension YAMLScanner {
    /// Reads a plain text. Its `text` is nil when it is what stands between its ends.
    ///
    /// Lines that are indented further go on with it: one line break is a space, each more is itself.
    mutating func plainText() throws(YAMLProblem) -> (end: Int, text: String?) {
        let smallest = indent &+ 1
        var end = index
        /// The lines so far; empty while there is one.
        var folded: [UInt8] = []
        var lineStartsAt = index
        while true {
            while let byte = byte(), !endsPlain(byte) { index &+= 1 }
            end = index
            skipBlanks()
            guard byte() == 0x0A || byte() == 0x0D else {
                if end == index || byte() == nil || byte() == UInt8(ascii: "#") || endsHere() { break }
                continue
            }
            let place = (index, lineStart, line)
            var breaks = 0
            var indentsByTab = false
            while let byte = byte() {
                if byte == 0x0A || byte == 0x0D {
                    skipLineBreak()
                    breaks &+= 1
                    if isDocumentMarker() { break }
                } else if byte == 0x20 || byte == 0x09 {
                    if byte == 0x09, column < smallest { indentsByTab = true }
                    index &+= 1
                } else {
                    break
                }
            }
            let goesOn =
                byte() != nil && byte() != UInt8(ascii: "#") && !isDocumentMarker()
                && (flowLevel > 0 || column >= smallest) && !endsHere()
            if !goesOn {
                // What was passed is read again for what it means.
                (index, lineStart, line) = place
                break
            }
            if indentsByTab, flowLevel == 0 {
                throw YAMLProblem(
                    offset: index &- 1, message: "expected spaces, found a tab, which YAML does not count")
            }
            folded.append(contentsOf: bytes[lineStartsAt..<end])
            Self.fold(breaks, into: &folded)
            lineStartsAt = index
        }
        if folded.isEmpty { return (end, nil) }
        folded.append(contentsOf: bytes[lineStartsAt..<end])
        return (end, String(decoding: folded, as: UTF8.self))
    }

    /// What line breaks mean inside a text that is not indented lines: one is a space, each more is itself.
    static func fold(_ breaks: Int, into text: inout [UInt8]) {
        if breaks == 1 { text.append(0x20) } else { text.append(contentsOf: repeatElement(0x0A, count: breaks &- 1)) }
    }

    /// Whether a byte inside a plain text ends a run of it: a blank, or what means something here.
    private func endsPlain(_ byte: UInt8) -> Bool {
        if byte <= 0x20 { return true }
        if byte == UInt8(ascii: ":") { return endsHere() }
        return flowLevel > 0 && isFlowIndicator(byte)
    }

    /// Whether what stands here belongs to no plain text.
    private func endsHere() -> Bool {
        guard let byte = byte() else { return true }
        if byte == UInt8(ascii: ":") {
            return isBlank(at: index &+ 1) || (flowLevel > 0 && self.byte(at: index &+ 1).map(isFlowIndicator) == true)
        }
        return flowLevel > 0 && isFlowIndicator(byte)
    }
}

/// What stands between tokens.
extension YAMLScanner {
    /// Passes spaces, comments and ends of lines.
    ///
    /// Tabs may separate what is on a line, but indent nothing: a line may not begin with them unless it is empty, and
    /// behind `-`, `?` and `:` they let no list or object begin.
    mutating func skipToToken() throws(YAMLProblem) {
        while let byte = byte() {
            switch byte {
            case 0x20: index &+= 1
            case 0x09:
                if flowLevel == 0, allowsKey, !isRestOfLineEmpty() {
                    if bytes[lineStart..<index].allSatisfy({ $0 == 0x20 }) {
                        throw YAMLProblem(
                            offset: index, message: "expected spaces, found a tab, which YAML does not count")
                    }
                    // Behind it stands a value that needs no column.
                    allowsKey = false
                }
                index &+= 1
            case UInt8(ascii: "#"):
                if index > lineStart, !isBlank(at: index &- 1) {
                    throw YAMLProblem(offset: index, message: "expected a space before the comment")
                }
                skipLine()
            case 0x0A, 0x0D:
                skipLineBreak()
                if flowLevel == 0 { allowsKey = true }
            default: return
            }
        }
    }

    /// Passes everything up to the end of the line.
    mutating func skipLine() {
        while let byte = byte(), byte != 0x0A, byte != 0x0D { index &+= 1 }
    }

    /// Passes LF, CR LF or CR.
    mutating func skipLineBreak() {
        let isPair = byte() == 0x0D && byte(at: index &+ 1) == 0x0A
        index &+= isPair ? 2 : 1
        line &+= 1
        lineStart = index
    }

    /// Passes spaces and tabs.
    mutating func skipBlanks() {
        while let byte = byte(), byte == 0x20 || byte == 0x09 { index &+= 1 }
    }

    private func isRestOfLineEmpty() -> Bool {
        var place = index
        while let byte = byte(at: place), byte == 0x20 || byte == 0x09 { place &+= 1 }
        guard let byte = byte(at: place) else { return true }
        return byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "#")
    }
}

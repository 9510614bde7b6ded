/// Texts of indented lines, below `|` (lines stay) or `>` (lines are joined).
extension YAMLScanner {
    /// What stands behind `|` or `>`.
    private struct Header {
        var isFolded = false
        /// What happens to line breaks at the end: all stay, none stays, or (nil) one stays.
        var keepsBreaks: Bool?
        /// The indentation beyond that of what holds the text, when it is given.
        var increment: Int?
    }

    /// Reads a header and the lines below it.
    mutating func blockText() throws(YAMLProblem) -> String {
        let header = try blockHeader()
        let smallest = max(indent &+ 1, 1)
        var breaks = 0
        let wanted: Int
        if let increment = header.increment {
            wanted = smallest &+ increment &- 1
            breaks = try skipEmptyLines(upTo: wanted)
        } else {
            let found = try findIndentation()
            breaks = found.breaks
            wanted = max(smallest, found.indentation)
            if found.longestEmptyLine > wanted, byte() != nil, column == wanted {
                throw YAMLProblem(
                    offset: index, message: "expected empty lines to have at most the indentation of the text below")
            }
        }
        var text: [UInt8] = []
        var endsWithBreak = false
        var isLastMoreIndented = true
        while column == wanted, byte() != nil {
            let isMoreIndented = byte() == 0x20 || byte() == 0x09
            if endsWithBreak {
                if header.isFolded && !isMoreIndented && !isLastMoreIndented {
                    if breaks == 0 { text.append(0x20) }
                } else {
                    text.append(0x0A)
                }
            }
            text.append(contentsOf: repeatElement(0x0A, count: breaks))
            isLastMoreIndented = isMoreIndented
            let start = index
            skipLine()
            text.append(contentsOf: bytes[start..<index])
            endsWithBreak = byte() != nil
            if endsWithBreak { skipLineBreak() }
            breaks = try skipEmptyLines(upTo: wanted)
        }
        if endsWithBreak, header.keepsBreaks != false { text.append(0x0A) }
        if header.keepsBreaks == true { text.append(contentsOf: repeatElement(0x0A, count: breaks)) }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func blockHeader() throws(YAMLProblem) -> Header {
        var header = Header()
        header.isFolded = byte() == UInt8(ascii: ">")
        index &+= 1
        for _ in 0..<2 {
            guard let byte = byte() else { break }
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), header.keepsBreaks == nil {
                header.keepsBreaks = byte == UInt8(ascii: "+")
            } else if byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9"), header.increment == nil {
                header.increment = Int(byte &- UInt8(ascii: "0"))
            } else {
                break
            }
            index &+= 1
        }
        let end = index
        skipBlanks()
        if byte() == UInt8(ascii: "#"), index > end { skipLine() }
        guard byte() == nil || byte() == 0x0A || byte() == 0x0D else {
            throw YAMLProblem(
                offset: index,
                message: "expected the end of the line, or one of \"+\", \"-\" and 1 to 9, found \(found(at: index))")
        }
        if byte() != nil { skipLineBreak() }
        return header
    }

    /// Passes empty lines, and the indentation of the first other one, up to a column.
    private mutating func skipEmptyLines(upTo wanted: Int) throws(YAMLProblem) -> Int {
        var breaks = 0
        while true {
            while column < wanted, byte() == 0x20 { index &+= 1 }
            guard byte() == 0x0A || byte() == 0x0D else { return breaks }
            skipLineBreak()
            breaks &+= 1
        }
    }

    /// Passes empty lines and the indentation of the first other one.
    private mutating func findIndentation() throws(YAMLProblem) -> (
        breaks: Int, indentation: Int, longestEmptyLine: Int
    ) {
        var breaks = 0
        var longest = 0
        while true {
            while byte() == 0x20 { index &+= 1 }
            guard byte() == 0x0A || byte() == 0x0D else { break }
            longest = max(longest, column)
            skipLineBreak()
            breaks &+= 1
        }
        if byte() == nil { return (breaks, max(longest, column), longest) }
        return (breaks, column, longest)
    }
}

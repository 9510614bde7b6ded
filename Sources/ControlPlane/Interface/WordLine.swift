/// A line of words, such as one of a file of tokens. `#` begins a comment; a line without words is none.
public struct WordLine: Sendable {
    /// The line's number in its file, from 1 on.
    public let number: Int
    /// What stands between blanks; at least one.
    public let words: [String]

    /// The lines of a file, in their order.
    public static func all(in bytes: [UInt8]) -> [WordLine] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { place, line in
            let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
            return words.isEmpty ? nil : WordLine(number: place + 1, words: words)
        }
    }
}

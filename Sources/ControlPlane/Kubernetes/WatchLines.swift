/// Takes the lines out of what a watch sends, wherever it is split.
struct WatchLines {
    /// Why no more lines can be taken.
    struct TooLong: Error, Equatable {}

    private let longest: Int
    private var rest: [UInt8] = []

    /// - Parameter longest: bytes of a line, at most.
    init(longest: Int) { self.longest = longest }

    /// The lines that are complete with some more bytes, without those that are empty.
    mutating func append(_ bytes: some Collection<UInt8>) throws(TooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var left = bytes[...]
        while let end = left.firstIndex(of: UInt8(ascii: "\n")) {
            try grow(by: left[..<end])
            if !rest.isEmpty { lines.append(rest) }
            rest = []
            left = left[end...].dropFirst()
        }
        try grow(by: left)
        return lines
    }

    private mutating func grow(by bytes: some Collection<UInt8>) throws(TooLong) {
        if rest.count + bytes.count > longest { throw TooLong() }
        rest += bytes
    }
}

/// A place in a text, for messages to people.
public struct SourcePosition: Sendable, Equatable {
    /// The line, from 1. A line ends with a line feed.
    public var line: Int
    /// The column, from 1, counted in Unicode scalars (an `é` is one column, a tab too).
    public var column: Int

    /// Makes a line and a column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Finds lines and columns of byte offsets, best asked in rising order: each answer goes on from the one before.
struct PositionFinder {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The position of the byte at `offset`, which may be the end of the text.
    mutating func position(of offset: Int) -> SourcePosition {
        if offset < index {
            index = 0
            line = 1
            column = 1
        }
        let end = min(max(offset, 0), bytes.count)
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line &+= 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                // Bytes that continue a scalar take no column of their own.
                column &+= 1
            }
            index &+= 1
        }
        return SourcePosition(line: line, column: column)
    }
}

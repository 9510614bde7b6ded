internal import Buffers
internal import HTTPSemantics

/// A path that is being changed, and the pieces of what it becomes, in one run of bytes.
struct QueryText: ~Copyable {
    /// Where a piece lies.
    struct Piece {
        var offset: Int
        var count: Int

        var end: Int { offset + count }
    }

    /// The bytes.
    var bytes = ByteBuffer()

    /// Texts whose storage is kept are no longer than this.
    private static let mostKept = 32 << 10

    /// Forgets everything, and keeps the storage unless it is outsized.
    mutating func removeAll() {
        if bytes.capacity > Self.mostKept { bytes.releaseStorage() } else { bytes.removeAll() }
    }

    /// The first place of a byte; `end` when it is not there.
    borrowing func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end && bytes[index] != byte { index += 1 }
        return index
    }

    /// Writes the piece behind the others.
    mutating func copy(_ piece: Piece) { bytes.append(copying: piece.offset, count: piece.count) }

    /// Makes what lies behind `start` the value of field `index`.
    borrowing func setValue(at index: Int, of headers: inout HeaderMap, from start: Int) {
        headers.setValue(at: index, bytes.span(at: start, count: bytes.count - start))
    }

    // MARK: - Percent-encoding, RFC 3986 §2.1

    /// The piece without its encoding, behind the others; the piece itself where it has none.
    mutating func decode(_ piece: Piece) -> Piece {
        if firstIndex(of: UInt8(ascii: "%"), from: piece.offset, to: piece.end) == piece.end { return piece }
        let start = bytes.count
        var index = piece.offset
        while index < piece.end {
            if let byte = Bytes.percentDecoded(bytes.span(at: index, count: piece.end - index), at: 0) {
                bytes.append(byte)
                index += 3
            } else {
                let byte = bytes[index]
                bytes.append(byte)
                index += 1
            }
        }
        return Piece(offset: start, count: bytes.count - start)
    }

    /// The piece with all bytes encoded that are not kept, behind the others.
    mutating func encode(_ piece: Piece, keeping isKept: (UInt8) -> Bool) -> Piece {
        let start = bytes.count
        for index in piece.offset..<piece.end {
            let byte = bytes[index]
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes.append(percentEncoding: byte)
            }
        }
        return Piece(offset: start, count: bytes.count - start)
    }

    // MARK: - Comparisons

    /// Whether the piece is these bytes.
    borrowing func isEqual(_ piece: Piece, _ other: [UInt8]) -> Bool {
        Bytes.equal(bytes.span(at: piece.offset, count: piece.count), other.span)
    }

    /// Which piece comes first by its bytes: a number below, at, or above 0.
    borrowing func compare(_ first: Piece, _ second: Piece) -> Int {
        for index in 0..<min(first.count, second.count) {
            let one = bytes[first.offset + index]
            let other = bytes[second.offset + index]
            if one != other { return one < other ? -1 : 1 }
        }
        return first.count - second.count
    }
}

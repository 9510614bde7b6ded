internal import Buffers

/// The chunked transfer coding without I/O (RFC 9112 §7.1). `HTTP1BodyReader` reads the trailers.
///
/// ```
/// size ─;─▶ extension ─CR─▶ sizeEnd ─LF─▶ data ─all bytes─▶ dataEnd ─CR─▶ dataFeed ─LF─▶ size
///   └───────────CR────────────▲   └──size 0──▶ last
/// ```
/// Size lines are read byte by byte, so that none has to be kept. Extensions are checked and dropped; the bytes that a
/// body may have beside its data are bounded.
struct HTTP1ChunkedDecoder {
    /// What a call found; offsets count from the start of its input.
    enum Outcome {
        case needMoreBytes(consumed: Int)
        case data(offset: Int, count: Int, consumed: Int)
        /// The last chunk's line was read; trailers follow.
        case last(consumed: Int)
        case failed
    }

    private enum Place: UInt8 {
        case size, blank, `extension`, sizeEnd, data, dataEnd, dataFeed
    }

    private var place = Place.size
    private var digits = 0
    private var remaining: UInt64 = 0
    private var lineExtension = HTTP1ChunkExtension()
    /// Bytes of size lines beyond what a plain sender needs; every chunk allows some of them.
    private var surplus = 0

    /// The most that `surplus` may grow to.
    private static let surplusLimit = 16 << 10

    /// Reads as far as the next data or the last chunk.
    mutating func step(_ input: Span<UInt8>, from start: Int) -> Outcome {
        var at = start
        let count = input.count
        while at < count {
            let byte = input[at]
            switch place {
            case .size: if !takeSize(byte) { return .failed }
            case .blank:
                // White space only belongs before an extension.
                if byte == UInt8(ascii: ";") {
                    beginExtension()
                } else if byte != 0x20 && byte != 0x09 {
                    return .failed
                }
            case .extension:
                switch lineExtension.take(byte) {
                case .more: break
                case .end: place = .sizeEnd
                case .wrong: return .failed
                }
            case .sizeEnd:
                if byte != 0x0a { return .failed }
                at &+= 1
                endSizeLine()
                if place == .size { return .last(consumed: at) }
                continue
            case .data: return takeData(input, at)
            case .dataEnd, .dataFeed:
                if byte != (place == .dataEnd ? 0x0d : 0x0a) { return .failed }
                place = place == .dataEnd ? .dataFeed : .size
                at &+= 1
                continue
            }
            at &+= 1
            surplus &+= 1
            if surplus > Self.surplusLimit { return .failed }
        }
        return .needMoreBytes(consumed: at)
    }

    /// Takes a byte where a digit of the size may stand; false when none of those that may stand there does.
    @inline(__always)
    private mutating func takeSize(_ byte: UInt8) -> Bool {
        if let digit = byte.hexadecimalDigit {
            if remaining >> 60 != 0 { return false }
            remaining = remaining &<< 4 | UInt64(digit)
            digits &+= 1
            return true
        }
        if digits == 0 { return false }
        switch byte {
        case 0x0d: place = .sizeEnd
        case UInt8(ascii: ";"): beginExtension()
        case 0x20, 0x09: place = .blank
        default: return false
        }
        return true
    }

    /// The size is known: data follows, or, behind the last chunk, nothing.
    @inline(__always)
    private mutating func endSizeLine() {
        digits = 0
        if remaining == 0 {
            place = .size
            return
        }
        place = .data
        let credit = remaining > 4096 ? 16 << 10 : 16 &+ 2 &* Int(truncatingIfNeeded: remaining)
        surplus = surplus > credit ? surplus &- credit : 0
    }

    /// Takes as much of the data as there is, with the line end behind it where that is there too.
    @inline(__always)
    private mutating func takeData(_ input: Span<UInt8>, _ offset: Int) -> Outcome {
        let here = min(UInt64(input.count &- offset), remaining)
        let taken = Int(truncatingIfNeeded: here)
        remaining &-= here
        var end = offset &+ taken
        if remaining == 0 {
            place = .dataEnd
            if end &+ 1 < input.count && input[end] == 0x0d && input[end &+ 1] == 0x0a {
                end &+= 2
                place = .size
            }
        }
        return .data(offset: offset, count: taken, consumed: end)
    }

    private mutating func beginExtension() {
        place = .extension
        lineExtension = HTTP1ChunkExtension()
    }

    /// Whether the input holds the last chunk and an empty trailer section next.
    func isEnd(_ input: Span<UInt8>, at start: Int) -> Bool {
        place == .size && digits == 0 && input.count &- start >= 5 && input[start] == UInt8(ascii: "0")
            && input[start &+ 1] == 0x0d && input[start &+ 2] == 0x0a && input[start &+ 3] == 0x0d
            && input[start &+ 4] == 0x0a
    }
}

public import Buffers

/// Reads one gzip member (RFC 1952, RFC 1951) that comes piece by piece.
///
/// ```
///   head ─▶ block ─▶ stored ──────────────▶ block … ─▶ checksum ─▶ length ─▶ ended
///             │  └─▶ sizes ─▶ code lengths ─▶ lengths ─▶ symbols ◀─▶ copy ─┘
///             └────────────── fixed codes ───────────────▶
///   any of them ─▶ damaged
/// ```
/// It takes and refuses what zlib's `inflate` does, bytes behind the end included, which it passes over; and what it
/// has read before damage was found is handed out. The caller says how many bytes it takes at most, so that a few
/// bytes which stand for many cannot surprise it. A decoder is used again for one body after another.
public final class GzipDecoder {
    /// The outcome of a call.
    public enum Outcome: Sendable {
        /// There is no more input, or no more room.
        case goesOn
        /// The member is complete.
        case ended
        /// It is none.
        case damaged
    }

    enum State {
        case magic, method, times(Int), extraLength, extra(Int), name, comment, headChecksum
        case block, storedLength, stored(Int), sizes, codeLengths(Int), lengths(Int), symbols
        case distance(length: Int), copy(length: Int, distance: Int)
        case checksum, length, ended, damaged
    }

    var state = State.magic
    private var bits: UInt64 = 0
    private var bitCount = 0
    var flags: UInt64 = 0
    var headChecksum = CRC32()
    var isLastBlock = false
    var literals = HuffmanReader()
    var distances = HuffmanReader()
    var codes = HuffmanReader()
    var lengths = [UInt8](repeating: 0, count: 320)
    var literalCount = 0
    var distanceCount = 0
    var codeCount = 0
    var window = InflateWindow()
    /// How far back a match may lie, beyond what the running call has made.
    var history = 0
    private let longestHistory: Int
    var made = 0
    var room = 0

    /// Makes a decoder before its first byte. Matches may lie as far back as 2 to the power of `windowBits`, 9 to 15.
    public init(windowBits: Int = 15) { longestHistory = 1 << min(max(windowBits, 9), 15) }

    /// Forgets what came, for another member.
    public func reset() {
        state = .magic
        (bits, bitCount, flags) = (0, 0, 0)
        (headChecksum, history) = (CRC32(), 0)
        window.reset()
    }

    /// Reads input from `position` on, and appends at most `room` bytes to `output`.
    public func decode(
        _ input: Span<UInt8>, from position: inout Int, room: Int, to output: inout ByteBuffer
    ) -> Outcome {
        self.room = room
        made = 0
        var reader = BitReader(position: position, bits: bits, count: bitCount)
        while step(input, &reader, &output) {}
        (position, bits, bitCount) = (reader.position, reader.bits, reader.count)
        window.handOut(to: &output)
        history = min(longestHistory, history + made)
        switch state {
        case .ended: return .ended
        case .damaged: return .damaged
        default: return .goesOn
        }
    }

    // MARK: - Steps

    /// Goes on as far as one state leads; false: it needs input or room, or is at an end.
    private func step(_ input: Span<UInt8>, _ reader: inout BitReader, _ output: inout ByteBuffer) -> Bool {
        switch state {
        case .magic, .method, .times, .extraLength, .extra, .name, .comment, .headChecksum:
            return stepHead(input, &reader)
        case .block:
            guard reader.has(3, input) else { return false }
            isLastBlock = reader.take(1) == 1
            begin(block: reader.take(2), &reader)
        case .storedLength:
            guard reader.has(32, input) else { return false }
            let (length, complement) = (reader.take(16), reader.take(16))
            state = length == ~complement & 0xFFFF ? .stored(Int(length)) : .damaged
        case .stored(var left):
            while left > 0, made < room, reader.has(8, input) {
                put(UInt8(truncatingIfNeeded: reader.take(8)), &output)
                left -= 1
            }
            state = .stored(left)
            if left > 0 { return false }
            endBlock(&reader)
        case .sizes, .codeLengths, .lengths: return stepCodes(input, &reader)
        case .symbols: return readSymbols(input, &reader, &output)
        case .distance(let length): return readDistance(length, input, &reader)
        case .copy(let length, let distance): return copy(length, distance, &output)
        case .checksum:
            guard reader.has(32, input) else { return false }
            window.handOut(to: &output)
            state = UInt32(truncatingIfNeeded: reader.take(32)) == window.checksum.value ? .length : .damaged
        case .length:
            guard reader.has(32, input) else { return false }
            state = UInt32(truncatingIfNeeded: reader.take(32)) == window.total ? .ended : .damaged
        case .ended, .damaged:
            reader.position = input.count
            return false
        }
        return true
    }
}

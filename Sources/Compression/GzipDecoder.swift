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
/// has read before damage was found is handed out. Whoever calls says how many bytes he takes at most, so that a few
/// bytes which stand for many cannot surprise him. A decoder is used again for one body after another.
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

    private var state = State.magic
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var flags: UInt64 = 0
    private var headChecksum = CRC32()
    private var isLastBlock = false
    private var literals = HuffmanReader()
    private var distances = HuffmanReader()
    private var codes = HuffmanReader()
    private var lengths = [UInt8](repeating: 0, count: 320)
    private var literalCount = 0
    private var distanceCount = 0
    private var codeCount = 0
    private var checksum = CRC32()
    private var total: UInt32 = 0
    /// The last bytes, of which the newest stand before `place`.
    private var window = [UInt8](repeating: 0, count: GzipDecoder.windowSize)
    private var place = 0
    /// Bytes that are in the window and not yet handed out.
    private var pending = 0
    /// How far back a match may lie, beyond what the running call has made.
    private var history = 0
    private let longestHistory: Int
    private var made = 0
    private var room = 0

    private static let windowSize = 32_768

    /// Makes a decoder before its first byte. Matches may lie as far back as 2 to the power of `windowBits`, 9 to 15.
    public init(windowBits: Int = 15) { longestHistory = 1 << min(max(windowBits, 9), 15) }

    /// Forgets what came, for another member.
    public func reset() {
        state = .magic
        (bits, bitCount, flags) = (0, 0, 0)
        (headChecksum, checksum, total) = (CRC32(), CRC32(), 0)
        (place, pending, history) = (0, 0, 0)
    }

    /// Reads input from `position` on, and appends at most `room` bytes to `output`.
    public func decode(
        _ input: Span<UInt8>, from position: inout Int, room: Int, to output: inout ByteBuffer
    ) -> Outcome {
        self.room = room
        made = 0
        var reader = InputReader(position: position, bits: bits, count: bitCount)
        while step(input, &reader, &output) {}
        (position, bits, bitCount) = (reader.position, reader.bits, reader.count)
        handOut(to: &output)
        history = min(longestHistory, history + made)
        switch state {
        case .ended: return .ended
        case .damaged: return .damaged
        default: return .goesOn
        }
    }

    /// The bits that are at hand, and where more come from.
    private struct InputReader {
        var position: Int
        var bits: UInt64
        var count: Int

        /// Whether there are so many bits, 32 at most, once those of the input are taken in.
        @inline(__always)
        mutating func has(_ wanted: Int, _ input: Span<UInt8>) -> Bool {
            if count >= wanted { return true }
            fill(input)
            return count >= wanted
        }

        @inline(__always)
        mutating func fill(_ input: Span<UInt8>) {
            while count <= 48, position < input.count {
                bits |= UInt64(input[position]) &<< UInt64(count)
                count &+= 8
                position &+= 1
            }
        }

        @inline(__always)
        mutating func take(_ wanted: Int) -> UInt64 {
            let value = bits & ((1 &<< UInt64(wanted)) &- 1)
            drop(wanted)
            return value
        }

        @inline(__always)
        mutating func drop(_ number: Int) {
            bits = bits &>> UInt64(number)
            count &-= number
        }
    }

    // MARK: - Steps

    /// Goes on as far as one state leads; false: it needs input or room, or is at an end.
    private func step(_ input: Span<UInt8>, _ reader: inout InputReader, _ output: inout ByteBuffer) -> Bool {
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
            handOut(to: &output)
            state = UInt32(truncatingIfNeeded: reader.take(32)) == checksum.value ? .length : .damaged
        case .length:
            guard reader.has(32, input) else { return false }
            state = UInt32(truncatingIfNeeded: reader.take(32)) == total ? .ended : .damaged
        case .ended, .damaged:
            reader.position = input.count
            return false
        }
        return true
    }

    private func begin(block form: UInt64, _ reader: inout InputReader) {
        switch form {
        case 0:
            reader.drop(reader.count & 7)
            state = .storedLength
        case 1:
            literals = Self.fixedLiterals
            distances = Self.fixedDistances
            state = .symbols
        case 2: state = .sizes
        default: state = .damaged
        }
    }

    private func endBlock(_ reader: inout InputReader) {
        if isLastBlock {
            reader.drop(reader.count & 7)
            state = .checksum
        } else {
            state = .block
        }
    }

    private static let fixedLiterals: HuffmanReader = {
        var reader = HuffmanReader()
        let lengths: [UInt8] =
            Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8)
        _ = reader.build(lengths.span, mayBeSparse: false)
        return reader
    }()

    private static let fixedDistances: HuffmanReader = {
        var reader = HuffmanReader()
        let lengths = [UInt8](repeating: 5, count: 32)
        _ = reader.build(lengths.span, mayBeSparse: false)
        return reader
    }()

    // MARK: - The head

    private static let hasChecksum: UInt64 = 2
    private static let hasExtra: UInt64 = 4
    private static let hasName: UInt64 = 8
    private static let hasComment: UInt64 = 16

    private func stepHead(_ input: Span<UInt8>, _ reader: inout InputReader) -> Bool {
        switch state {
        case .magic:
            guard reader.has(16, input) else { return false }
            state = reader.bits & 0xFFFF == 0x8B1F ? .method : .damaged
            noteHead(&reader, 2)
        case .method:
            guard reader.has(16, input) else { return false }
            flags = reader.bits >> 8 & 0xFF
            let isKnown = reader.bits & 0xFF == 8 && flags & 0xE0 == 0
            noteHead(&reader, 2)
            state = isKnown ? .times(6) : .damaged
        case .times(let left):
            if left == 0 {
                state = .extraLength
            } else {
                guard reader.has(8, input) else { return false }
                noteHead(&reader, 1)
                state = .times(left - 1)
            }
        case .extraLength:
            guard flags & Self.hasExtra != 0 else {
                state = .name
                return true
            }
            guard reader.has(16, input) else { return false }
            state = .extra(Int(truncatingIfNeeded: reader.bits & 0xFFFF))
            noteHead(&reader, 2)
        case .extra(let left):
            if left == 0 {
                state = .name
            } else {
                guard reader.has(8, input) else { return false }
                noteHead(&reader, 1)
                state = .extra(left - 1)
            }
        case .name: return skipText(Self.hasName, then: .comment, input, &reader)
        case .comment: return skipText(Self.hasComment, then: .headChecksum, input, &reader)
        default:
            guard flags & Self.hasChecksum != 0 else {
                state = .block
                return true
            }
            guard reader.has(16, input) else { return false }
            state = reader.take(16) == UInt64(headChecksum.value & 0xFFFF) ? .block : .damaged
        }
        return true
    }

    /// Passes over a text with its end, if there is one.
    private func skipText(
        _ flag: UInt64, then next: State, _ input: Span<UInt8>, _ reader: inout InputReader
    ) -> Bool {
        guard flags & flag != 0 else {
            state = next
            return true
        }
        guard reader.has(8, input) else { return false }
        if reader.bits & 0xFF == 0 { state = next }
        noteHead(&reader, 1)
        return true
    }

    private func noteHead(_ reader: inout InputReader, _ bytes: Int) {
        for _ in 0..<bytes { headChecksum.update(UInt8(truncatingIfNeeded: reader.take(8))) }
    }

    // MARK: - Codes of a block

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private func stepCodes(_ input: Span<UInt8>, _ reader: inout InputReader) -> Bool {
        switch state {
        case .sizes:
            guard reader.has(14, input) else { return false }
            literalCount = Int(reader.take(5)) + 257
            distanceCount = Int(reader.take(5)) + 1
            codeCount = Int(reader.take(4)) + 4
            for index in 0..<19 { lengths[index] = 0 }
            state = literalCount > 286 || distanceCount > 30 ? .damaged : .codeLengths(0)
        case .codeLengths(let index):
            if index == codeCount {
                let lengths = lengths
                let isCode = codes.build(lengths.span.extracting(0..<19), mayBeSparse: false)
                state = isCode ? .lengths(0) : .damaged
            } else {
                guard reader.has(3, input) else { return false }
                lengths[Self.order[index]] = UInt8(reader.take(3))
                state = .codeLengths(index + 1)
            }
        case .lengths(let index):
            if index == literalCount + distanceCount {
                buildCodes()
            } else {
                return readLength(index, input, &reader)
            }
        default: return false
        }
        return true
    }

    private func readLength(_ index: Int, _ input: Span<UInt8>, _ reader: inout InputReader) -> Bool {
        reader.fill(input)
        switch codes.read(reader.bits, reader.count) {
        case .incomplete: return false
        case .none: state = .damaged
        case .symbol(let symbol, bits: let taken):
            if symbol < 16 {
                reader.drop(taken)
                lengths[index] = UInt8(symbol)
                state = .lengths(index + 1)
                return true
            }
            let extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            let number = Int(reader.take(extra)) + (symbol == 18 ? 11 : 3)
            if (symbol == 16 && index == 0) || index + number > literalCount + distanceCount {
                state = .damaged
                return true
            }
            let value = symbol == 16 ? lengths[index - 1] : 0
            for place in index..<(index + number) { lengths[place] = value }
            state = .lengths(index + number)
        }
        return true
    }

    private func buildCodes() {
        let lengths = lengths
        // A block without a symbol for its end would never end.
        guard lengths[256] != 0,
            literals.build(lengths.span.extracting(0..<literalCount), mayBeSparse: true),
            distances.build(
                lengths.span.extracting(literalCount..<(literalCount + distanceCount)), mayBeSparse: true)
        else {
            state = .damaged
            return
        }
        state = .symbols
    }

    // MARK: - Symbols

    private func readSymbols(_ input: Span<UInt8>, _ reader: inout InputReader, _ output: inout ByteBuffer) -> Bool {
        while true {
            reader.fill(input)
            let symbol: Int
            let taken: Int
            switch literals.read(reader.bits, reader.count) {
            case .symbol(let found, bits: let number):
                symbol = found
                taken = number
            case .incomplete: return false
            case .none:
                state = .damaged
                return true
            }
            if symbol < 256 {
                guard made < room else { return false }
                reader.drop(taken)
                put(UInt8(truncatingIfNeeded: symbol), &output)
                continue
            }
            if symbol == 256 {
                reader.drop(taken)
                endBlock(&reader)
                return true
            }
            guard symbol < 286 else {
                state = .damaged
                return true
            }
            let (base, extra) = Self.length(symbol)
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            state = .distance(length: base + Int(truncatingIfNeeded: reader.take(extra)))
            return true
        }
    }

    private func readDistance(_ length: Int, _ input: Span<UInt8>, _ reader: inout InputReader) -> Bool {
        reader.fill(input)
        switch distances.read(reader.bits, reader.count) {
        case .incomplete: return false
        case .none: state = .damaged
        case .symbol(let symbol, bits: let taken):
            guard symbol < 30 else {
                state = .damaged
                return true
            }
            let (base, extra) = Self.distance(symbol)
            guard reader.count >= taken + extra else { return false }
            reader.drop(taken)
            let distance = base + Int(truncatingIfNeeded: reader.take(extra))
            state = .copy(length: length, distance: distance)
        }
        return true
    }

    /// RFC 1951 §3.2.5.
    private static func length(_ symbol: Int) -> (base: Int, extra: Int) {
        if symbol < 265 { return (symbol - 254, 0) }
        if symbol == 285 { return (258, 0) }
        let extra = (symbol - 261) / 4
        return (3 + (4 + (symbol - 265) % 4) << extra, extra)
    }

    private static func distance(_ symbol: Int) -> (base: Int, extra: Int) {
        if symbol < 4 { return (symbol + 1, 0) }
        let extra = symbol / 2 - 1
        return (1 + (2 + symbol % 2) << extra, extra)
    }

    // MARK: - Output

    private func copy(_ length: Int, _ distance: Int, _ output: inout ByteBuffer) -> Bool {
        guard made < room else { return false }
        // Looked at anew when the copy goes on in another call, as zlib does.
        guard distance <= history + made else {
            state = .damaged
            return true
        }
        let number = min(length, room - made)
        for _ in 0..<number { put(window[(place - distance) & (Self.windowSize - 1)], &output) }
        state = number == length ? .symbols : .copy(length: length - number, distance: distance)
        return number == length
    }

    @inline(__always)
    private func put(_ byte: UInt8, _ output: inout ByteBuffer) {
        window[place] = byte
        place = (place &+ 1) & (Self.windowSize - 1)
        pending &+= 1
        made &+= 1
        if pending == Self.windowSize { handOut(to: &output) }
    }

    /// Appends what is in the window and not yet handed out.
    private func handOut(to output: inout ByteBuffer) {
        if pending == 0 { return }
        let start = (place - pending) & (Self.windowSize - 1)
        let first = min(pending, Self.windowSize - start)
        hand(start..<(start + first), to: &output)
        hand(0..<(pending - first), to: &output)
        total = total &+ UInt32(truncatingIfNeeded: pending)
        pending = 0
    }

    private func hand(_ range: Range<Int>, to output: inout ByteBuffer) {
        if range.isEmpty { return }
        let window = window
        let bytes = window.span.extracting(range)
        checksum.update(bytes)
        output.append(bytes)
    }
}

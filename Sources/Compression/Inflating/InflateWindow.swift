internal import Buffers

/// The last bytes that a decoder made, which matches refer to, and the checksum and length of all of them.
struct InflateWindow {
    private(set) var checksum = CRC32()
    /// Bytes that were handed out, modulo 2 to the power of 32.
    private(set) var total: UInt32 = 0
    /// The newest bytes stand before `place`.
    private var bytes = [UInt8](repeating: 0, count: InflateWindow.size)
    private var place = 0
    /// Bytes that are not yet handed out.
    private var pending = 0

    private static let size = 32_768

    /// Forgets what came. The bytes stay: no match reaches them.
    mutating func reset() { (checksum, total, place, pending) = (CRC32(), 0, 0, 0) }

    /// The byte so far back.
    @inline(__always)
    func byte(at distance: Int) -> UInt8 { bytes[(place - distance) & (Self.size - 1)] }

    /// Takes a byte; hands out what is pending when there is no room for more.
    @inline(__always)
    mutating func put(_ byte: UInt8, _ output: inout ByteBuffer) {
        bytes[place] = byte
        place = (place &+ 1) & (Self.size - 1)
        pending &+= 1
        if pending == Self.size { handOut(to: &output) }
    }

    /// Appends what is not yet handed out.
    mutating func handOut(to output: inout ByteBuffer) {
        if pending == 0 { return }
        let start = (place - pending) & (Self.size - 1)
        let first = min(pending, Self.size - start)
        hand(start..<(start + first), to: &output)
        hand(0..<(pending - first), to: &output)
        total = total &+ UInt32(truncatingIfNeeded: pending)
        pending = 0
    }

    private mutating func hand(_ range: Range<Int>, to output: inout ByteBuffer) {
        if range.isEmpty { return }
        let bytes = bytes
        let piece = bytes.span.extracting(range)
        checksum.update(piece)
        output.append(piece)
    }
}

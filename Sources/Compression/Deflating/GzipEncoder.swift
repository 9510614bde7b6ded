public import Buffers

/// Makes one gzip member (RFC 1952) of bytes that come piece by piece.
///
/// Each piece can be read whole by who has got what came of it, as bodies want that do not end soon. An encoder is used
/// again for one body after another, and allocates nothing then.
public final class GzipEncoder {
    private let settings: GzipSettings
    private var matcher: DeflateMatcher
    private var writer: DeflateBlockWriter
    private var checksum = CRC32()
    private var total: UInt32 = 0
    private var hasBegun = false

    /// Makes an encoder before its first byte.
    public init(_ settings: GzipSettings) {
        self.settings = settings
        matcher = DeflateMatcher(settings)
        writer = DeflateBlockWriter(settings)
    }

    /// Forgets what came, for another member.
    public func reset() {
        matcher.reset()
        writer.output.reset()
        checksum = CRC32()
        total = 0
        hasBegun = false
    }

    /// Puts in the place of bytes what stands for them. After the last piece nothing may come before `reset`.
    public func encode(_ data: inout ByteBuffer, isLast: Bool) {
        let isFirst = !hasBegun
        if isFirst { writeHeader() }
        let count = data.count
        checksum.update(data.readable)
        total = total &+ UInt32(truncatingIfNeeded: count)
        var taken = 0
        while taken < count {
            if matcher.room == 0 {
                writeBlock(isLast: false)
                matcher.slide()
            }
            let next = min(matcher.room, count - taken)
            matcher.take(data.span(at: taken, count: next))
            taken += next
            while matcher.fill() { writeBlock(isLast: false) }
        }
        matcher.settle()
        if isLast {
            writer.write(matcher, isLast: true)
            matcher.blockWritten()
            writer.output.align()
            writer.output.put(checksum.value, 32)
            writer.output.put(total, 32)
        } else if count > 0 || isFirst {
            if !matcher.tokens.isEmpty { writeBlock(isLast: false) }
            writer.flush()
        }
        data.removeAll()
        data.append(writer.output.bytes)
        writer.output.drop()
    }

    private func writeBlock(isLast: Bool) {
        writer.write(matcher, isLast: isLast)
        matcher.blockWritten()
    }

    /// No name and no time; how hard it was tried, and Unix.
    private func writeHeader() {
        hasBegun = true
        writer.output.put(0x0008_8B1F, 32)
        writer.output.put(0, 32)
        writer.output.put(settings.effortMark | 3 << 8, 16)
    }
}

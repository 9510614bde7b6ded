internal import Buffers

/// The streams that were closed last, and who closed them: frames for a stream that we have reset may still be on
/// their way, while a peer that closed a stream by itself knows of it (RFC 9113 §5.1).
///
/// Invariant: `next < capacity`; entries behind `next` are the older ones.
struct HTTP2ClosedStreams: ~Copyable {
    /// Streams that are remembered.
    static let capacity = 128
    // A stream's number; the highest bit says that we have reset it.
    private var entries = PlainArray<UInt32>()
    private var next = 0
    private static let resetBit: UInt32 = 0x8000_0000

    /// How a stream ended.
    enum Ending {
        /// Both sides knew.
        case agreed
        /// By our RST_STREAM.
        case resetByUs
        /// Not known, or not any more.
        case forgotten
    }

    /// Remembers a stream.
    mutating func add(_ stream: UInt32, resetByUs: Bool) {
        let entry = stream | (resetByUs ? Self.resetBit : 0)
        if entries.count < Self.capacity {
            entries.append(entry)
        } else {
            entries[next] = entry
        }
        next = next &+ 1 == Self.capacity ? 0 : next &+ 1
    }

    /// Whether streams may have been forgotten.
    var isFull: Bool { entries.count == Self.capacity }

    /// How `stream` ended.
    func ending(of stream: UInt32) -> Ending {
        var index = entries.count
        while index > 0 {
            index &-= 1
            if entries[index] & ~Self.resetBit == stream {
                return entries[index] & Self.resetBit != 0 ? .resetByUs : .agreed
            }
        }
        return .forgotten
    }
}

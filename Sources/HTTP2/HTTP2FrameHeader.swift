internal import Buffers

/// The first nine bytes of a frame (RFC 9113 §4.1).
struct HTTP2FrameHeader: Equatable, Sendable {
    /// Bytes of a frame header.
    static let size = 9
    /// Bytes that a payload may have, since we never allow more (SETTINGS_MAX_FRAME_SIZE).
    static let maxLength = 16_384

    /// Bytes of the payload.
    var length: Int
    /// What the payload is; unknown types are skipped.
    var type: UInt8
    /// What the bits say depends on the type.
    var flags: UInt8
    /// The stream; 0 for the connection.
    var stream: UInt32

    /// DATA and the other types of RFC 9113 §6.
    static let data: UInt8 = 0x0
    static let headers: UInt8 = 0x1
    static let priority: UInt8 = 0x2
    static let resetStream: UInt8 = 0x3
    static let settings: UInt8 = 0x4
    static let pushPromise: UInt8 = 0x5
    static let ping: UInt8 = 0x6
    static let goAway: UInt8 = 0x7
    static let windowUpdate: UInt8 = 0x8
    static let continuation: UInt8 = 0x9

    /// END_STREAM, of DATA and HEADERS.
    static let endStream: UInt8 = 0x1
    /// ACK, of SETTINGS and PING.
    static let acknowledgement: UInt8 = 0x1
    /// END_HEADERS, of HEADERS and CONTINUATION.
    static let endHeaders: UInt8 = 0x4
    /// PADDED, of DATA and HEADERS.
    static let padded: UInt8 = 0x8
    /// PRIORITY, of HEADERS.
    static let prioritized: UInt8 = 0x20

    init(length: Int, type: UInt8, flags: UInt8, stream: UInt32) {
        self.length = length
        self.type = type
        self.flags = flags
        self.stream = stream
    }

    /// Reads the header at the start of `bytes`; nil when it is not all there.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.size else { return nil }
        length = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
        type = bytes[3]
        flags = bytes[4]
        // The highest bit is reserved and ignored.
        stream =
            UInt32(bytes[5] & 0x7f) << 24 | UInt32(bytes[6]) << 16 | UInt32(bytes[7]) << 8 | UInt32(bytes[8])
    }

    /// Whether the payload begins with the number of its last bytes that mean nothing.
    var isPadded: Bool { has(Self.padded) && (type == Self.data || type == Self.headers) }

    /// Bytes that the flags of DATA and HEADERS promise in front of what is carried.
    var leastLength: Int {
        (isPadded ? 1 : 0) &+ (type == Self.headers && has(Self.prioritized) ? 5 : 0)
    }

    /// Whether the flag is set.
    func has(_ flag: UInt8) -> Bool { flags & flag != 0 }
}

internal import Buffers

/// Counts the messages of a gRPC body, whose bytes come in pieces: each has a byte of flags, four of length, and then
/// so many bytes.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
struct GRPCMessageCounter: BitwiseCopyable {
    /// Messages that have begun, as Envoy counts them.
    private(set) var count: UInt64 = 0
    private var prefix = GRPCPrefix()
    private var left: UInt64 = 0
    private let isAnswer: Bool
    private var isOver = false

    /// With `isAnswer`, what has the flag that ends an answer of the Connect protocol counts no more than what stands
    /// behind it, as in Envoy.
    init(isAnswer: Bool = false) { self.isAnswer = isAnswer }

    /// Takes the next bytes.
    mutating func take(_ data: Span<UInt8>) {
        if isOver { return }
        var index = 0
        while index < data.count {
            if left > 0 {
                let here = min(left, UInt64(data.count &- index))
                left &-= here
                index &+= Int(truncatingIfNeeded: here)
            } else {
                if prefix.isEmpty {
                    if isAnswer && data[index] & Self.endOfAnswer != 0 {
                        isOver = true
                        return
                    }
                    count &+= 1
                }
                if prefix.take(data[index]) {
                    left = prefix.length
                    prefix = GRPCPrefix()
                }
                index &+= 1
            }
        }
    }

    /// https://connectrpc.com/docs/protocol/ (Streaming responses)
    private static let endOfAnswer: UInt8 = 0x2
}

/// The five bytes before a message, while they come.
struct GRPCPrefix: BitwiseCopyable {
    static let size = 5

    private var seen = 0
    /// Whether none of it has come.
    var isEmpty: Bool { seen == 0 }
    private(set) var length: UInt64 = 0

    /// Takes one byte; true when it was the last.
    mutating func take(_ byte: UInt8) -> Bool {
        seen &+= 1
        if seen > 1 { length = length &<< 8 | UInt64(byte) }
        return seen == Self.size
    }
}

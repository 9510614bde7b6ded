internal import Buffers

/// By which two texts of a resource are told apart, as in Envoy: what is kept of a resource for display has its keys
/// taken out.
public struct ResourceFingerprint: Sendable, Equatable {
    private let hash: UInt64
    private let count: Int

    /// Of a text.
    public init(_ text: [UInt8]) {
        hash = Bytes.xxHash64(text.span)
        count = text.count
    }
}

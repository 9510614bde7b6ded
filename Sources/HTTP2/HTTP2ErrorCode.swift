/// Why a stream or a connection is ended, as RST_STREAM and GOAWAY say it (RFC 9113 §7). Any number may come.
public struct HTTP2ErrorCode: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public let rawValue: UInt32

    /// Takes the number as it is.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// NO_ERROR
    public static let noError = HTTP2ErrorCode(rawValue: 0x0)
    /// PROTOCOL_ERROR
    public static let protocolError = HTTP2ErrorCode(rawValue: 0x1)
    /// INTERNAL_ERROR
    public static let internalError = HTTP2ErrorCode(rawValue: 0x2)
    /// FLOW_CONTROL_ERROR
    public static let flowControlError = HTTP2ErrorCode(rawValue: 0x3)
    /// STREAM_CLOSED
    public static let streamClosed = HTTP2ErrorCode(rawValue: 0x5)
    /// FRAME_SIZE_ERROR
    public static let frameSizeError = HTTP2ErrorCode(rawValue: 0x6)
    /// REFUSED_STREAM
    public static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
    /// CANCEL
    public static let cancel = HTTP2ErrorCode(rawValue: 0x8)
    /// CONNECT_ERROR
    public static let connectError = HTTP2ErrorCode(rawValue: 0xa)
    /// ENHANCE_YOUR_CALM
    public static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xb)
}

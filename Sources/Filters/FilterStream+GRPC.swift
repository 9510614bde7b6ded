public import Buffers
internal import HTTPSemantics

extension FilterStream {
    /// A local reply as a gRPC client reads it: status 200, and the error in fields of the head.
    ///
    /// Source: https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
    func composeGRPCReply(status: UInt16, message: Span<UInt8>) {
        responseHead.status = 200
        responseHead.headers.set(.contentType, "application/grpc")
        if !responseHead.headers.contains(.grpcStatus) {
            let number = grpcStatusOfReply ?? Self.grpcStatus(status)
            responseHead.headers.append(.grpcStatus) { $0.append(decimal: number) }
        }
        if message.count > 0 && requestHead.method != .head {
            responseHead.headers.append(.grpcMessage) { appendGRPCMessage(message, to: &$0) }
        }
    }

    /// Writes a text as `grpc-message` has it: percent-encoded where it is no visible ASCII, and as in Envoy
    /// where it is `~`.
    public final func appendGRPCMessage(_ message: Span<UInt8>, to output: inout ByteBuffer) {
        for index in message.indices {
            let byte = message[index]
            if byte >= 0x20 && byte < 0x7e && byte != UInt8(ascii: "%") {
                output.append(byte)
            } else {
                output.append("%")
                output.append(Self.digit(byte >> 4))
                output.append(Self.digit(byte & 0xf))
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    /// The gRPC status that stands for an HTTP status.
    public static func grpcStatus(_ status: UInt16) -> UInt64 {
        switch status {
        case 400: 13
        case 401: 16
        case 403: 7
        case 404: 12
        case 429, 502, 503, 504: 14
        default: 2
        }
    }
}

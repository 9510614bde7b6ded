internal import Buffers

extension HeaderMap {
    /// Whether a request is a gRPC call: its content type is `application/grpc`, alone or with a suffix (`+proto`).
    public var isGRPC: Bool {
        let index = firstIndex(of: .contentType)
        guard index >= 0 else { return false }
        let type = value(at: index)
        let plain: StaticString = "application/grpc"
        guard type.count >= 16, Bytes.equal(type.extracting(first: 16), plain) else { return false }
        // As in Envoy, several fields are one list, which is no content type.
        return (type.count == 16 || type[16] == UInt8(ascii: "+")) && self.index(of: .contentType, from: index &+ 1) < 0
    }
}

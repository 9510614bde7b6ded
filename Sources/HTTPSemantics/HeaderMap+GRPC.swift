internal import Buffers

extension HeaderMap {
    /// Whether the content type is gRPC's: `application/grpc`, alone or with a suffix (`+proto`).
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

extension RequestHead {
    /// Whether the request is a gRPC call: it has a path, which CONNECT lacks, and gRPC's content type.
    public var isGRPC: Bool { headers.isGRPC && headers.firstIndex(of: .path) >= 0 }
}

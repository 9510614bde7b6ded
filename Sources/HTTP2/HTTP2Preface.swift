public import Buffers

/// What a client sends first (RFC 9113 §3.4), for whoever has to tell the version of HTTP by it.
public enum HTTP2Preface {
    /// What the first bytes of a connection tell.
    public enum Verdict: Sendable {
        /// It is HTTP/2, or nothing at all: no request of HTTP/1 begins so.
        case http2
        /// It is something else.
        case other
        /// More bytes are needed.
        case open
    }

    static let bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// `PRI * HTTP/2`
    private static let decidingBytes = 12

    /// Judges the first bytes of a connection.
    public static func judge(_ input: borrowing ByteBuffer) -> Verdict {
        let count = min(input.count, decidingBytes)
        for index in 0..<count where input[index] != bytes[index] { return .other }
        return count == decidingBytes ? .http2 : .open
    }
}

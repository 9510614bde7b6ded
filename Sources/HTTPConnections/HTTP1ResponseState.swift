internal import HTTP1
internal import HTTPSemantics

/// The response of an HTTP/1.1 connection's current stream: how far it is, and how its body is framed.
struct HTTP1ResponseState {
    /// Whether its head was written.
    private(set) var isStarted = false
    /// Whether its last byte was written.
    var isComplete = false
    /// How its body ends.
    private(set) var framing = HTTP1Serializer.Framing.none
    /// Whether it has a body, whatever its fields say.
    private(set) var hasBody = true
    /// Whether it has opened a tunnel.
    private(set) var isTunnel = false

    /// Whether body bytes go out as chunks.
    var isChunked: Bool { hasBody && framing == .chunked }

    /// A head is about to be written: decides how the body behind it is framed (RFC 9112 §6).
    @inline(__always)
    mutating func start(
        _ head: borrowing ResponseHead, to request: borrowing RequestHead, version: HTTPVersion, endStream: Bool
    ) {
        let status = head.status
        let answersHead = request.method == .head
        isStarted = true
        isTunnel = !endStream && request.tunnel.isGranted(by: status)
        hasBody = isTunnel || (!answersHead && status != 204 && status != 304 && status >= 200)
        if isTunnel {
            framing = .tunnel
        } else if head.headers.contains(.contentLength) {
            framing = .contentLength
        } else if status == 204 || status == 304 || status < 200 || (answersHead && version == .http10) {
            framing = .none
        } else if answersHead {
            framing = .chunked
        } else if endStream {
            framing = .emptyBody
        } else if version == .http10 {
            framing = .untilClose
        } else {
            framing = .chunked
        }
    }
}

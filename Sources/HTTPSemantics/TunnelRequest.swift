/// What a request asks for beyond an answer: that its connection, or stream, become a tunnel (RFC 9110 §7.8, §9.3.6).
///
/// Extended CONNECT of HTTP/2 (RFC 8441) is an upgrade here: a codec writes it into the head as HTTP/1.1 would, and
/// reads it out of there, so that nothing between the codecs knows a difference.
public enum TunnelRequest: UInt8, Sendable {
    /// No tunnel.
    case none
    /// Another protocol, named by `upgrade`.
    case upgrade
    /// Bytes to and from the authority: a CONNECT request.
    case connect

    /// Whether an answer with that status opens the tunnel. Until then, and with any other answer, what follows the
    /// request's head is nobody's.
    @inlinable public func isGranted(by status: UInt16) -> Bool {
        switch self {
        case .none: false
        case .upgrade: status == 101
        case .connect: status >= 200 && status < 300
        }
    }
}

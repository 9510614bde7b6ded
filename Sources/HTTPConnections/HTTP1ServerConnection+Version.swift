internal import Buffers
internal import EventLoops
internal import HTTP2
internal import Transports

/// The choice between HTTP/1.1 and HTTP/2 on a connection that may speak either.
extension HTTP1ServerConnection {
    /// Follows the handshake's agreement (RFC 7301). Without one, looks whether HTTP/2's preface comes (RFC 9113 §3.4).
    /// False while that is open, and when it is HTTP/2.
    func decideVersion() -> Bool {
        let agreed = connection.transport?.applicationProtocol ?? ""
        let verdict: HTTP2Preface.Verdict =
            switch agreed {
            case "": HTTP2Preface.judge(connection.inbound)
            case "h2": .http2
            default: .other
            }
        switch verdict {
        case .other:
            isUndecided = false
            return true
        case .open:
            // A client that stops inside the preface sends no head in time either.
            if let headTimer, !headTimer.isArmed { armHead() }
            return peerFinished
        case .http2:
            isUndecided = false
            isClosed = true
            stopTimers()
            owner.http2Chosen(self)
            return false
        }
    }
}

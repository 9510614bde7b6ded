internal import HTTP2
internal import HTTPSemantics

/// Why we ended a connection, for the log of its listener.
public struct LocalEnd: Sendable {
    /// Envoy's words.
    public let words: StaticString
    /// Whether the client broke the protocol.
    public let isProtocolError: Bool

    private init(_ words: StaticString, isProtocolError: Bool = false) {
        self.words = words
        self.isProtocolError = isProtocolError
    }

    /// It reached `maxConnectionDuration` before its first byte.
    static let age = LocalEnd("duration_timeout")
    /// It reached `idleTimeout` before its first byte.
    static let idleness = LocalEnd("on_idle_timeout")
    /// It was to end, and its last stream had.
    static let drained = LocalEnd("deferred_close_on_drained_connection")
    /// The client did not answer a PING.
    static let silence = LocalEnd("http2_ping_timeout")
    /// Its client reset most streams as soon as they were opened.
    static let abuse = broken("codec_error:Connection_was_closed_while_dispatching_frames")
    /// What was said last had waited for the client to leave for `delayedCloseTimeout`.
    public static let patience = LocalEnd("triggered_delayed_close_timeout")

    /// The client broke the protocol.
    static func broken(_ words: StaticString) -> LocalEnd { LocalEnd(words, isProtocolError: true) }

    /// The client broke the rules of HTTP/2.
    static func broken(_ failure: HTTP2Failure) -> LocalEnd {
        switch failure.problem {
        case .emptyFrameFlood: broken("codec_error:Too_many_consecutive_frames_with_an_empty_payload")
        case .priorityFlood, .windowUpdateFlood, .outboundControlFlood, .outboundFlood:
            broken(failure.problem.details)
        // What fails in Envoy is its own callback, by which the library that it uses tells of it.
        default: broken("codec_error:The_user_callback_function_failed")
        }
    }
}

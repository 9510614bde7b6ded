public import HTTPSemantics

/// What one call of `HTTP2Session.step` found. The caller drops the `consumed` bytes of `HTTP2Session.step`'s result
/// and calls again with the rest.
///
/// A stream is named by its place in the session's table, `HTTP2Session.withStream`: a step counts no reference.
public enum HTTP2Step {
    /// Nothing more can be told from these bytes: call again when there are more.
    case needMoreBytes
    /// A frame, or a part of one, that concerns nobody else.
    case handled
    /// A head is complete and stands in the stream's head.
    case head(Int, endStream: Bool)
    /// A 1xx head is complete and stands in the stream's head; the final one follows (responses only).
    case informational(Int)
    /// Body bytes stand at `offset ..< offset + count` of the bytes given to the call; they count against the peer's
    /// windows until `HTTP2Session.consume`.
    case data(Int, offset: Int, count: Int, endStream: Bool)
    /// The trailers are complete and stand in the stream's trailers.
    case trailers(Int)
    /// The message broke the rules; the stream was reset.
    case broken(Int, MessageProblem)
    /// The peer gave the stream up.
    case reset(Int, HTTP2ErrorCode)
    /// The peer takes no further streams; those above `lastStream` were not looked at.
    case goAway(lastStream: UInt32, HTTP2ErrorCode)
    /// The peer's settings have changed.
    case settings
    /// The peer has answered our PING.
    case pingAnswered
    /// The connection cannot go on: GOAWAY is written; send it and close.
    case failed(HTTP2Failure)

    /// The place of the stream that it concerns; -1 when it is none.
    public var place: Int {
        switch self {
        case .head(let place, _), .informational(let place), .data(let place, _, _, _), .trailers(let place),
            .broken(let place, _), .reset(let place, _):
            place
        case .needMoreBytes, .handled, .goAway, .settings, .pingAnswered, .failed: -1
        }
    }

    /// Whether nothing more comes of the connection.
    public var isLast: Bool { if case .failed = self { true } else { false } }

    /// Whether a header block ended, which costs more than other frames.
    public var endsBlock: Bool {
        switch self {
        case .head, .informational, .trailers, .broken: true
        case .needMoreBytes, .handled, .data, .reset, .goAway, .settings, .pingAnswered, .failed: false
        }
    }
}

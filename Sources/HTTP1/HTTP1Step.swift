public import HTTPSemantics

/// What one call of a parser's `step` found. `consumed` and `offset` count from the start of the bytes given to that
/// call; the caller drops `consumed` bytes and calls again with the rest.
public enum HTTP1Step: Sendable {
    /// These bytes complete nothing: drop `consumed` of them, and call again when there are more.
    case needMoreBytes(consumed: Int)
    /// A head is complete and stands in `head`; `endOfMessage` says that no body follows.
    case head(consumed: Int, endOfMessage: Bool)
    /// A 1xx head other than 101 is complete and stands in `head`; the final head follows (responses only).
    case informational(consumed: Int)
    /// Body bytes are at `offset ..< offset + count` of the input.
    case data(offset: Int, count: Int, endOfMessage: Bool, consumed: Int)
    /// The message ended; with `hasTrailers` its trailers stand in `trailers`.
    case endOfMessage(consumed: Int, hasTrailers: Bool)
    /// The message violates the protocol; no later byte of the connection can be trusted.
    case failed(MessageProblem)
}

/// How the end of a message body is found (RFC 9112 §6).
public enum HTTP1Framing: Sendable, Equatable {
    /// No body.
    case none
    /// After so many bytes.
    case contentLength(UInt64)
    /// The chunked transfer coding.
    case chunked
    /// All bytes until the peer closes (responses only).
    case untilClose
    /// Bytes without an end: a CONNECT request, or an upgrade.
    case tunnel
}

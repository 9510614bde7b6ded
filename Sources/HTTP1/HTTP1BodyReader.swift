internal import HTTPSemantics

/// Reads a body that has a length or is chunked, with its trailers (RFC 9112 §6.2, §7.1).
///
/// ```
///  counted ──all bytes──▶ end
///  chunks ──last chunk──▶ trailers ──empty line──▶ end
/// ```
/// The last step is `.data` with `endOfMessage`, `.endOfMessage` or `.failed`; `begin` or `beginChunks` start the next
/// body.
struct HTTP1BodyReader {
    private enum State {
        case counted, chunks, trailers
    }

    private var state = State.counted
    private var remaining: UInt64 = 0
    private var chunks = HTTP1ChunkedDecoder()

    /// Starts a body of `length` bytes, at least one.
    mutating func begin(length: UInt64) {
        remaining = length
        state = .counted
    }

    /// Bytes still to come of a body with a length; 0 for a chunked one.
    var left: UInt64 { state == .counted ? remaining : 0 }

    /// Skips bytes (`left` at most) that are not read here; true when they were the last.
    mutating func skip(_ count: Int) -> Bool {
        remaining &-= min(remaining, UInt64(truncatingIfNeeded: count))
        return remaining == 0
    }

    /// Starts a chunked body.
    mutating func beginChunks() {
        chunks = HTTP1ChunkedDecoder()
        state = .chunks
    }

    /// Reads as far as the next step; see `HTTP1RequestParser.step`. `scanner` is used for the trailers.
    mutating func step(
        _ input: Span<UInt8>, scanner: inout HTTP1HeadScanner, trailers: inout HeaderMap, options: HTTP1Options
    ) -> HTTP1Step {
        switch state {
        case .counted: return readCounted(input)
        case .chunks: return readChunks(input, &scanner, &trailers, options)
        case .trailers: return Self.readTrailers(input, at: 0, &scanner, &trailers, options)
        }
    }

    private mutating func readCounted(_ input: Span<UInt8>) -> HTTP1Step {
        if input.isEmpty { return .needMoreBytes(consumed: 0) }
        let here = min(UInt64(input.count), remaining)
        remaining &-= here
        let count = Int(truncatingIfNeeded: here)
        return .data(offset: 0, count: count, endOfMessage: remaining == 0, consumed: count)
    }

    private mutating func readChunks(
        _ input: Span<UInt8>, _ scanner: inout HTTP1HeadScanner, _ trailers: inout HeaderMap, _ options: HTTP1Options
    ) -> HTTP1Step {
        switch chunks.step(input, from: 0) {
        case .needMoreBytes(let consumed): return .needMoreBytes(consumed: consumed)
        case .failed: return .failed(MessageProblem.codecError)
        case .data(let offset, let count, let consumed):
            if chunks.isEnd(input, at: consumed) {
                return .data(offset: offset, count: count, endOfMessage: true, consumed: consumed &+ 5)
            }
            return .data(offset: offset, count: count, endOfMessage: false, consumed: consumed)
        case .last(let consumed):
            state = .trailers
            scanner.reset(.trailers)
            return Self.readTrailers(input, at: consumed, &scanner, &trailers, options)
        }
    }

    private static func readTrailers(
        _ input: Span<UInt8>, at start: Int, _ scanner: inout HTTP1HeadScanner, _ trailers: inout HeaderMap,
        _ options: HTTP1Options
    ) -> HTTP1Step {
        switch HTTP1Trailers.read(input.extracting(start..<input.count), &scanner, &trailers, options) {
        case .incomplete: return .needMoreBytes(consumed: start)
        case .failed(let problem): return .failed(problem)
        case .complete(let length):
            return .endOfMessage(consumed: start &+ length, hasTrailers: !trailers.isEmpty)
        }
    }
}

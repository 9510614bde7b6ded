internal import Buffers
public import HTTPSemantics

/// Parses responses from a connection's bytes (RFC 9112), without I/O. Call `begin` for each request that was sent.
///
/// ```
///  idle ──begin──▶ head ──1xx──▶ head (the final one follows, or a further one, in any number)
///                    ├──HEAD, 204, 304, length 0──▶ complete ──begin──▶ head
///                    ├──content-length, chunked──▶ body ──end──▶ ▲
///                    └──neither, CONNECT, 101──▶ untilClose ──end of input──▶ complete
///  any ──wrong byte──▶ failed (for good)
/// ```
public struct HTTP1ResponseParser: ~Copyable {
    private enum State {
        case idle, head, body, untilClose, complete
        case failed(MessageProblem)
    }

    private let options: HTTP1Options
    private var state = State.idle
    private var scanner = HTTP1HeadScanner(.response)
    private var body = HTTP1BodyReader()
    private var method = HTTPMethod.get
    private var tunnel = TunnelRequest.none
    /// Whether an interim (1xx) response has come before the final one.
    private var hasInformational = false

    /// The version of the response last parsed. Any version but 1.1 counts as 1.0.
    public private(set) var version = HTTPVersion.http11
    /// Whether the connection persists after the response last parsed (RFC 9112 §9.3).
    public private(set) var keepAlive = true
    /// Whether the version or fields of the head last parsed announce the connection's end.
    public private(set) var announcesClose = false
    /// How the end of the response last parsed is found.
    public private(set) var framing = HTTP1Framing.none

    /// Makes a parser that accepts no byte before `begin`.
    public init(options: HTTP1Options) { self.options = options }

    /// Whether no response is expected, or no byte of it was seen.
    public var isBetweenMessages: Bool {
        switch state {
        case .idle, .complete: true
        case .head: scanner.isPristine && !hasInformational
        case .body, .untilClose, .failed: false
        }
    }

    /// Expects the response to a request with this method, which asked for this tunnel.
    public mutating func begin(requestMethod: HTTPMethod, tunnel: TunnelRequest = .none) {
        method = requestMethod
        self.tunnel = tunnel
        hasInformational = false
        version = .http11
        keepAlive = true
        framing = .none
        scanner.reset(.response)
        state = .head
    }

    /// Parses as far as the next step; see `HTTP1RequestParser.step`.
    ///
    /// `head` is filled when the step is `.head` or `.informational`, `trailers` when it is `.endOfMessage` with
    /// trailers. Bytes that come without a request fail (RFC 9112 §9.2).
    public mutating func step(
        _ input: Span<UInt8>, head: inout ResponseHead, trailers: inout HeaderMap
    ) -> HTTP1Step {
        if input.isEmpty { return .needMoreBytes(consumed: 0) }
        switch state {
        case .idle, .complete: return fail(MessageProblem.codecError)
        case .head: return readHead(input, &head, &trailers)
        case .body: return readBody(input, &trailers)
        case .untilClose:
            return .data(offset: 0, count: input.count, endOfMessage: false, consumed: input.count)
        case .failed(let problem): return .failed(problem)
        }
    }

    /// The peer has closed its direction. That ends a body without a length; any other incomplete response has failed.
    /// `.needMoreBytes` says that no byte of a final response had come, as between messages.
    public mutating func endOfInput() -> HTTP1Step {
        switch state {
        case .untilClose:
            state = .complete
            return .endOfMessage(consumed: 0, hasTrailers: false)
        case .idle, .complete: return .needMoreBytes(consumed: 0)
        case .head where scanner.isPristine: return .needMoreBytes(consumed: 0)
        case .head, .body: return fail(MessageProblem.codecError)
        case .failed(let problem): return .failed(problem)
        }
    }

    private mutating func fail(_ problem: MessageProblem) -> HTTP1Step {
        state = .failed(problem)
        keepAlive = false
        return .failed(problem)
    }

    // MARK: - Head

    private mutating func readHead(
        _ input: Span<UInt8>, _ head: inout ResponseHead, _ trailers: inout HeaderMap
    ) -> HTTP1Step {
        head.reset()
        if trailers.count > 0 { trailers.removeAll() }
        if scanner.isPristine && options.takesFieldsAsTheyAre {
            let length = parseAtOnce(input, &head)
            if length > 0 { return finishHead(length, head.status) }
            head.reset()
            if case .failed(let problem) = state { return .failed(problem) }
        }
        switch scanner.scan(input, options: options) {
        case .incomplete: return .needMoreBytes(consumed: 0)
        case .failed(let problem): return fail(problem)
        case .complete(let length):
            if let problem = parseLines(input.extracting(0..<length), &head) {
                head.reset()
                return fail(problem)
            }
            return finishHead(length, head.status)
        }
    }

    private mutating func finishHead(_ length: Int, _ status: UInt16) -> HTTP1Step {
        if status < 200 && status != 101 {
            hasInformational = true
            scanner.reset(.response)
            return .informational(consumed: length)
        }
        return .head(consumed: length, endOfMessage: endsWithHead())
    }

    private mutating func endsWithHead() -> Bool {
        switch framing {
        case .none:
            state = .complete
            return true
        case .contentLength(let length):
            body.begin(length: length)
            state = .body
        case .chunked:
            body.beginChunks()
            state = .body
        case .untilClose, .tunnel:
            keepAlive = false
            state = .untilClose
        }
        return false
    }

    /// The fast path: parses a head that is complete in the input, touching each byte once.
    ///
    /// - Returns: the length of the head; 0 when the state is `failed`, or when the head needs the other path.
    private mutating func parseAtOnce(_ bytes: Span<UInt8>, _ head: inout ResponseHead) -> Int {
        guard let line = HTTP1StatusLine(bytes) else { return 0 }
        let limit = min(bytes.count, options.fastHeadLimit)
        if line.length > limit { return 0 }
        let base = head.headers.adoptBlock(bytes.extracting(0..<limit))
        var hosts = 0
        let end = head.headers.readFieldSection(
            from: base &+ line.length, maxFields: options.maxFields, authorityIndex: -1, hosts: &hosts)
        if end < 0 { return 0 }
        head.headers.truncateBlock(to: end)
        if let problem = interpret(line, &head) {
            _ = fail(problem)
            return 0
        }
        return end &- base
    }

    /// The general path: parses a head whose end the scanner has found; `bytes` are all of it.
    private mutating func parseLines(_ bytes: Span<UInt8>, _ head: inout ResponseHead) -> MessageProblem? {
        guard let line = HTTP1StatusLine(bytes) else { return wrongBytes(bytes) }
        let base = head.headers.adoptBlock(bytes)
        head.headers.spellsAdditionsProperly = options.spellsAdditionsProperly
        if options.keepsReason && line.length > 15 {
            head.keepReason(offset: base &+ 13, count: line.length &- 15)
        }
        var hosts = 0
        guard scanner.addFields(bytes, from: 1, to: &head.headers, base: base, hosts: &hosts, options: options) else {
            return wrongBytes(bytes)
        }
        return interpret(line, &head)
    }

    private func wrongBytes(_ bytes: Span<UInt8>) -> MessageProblem {
        scanner.firstProblem(bytes, length: bytes.count, options: options) ?? MessageProblem.codecError
    }

    /// Determines how the body ends, by the rules of RFC 9112 §6.3 in their order.
    private mutating func interpret(_ line: HTTP1StatusLine, _ head: inout ResponseHead) -> MessageProblem? {
        let status = line.status
        head.status = status
        head.version = line.version
        version = line.version
        let declared = HTTP1BodyLength.declared(&head.headers, options: options)
        if case .failed(let problem) = declared { return problem }
        if status < 200 || status == 204 {
            if case .chunked = declared { return MessageProblem.transferEncodingNotAllowed }
            if case .length(let length) = declared {
                if length != 0 { return MessageProblem.contentLengthNotAllowed }
                head.headers.remove(.contentLength)
            }
        }
        if head.headers.mayRepeat { head.headers.joinRepeated(in: .joinedInResponses) }
        keepAlive = HTTP1BodyLength.keepsAlive(head.headers, version: version)
        announcesClose = !keepAlive
        if status == 101 {
            if tunnel != .upgrade { return MessageProblem.codecError }
            // A 101 that names no protocol has switched to none: the head is the whole response.
            let names =
                head.headers.contains(.upgrade) && HTTP1BodyLength.lists(head.headers, .connection, "upgrade")
            framing = names ? .tunnel : .none
            keepAlive = false
            return nil
        }
        if tunnel.isGranted(by: status) {
            // RFC 9112 §6.3: both framing fields are ignored here.
            head.headers.remove(.contentLength)
            head.headers.remove(.transferEncoding)
            framing = .tunnel
            return nil
        }
        if method == .head || status < 200 || status == 204 || status == 304 {
            framing = .none
            return nil
        }
        switch declared {
        case .nothing, .failed: framing = .untilClose
        case .length(let length): framing = length == 0 ? .none : .contentLength(length)
        case .chunked:
            // RFC 9112 §6.1: chunked in HTTP/1.0 is faulty framing, so the connection is not reused.
            if version == .http10 { keepAlive = false }
            framing = .chunked
        }
        return nil
    }

    // MARK: - Body

    /// Bytes still to come of a body with `content-length`; 0 without one.
    public var bodyLeft: UInt64 {
        if case .body = state { return body.left }
        return 0
    }

    /// Skips body bytes that the caller has moved otherwise (`bodyLeft` at most); true when they were the last.
    public mutating func skipBody(_ count: Int) -> Bool {
        guard case .body = state, body.skip(count) else { return false }
        state = .complete
        return true
    }

    private mutating func readBody(_ input: Span<UInt8>, _ trailers: inout HeaderMap) -> HTTP1Step {
        let step = body.step(input, scanner: &scanner, trailers: &trailers, options: options)
        switch step {
        case .data(_, _, endOfMessage: true, _), .endOfMessage: state = .complete
        case .failed(let problem): return fail(problem)
        default: break
        }
        return step
    }
}

internal import Buffers
public import HTTPSemantics

/// Reads requests from a connection's bytes (RFC 9112), one after the other, without I/O.
///
/// ```
///  head ──no body──────────────────────────────▶ complete ──next byte──▶ head
///    ├──content-length──▶ counted ──all bytes──▶    ▲
///    ├──chunked──▶ chunks ──last chunk──▶ trailers ─┘
///    └──CONNECT, upgrade──▶ tunnel (bytes without an end)
///  any ──wrong byte──▶ failed (for good)
/// ```
/// Stricter than Envoy where Envoy tolerates what RFC 9112 lets a recipient refuse: bare line feeds, folded lines.
public struct HTTP1RequestParser: ~Copyable {
    private enum State {
        case head, counted, chunks, trailers, tunnel, complete
        case failed(MessageProblem)
    }

    private let options: HTTP1Options
    private var state = State.head
    private var scanner = HTTP1HeadScanner(.request)
    private var trailerScanner = HTTP1HeadScanner(.trailers)
    private var chunks = HTTP1ChunkedDecoder()
    private var remaining: UInt64 = 0

    /// The version of the message last parsed; anything but 1.1 counts as 1.0.
    public private(set) var version = HTTPVersion.http11
    /// Whether the message last parsed lets the connection live on (RFC 9112 §9.3).
    public private(set) var keepAlive = true
    /// Whether the client waits for a 100 response before it sends the body (RFC 9110 §10.1.1).
    public private(set) var expectsContinue = false
    /// How the end of the message last parsed is found.
    public private(set) var framing = HTTP1Framing.none
    /// Whether the message last parsed asks for another protocol than h2c (RFC 9110 §7.8).
    public private(set) var isUpgrade = false
    /// Whether the target of the message last parsed was in absolute form with the scheme https.
    public private(set) var isHTTPSTarget = false

    /// Waits for the first request.
    public init(options: HTTP1Options) { self.options = options }

    /// Whether no byte of a next message was seen.
    public var isBetweenMessages: Bool {
        switch state {
        case .complete: true
        case .head: scanner.isPristine
        case .counted, .chunks, .trailers, .tunnel, .failed: false
        }
    }

    /// Whether some byte of a request was seen but its head is not complete.
    public var hasStarted: Bool {
        if case .head = state { return !scanner.isPristine }
        return false
    }

    /// Forgets the message last parsed; call it between messages only.
    public mutating func reset() { startMessage() }

    /// Reads on. `input` begins with the first byte that no earlier call consumed.
    ///
    /// `head` is filled with `.head`, `trailers` with `.endOfMessage` that has trailers; both are emptied first.
    public mutating func step(
        _ input: Span<UInt8>, head: inout RequestHead, trailers: inout HeaderMap
    ) -> HTTP1Step {
        switch state {
        case .head: return readHead(input, &head, &trailers)
        case .complete:
            startMessage()
            return readHead(input, &head, &trailers)
        case .counted: return readCounted(input)
        case .chunks: return readChunks(input, &trailers)
        case .trailers: return readTrailers(input, at: 0, &trailers)
        case .tunnel:
            if input.isEmpty { return .needMoreBytes(consumed: 0) }
            return .data(offset: 0, count: input.count, endOfMessage: false, consumed: input.count)
        case .failed(let problem): return .failed(problem)
        }
    }

    // MARK: - Head

    private mutating func startMessage() {
        state = .head
        scanner.reset()
        keepAlive = true
        expectsContinue = false
        framing = .none
        isUpgrade = false
        isHTTPSTarget = false
        version = .http11
    }

    private mutating func fail(_ problem: MessageProblem) -> HTTP1Step {
        state = .failed(problem)
        keepAlive = false
        return .failed(problem)
    }

    private mutating func readHead(
        _ input: Span<UInt8>, _ head: inout RequestHead, _ trailers: inout HeaderMap
    ) -> HTTP1Step {
        // Empty lines before a request line are dropped (RFC 9112 §2.2).
        var skipped = 0
        if scanner.isPristine {
            while skipped < input.count && (input[skipped] == 0x0d || input[skipped] == 0x0a) { skipped &+= 1 }
        }
        if skipped == input.count { return .needMoreBytes(consumed: skipped) }
        let bytes = input.extracting(skipped..<input.count)
        switch scanner.scan(bytes, options: options) {
        case .incomplete: return .needMoreBytes(consumed: skipped)
        case .failed(let problem): return fail(problem)
        case .complete(let length):
            head.reset()
            trailers.removeAll()
            if let problem = parseHead(bytes.extracting(0..<length), &head) { return fail(problem) }
            return .head(consumed: skipped &+ length, endOfMessage: endsWithHead())
        }
    }

    /// Enters the state that the framing demands.
    private mutating func endsWithHead() -> Bool {
        switch framing {
        case .none:
            state = .complete
            return true
        case .contentLength(let length):
            remaining = length
            state = .counted
        case .chunked:
            chunks = HTTP1ChunkedDecoder()
            state = .chunks
        case .untilClose, .tunnel: state = .tunnel
        }
        return false
    }

    private mutating func parseHead(_ bytes: Span<UInt8>, _ head: inout RequestHead) -> MessageProblem? {
        guard
            let line = HTTP1RequestLine(
                bytes, end: scanner.firstLineEnd, allowCustomMethods: options.allowCustomMethods)
        else { return wrongBytes(bytes) }
        head.method = line.method
        head.version = line.version
        version = line.version
        let base = head.headers.adoptBlock(bytes)
        head.headers.appendParsed(.method, valueOffset: base, valueLength: line.methodLength)
        let isConnect = line.method == .connect
        if !isConnect {
            head.headers.appendParsed(
                .path, valueOffset: base &+ line.target.lowerBound, valueLength: line.target.count)
        }
        // The place of `:authority` is held before its value is known, so that the pseudo-header fields stand first.
        let authorityIndex = head.headers.count
        head.headers.appendParsed(.authority, valueOffset: base, valueLength: 0)
        var hosts = 0
        guard
            scanner.addFields(
                bytes, from: 1, to: &head.headers, base: base, authorityIndex: authorityIndex, hosts: &hosts,
                options: options)
        else { return wrongBytes(bytes) }
        return interpret(bytes, line, base, authorityIndex, hosts, &head)
    }

    private func wrongBytes(_ bytes: Span<UInt8>) -> MessageProblem {
        scanner.firstProblem(bytes, length: bytes.count, options: options) ?? HTTP1Problem.codecError
    }

    /// Everything that needs the whole head, in Envoy's order.
    private mutating func interpret(
        _ bytes: Span<UInt8>, _ line: HTTP1RequestLine, _ base: Int, _ authorityIndex: Int, _ hosts: Int,
        _ head: inout RequestHead
    ) -> MessageProblem? {
        if head.headers.mayContain(.upgrade) { readUpgrade(&head) }
        switch HTTP1BodyLength.declared(&head.headers, options: options) {
        case .failed(let problem): return problem
        case .nothing: framing = .none
        case .length(let length): framing = length == 0 ? .none : .contentLength(length)
        case .chunked:
            // RFC 9112 §6.1: a 1.0 sender cannot have meant it.
            if version == .http10 && options.acceptHTTP10 { return HTTP1Problem.codecError }
            framing = .chunked
        }
        let isConnect = line.method == .connect
        if isConnect {
            if framing == .chunked { return HTTP1Problem.invalidTransferEncoding }
            if framing != .none { return HTTP1Problem.bodyDisallowed }
            head.headers.remove(.contentLength)
        }
        if let problem = readTarget(bytes, line, base, authorityIndex, hosts, &head) { return problem }
        if isConnect || isUpgrade { framing = .tunnel }
        keepAlive = framing != .tunnel && HTTP1BodyLength.keepsAlive(head.headers, version: version)
        if head.headers.mayContain(.expect) {
            expectsContinue = HTTP1BodyLength.lists(head.headers, .expect, "100-continue") && version != .http10
        }
        return nil
    }

    private func readTarget(
        _ bytes: Span<UInt8>, _ line: HTTP1RequestLine, _ base: Int, _ authorityIndex: Int, _ hosts: Int,
        _ head: inout RequestHead
    ) -> MessageProblem? {
        let target = bytes.extracting(line.target)
        if hosts > 1 { return HTTP1Problem.codecError }
        if line.method == .connect {
            if !HTTP1Target.isAuthority(target) { return HTTP1Problem.codecError }
            head.headers.setParsedValue(
                at: authorityIndex, valueOffset: base &+ line.target.lowerBound, valueLength: target.count)
            return nil
        }
        let first = target[0]
        if first != UInt8(ascii: "/") && !(first == UInt8(ascii: "*") && target.count == 1) {
            switch HTTP1Target.absolute(target) {
            case .failed(let problem): return problem
            case .parts(let parts):
                if !options.allowAbsoluteURL { break }
                let offset = base &+ line.target.lowerBound
                head.headers.setParsedValue(
                    at: authorityIndex, valueOffset: offset &+ parts.authority.lowerBound,
                    valueLength: parts.authority.count)
                if parts.path.isEmpty {
                    head.headers.set(.path, "/")
                } else {
                    head.headers.setParsedValue(
                        at: 1, valueOffset: offset &+ parts.path.lowerBound, valueLength: parts.path.count)
                }
                return nil
            }
        }
        if hosts == 0 {
            head.headers.remove(at: authorityIndex)
        } else if !HTTP1Target.isAuthority(head.headers.value(at: authorityIndex)) {
            return HTTP1Problem.invalidAuthority
        }
        return nil
    }

    /// Notes an upgrade; one to h2c is removed, since this codec's peer falls back to HTTP/1.1 (RFC 9110 §7.8).
    private mutating func readUpgrade(_ head: inout RequestHead) {
        guard HTTP1BodyLength.lists(head.headers, .connection, "upgrade") else { return }
        if Bytes.equalIgnoringCase(head.headers.value(of: .upgrade), "h2c") {
            head.headers.remove(.upgrade)
            head.headers.remove(.http2Settings)
        } else {
            isUpgrade = true
        }
    }

    // MARK: - Body

    private mutating func readCounted(_ input: Span<UInt8>) -> HTTP1Step {
        if input.isEmpty { return .needMoreBytes(consumed: 0) }
        let here = min(UInt64(input.count), remaining)
        remaining &-= here
        if remaining == 0 { state = .complete }
        let count = Int(truncatingIfNeeded: here)
        return .data(offset: 0, count: count, endOfMessage: remaining == 0, consumed: count)
    }

    private mutating func readChunks(_ input: Span<UInt8>, _ trailers: inout HeaderMap) -> HTTP1Step {
        switch chunks.step(input, from: 0) {
        case .needMoreBytes(let consumed): return .needMoreBytes(consumed: consumed)
        case .failed: return fail(HTTP1Problem.codecError)
        case .data(let offset, let count, let consumed):
            if chunks.isEnd(input, at: consumed) {
                state = .complete
                return .data(offset: offset, count: count, endOfMessage: true, consumed: consumed &+ 5)
            }
            return .data(offset: offset, count: count, endOfMessage: false, consumed: consumed)
        case .last(let consumed):
            state = .trailers
            trailerScanner.reset()
            return readTrailers(input, at: consumed, &trailers)
        }
    }

    private mutating func readTrailers(
        _ input: Span<UInt8>, at start: Int, _ trailers: inout HeaderMap
    ) -> HTTP1Step {
        switch HTTP1Trailers.read(input.extracting(start..<input.count), &trailerScanner, &trailers, options) {
        case .incomplete: return .needMoreBytes(consumed: start)
        case .failed(let problem): return fail(problem)
        case .complete(let length):
            state = .complete
            return .endOfMessage(consumed: start &+ length, hasTrailers: !trailers.isEmpty)
        }
    }
}

internal import Buffers
public import HTTPSemantics

/// Parses requests from a connection's bytes (RFC 9112), one after the other, without I/O.
///
/// ```
///  head ──no body─────────────────────────▶ complete ──next byte──▶ head
///    ├──content-length, chunked──▶ body ──end──▶ ▲
///    └──CONNECT, upgrade──▶ tunnel (bytes without an end)
///  any ──wrong byte──▶ failed (for good)
/// ```
/// Stricter than Envoy where two readers could disagree about a message: bare line feeds and folded lines are refused,
/// as RFC 9112 allows.
public struct HTTP1RequestParser: ~Copyable {
    private enum State {
        case head, body, tunnel, complete
        case failed(MessageProblem)
    }

    private let options: HTTP1Options
    private var state = State.head
    private var scanner = HTTP1HeadScanner(.request)
    private var body = HTTP1BodyReader()

    /// The version of the message last parsed. Any version but 1.1 counts as 1.0.
    public private(set) var version = HTTPVersion.http11
    /// Whether the connection persists after the message last parsed (RFC 9112 §9.3).
    public private(set) var keepAlive = true
    /// Whether the client waits for a 100 response before it sends the body (RFC 9110 §10.1.1).
    public private(set) var expectsContinue = false
    /// How the end of the message last parsed is found.
    public private(set) var framing = HTTP1Framing.none
    /// Whether the message last parsed asks for an upgrade, other than to h2c (RFC 9110 §7.8).
    public private(set) var isUpgrade = false
    /// Whether the target of the message last parsed was in absolute form with the scheme https.
    public private(set) var isHTTPSTarget = false

    /// Makes a parser that expects the first byte of a request.
    public init(options: HTTP1Options) { self.options = options }

    /// How many fields of the head last parsed were dropped because of an underscore in their name.
    public var droppedFields: Int { scanner.droppedFields }

    /// Whether the last message is complete and no byte of the next one was seen.
    public var isBetweenMessages: Bool {
        switch state {
        case .complete: true
        case .head: scanner.isPristine
        case .body, .tunnel, .failed: false
        }
    }

    /// Whether a part of a request's head was seen, but not all of it.
    public var hasStarted: Bool {
        if case .head = state { return !scanner.isPristine }
        return false
    }

    /// What a problem is called where Envoy tells of the end of a connection; nil where its codec sees none. `head` has
    /// the bytes of the request's head as far as they have come, and is empty where the head was good.
    public func errorWords(for problem: MessageProblem, head: Span<UInt8>) -> StaticString? {
        HTTP1ErrorWords.words(for: problem, head: head, allowsCustomMethods: options.allowCustomMethods)
    }

    /// Resets the properties of the message last parsed. Only between messages.
    public mutating func reset() { startMessage() }

    /// Parses as far as the next step.
    ///
    /// - Parameters:
    ///   - input: the bytes that no earlier call has consumed. Offsets in the step count from its beginning.
    ///   - head: filled when the step is `.head`; emptied when a head begins or fails.
    ///   - trailers: filled when the step is `.endOfMessage` with trailers; emptied when a head begins.
    /// - Returns: what was found and how many bytes to consume. After `.failed` every further call fails.
    public mutating func step(
        _ input: Span<UInt8>, head: inout RequestHead, trailers: inout HeaderMap
    ) -> HTTP1Step {
        switch state {
        case .head: return readHead(input, &head, &trailers)
        case .complete:
            startMessage()
            return readHead(input, &head, &trailers)
        case .body: return readBody(input, &trailers)
        case .tunnel:
            if input.isEmpty { return .needMoreBytes(consumed: 0) }
            return .data(offset: 0, count: input.count, endOfMessage: false, consumed: input.count)
        case .failed(let problem): return .failed(problem)
        }
    }

    // MARK: - Head

    private mutating func startMessage() {
        state = .head
        scanner.reset(.request)
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
        // As in Envoy, the answer is in the request's version only where the whole head could be read. Where HTTP/1.0
        // is refused, it is not in HTTP/1.0 either.
        if problem.isOfBytes || !options.acceptHTTP10 { version = .http11 }
        return .failed(problem)
    }

    private mutating func readHead(
        _ input: Span<UInt8>, _ head: inout RequestHead, _ trailers: inout HeaderMap
    ) -> HTTP1Step {
        // Empty lines before a request line are skipped (RFC 9112 §2.2).
        var skipped = 0
        if scanner.isPristine {
            while skipped < input.count && input[skipped] == 0x0d {
                if skipped &+ 1 == input.count { return .needMoreBytes(consumed: skipped) }
                if input[skipped &+ 1] != 0x0a { return fail(MessageProblem.codecError) }
                skipped &+= 2
            }
        }
        if skipped == input.count { return .needMoreBytes(consumed: skipped) }
        let bytes = input.extracting(skipped..<input.count)
        head.reset()
        if trailers.count > 0 { trailers.removeAll() }
        if scanner.isPristine && options.takesFieldsAsTheyAre {
            let length = parseAtOnce(bytes, &head)
            if length > 0 { return .head(consumed: skipped &+ length, endOfMessage: endsWithHead()) }
            head.reset()
            if case .failed(let problem) = state { return .failed(problem) }
        }
        switch scanner.scan(bytes, options: options) {
        case .incomplete: return .needMoreBytes(consumed: skipped)
        case .failed(let problem): return fail(problem)
        case .complete(let length):
            if let problem = parseLines(bytes.extracting(0..<length), &head) {
                head.reset()
                return fail(problem)
            }
            return .head(consumed: skipped &+ length, endOfMessage: endsWithHead())
        }
    }

    /// Enters the state that the framing asks for; true when the message has no body.
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
        case .untilClose, .tunnel: state = .tunnel
        }
        return false
    }

    /// The fast path: parses a head that is complete in the input, touching each byte once.
    ///
    /// - Returns: the length of the head; 0 when the state is `failed`, or when the head needs the other path.
    private mutating func parseAtOnce(_ bytes: Span<UInt8>, _ head: inout RequestHead) -> Int {
        guard let line = HTTP1RequestLine(bytes, allowCustomMethods: options.allowCustomMethods) else { return 0 }
        let limit = min(bytes.count, options.fastHeadLimit)
        if line.length > limit { return 0 }
        let base = head.headers.adoptBlock(bytes.extracting(0..<limit))
        let authorityIndex = appendFirstLine(line, base, &head)
        var hosts = 0
        let end = head.headers.readFieldSection(
            from: base &+ line.length, maxFields: options.maxFields, authorityIndex: authorityIndex, hosts: &hosts)
        if end < 0 { return 0 }
        head.headers.truncateBlock(to: end)
        if let problem = interpret(bytes, line, base, authorityIndex, hosts, &head) {
            _ = fail(problem)
            return 0
        }
        return end &- base
    }

    /// The general path: parses a head whose end the scanner has found; `bytes` are all of it.
    private mutating func parseLines(_ bytes: Span<UInt8>, _ head: inout RequestHead) -> MessageProblem? {
        guard let line = HTTP1RequestLine(bytes, allowCustomMethods: options.allowCustomMethods) else {
            return wrongBytes(bytes)
        }
        let base = head.headers.adoptBlock(bytes)
        head.headers.spellsAdditionsProperly = options.spellsAdditionsProperly
        let authorityIndex = appendFirstLine(line, base, &head)
        var hosts = 0
        guard
            scanner.addFields(
                bytes, from: 1, to: &head.headers, base: base, authorityIndex: authorityIndex, hosts: &hosts,
                options: options)
        else { return wrongBytes(bytes) }
        return interpret(bytes, line, base, authorityIndex, hosts, &head)
    }

    /// Adds the pseudo-header fields. `:authority` is added before its value is known, so that all pseudo-header fields
    /// come first.
    ///
    /// - Returns: the index of `:authority`.
    private mutating func appendFirstLine(
        _ line: HTTP1RequestLine, _ base: Int, _ head: inout RequestHead
    ) -> Int {
        head.method = line.method
        head.version = line.version
        version = line.version
        head.headers.appendParsed(.method, valueOffset: base, valueLength: line.methodLength)
        if line.method != .connect {
            head.headers.appendParsed(
                .path, valueOffset: base &+ line.target.lowerBound, valueLength: line.target.count)
        }
        head.headers.appendParsed(.authority, valueOffset: base, valueLength: 0)
        return head.headers.count &- 1
    }

    private func wrongBytes(_ bytes: Span<UInt8>) -> MessageProblem {
        scanner.firstProblem(bytes, length: bytes.count, options: options) ?? MessageProblem.codecError
    }

    /// Checks that need the whole head, in Envoy's order, since the first failure decides the answer.
    private mutating func interpret(
        _ bytes: Span<UInt8>, _ line: HTTP1RequestLine, _ base: Int, _ authorityIndex: Int, _ hosts: Int,
        _ head: inout RequestHead
    ) -> MessageProblem? {
        let isConnect = line.method == .connect
        if head.headers.mayContain(.contentLength) || head.headers.mayContain(.transferEncoding)
            || head.headers.mayContain(.connection) || head.headers.mayContain(.proxyConnection)
            || isConnect || version == .http10
        {
            if let problem = readFraming(isConnect, &head) { return problem }
        }
        if let problem = readTarget(bytes, line, base, authorityIndex, hosts, &head) { return problem }
        if head.headers.mayRepeat { head.headers.joinRepeated(in: .joinedInRequests) }
        if head.headers.mayContain(.expect) {
            let expectation = head.headers.value(of: .expect)
            expectsContinue = Bytes.equalIgnoringCase(expectation, "100-continue") && version != .http10
        }
        return nil
    }

    /// Determines the body's framing, upgrades and persistence. Most heads have no field for any of these and skip it.
    private mutating func readFraming(_ isConnect: Bool, _ head: inout RequestHead) -> MessageProblem? {
        if head.headers.mayContain(.upgrade) {
            isUpgrade = HTTP1UpgradeField.read(&head.headers, ignoring: options.ignoredUpgrades)
        }
        switch HTTP1BodyLength.declared(&head.headers, options: options) {
        case .failed(let problem): return problem
        case .nothing: break
        case .length(let length): framing = length == 0 ? .none : .contentLength(length)
        case .chunked:
            // RFC 9112 §6.1: HTTP/1.0 has no chunked coding, so the framing is faulty.
            if version == .http10 && options.acceptHTTP10 && !isConnect { return MessageProblem.codecError }
            framing = .chunked
        }
        if isConnect {
            if framing == .chunked { return MessageProblem.invalidTransferEncoding }
            if framing != .none { return MessageProblem.bodyDisallowed }
            head.headers.remove(.contentLength)
        }
        if isConnect || isUpgrade {
            framing = .tunnel
            head.tunnel = isConnect ? .connect : .upgrade
        }
        keepAlive = framing != .tunnel && HTTP1BodyLength.keepsAlive(head.headers, version: version)
        return nil
    }

    private mutating func readTarget(
        _ bytes: Span<UInt8>, _ line: HTTP1RequestLine, _ base: Int, _ authorityIndex: Int, _ hosts: Int,
        _ head: inout RequestHead
    ) -> MessageProblem? {
        // With two Host fields, two readers could choose differently (RFC 9112 §3.2), whatever the target says.
        if hosts > 1 { return MessageProblem.invalidAuthority }
        let target = bytes.extracting(line.target)
        let offset = base &+ line.target.lowerBound
        switch HTTP1Target.form(of: target, method: line.method) {
        case .failed(let problem): return problem
        case .authority:
            head.headers.setParsedValue(at: authorityIndex, valueOffset: offset, valueLength: target.count)
            return versionProblem
        case .absolute(let parts) where options.allowAbsoluteURL:
            if parts.path.isEmpty {
                head.headers.set(.path, "/")
            } else {
                head.headers.setParsedValue(
                    at: 1, valueOffset: offset &+ parts.path.lowerBound, valueLength: parts.path.count)
            }
            if let problem = parts.problem { return problem }
            isHTTPSTarget = parts.isHTTPS
            head.scheme = parts.isHTTPS ? .https : .http
            head.headers.setParsedValue(
                at: authorityIndex, valueOffset: offset &+ parts.authority.lowerBound,
                valueLength: parts.authority.count)
            return versionProblem
        case .origin, .absolute: break
        }
        if let problem = versionProblem { return problem }
        if hosts == 0 {
            head.headers.remove(at: authorityIndex)
        } else if !Authority.isHostAndPort(head.headers.value(at: authorityIndex)) {
            return MessageProblem.invalidAuthority
        }
        return nil
    }

    private var versionProblem: MessageProblem? {
        version == .http10 && !options.acceptHTTP10 ? MessageProblem.lowVersion : nil
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

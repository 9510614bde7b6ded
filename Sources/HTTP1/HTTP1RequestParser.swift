internal import Buffers
public import HTTPSemantics
internal import RegularExpressions

/// Reads requests from a connection's bytes (RFC 9112), one after the other, without I/O.
///
/// ```
///  head ──no body─────────────────────────▶ complete ──next byte──▶ head
///    ├──content-length, chunked──▶ body ──end──▶ ▲
///    └──CONNECT, upgrade──▶ tunnel (bytes without an end)
///  any ──wrong byte──▶ failed (for good)
/// ```
/// Stricter than Envoy where Envoy tolerates what RFC 9112 lets a recipient refuse: bare line feeds, folded lines.
public struct HTTP1RequestParser: ~Copyable {
    private enum State {
        case head, body, tunnel, complete
        case failed(MessageProblem)
    }

    private let options: HTTP1Options
    private var state = State.head
    private var scanner = HTTP1HeadScanner(.request)
    private var body = HTTP1BodyReader()

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

    /// Fields of the head last parsed that were left out because their names have an underscore.
    public var droppedFields: Int { scanner.droppedFields }

    /// Whether no byte of a next message was seen.
    public var isBetweenMessages: Bool {
        switch state {
        case .complete: true
        case .head: scanner.isPristine
        case .body, .tunnel, .failed: false
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
    /// `head` is filled with `.head`, `trailers` with `.endOfMessage` that has trailers; both are emptied first, and
    /// when the head fails.
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
        // Whoever does not take HTTP/1.0 does not answer in it.
        if !options.acceptHTTP10 { version = .http11 }
        return .failed(problem)
    }

    private mutating func readHead(
        _ input: Span<UInt8>, _ head: inout RequestHead, _ trailers: inout HeaderMap
    ) -> HTTP1Step {
        // Empty lines before a request line are dropped (RFC 9112 §2.2).
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

    /// Enters the state that the framing demands.
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

    /// The fast path: reads a head that stands in the input whole, each byte once, and returns its length. 0 says that
    /// the state is `failed`, or else only that the head is another case.
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

    /// The other path: the head is scanned, and `bytes` are all of it.
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

    /// Adds the pseudo-header fields and returns the place of `:authority`, which is held before its value is known, so
    /// that all of them stand first.
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

    /// Everything that needs the whole head, in Envoy's order.
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

    /// What only few heads have: a body, an upgrade, a word about the connection.
    private mutating func readFraming(_ isConnect: Bool, _ head: inout RequestHead) -> MessageProblem? {
        if head.headers.mayContain(.upgrade) { readUpgrade(&head) }
        switch HTTP1BodyLength.declared(&head.headers, options: options) {
        case .failed(let problem): return problem
        case .nothing: break
        case .length(let length): framing = length == 0 ? .none : .contentLength(length)
        case .chunked:
            // RFC 9112 §6.1: a 1.0 sender cannot have meant it.
            if version == .http10 && options.acceptHTTP10 { return MessageProblem.codecError }
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
        // Two hosts are two meanings (RFC 9112 §3.2), whatever the target says.
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

    /// Notes an upgrade; one to h2c is removed, since this codec's peer falls back to HTTP/1.1 (RFC 9110 §7.8).
    private mutating func readUpgrade(_ head: inout RequestHead) {
        guard head.headers.contains(.upgrade), HTTP1BodyLength.lists(head.headers, .connection, "upgrade") else {
            return
        }
        if !options.ignoredUpgrades.isEmpty && !removeIgnoredUpgrades(&head.headers) { return }
        let first = head.headers.firstIndex(of: .upgrade)
        if Bytes.equalIgnoringCase(head.headers.value(at: first), "h2c")
            && head.headers.index(of: .upgrade, from: first &+ 1) < 0
        {
            head.headers.remove(.upgrade)
            head.headers.remove(.http2Settings)
        } else {
            isUpgrade = true
        }
    }

    /// Takes the protocols that are not heard out of `upgrade`, and `upgrade` out of `connection` when none is left;
    /// false then.
    private func removeIgnoredUpgrades(_ headers: inout HeaderMap) -> Bool {
        var left = ByteBuffer()
        var index = headers.firstIndex(of: .upgrade)
        while index >= 0 {
            var element = FieldList.Element()
            while FieldList.next(in: headers.value(at: index), &element) {
                let name = headers.value(at: index).extracting(element.range)
                if options.ignoredUpgrades.contains(where: { $0.matches(name) }) { continue }
                if !left.isEmpty { left.append(",") }
                left.append(name)
            }
            index = headers.index(of: .upgrade, from: index &+ 1)
        }
        if !left.isEmpty {
            headers.set(.upgrade, left.readable)
            return true
        }
        headers.remove(.upgrade)
        index = headers.firstIndex(of: .connection)
        while index >= 0 {
            left.removeAll()
            var element = FieldList.Element()
            while FieldList.next(in: headers.value(at: index), &element) {
                let option = headers.value(at: index).extracting(element.range)
                if Bytes.equalIgnoringCase(option, "upgrade") { continue }
                if !left.isEmpty { left.append(",") }
                left.append(option)
            }
            if left.isEmpty {
                headers.remove(at: index)
                index = headers.index(of: .connection, from: index)
            } else {
                headers.setValue(at: index, left.readable)
                index = headers.index(of: .connection, from: index &+ 1)
            }
        }
        return false
    }

    // MARK: - Body

    /// Bytes still to come of a body whose length the head said; 0 when there is none.
    public var bodyLeft: UInt64 {
        if case .body = state { return body.left }
        return 0
    }

    /// So many bytes of such a body, no more than are left of it, went another way; true when they were the last.
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

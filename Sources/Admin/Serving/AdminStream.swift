internal import Buffers
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import ProxyRuntime
internal import Telemetry
internal import Transports

/// One request at the admin interface: collected, run once it is complete, answered as fast as the client reads.
final class AdminStream: ServerStream {
    private let owner: AdminConnections
    private var connection: HTTPServerConnection?
    private var form: [UInt8] = []
    private var page: AdminPage?
    private var job: PageBuilder.Job?
    private var quitsAtEnd = false
    private var isSending = false
    private var seenBytesSent: UInt64 = 0
    private var looks = 0

    /// When the first byte arrived, on the loop's clock.
    let startTime: UInt64
    /// The same moment of the calendar.
    let startWallTime: WallTime
    /// The path as it is logged; empty until it is known.
    private(set) var target = ""
    /// 0 until an answer begins.
    private(set) var status: UInt16 = 0
    /// Bytes of the request's body.
    private(set) var bytesReceived = 0
    /// Bytes of the answer's body.
    private(set) var bytesSent = 0
    /// Whether the client left before its answer was complete.
    private(set) var wasReset = false

    /// Bytes handed to the connection at once.
    private static let blockSize = 64 << 10
    /// Bytes sent in one go to a client that takes them all; then the main loop has its turn.
    private static let burstSize = 512 << 10
    /// Bytes of a posted form; what comes behind them is dropped.
    private static let formLimit = 64 << 10

    init(owner: AdminConnections, connection: HTTPServerConnection) {
        self.owner = owner
        self.connection = connection
        startTime = owner.loop.now
        startWallTime = owner.loop.wallClock
        super.init()
    }

    /// The address that the request came from.
    var peer: HTTPServerConnection.Peer? { connection?.peer }

    /// The stream is over; runs once.
    func ended() {
        connection = nil
        page = nil
        if let job { owner.builder.finish(job) }
        job = nil
        if quitsAtEnd { owner.server.shutdown(immediately: true) }
    }

    // MARK: - The request

    override func requestHeadersReceived(endStream: Bool) {
        if requestHead.method == .connect {
            // A tunnel has no end to wait for.
            refuse(404, "")
        } else if endStream {
            run()
        } else if requestHead.headers.mayContain(.expect) && requestHead.version != .http10 {
            var head = ResponseHead()
            head.status = 100
            owner.countResponse(status: 100)
            connection?.writeInformational(self, head)
        }
    }

    override func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        if status != 0 { return }
        bytesReceived += data.count
        for index in 0..<min(data.count, max(0, Self.formLimit - form.count)) { form.append(data[index]) }
        if endStream { run() }
    }

    override func requestTrailersReceived() { if status == 0 { run() } }

    override func requestMalformed(_ problem: MessageProblem) {
        owner.countProtocolError()
        refuse(problem.status, problem.body)
    }

    override func streamReset(_ reason: StreamResetReason) {
        wasReset = true
        owner.countReset()
    }

    private func run() {
        // What Envoy's connection manager refuses before its admin filter sees it.
        if requestHead.version == .http10 {
            refuse(426, "Upgrade Required")
            return
        }
        guard requestHead.headers.contains(.authority) else {
            refuse(400, "")
            return
        }
        let bytes = requestHead.headers.bytes(of: .path)
        var request: AdminRequest
        do {
            request = try AdminRequest(target: bytes)
        } catch .notRelative {
            target = String(decoding: bytes, as: UTF8.self)
            owner.countNonRelativePath()
            refuse(404, "", closes: false)
            return
        } catch {
            refuse(400, "")
            return
        }
        target = request.target
        let isPost = requestHead.method == .post
        if isPost && FormType.isForm(requestHead.headers.bytes(of: .contentType)) { request.addForm(form) }
        form = []
        let method = String(decoding: requestHead.headers.bytes(of: .method), as: UTF8.self)
        switch owner.commands.run(request, method: method, isPost: isPost) {
        case .reply(let reply): send(reply)
        case .quit:
            quitsAtEnd = true
            send(.ok)
        case .wait(let begin): begin { [weak self] reply in self?.send(reply) }
        case .gather(let begin, let render):
            begin { [weak self] bytes in
                // Who has left meanwhile needs no page.
                if let self, connection != nil { build { render(bytes) } }
            }
        case .build(let render): build(render)
        }
    }

    private func build(_ render: @escaping @Sendable () -> AdminReply) {
        job = owner.builder.submit(render) { [unowned self] reply in self.send(reply) }
        if job == nil { send(AdminReply("too many pages are being built; try again later\n", status: 503)) }
    }

    // MARK: - The answer

    private func send(_ reply: AdminReply) {
        guard let connection else { return }
        status = reply.status
        owner.countResponse(status: reply.status)
        var head = ResponseHead()
        head.status = reply.status
        head.headers.append(.contentType, reply.type.value)
        head.headers.append(.cacheControl, "no-cache, max-age=0")
        head.headers.append(name: Self.contentTypeOptions.span, Self.noSniff.span)
        appendDateAndServer(to: &head)
        // HEAD gets the same head. The empty page is chunked too, as Envoy has it.
        connection.writeHeaders(self, head, endStream: requestHead.method == .head)
        if requestHead.method == .head { return }
        page = reply.page
        continueSending()
    }

    /// A local reply, as Envoy's connection manager sends them.
    private func refuse(_ code: UInt16, _ body: StaticString, closes: Bool = true) {
        guard let connection else { return }
        status = code
        bytesSent = body.utf8CodeUnitCount
        owner.countResponse(status: code)
        if closes { connection.closeAfterResponse(self) }
        var head = ResponseHead()
        head.status = code
        if bytesSent > 0 {
            head.headers.append(.contentLength) { $0.append(decimal: body.utf8CodeUnitCount) }
            head.headers.append(.contentType, "text/plain")
        }
        appendDateAndServer(to: &head)
        connection.writeHeaders(self, head, endStream: bytesSent == 0)
        if bytesSent > 0 { connection.writeData(self, Array(body.description.utf8).span, endStream: true) }
    }

    private func appendDateAndServer(to head: inout ResponseHead) {
        head.headers.append(.date) {
            var formatter = TimestampFormatter()
            formatter.appendHTTPDate(seconds: owner.loop.wallClock.seconds, to: &$0)
        }
        head.headers.append(.server, "envoy")
    }

    private static let contentTypeOptions = Array("x-content-type-options".utf8)
    private static let noSniff = Array("nosniff".utf8)

    /// Hands the page over in blocks until all is out, the connection holds enough for its slow client, or a quick one
    /// has had its share of the main loop's time.
    func continueSending() {
        // A block may be the last one, and then `ended` runs inside the loop.
        if isSending { return }
        isSending = true
        defer { isSending = false }
        var burst = 0
        while let page, let connection {
            if burst >= Self.burstSize {
                owner.continueSoon(self)
                return
            }
            if connection.connection.outbound.count > AdminConnections.bufferLimit {
                owner.watch(self)
                return
            }
            let isLast = page.bytes.count <= Self.blockSize
            let count = min(page.bytes.count, Self.blockSize)
            bytesSent += count
            burst += count
            if isLast { self.page = nil }
            page.write(count, to: connection, self, endStream: isLast)
        }
    }

    override func responseBelowLowWatermark() {
        looks = 0
        continueSending()
    }

    /// How many looks in a row found that the client had read nothing.
    func looksWithoutProgress() -> Int {
        guard let connection else { return 0 }
        let sent = connection.connection.bytesSent
        looks = sent == seenBytesSent ? looks + 1 : 0
        seenBytesSent = sent
        return looks
    }

    /// Gives a client up that does not read.
    func abandon() { connection?.connection.close(.now) }
}

extension AdminPage {
    /// Moves the first `count` bytes to the connection.
    fileprivate func write(
        _ count: Int, to connection: HTTPServerConnection, _ stream: ServerStream, endStream: Bool
    ) {
        // The bytes are the connection's while it takes them.
        var block = ByteBuffer()
        swap(&block, &bytes)
        connection.writeData(stream, block.span(at: 0, count: count), endStream: endStream)
        block.consume(count)
        swap(&block, &bytes)
    }
}

/// Recognizes forms.
private enum FormType {
    static func isForm(_ value: [UInt8]) -> Bool {
        let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
        return Bytes.equalIgnoringCase(Array(value[..<end]).span, "application/x-www-form-urlencoded")
    }
}

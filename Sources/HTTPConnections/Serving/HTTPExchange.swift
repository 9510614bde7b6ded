public import Buffers
internal import EventLoops
public import HTTPSemantics
internal import Telemetry
public import Transports

/// One request at an `HTTPServiceServer` and its answer. Confined to the server's loop.
public final class HTTPExchange: ServerStream {
    private unowned let server: HTTPServiceServer
    private var connection: HTTPServerConnection?
    private var phase = Phase.receiving
    private var bodyLimit = 0
    private var isSending = false
    private var isBlocked = false
    private var answerBody: [UInt8] = []
    private var sentCount = 0
    private var seenBytes: UInt64 = 0
    private var looks = 0
    /// Bytes that are counted for the body, and for what the service keeps instead of it.
    private var bodyCount = 0
    private var keptCount = 0
    /// Who they are counted for.
    private(set) lazy var holder = RequestMemory.Holder(peer?.address)
    /// When the body was first waited for, on the loop's clock.
    private(set) var bodyStart: UInt64 = 0

    /// The body so far.
    public private(set) var body = ByteBuffer()
    /// The status of the answer; 0 until it begins.
    public private(set) var status: UInt16 = 0
    /// When its first byte arrived, on the loop's clock.
    public let startTime: UInt64
    /// Set by the service: whatever belongs to this request.
    public var attachment: AnyObject?

    /// Bytes handed to the connection at once.
    private static let blockSize = 64 << 10

    /// Why a body is not waited for any more.
    public enum Surrender: Sendable {
        /// It was not complete in time.
        case slow
        /// Its client's requests hold as much memory as they may.
        case crowded
    }

    private enum Phase {
        /// The request is not complete.
        case receiving
        /// It waits for its answer.
        case waiting
        /// The answer is on its way.
        case answering
        /// Nothing is left to do.
        case over
    }

    init(server: HTTPServiceServer, connection: HTTPServerConnection) {
        self.server = server
        self.connection = connection
        startTime = server.loop.now
        super.init()
    }

    // MARK: - What is asked

    /// Whether the request waits for its answer, from a client that still listens.
    public var isWaiting: Bool { phase == .waiting && !hasClientLeft }

    /// Whether its body is not complete.
    var isReceiving: Bool { phase == .receiving }

    /// Whether there is some of the body already.
    var hasBody: Bool { bodyCount > 0 }

    /// Whether the client has ended its side of the connection: of one that waits for long, it is taken to be gone.
    public var hasClientLeft: Bool { connection?.connection.hasReceivedEndOfStream ?? true }

    /// The address that the request came from.
    public var peer: HTTPServerConnection.Peer? { connection?.peer }

    /// Who the client is by its certificate; nil on a connection that is not secured.
    public var peerIdentity: (any PeerIdentity)? { connection?.connection.transport?.peerIdentity }

    /// A copy of the first value of a field; empty when there is none.
    public func field(_ id: HeaderID) -> [UInt8] { requestHead.headers.bytes(of: id) }

    /// The first value of a field by its lower-case name, as text; nil when there is none.
    public func field(named name: String) -> String? {
        let bytes = Array(name.utf8)
        return requestHead.withValue(named: bytes.span) { value in
            var copy: [UInt8] = []
            copy.reserveCapacity(value.count)
            for index in value.indices { copy.append(value[index]) }
            return String(decoding: copy, as: UTF8.self)
        }
    }

    // MARK: - The request

    override public func requestHeadersReceived(endStream: Bool) {
        server.watch(self)
        if requestHead.tunnel != .none || requestHead.method == .connect {
            // A tunnel has no end to wait for.
            return refuse(HTTPAnswer.text(405, "no tunnels here\n"))
        }
        bodyLimit = server.service?.bodyLimit(of: self) ?? 0
        guard phase == .receiving else { return }
        if endStream { return complete() }
        bodyStart = server.loop.now
        server.awaitBody(self)
        if requestHead.headers.mayContain(.expect), requestHead.version != .http10 {
            var head = ResponseHead()
            head.status = 100
            connection?.writeInformational(self, head)
        }
    }

    override public func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        guard phase == .receiving else { return }
        if body.count + data.count > bodyLimit {
            return refuse(server.tooLarge(limit: bodyLimit))
        }
        guard server.take(data.count, for: self) else { return giveUp(.crowded) }
        bodyCount += data.count
        body.append(data)
        if endStream { complete() }
    }

    override public func requestTrailersReceived() { if phase == .receiving { complete() } }

    override public func requestMalformed(_ problem: MessageProblem) {
        refuse(HTTPAnswer.text(problem.status, problem.body.description))
    }

    override public func streamReset(_ reason: StreamResetReason) {
        let isOver = phase == .over
        phase = .over
        if !isOver { server.service?.clientLeft(self) }
    }

    private func complete() {
        phase = .waiting
        server.rest(self)
        server.service?.serve(self)
    }

    /// Answers before the request is complete, and lets the connection end.
    private func refuse(_ answer: HTTPAnswer) {
        guard phase == .receiving || phase == .waiting else { return }
        connection?.closeAfterResponse(self)
        self.answer(answer)
    }

    /// Does not wait for the body any more.
    func giveUp(_ reason: Surrender) {
        guard phase == .receiving else { return }
        server.service?.bodyGivenUp(self, reason)
        refuse(server.answer(to: reason))
    }

    /// Lets the body go: it was read, and the answer may be long in coming.
    ///
    /// - Parameter count: bytes that the service keeps of it until the exchange ends.
    /// - Returns: whether its client may have so many; where not, keep nothing and answer soon.
    @discardableResult
    public func releaseBody(keeping count: Int = 0) -> Bool {
        freeBody()
        guard phase != .over, server.memory.take(count, for: holder) else { return false }
        keptCount += count
        return true
    }

    private func freeBody() {
        body.releaseStorage()
        server.memory.giveBack(bodyCount, of: holder)
        bodyCount = 0
    }

    // MARK: - The answer

    /// Answers. A second call, or one after the client has left, does nothing.
    public func answer(_ answer: HTTPAnswer) {
        guard phase == .receiving || phase == .waiting, let connection else { return }
        // What has not come of the request is not read.
        if phase == .receiving { connection.closeAfterResponse(self) }
        phase = .answering
        status = answer.status
        freeBody()
        let isHeadOnly = requestHead.method == .head || answer.status == 304 || answer.status == 204
        var head = ResponseHead()
        head.status = answer.status
        if !answer.contentType.isEmpty { head.headers.append(.contentType, Array(answer.contentType.utf8)) }
        if answer.status != 304 && answer.status != 204 {
            head.headers.append(.contentLength) { $0.append(decimal: answer.body.count) }
        }
        for field in answer.fields {
            head.headers.append(name: Array(field.name.utf8).span, Array(field.value.utf8).span)
        }
        head.headers.append(.date) {
            var formatter = TimestampFormatter()
            formatter.appendHTTPDate(seconds: server.loop.wallClock.seconds, to: &$0)
        }
        head.headers.append(.server, Array(server.options.name.utf8))
        if server.isStopping { connection.closeAfterResponse(self) }
        let isEmpty = isHeadOnly || answer.body.isEmpty
        if !isEmpty { answerBody = answer.body }
        server.watch(self)
        connection.writeHeaders(self, head, endStream: isEmpty)
        if !isEmpty { continueSending() }
    }

    /// Hands the body over in blocks until all is out or the connection holds enough for its slow client.
    private func continueSending() {
        // A block may be the last one, and then `ended` runs inside the loop.
        if isSending { return }
        isSending = true
        defer { isSending = false }
        while let connection, phase == .answering, !isBlocked, sentCount < answerBody.count {
            let count = min(Self.blockSize, answerBody.count - sentCount)
            let start = sentCount
            sentCount += count
            let body = answerBody
            connection.writeData(
                self, body.span.extracting(start..<start + count), endStream: sentCount == body.count)
        }
    }

    /// What the client sent was no HTTP/2, in this message or anywhere in its connection.
    override public func requestBroken(_ problem: MessageProblem) { streamReset(.protocolError) }

    override public func responseAboveHighWatermark() { isBlocked = true }

    override public func responseBelowLowWatermark() {
        isBlocked = false
        continueSending()
    }

    /// The stream is over; runs once.
    func ended() {
        phase = .over
        freeBody()
        server.memory.giveBack(keptCount, of: holder)
        keptCount = 0
        connection = nil
        answerBody = []
        server.service?.exchangeEnded(self)
        attachment = nil
    }

    // MARK: - Slow clients

    /// How many looks in a row found that the client had neither sent nor taken anything.
    func looksWithoutProgress() -> Int {
        guard let connection = connection?.connection else { return 0 }
        let bytes = connection.bytesSent &+ connection.bytesReceived
        looks = bytes == seenBytes ? looks + 1 : 0
        seenBytes = bytes
        return looks
    }

    /// Gives a client up.
    func abandon() { connection?.connection.close(.now) }
}

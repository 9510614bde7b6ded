internal import EventLoops
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import ProxyRuntime
internal import Telemetry
internal import Transports

/// Asks the application beside the proxy for its metrics, when somebody asks for the proxy's.
///
/// A page never fails for it: without an answer in time, or with one that is too long, it has the proxy's metrics
/// alone, and that is counted. Confined to the main loop.
final class ApplicationMetrics {
    private let loop: EventLoop
    private let source: MetricsSource
    private let metrics: MetricBlock
    private let log: Log
    private var exchanges: [ObjectIdentifier: Exchange] = [:]
    /// Those that have ended: they may still be at work where they tell so, and go with the next question.
    private var ended: [Exchange] = []

    /// Bytes that the application's metrics may have: a page holds them until its client has read it, and a sidecar has
    /// 128 MiB in all.
    static let limit = 2 << 20
    /// How long it may take to answer, in nanoseconds.
    private static let timeout: UInt64 = 3_000_000_000
    /// Pages that are asked for at the same time.
    private static let most = 4
    private static let warnings = LogRateLimiter(everyMilliseconds: 60_000)

    init(_ source: MetricsSource, server: ProxyServer) {
        self.source = source
        loop = server.loop
        log = server.log
        metrics = server.registry.scope(prefix: "merged_metrics.", family: ApplicationMetric.family).block(thread: 0)
    }

    /// Asks, and says what came: metrics, or nothing.
    func fetch(_ done: @escaping ([UInt8]) -> Void) {
        ended = []
        guard exchanges.count < Self.most else { return end(.failure("too many are asked for at once"), done) }
        do throws(SystemError) {
            let connection = try Connection.connect(loop: loop, to: source.address, timeout: Self.timeout)
            let exchange = Exchange(limit: Self.limit)
            let place = ObjectIdentifier(exchange)
            exchanges[place] = exchange
            exchange.onEnd = { [unowned self] result in
                if let exchange = exchanges.removeValue(forKey: place) { ended.append(exchange) }
                end(result, done)
            }
            exchange.run(connection, makeHead(), loop, timeout: Self.timeout)
        } catch {
            end(.failure("\(error)"), done)
        }
    }

    private func makeHead() -> RequestHead {
        var head = RequestHead()
        head.method = .get
        head.headers.append(.method, "GET")
        head.headers.append(.path, Array(source.path.utf8))
        head.headers.append(.authority, Array(source.authority.utf8))
        head.headers.append(name: Array("accept".utf8).span, Array("text/plain;version=0.0.4".utf8).span)
        return head
    }

    private func end(_ result: Exchange.Result, _ done: ([UInt8]) -> Void) {
        switch result {
        case .page(let bytes):
            metrics.increment(ApplicationMetric.success)
            return done(bytes)
        case .tooLarge: metrics.increment(ApplicationMetric.tooLarge)
        case .failure: metrics.increment(ApplicationMetric.failure)
        }
        log.warning(
            .admin, limiter: Self.warnings, now: loop.now,
            "the application's metrics are missing: http://\(source.authority)\(source.path): \(result.words)")
        done([])
    }

}

/// One question and its answer.
private final class Exchange: HTTPClientConnectionOwner {
    enum Result {
        case page([UInt8])
        case tooLarge
        case failure(String)

        var words: String {
            switch self {
            case .page: "there"
            case .tooLarge: "more than \(ApplicationMetrics.limit) bytes"
            case .failure(let reason): reason
            }
        }
    }

    var onEnd: ((Result) -> Void)?
    private let stream: Answer
    private let relay = Relay()
    private var timer: LoopTimer?
    private var client: HTTP1ClientConnection?

    private final class Relay: TimerOwner {
        unowned var exchange: Exchange?
        override func timerFired(_ kind: UInt8) { exchange?.end(.failure("no answer in time")) }
    }

    init(limit: Int) {
        stream = Answer(limit: limit)
        super.init()
        relay.exchange = self
        stream.onEnd = { [unowned self] in end($0) }
    }

    func run(_ connection: Connection, _ head: consuming RequestHead, _ loop: EventLoop, timeout: UInt64) {
        let client = HTTP1ClientConnection(connection: connection, owner: self, codec: HTTP1Options())
        connection.handler = client
        self.client = client
        let timer = LoopTimer(loop: loop, owner: relay)
        timer.arm(after: timeout)
        self.timer = timer
        if !client.writeHeaders(stream, head, endStream: true) { end(.failure("the request cannot be written")) }
    }

    private func end(_ result: Result) {
        guard let tell = onEnd else { return }
        onEnd = nil
        timer?.cancel()
        client?.connection.close(.now)
        tell(result)
    }

    override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
        end(.failure("the connection cannot be made, or ended before the answer was complete"))
    }
}

/// The answer of the application.
private final class Answer: ClientStream {
    var onEnd: ((Exchange.Result) -> Void)?
    private var body: [UInt8] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        super.init()
    }

    private func finish() {
        if let reason = unsuited { return onEnd?(.failure(reason)) ?? () }
        var page = body
        body = []
        if let last = page.last, last != UInt8(ascii: "\n") { page.append(UInt8(ascii: "\n")) }
        // OpenMetrics ends with a line that may only stand at the end of a page.
        let mark = Array("# EOF\n".utf8)
        if page.suffix(mark.count) == mark[...] { page.removeLast(mark.count) }
        onEnd?(.page(page))
    }

    /// Why the answer is no page of metrics; nil when it is one.
    ///
    /// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
    private var unsuited: String? {
        let status = responseHead.status
        if status != 200 { return "the answer is \(status)" }
        if responseHead.headers.contains(.contentEncoding) { return "the answer is encoded" }
        let bytes = responseHead.headers.bytes(of: .contentType).prefix { $0 != UInt8(ascii: ";") }
        let type = String(decoding: bytes.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
        // Without a type it is taken for the first, as Prometheus does.
        guard ["", "text/plain", "application/openmetrics-text"].contains(type) else {
            return "the answer is of the type '\(type.prefix(80))'"
        }
        var isAtStart = true
        for byte in body {
            if byte == UInt8(ascii: "\n") {
                isAtStart = true
            } else if isAtStart, byte != 0x20, byte != 0x09, byte != 0x0D {
                isAtStart = false
                // A comment, a name, or labels with the name among them.
                let isLetter = (0x61...0x7A).contains(byte | 0x20)
                guard isLetter || "#_:{".utf8.contains(byte) else { return "the answer holds no metrics" }
            }
        }
        return nil
    }

    override func responseHeadersReceived(endStream: Bool) { if endStream { finish() } }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        guard body.count + data.count <= limit else {
            body = []
            onEnd?(.tooLarge)
            return
        }
        for index in data.indices { body.append(data[index]) }
        if endStream { finish() }
    }

    override func responseTrailersReceived() { finish() }

    override func streamReset(_ reason: StreamResetReason) { onEnd?(.failure("\(reason.description)")) }
}

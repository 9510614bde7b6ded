internal import Buffers
internal import Configuration
internal import EventLoops
public import HTTPConnections
internal import HTTPSemantics
public import NetworkAddresses
internal import TLS
public import Telemetry

/// The webhook that API servers ask before they make pods: `POST /inject` over TLS. Confined to the main thread.
///
/// ```
///   question ─▶ main loop: all of it has come ─▶ in line ─▶ thread of reviews: one at a time ─▶ main loop ─▶ answer
/// ```
/// So probes, handshakes and the bytes of others never wait for a large pod, and who leaves the line costs nothing
/// more. Everybody in a cluster may reach the port: memory is shared by address, and what does not come in time is
/// given up. The certificate is read again when its files change; what cannot take the place of the old one changes
/// nothing.
public final class InjectorServer: HTTPService {
    /// Why it cannot start.
    public struct StartError: Error, Sendable {
        /// For the operator.
        public let text: String
        /// Whether files say the wrong thing, and not that something of the system is missing.
        public let isConfiguration: Bool
    }

    /// Where it listens.
    public private(set) var address: SocketAddress
    private let loop: EventLoop
    private let reviewer: AdmissionReview
    private let reviews: EventLoop
    private let log: Log
    private let registry = MetricRegistry()
    private let metrics: MetricBlock
    private let signals: SignalSource
    private let secured: TLSContextSource<TLSServerContext>
    private let watcher: FileWatcher
    private lazy var http = makeHTTP()
    private let relay: Relay
    private var timer: LoopTimer?
    private var isEnding = false
    /// Questions that are not reviewed yet, and the one that is.
    private var waiting = WaitingLine<Question>()
    private var reviewed: Question?

    /// A question that is there as a whole.
    private final class Question {
        let exchange: HTTPExchange
        /// When its last byte came.
        let start = LoopClock.monotonic()

        init(_ exchange: HTTPExchange) { self.exchange = exchange }
    }

    /// Bytes of a question. API servers take objects of 3 MiB, and a question may hold two.
    private static let bodyLimit = 7 << 20
    /// Bytes of all questions that are on their way, half of them of one address; they count as they come.
    private static let allBodies = 32 << 20
    /// How long a question may take to come, in nanoseconds: API servers wait 30 s at most, and ours are told 5.
    private static let bodyTimeout: UInt64 = 10_000_000_000
    /// Bytes that are read of what is refused, so that its client sees why.
    private static let refusedLimit = 64 << 10
    /// When a question that is given up is told in the log again.
    private var nextSurrenderNote: UInt64 = 0
    private static let surrenderInterval: UInt64 = 10_000_000_000
    private static let longestEnd: UInt64 = 5_000_000_000

    private final class Relay: TimerOwner {
        unowned var server: InjectorServer?
        override func timerFired(_ kind: UInt8) { server?.finish() }
    }

    /// Opens everything; answers once `run` is called. Blocks.
    public init(_ options: InjectorOptions, log: Log, logWriter: LogWriter) throws(StartError) {
        self.log = log
        address = options.address
        reviewer = AdmissionReview(
            options.injection, refusal: options.refusal, ownNamespace: options.ownNamespace)
        let relay = Relay()
        self.relay = relay
        metrics = registry.scope(prefix: "injector.", family: InjectorMetric.family).block(thread: 0)
        do throws(SystemError) {
            SignalSource.ignoreBrokenPipe()
            loop = try EventLoop(name: "injector")
            // Before any thread is started, so that none of them gets the signals.
            signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt]) { _ in relay.server?.stop() }
            reviews = try EventLoop(name: "reviews")
        } catch { throw StartError(text: "\(error)", isConfiguration: false) }
        do throws(TLSProblem) {
            secured = try TLSServerContext.source(
                Self.configuration(options), TLSSurroundings(logWriter: logWriter),
                metrics: TLSMetrics(prefix: "injector.", labels: [], isUpstream: false, registry: registry),
                place: "TLS of the injector")
        } catch { throw StartError(text: error.text, isConfiguration: true) }
        watcher = FileWatcher(on: loop)
        relay.server = self
        do throws(SystemError) {
            for directory in Set(secured.directories).sorted() {
                try watcher.watch(directory: directory) { [unowned self] in reloadCertificate() }
            }
            address = try http.listen(on: options.address)
        } catch {
            throw StartError(text: "the injector cannot listen on \(options.address): \(error)", isConfiguration: false)
        }
        if !options.addressPath.isEmpty, let reason = Files.write(address.description, path: options.addressPath) {
            throw StartError(
                text: "the address file '\(options.addressPath)' cannot be written: \(reason)", isConfiguration: false)
        }
        let start = LoopClock.monotonic()
        registry.addSource("server.uptime", isAlwaysUsed: true) { (LoopClock.monotonic() &- start) / 1_000_000_000 }
        registry.addSource("server.memory_physical_size", isAlwaysUsed: true) { ProcessMemory.read().resident }
        log.info(.main, "the injector listens on \(address)")
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Throws: when there can be no further thread.
    public func run() throws(StartError) {
        let reviews = reviews
        let thread: ThreadHandle
        do throws(SystemError) { thread = try Threads.start(name: "reviews") { reviews.run() } } catch {
            throw StartError(text: "the injector: \(error)", isConfiguration: false)
        }
        loop.run()
        signals.close()
        reviews.execute { reviews.stop() }
        thread.join()
    }

    private func makeHTTP() -> HTTPServiceServer {
        var options = HTTPServiceServer.Options()
        options.memoryLimit = Self.allBodies
        options.bodyTimeout = Self.bodyTimeout
        return HTTPServiceServer(loop: loop, service: self, options: options) { [unowned self] in
            secured.makeTransport(thread: 0, inspectedName: "")
        }
    }

    private static func configuration(_ options: InjectorOptions) -> DownstreamTLSConfiguration {
        var configuration = DownstreamTLSConfiguration()
        configuration.common.certificates = [
            CertificateConfiguration(.pem(chain: .file(options.certificate), key: .file(options.key)))
        ]
        configuration.common.applicationProtocols = ["h2", "http/1.1"]
        if !options.clientAuthorities.isEmpty {
            var validation = CertificateValidationConfiguration()
            validation.trustedAuthorities = .file(options.clientAuthorities)
            configuration.common.validation = validation
            configuration.requiresClientCertificate = true
        }
        return configuration
    }

    private func reloadCertificate() {
        do throws(TLSProblem) {
            guard try secured.reload() else { return }
            log.info(.secret, "the certificate of the injector is another now")
        } catch {
            secured.countFailure()
            log.warning(.secret, "the certificate stays as it was: \(error.text)")
        }
    }

    // MARK: - Ending

    private func stop() {
        // A second signal does not wait.
        if isEnding { return finish() }
        isEnding = true
        log.info(.main, "the injector ends")
        watcher.close()
        http.onIdle = { [unowned self] in finish() }
        http.stop()
        let timer = LoopTimer(loop: loop, owner: relay)
        timer.arm(after: Self.longestEnd)
        self.timer = timer
    }

    private func finish() {
        http.close()
        loop.stop()
    }

    // MARK: - Requests

    /// How long a body may be, by path.
    public func bodyLimit(of exchange: HTTPExchange) -> Int {
        guard Self.path(of: exchange) == "/inject" else { return 0 }
        guard exchange.requestHead.method == .post, Self.isJSON(exchange) else { return Self.refusedLimit }
        return Self.bodyLimit
    }

    /// Counts and tells a question that did not come in time, or is too much of one address.
    public func bodyGivenUp(_ exchange: HTTPExchange, _ reason: HTTPExchange.Surrender) {
        let isSlow = reason == .slow
        metrics.increment(isSlow ? InjectorMetric.slow : .overloaded)
        if loop.now < nextSurrenderNote { return }
        nextSurrenderNote = loop.now &+ Self.surrenderInterval
        let peer = exchange.peer?.address?.description ?? "-"
        log.warning(
            .main,
            "a question of \(peer) is given up: "
                + (isSlow ? "it does not come in time" : "its questions take half of all memory for questions"))
    }

    private static func isJSON(_ exchange: HTTPExchange) -> Bool { type(of: exchange) == "application/json" }

    /// The type of the body, without parameters.
    private static func type(of exchange: HTTPExchange) -> String {
        let bytes = exchange.field(.contentType).prefix { $0 != UInt8(ascii: ";") }
        return String(decoding: bytes.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self).lowercased()
    }

    private func refuse(_ exchange: HTTPExchange, _ status: UInt16, _ reason: String) {
        metrics.increment(InjectorMetric.malformed)
        log.warning(.main, "a question is refused: \(Self.line(reason))")
        exchange.answer(.text(status, reason + "\n"))
    }

    /// Answers, by path.
    public func serve(_ exchange: HTTPExchange) {
        switch Self.path(of: exchange) {
        case "/inject": inject(exchange)
        case "/healthz": exchange.answer(.text(200, "ok\n"))
        case "/ready": exchange.answer(isEnding ? .text(503, "ending\n") : .text(200, "ready\n"))
        case "/stats": page(exchange, "text/plain; charset=utf-8") { registry.renderText(into: &$0) }
        case "/stats/prometheus":
            page(exchange, "text/plain; version=0.0.4") { registry.renderPrometheus(into: &$0) }
        default: exchange.answer(.text(404, "there is no such path\n"))
        }
    }

    private func inject(_ exchange: HTTPExchange) {
        guard exchange.requestHead.method == .post else {
            var answer = HTTPAnswer.text(405, "expected POST\n")
            answer.fields.append(("allow", "POST"))
            return exchange.answer(answer)
        }
        guard Self.isJSON(exchange) else {
            let type = Self.type(of: exchange).prefix(80)
            return refuse(exchange, 415, "content-type: application/json expected, found '\(type)'")
        }
        metrics.increment(InjectorMetric.reviews)
        let question = Question(exchange)
        exchange.attachment = question
        waiting.append(question)
        reviewNext()
    }

    /// Whoever leaves does not wait any more: its bytes are its own until their review begins.
    public func exchangeEnded(_ exchange: HTTPExchange) {
        if let question = exchange.attachment as? Question { waiting.remove(question) }
    }

    private func reviewNext() {
        guard reviewed == nil, let question = waiting.popFirst() else { return }
        reviewed = question
        let bytes = question.exchange.body.bytes
        // They are kept until the answer, and count as before.
        question.exchange.releaseBody(keeping: bytes.count)
        // The server outlives the thread of reviews; exchanges never leave their loop.
        let door = LoopBound(self, loop: loop)
        let (reviewer, loop) = (reviewer, loop)
        reviews.execute {
            let answer = reviewer.answer(bytes)
            loop.execute { door.value.tell(answer) }
        }
    }

    private func tell(_ answer: AdmissionReview.Answer) {
        guard let question = reviewed else { return }
        reviewed = nil
        defer { reviewNext() }
        metrics.record(InjectorMetric.answerTime, (LoopClock.monotonic() &- question.start) / 1_000)
        let notes = Self.line(answer.notes.joined(separator: "; "))
        let pod = Self.line(answer.pod)
        switch answer.result {
        case .injected:
            metrics.increment(InjectorMetric.injected)
            log.info(.main, "pod \(pod) gets a proxy\(notes.isEmpty ? "" : ": \(notes)")")
        case .skipped:
            metrics.increment(InjectorMetric.skipped)
            log.debug(.main, "pod \(pod) gets no proxy\(notes.isEmpty ? "" : ": \(notes)")")
        case .refused:
            metrics.increment(InjectorMetric.refused)
            log.warning(.main, "pod \(pod) can have no proxy: \(notes)")
        case .malformed:
            metrics.increment(InjectorMetric.malformed)
            log.warning(.main, "a question cannot be answered: \(notes)")
        }
        question.exchange.answer(
            HTTPAnswer(
                answer.status, answer.body,
                contentType: answer.status == 200 ? "application/json" : "text/plain; charset=utf-8"))
    }

    private func page(_ exchange: HTTPExchange, _ contentType: String, _ render: (inout ByteBuffer) -> Void) {
        // An interval of histograms is what came since the last page.
        registry.endInterval()
        var buffer = ByteBuffer()
        render(&buffer)
        exchange.answer(HTTPAnswer(200, (0..<buffer.count).map { buffer[$0] }, contentType: contentType))
    }

    /// What clients say is shown in one line of the log.
    private static func line(_ text: String) -> String {
        String(
            text.prefix(500).map { $0.isNewline || $0.asciiValue.map { $0 < 0x20 || $0 == 0x7F } ?? false ? " " : $0 })
    }

    private static func path(of exchange: HTTPExchange) -> String {
        String(decoding: exchange.field(.path).prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    }
}

internal import Configuration
internal import Discovery
internal import EventLoops
internal import TLS
internal import Telemetry

/// Obtains the proxy's identity and keeps it fresh: `apus proxy --identity-server …`. Confined to the main loop.
///
/// ```
///   token and bundle read, request signed (own thread) ─▶ POST over TLS ─▶ looked at ─▶ secrets `default`, `ROOTCA`
///        ▲                                                                     │ no                 │
///        ├── a pause: what is in use goes on ◀─────────────────────────────────┘                    │
///        └── half of its life ◀─────────────────────────────────────────────────────────────────────┘
/// ```
/// The key is made here and stays in the memory of this process, as long as that lives; the server sees its public
/// half. Nothing of it is written anywhere. That a proxy asks with the same key again is how the server knows that it
/// is the one that has joined.
final class IdentityAgent: TimerOwner {
    /// What a request is made of.
    private struct Preparation: Sendable {
        let key: PrivateKey
        let request: [UInt8]
        let token: [UInt8]
        let bundle: String
    }

    /// The secrets, for those who follow them.
    let resources = HandedResources()
    private let options: IdentityOptions
    private let transport: ClusterTransport
    private let loop: EventLoop
    private let log: Log
    private let metrics: MetricBlock
    private let timer: LoopTimer
    private let patience: LoopTimer
    private var schedule = IdentitySchedule()
    private var key: PrivateKey?
    private var call: (any DiscoveryCall)?
    /// What is in use: the certificate's chain, and the roots.
    private var current: (chain: String, bundle: String)?
    private var serverBundle = ""
    private var version = 0
    private var isStopped = false
    private var settled: (() -> Void)?
    private var hasSettled = false

    private static let askKind: UInt8 = 0
    private static let patienceKind: UInt8 = 1
    /// How long an answer may take, and how long serving waits for the first certificate, in nanoseconds.
    private static let timeout: UInt64 = 10_000_000_000
    private static let longestWait: UInt64 = 15_000_000_000

    /// Asks nothing yet.
    init(
        _ options: IdentityOptions, transport: ClusterTransport, loop: EventLoop, registry: MetricRegistry, log: Log
    ) {
        self.options = options
        self.transport = transport
        self.loop = loop
        self.log = log
        metrics = registry.scope(prefix: "identity.", family: IdentityMetric.family).block(thread: 0)
        timer = LoopTimer(loop: loop, kind: Self.askKind)
        patience = LoopTimer(loop: loop, kind: Self.patienceKind)
        super.init()
        timer.owner = self
        patience.owner = self
    }

    /// Begins to ask.
    func start() {
        patience.arm(after: Self.longestWait)
        ask()
    }

    /// Runs `body` once, when there is a certificate, or none came in time.
    func whenSettled(_ body: @escaping () -> Void) {
        if hasSettled { body() } else { settled = body }
    }

    /// Asks nothing any more; what is in use stays.
    func stop() {
        isStopped = true
        timer.cancel()
        patience.cancel()
        call?.cancel()
        call = nil
    }

    override func timerFired(_ kind: UInt8) {
        if kind == Self.askKind { return ask() }
        if !hasSettled { log.warning(.secret, "identity: no certificate in time; going on without one") }
        settle()
    }

    private func settle() {
        hasSettled = true
        patience.cancel()
        let settled = settled.take()
        settled?()
    }

    // MARK: - Asking

    private func ask() {
        let door = LoopBound(
            { [weak self] (result: Result<Preparation, IdentityAnswer.Problem>) in self?.prepared(result) ?? () },
            loop: loop)
        let (options, loop, key) = (options, loop, key)
        do {
            // Files may be on a disk that is slow, or on none at all.
            _ = try Threads.start(name: "identity") {
                let result = Self.prepare(options, key)
                loop.execute { door.value(result) }
            }
        } catch {
            prepared(.failure(IdentityAnswer.Problem(text: "\(error)")))
        }
    }

    /// Reads what is read each time, and signs a request. On a thread of its own.
    private static func prepare(
        _ options: IdentityOptions, _ key: PrivateKey?
    ) -> Result<Preparation, IdentityAnswer.Problem> {
        func read(_ path: String) throws(IdentityAnswer.Problem) -> [UInt8] {
            switch Files.read(path) {
            case .success(let bytes): return bytes
            case .failure(let error):
                throw IdentityAnswer.Problem(text: "'\(path)' cannot be read: \(error.text)")
            }
        }
        do throws(IdentityAnswer.Problem) {
            let bundle = String(decoding: try read(options.bundlePath), as: UTF8.self)
            let text = options.tokenPath.isEmpty ? Array(options.token.utf8) : try read(options.tokenPath)
            let token = Array(text.filter { $0 > 0x20 && $0 < 0x7f })
            if token.isEmpty { throw IdentityAnswer.Problem(text: "'\(options.tokenPath)' holds no token") }
            do throws(IssuingProblem) {
                let key = if let key { key } else { try PrivateKey() }
                return .success(
                    Preparation(key: key, request: try key.certificateRequest(), token: token, bundle: bundle))
            } catch { throw IdentityAnswer.Problem(text: error.text) }
        } catch { return .failure(error) }
    }

    private func prepared(_ result: Result<Preparation, IdentityAnswer.Problem>) {
        if isStopped { return }
        switch result {
        case .failure(let problem): failed(problem)
        case .success(let preparation):
            key = preparation.key
            trustServer(preparation.bundle)
            send(preparation)
        }
    }

    /// Lets the server be judged by the file's roots and by those that came with our certificate: during a rotation it
    /// may show a certificate of the newer one.
    private func trustServer(_ bundle: String) {
        let all = bundle + "\n" + (current?.bundle ?? "")
        if all == serverBundle { return }
        serverBundle = all
        hand()
    }

    private func hand() {
        version += 1
        let secret = key.map { String(decoding: $0.pem, as: UTF8.self) } ?? ""
        let identity = current.map { (chain: $0.chain, key: secret, bundle: $0.bundle) }
        resources.hand(IdentityResources.response(version: version, identity, serverBundle: serverBundle))
    }

    private func send(_ preparation: Preparation) {
        var question = ClusterTransport.Question(path: options.path, body: preparation.request)
        question.authority = options.authority
        question.contentType = "application/x-pem-file"
        question.authorization = Array("Bearer ".utf8) + preparation.token
        call = transport.send(question, to: IdentityResources.cluster, timeout: Self.timeout) { [weak self] reply in
            self?.answered(reply, preparation.key)
        }
    }

    private func answered(_ reply: DiscoveryReply, _ key: PrivateKey) {
        if isStopped { return }
        switch reply {
        case .failure(let text): failed(IdentityAnswer.Problem(text: text))
        case .answer(200, let body):
            do throws(IdentityAnswer.Problem) {
                take(try IdentityAnswer(body, for: key, trustDomain: options.trustDomain))
            } catch { failed(error) }
        case .answer(let status, let body): failed(IdentityAnswer.problem(status: status, body: body))
        }
    }

    // MARK: - Outcomes

    private func take(_ answer: IdentityAnswer) {
        current = (answer.chain, answer.bundle)
        hand()
        let (life, overflows) = answer.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let delay = schedule.issued(
            life: overflows ? .max : life, at: loop.now, random: UInt64.random(in: .min ... .max))
        timer.arm(after: delay)
        metrics.increment(IdentityMetric.issued)
        metrics.set(IdentityMetric.consecutiveFailures, 0)
        metrics.set(IdentityMetric.expiration, UInt64(clamping: answer.identity.validUntil))
        log.info(
            .secret,
            "identity: \(answer.identity.identity.uri), certificate \(answer.identity.serial) for \(answer.seconds) s; "
                + "the next one in \(delay / 1_000_000_000) s")
        settle()
    }

    private func failed(_ problem: IdentityAnswer.Problem) {
        let delay = schedule.failed(
            at: loop.now, asked: problem.wait &* 1_000_000_000, random: UInt64.random(in: .min ... .max))
        timer.arm(after: delay)
        metrics.increment(IdentityMetric.failures)
        metrics.set(IdentityMetric.consecutiveFailures, UInt64(schedule.failures))
        let left =
            schedule.endsAt.map { ends in
                ends > loop.now
                    ? "the one in use ends in \((ends - loop.now) / 1_000_000_000) s" : "the one in use has ended"
            } ?? "there is none yet"
        log.warning(.secret, "identity: no certificate: \(problem.text); \(left); again in \(delay / 1_000_000) ms")
    }
}

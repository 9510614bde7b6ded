internal import EventLoops
internal import TLS
internal import Telemetry

/// The authority while it is there: answers, lets roots follow one another, follows the files of tokens and keys, and
/// renews the control plane's own certificate. Confined to its loop, which blocks where something has to be kept.
final class AuthorityKeeper: TimerOwner {
    /// A certificate of the control plane's own, with its key, in PEM.
    struct ServerCertificate: Sendable {
        let chain: [UInt8]
        let key: [UInt8]
    }

    let endpoint: AuthorityEndpoint
    private let options: AuthorityOptions
    private let metrics: MetricBlock
    private let log: Log
    private let loop: EventLoop
    private let watcher: FileWatcher
    private let steps: LoopTimer
    private let renewal: LoopTimer
    private let files: LoopTimer
    private var quiet: QuietPeriod
    private let reviewer: TokenReviewer?
    private let publisher: RootPublisher?
    private var renewed: ((ServerCertificate) -> Void)?
    /// When the end of a root that was made elsewhere may be warned of again, in seconds since 1970.
    private var nextWarning = Int64.min

    private static let stepKind: UInt8 = 0
    private static let renewalKind: UInt8 = 1
    private static let filesKind: UInt8 = 2
    /// The time after which what failed is tried again, in nanoseconds.
    private static let pause: UInt64 = 10_000_000_000

    /// Opens the directory and reads all files; blocks.
    init(
        _ options: AuthorityOptions, loop: EventLoop, registry: MetricRegistry, metrics: MetricBlock, log: Log
    ) throws(AuthorityProblem) {
        self.options = options
        self.loop = loop
        self.metrics = metrics
        self.log = log
        let now = WallTime.now().seconds
        let directory: DurableDirectory
        do throws(DurableDirectory.Problem) { directory = try DurableDirectory(options.directory) } catch {
            throw AuthorityProblem(text: error.text)
        }
        let authority = try CertificateAuthority(
            options.settings, files: directory, given: try options.readRoot(), at: now)
        let tokens = try options.readJoinTokens()
        endpoint = try AuthorityEndpoint(
            authority, files: directory, joinTokens: tokens, serviceAccounts: try options.readServiceAccounts(),
            at: now
        ) { [log] in log.error(.secret, "authority: \($0)") }
        reviewer = try options.tokenReview.map { (cluster, audiences) throws(AuthorityProblem) in
            TokenReviewer(try Self.client(cluster, loop), audiences: audiences, metrics: metrics)
        }
        publisher = try options.publication.map { (cluster, configMap) throws(AuthorityProblem) in
            RootPublisher(
                try Self.client(cluster, loop), configMap: configMap, metrics: metrics,
                followed: registry.scope(prefix: "control.kubernetes.", family: KubernetesMetric.family).block(
                    thread: 1), log: log)
        }
        watcher = FileWatcher(on: loop)
        steps = LoopTimer(loop: loop, kind: Self.stepKind)
        renewal = LoopTimer(loop: loop, kind: Self.renewalKind)
        files = LoopTimer(loop: loop, kind: Self.filesKind)
        quiet = QuietPeriod(files, quiet: 100_000_000)
        super.init()
        for timer in [steps, renewal, files] { timer.owner = self }
        if let problem = authority.givenProblem {
            log.error(.secret, "authority: the root that was made elsewhere is not taken over: \(problem)")
        }
        let root = authority.rotation.issuer(at: now)?.id ?? "none"
        log.info(
            .secret, "authority of \(options.settings.trustDomain): root \(root) issues; \(tokens.count) join tokens")
        count()
    }

    private static func client(
        _ cluster: KubernetesOptions, _ loop: EventLoop
    ) throws(AuthorityProblem) -> KubernetesClient {
        do throws(LogError) {
            return KubernetesClient(cluster, loop: loop, logWriter: try LogWriter())
        } catch { throw AuthorityProblem(text: "\(error)") }
    }

    // MARK: - While it runs

    /// Begins with what takes time to come. On the loop.
    ///
    /// - Parameter renewed: hears of each certificate of the control plane's own after the first.
    func start(renewed: @escaping (ServerCertificate) -> Void) {
        self.renewed = renewed
        warnOfEnd()
        armSteps()
        if !options.hosts.isEmpty { armRenewal() }
        let paths = [options.joinTokensPath, options.serviceAccounts?.keysPath ?? ""].filter { !$0.isEmpty }
        for directory in Set(paths.map(FileWatcher.directory)).sorted() {
            do throws(SystemError) {
                try watcher.watch(directory: directory) { [unowned self] in quiet.noteChange() }
            } catch {
                log.error(.secret, "authority: '\(directory)' is not watched: \(error)")
            }
        }
        // What has changed since they were read.
        quiet.noteChange()
        publisher?.start(endpoint.authority.bundle)
    }

    /// Ends what comes by itself. On the loop.
    func stop() {
        for timer in [steps, renewal, files] { timer.cancel() }
        reviewer?.stop()
        publisher?.stop()
        watcher.close()
    }

    override func timerFired(_ kind: UInt8) {
        switch kind {
        case Self.stepKind: advance()
        case Self.renewalKind: renew()
        default: readFiles()
        }
    }

    private func count() {
        publisher?.publish(endpoint.authority.bundle)
        metrics.set(AuthorityMetric.roots, UInt64(endpoint.authority.rotation.roots.count))
        metrics.set(AuthorityMetric.joinTokens, UInt64(endpoint.joinTokens.count))
    }

    /// Answers a request; `done` hears it once whoever judges its token has.
    func answer(_ request: AuthorityRequest, done: @escaping (AuthorityReply) -> Void) {
        guard let reviewer, let token = AuthorityEndpoint.reviewableToken(of: request) else {
            return done(answer(request, nil))
        }
        reviewer.review(token, from: request.peer) { [unowned self] verdict in done(answer(request, verdict)) }
    }

    private func answer(_ request: AuthorityRequest, _ verdict: TokenReview.Verdict?) -> AuthorityReply {
        let reply = endpoint.answer(request, at: WallTime.now().seconds, verdict: verdict)
        metrics.increment(reply.metric)
        return reply
    }

    // MARK: - Roots

    /// Announces another root; its name, or why not.
    func rotate() -> Result<String, AuthorityProblem> {
        do throws(AuthorityProblem) {
            try endpoint.authority.begin(at: WallTime.now().seconds)
        } catch { return .failure(error) }
        let id = endpoint.authority.rotation.roots.last?.id ?? ""
        metrics.increment(AuthorityMetric.rootsAnnounced)
        log.info(.secret, "authority: root \(id) is announced, and will issue when everybody knows it")
        count()
        armSteps()
        return .success(id)
    }

    private func advance() {
        let before = Set(endpoint.authority.rotation.roots.map(\.id))
        do throws(AuthorityProblem) {
            for step in try endpoint.authority.advance(to: WallTime.now().seconds) {
                switch step {
                case .tookOver(let id):
                    metrics.increment(AuthorityMetric.rootsTakenOver)
                    log.info(.secret, "authority: root \(id) issues from now on")
                case .removed(let id):
                    metrics.increment(AuthorityMetric.rootsRemoved)
                    log.info(.secret, "authority: root \(id) is not needed any more")
                }
            }
        } catch { log.error(.secret, "authority: \(error.text)") }
        for root in endpoint.authority.rotation.roots where !before.contains(root.id) {
            metrics.increment(AuthorityMetric.rootsAnnounced)
            log.info(.secret, "authority: root \(root.id) is announced, since the newest one comes to its end")
        }
        warnOfEnd()
        count()
        armSteps()
    }

    /// Warns once a day.
    private func warnOfEnd() {
        let now = WallTime.now().seconds
        guard now >= nextWarning, let root = endpoint.authority.endingGivenRoot(at: now) else { return }
        nextWarning = now + 86_400
        log.warning(
            .secret,
            "authority: root \(root.id) was made elsewhere and ends on \(Moment.text(root.validUntil)): give another "
                + "one by --root-certificate, or announce one by POST /v1/authority/rotation")
    }

    private func armSteps() {
        let now = WallTime.now().seconds
        let next = endpoint.authority.nextStep(after: now)
        // Clocks may be set, so that what is far is looked for again.
        steps.arm(after: UInt64(clamping: max(1, min(next - now, 3_600))) &* 1_000_000_000)
    }

    // MARK: - The control plane's own certificate

    /// Makes one.
    func makeServerCertificate() throws(AuthorityProblem) -> ServerCertificate {
        let domain = options.settings.trustDomain
        guard
            let identity = WorkloadIdentity(
                trustDomain: domain, namespace: AuthorityOptions.namespace, account: AuthorityOptions.account)
        else { throw AuthorityProblem(text: "'\(domain)' is no trust domain") }
        let key: PrivateKey
        do throws(IssuingProblem) { key = try PrivateKey() } catch { throw AuthorityProblem(text: error.text) }
        let issued = try endpoint.authority.issue(
            identity, for: key, hosts: options.hosts, at: WallTime.now().seconds)
        return ServerCertificate(chain: issued.chain, key: key.pem)
    }

    private func armRenewal() { renewal.arm(after: UInt64(clamping: options.settings.life) &* 500_000_000) }

    private func renew() {
        do throws(AuthorityProblem) {
            renewed?(try makeServerCertificate())
            armRenewal()
        } catch {
            log.error(.secret, "authority: the control plane's own certificate is not renewed: \(error.text)")
            renewal.arm(after: Self.pause)
        }
    }

    // MARK: - Files

    /// A file that is wrong changes nothing.
    private func readFiles() {
        do throws(AuthorityProblem) {
            let tokens = try options.readJoinTokens()
            if tokens != endpoint.joinTokens {
                endpoint.joinTokens = tokens
                log.info(.secret, "authority: \(tokens.count) join tokens")
            }
        } catch { log.error(.secret, "authority: the join tokens stay as they were: \(error.text)") }
        do throws(AuthorityProblem) { endpoint.serviceAccounts = try options.readServiceAccounts() } catch {
            log.error(.secret, "authority: the keys of service accounts stay as they were: \(error.text)")
        }
        count()
    }
}

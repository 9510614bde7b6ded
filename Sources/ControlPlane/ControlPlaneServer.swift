internal import Configuration
internal import Discovery
public import EventLoops
public import HTTPConnections
public import NetworkAddresses
public import ProxyRuntime
internal import TLS
public import Telemetry
internal import Transports

/// The control plane: documents and registrations to what each proxy runs, and the interface to both.
///
/// ```
///   directory ─▶ DirectoryFollower ─┐                    ┌─▶ store (written, synchronised)
///   interface ─▶ InterfaceService ──┼─▶ Publisher thread ┤
///   endpoints ─▶ RegistrationQueue ─┘                    └─▶ DiscoveryService ─▶ proxies that wait
/// ```
/// One main loop serves; compiling and disks have the publisher's thread. Confined to the main thread.
public final class ControlPlaneServer: HTTPService {
    /// The loop that serves.
    public let loop: EventLoop
    /// Where it listens.
    public private(set) var address: SocketAddress
    /// What proxies are answered.
    public let discovery: DiscoveryService
    let publisher: Publisher
    let log: Log
    let metrics: MetricBlock
    let registry: MetricRegistry
    private(set) lazy var http = makeHTTP()
    private(set) lazy var interface = makeInterface()
    let options: ControlPlaneOptions
    let auditSink: LogSink?
    /// Issues certificates; nil means nobody does.
    let authority: AuthorityService?
    private(set) var secured: TLSContextSource<TLSServerContext>?
    var certificateWatcher: FileWatcher?
    private var follower: DirectoryFollower?
    private let signals: SignalSource
    private(set) var housekeeping: LoopTimer?
    private let relay: Relay
    private(set) var mounted: [String: Mounted] = [:]
    private(set) var isEnding = false
    /// When a body that is given up is told in the log again.
    var nextSurrenderNote: UInt64 = 0
    /// What the cluster said last while nothing was published yet.
    private var observed: [MeshDocument] = []
    /// The sets that are remembered, oldest first.
    private(set) var sets: [PublishedSet]
    /// What became other in the cluster.
    private(set) var observations = ObservationHistory()
    /// What keeps the newest documents from being published; nil means nothing.
    private(set) var problem: String?
    /// What keeps the newest of the cluster from being published; nil means nothing.
    var clusterProblem: String?
    /// What is followed of a cluster; nil means nothing.
    private(set) var kubernetes: KubernetesService?
    /// What is served although it asks for something in vain.
    private(set) var warnings: [ConfigurationComplaint] = []
    /// Who calls whom, as it is published.
    private(set) var topology = MeshTopology()
    /// What is wrong with objects of the cluster.
    var refusedObjects: [ConfigurationComplaint] = []
    /// How it was at the start, until it is known what the cluster says: nothing is published before.
    private var awaitingStart: ControlPlaneStart?
    /// Whether it is not known yet what the cluster says.
    var isAwaitingCluster: Bool { awaitingStart != nil }

    static let endpointsNote = "endpoints"
    static let observedNote = "observed"
    static let rolloutNote = "rollout"
    /// Bytes of all requests on their way, and of all questions that wait; half of them of one address.
    static let requestMemory = 64 << 20
    static let housekeepingInterval: UInt64 = 1_000_000_000
    private static let longestEnd: UInt64 = 5_000_000_000

    struct Mounted {
        let bodyLimit: Int
        let serve: (HTTPExchange) -> Void
    }

    private final class Relay: TimerOwner {
        unowned var server: ControlPlaneServer?
        override func timerFired(_ kind: UInt8) { server?.timerFired() }
    }

    /// Opens everything and publishes what there is; serves once `run` is called. Blocks.
    ///
    /// - Throws: `StartupError`: of the configuration when documents make no mesh and nothing older is in the store, of
    ///   a resource when something of the system is missing.
    public init(_ options: ControlPlaneOptions, log: Log, logWriter: LogWriter) throws(StartupError) {
        self.options = options
        self.log = log
        let start = try ControlPlaneStart(options, log: log)
        let relay = Relay()
        self.relay = relay
        do throws(SystemError) {
            SignalSource.ignoreBrokenPipe()
            loop = try EventLoop(name: "control")
            // Before any thread is started, so that none of them gets the signals.
            signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt]) { _ in relay.server?.stop() }
            publisher = try Publisher(start.history, store: start.store, mainLoop: loop)
        } catch { throw StartupError(.resource, ["\(error)"]) }
        registry = MetricRegistry()
        metrics = registry.scope(prefix: "control.", family: ControlPlaneMetric.family).block(thread: 0)
        discovery = DiscoveryService(loop: loop, metrics: metrics, log: log)
        sets = start.history.sets
        problem = start.problem
        auditSink = try Self.openAudit(options.auditPath, logWriter)
        authority = try Self.makeAuthority(options, loop, registry, log)
        address = options.address
        relay.server = self
        secured = try makeContext(logWriter)
        interface.registrations.restore(start.registry(now: loop.now))
        metrics.set(ControlPlaneMetric.endpoints, UInt64(interface.registrations.count))
        if let (set, compilation) = start.current { begin(set, compilation, start) }
        if options.followsCluster, let options = options.kubernetes {
            awaitingStart = start
            kubernetes = try KubernetesService(
                options, mainLoop: loop, registry: registry, log: log, logWriter: logWriter)
        }
        try startAuthority()
        discovery.onRefusal = { [unowned self] in refused(by: $0, $1, $2) }
        do throws(SystemError) {
            address = try http.listen(on: options.address)
            if !options.documents.isEmpty, !options.followsCluster { try follow(start.directories) }
        } catch {
            throw StartupError(.resource, ["the control plane cannot listen on \(options.address): \(error)"])
        }
        if !options.addressPath.isEmpty, let reason = Files.write(address.description, path: options.addressPath) {
            throw StartupError(.resource, ["the address file '\(options.addressPath)' cannot be written: \(reason)"])
        }
        try kubernetes?.start { [unowned self] documents, done in follow(documents, done: done) }
        addSources()
        if !mayGiveSecrets { log.warning(.secret, Self.secretsReason) }
        if options.tokens != nil, secured == nil, !Self.isPrivate(address) {
            log.warning(
                .main,
                "tokens are sent in plain text over the network to \(address): whoever reads one may change the mesh; "
                    + "give the control plane a certificate by --tls-certificate, or let it listen on loopback"
            )
        }
        log.info(
            .main,
            "the control plane listens on \(address)\(secured == nil ? "" : " (TLS)"); "
                + (sets.last.map { "publication \($0.number), version \($0.version)" } ?? "nothing is published yet"))
    }

    /// Serves until SIGTERM or SIGINT.
    public func run() {
        let timer = LoopTimer(loop: loop, owner: relay)
        timer.arm(after: Self.housekeepingInterval)
        housekeeping = timer
        loop.run()
        signals.close()
        kubernetes?.stop()
        publisher.stop()
        authority?.stop()
    }

    /// Serves a path beside its own, such as the certificate authority's. The body may have `bodyLimit` bytes.
    public func mount(_ path: String, bodyLimit: Int, _ serve: @escaping (HTTPExchange) -> Void) {
        mounted[path] = Mounted(bodyLimit: bodyLimit, serve: serve)
    }

    // MARK: - Publishing

    private func begin(_ set: PublishedSet, _ compilation: MeshCompilation, _ start: ControlPlaneStart) {
        let rollout = start.rollout(of: set, now: loop.now)
        discovery.publish(Self.publication(set, compilation), before: start.before, rollout)
        warn(compilation)
    }

    private static func publication(_ set: PublishedSet, _ compilation: MeshCompilation) -> NodeTable.Publication {
        NodeTable.Publication(number: set.number, version: set.version, source: compilation)
    }

    /// Follows a wish; `done` hears what came of it once all nodes that wait have been answered.
    func apply(
        _ change: PublicationHistory.Change, author: String,
        done: @escaping (PublicationHistory.Outcome) -> Void
    ) {
        if isAwaitingCluster { return done(.conflict("it is not known yet what the cluster says; try again")) }
        publisher.apply(change, author: author, reached: discovery.table.reached) { [unowned self] result in
            took(result)
            done(result.outcome)
        }
    }

    /// Publishes what came of a wish.
    func took(_ result: Publisher.Result) {
        sets = result.sets
        observations = result.observations
        note(refused: result.refused)
        if let lapse = result.lapse { log.error(.config, lapse) }
        metrics.record(ControlPlaneMetric.publicationTime, result.time / 1_000_000)
        switch result.outcome {
        case .published(let set, let compilation):
            (problem, clusterProblem) = (nil, nil)
            metrics.increment(ControlPlaneMetric.publications)
            log.info(
                .config, "publication \(set.number) (version \(set.version)) by \(set.author): \(set.reason)")
            warn(compilation)
            awaitingStart = nil
            discovery.publish(
                Self.publication(set, compilation),
                Rollout(publication: set.number, stages: set.stages, now: loop.now))
            rolloutChanged()
        case .recompiled(let set, let compilation, let base):
            clusterProblem = nil
            let first = awaitingStart.map { $0.rollout(of: set, now: loop.now) }
            guard let rollout = first ?? discovery.table.rollout else { return }
            awaitingStart = nil
            warn(compilation, all: first != nil)
            discovery.publish(
                Self.publication(set, compilation), before: base.map { Self.publication($0.0, $0.1) }, rollout)
        case .invalid(let problems):
            metrics.increment(ControlPlaneMetric.publicationsInvalid)
            for complaint in problems.complaints { log.error(.config, complaint.text.oneLine) }
        case .failed(let reason):
            metrics.increment(ControlPlaneMetric.publicationsFailed)
            log.error(.config, "nothing is published, since it cannot be kept: \(reason)")
        case .unchanged, .conditionFailed, .conflict, .notFound: break
        }
    }

    /// Tells what is served although it asks for something in vain.
    ///
    /// - Parameter isNew: whether all of it is told, not only what was not told before.
    private func warn(_ compilation: MeshCompilation, all isNew: Bool = true) {
        let known = isNew ? [] : Set(warnings.map(\.text))
        for warning in compilation.warnings where !known.contains(warning.text) {
            log.warning(.config, warning.text.oneLine)
        }
        warnings = compilation.warnings
        topology = compilation.topology
    }

    /// A set by its number.
    func set(_ number: Int) -> PublishedSet? { sets.last { $0.number == number } }

    /// Keeps a note in the store.
    func keep(note name: String, _ bytes: [UInt8]) {
        publisher.note(name, bytes) { [unowned self] reason in log.error(.config, reason) }
    }

    private func follow(_ directories: [String]) throws(SystemError) {
        follower = try DirectoryFollower(
            DocumentDirectory(options.documents), watching: directories, loop: loop
        ) { [unowned self] directory, done in
            if isAwaitingCluster { return begin(observing: observed, done: done) }
            publisher.read(directory, reached: discovery.table.reached) { [unowned self] failure, result, directories in
                if let failure { log.error(.config, "the documents cannot be read: \(failure.text.oneLine)") }
                if let failure { problem = failure.text }
                if let result {
                    took(result)
                    note(result.outcome)
                }
                done(directories)
            }
        }
    }

    /// Publishes for the first time, once it is known what the cluster says.
    ///
    /// - Parameter done: hears which directories are to be watched too.
    func begin(observing documents: [MeshDocument], done: @escaping ([String]) -> Void) {
        observed = documents
        let directory = options.documents.isEmpty ? nil : DocumentDirectory(options.documents)
        publisher.begin(observing: documents, directory, reached: awaitingStart?.reached ?? 0) {
            [unowned self] failure, result, directories in
            if let failure {
                problem = failure.text
                log.error(.config, "the documents cannot be read: \(failure.text.oneLine)")
            }
            if let result {
                took(result)
                switch result.outcome {
                case .recompiled: problem = nil
                case .invalid(let problems) where directory == nil: problem = problems.complaints.first?.text
                default: if directory != nil { note(result.outcome) }
                }
            }
            if directory != nil, follower == nil, !isEnding {
                do throws(SystemError) { try follow(directories) } catch {
                    log.error(.config, "the documents are not followed: \(error)")
                }
                // What changed meanwhile, and what a store did not know yet.
                follower?.changed()
            }
            done(directories)
        }
    }

    private func note(_ outcome: PublicationHistory.Outcome) {
        switch outcome {
        case .unchanged:
            problem = nil
            return
        case .invalid(let problems): problem = problems.complaints.first?.text
        case .conflict(let reason), .failed(let reason):
            problem = reason
            log.error(.config, "the documents are not published: \(reason.oneLine)")
        case .published, .recompiled, .conditionFailed, .notFound: break
        }
        interface.audit.write(
            who: "directory", peer: "-", action: options.documents, outcome: outcome.words, at: loop.wallClock)
    }

    // MARK: - Ending

    /// Ends politely: what waits is answered, and nothing new is taken.
    public func stop() {
        // A second signal does not wait.
        if isEnding { return finish() }
        isEnding = true
        log.info(.main, "the control plane ends")
        follower?.stop()
        certificateWatcher?.close()
        http.onIdle = { [unowned self] in finish() }
        http.stop()
        discovery.end()
        interface.end()
        housekeeping?.arm(after: Self.longestEnd)
    }

    func finish() {
        http.close()
        loop.stop()
    }
}

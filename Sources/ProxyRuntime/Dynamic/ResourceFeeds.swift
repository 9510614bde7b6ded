internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// All sources that the proxy follows. Confined to the main loop.
final class ResourceFeeds {
    /// How a source is told from others.
    fileprivate struct Key: Hashable {
        var origin: ConfigSourceConfiguration.Origin
        var kind: ResourceKind
    }

    /// Why a source cannot be followed, for the operator.
    struct Problem: Error {
        let text: String
    }

    /// How servers are asked.
    struct Asking {
        /// What carries the questions.
        let transport: any DiscoveryTransport
        /// Who asks, as a JSON object.
        let node: [UInt8]
        /// Where answers are kept for the next start; nil means they are not.
        let lastGood: LastGood?
        /// Whether a cluster may carry them.
        let mayCarry: (_ cluster: String) -> Bool
        /// The proxy's own identity, as secrets; nil means it obtains none.
        let identity: HandedResources?
    }

    private let loop: EventLoop
    private let asking: Asking
    private let watcher: FileWatcher
    private var secrets: [SecretConfiguration]
    private lazy var reader = makeReader()
    private let log: Log
    private let keeper: HistoryKeeper
    private let knownClusters: () -> Set<String>
    private let countUnknownField: () -> Void
    private let options: ProxyOptions
    /// Bytes from which on something is read on a thread of its own, so that the main loop goes on.
    private static let longText = 32 << 10
    private var feeds: [Key: ResourceFeed] = [:]

    /// No sources yet.
    ///
    /// - Parameters:
    ///   - watcher: tells of files that change.
    ///   - secrets: those of the bootstrap, to which resources may refer.
    ///   - knownClusters: the clusters that routes inside listeners may lead to.
    ///   - countUnknownField: called for each response with fields that Envoy does not know.
    init(
        loop: EventLoop, watcher: FileWatcher, options: ProxyOptions, secrets: [SecretConfiguration], asking: Asking,
        log: Log, history: HistoryKeeper, knownClusters: @escaping () -> Set<String>,
        countUnknownField: @escaping () -> Void
    ) {
        self.loop = loop
        self.watcher = watcher
        self.options = options
        self.secrets = secrets
        self.asking = asking
        self.log = log
        keeper = history
        self.knownClusters = knownClusters
        self.countUnknownField = countUnknownField
    }

    /// Why sources cannot be followed; empty when all can. A file must be there, and a server needs a cluster.
    func problems(of sources: [ConfigSourceConfiguration]) -> [String] {
        Self.problems(of: sources, mayCarry: asking.mayCarry)
    }

    /// The same before anything is followed; `mayCarry` says which clusters may carry questions.
    static func problems(of sources: [ConfigSourceConfiguration], mayCarry: (String) -> Bool) -> [String] {
        Set(sources.map(\.origin)).compactMap { origin in
            switch origin {
            case .file(let path, let directory):
                if let error = Files.problem(reading: path) {
                    return "'\(path)', which resources are to come from: \(error.text)"
                }
                guard !directory.isEmpty, let error = Files.problem(watching: directory) else { return nil }
                return "'\(directory)', whose changes are to tell of those of '\(path)': \(error.text)"
            case .rest(let server):
                if mayCarry(server.cluster) { return nil }
                return "'\(server.cluster)', which resources are to come through, is no cluster of the file, or its "
                    + "endpoints come from a source themselves"
            case .identity: return nil
            }
        }.sorted()
    }

    /// A subscription that lasts until it is cancelled.
    final class Ticket {
        private let feeds: ResourceFeeds
        private let key: Key
        private let subscriber: ResourceFeed.Subscriber

        fileprivate init(_ feeds: ResourceFeeds, _ key: Key, _ subscriber: ResourceFeed.Subscriber) {
            self.feeds = feeds
            self.key = key
            self.subscriber = subscriber
        }

        /// Hears nothing any more; a source that nobody else follows is left alone.
        func cancel() { feeds.leave(key, subscriber) }
    }

    /// Tells `heard` what a source says of a resource (or of all of a kind), at once where that is known, and whenever
    /// it changes; it answers why it does not take what it heard, if that is so.
    ///
    /// - Throws: when the source cannot be followed, such as a directory that is not there.
    func follow(
        _ source: ConfigSourceConfiguration, _ kind: ResourceKind, named name: String? = nil,
        _ heard: @escaping (ResourceFeed.Answer) -> String?
    ) throws(Problem) -> Ticket {
        let key = Key(origin: source.origin, kind: kind)
        let feed: ResourceFeed
        if let known = feeds[key] { feed = known } else { feed = try makeFeed(key) }
        feeds[key] = feed
        let subscriber = feed.subscribe(name: name, heard)
        if !feed.isStarted {
            do throws(SystemError) {
                try feed.start()
            } catch {
                feeds[key] = nil
                throw Problem(text: "\(error)")
            }
        }
        return Ticket(self, key, subscriber)
    }

    /// Lets what is read from now on refer to other secrets of the file.
    func replaceSecrets(_ secrets: [SecretConfiguration]) {
        self.secrets = secrets
        reader = makeReader()
    }

    /// Follows nothing of some kinds any more.
    func stop(_ kinds: Set<ResourceKind>) {
        for (key, feed) in feeds where kinds.contains(key.kind) {
            feed.stop()
            feeds[key] = nil
        }
    }

    /// Follows nothing any more.
    func stop() {
        for feed in feeds.values { feed.stop() }
        feeds = [:]
    }

    private func leave(_ key: Key, _ subscriber: ResourceFeed.Subscriber) {
        guard let feed = feeds[key] else { return }
        feed.unsubscribe(subscriber)
        if feed.isUnused {
            feed.stop()
            feeds[key] = nil
        }
    }

    private func makeFeed(_ key: Key) throws(Problem) -> ResourceFeed {
        let what = "\(key.kind.typeName.split(separator: ".").last ?? "") of "
        switch key.origin {
        case .identity:
            guard let resources = asking.identity else { throw Problem(text: "this proxy obtains no identity") }
            return ResourceFeed(resources, what: what + "this proxy's identity", log: log, history: keeper) {
                [unowned self] bytes, done in
                var source = ConfigurationReader.Source(file: "identity", bytes: bytes)
                source.format = .json
                read(source, key.kind, done)
            }
        case .file(let path, let directory):
            return ResourceFeed(
                ResourceFile(path: path, watcher: watcher), watchedDirectory: directory, what: what + "'\(path)'",
                log: log, history: keeper
            ) { [unowned self] bytes, done in
                read(.init(file: path, bytes: bytes), key.kind, done)
            }
        case .rest(let server):
            if let problem = problems(of: [ConfigSourceConfiguration(key.origin)]).first {
                throw Problem(text: problem)
            }
            let poller = ResourcePoller(
                server, key.kind, node: asking.node, transport: asking.transport, loop: loop)
            return ResourceFeed(
                poller, memory: memory(of: server, key.kind), what: what + "cluster '\(server.cluster)'",
                log: log, history: keeper
            ) { [unowned self] bytes, done in
                var source = ConfigurationReader.Source(file: server.cluster, bytes: bytes)
                // Servers answer in JSON, whatever their cluster is called.
                source.format = .json
                read(source, key.kind, done)
            }
        }
    }

    private func memory(of server: RESTSourceConfiguration, _ kind: ResourceKind) -> ResourceFeed.Memory? {
        asking.lastGood.map { kept in
            ResourceFeed.Memory(
                keep: { [log] bytes in
                    guard let problem = kept.keep(bytes, of: kind, from: server) else { return }
                    log.warning(.config, "an answer cannot be kept in '\(kept.directory)': \(problem)")
                },
                recall: { [log] in
                    guard let bytes = kept.answer(of: kind, from: server) else { return nil }
                    log.warning(.config, "'\(server.cluster)' does not answer; what it said before is used")
                    return bytes
                })
        }
    }

    // MARK: - Reading

    private func makeReader() -> DiscoveredResponseReader {
        Self.makeReader(options, secrets)
    }

    private static func makeReader(
        _ options: ProxyOptions, _ secrets: [SecretConfiguration]
    ) -> DiscoveredResponseReader {
        DiscoveredResponseReader(
            refusesUnknownFields: options.refusesUnknownDynamicFields, secrets: secrets,
            ownSecrets: options.identity == nil ? [] : SecretReference.identity)
    }

    private func read(
        _ source: ConfigurationReader.Source, _ kind: ResourceKind, _ done: @escaping (DiscoveredResponse) -> Void
    ) {
        let clusters = kind == .listener ? knownClusters() : nil
        if source.bytes.count >= Self.longText {
            let door = LoopBound({ [unowned self] in done(noting($0)) }, loop: loop)
            let (loop, secrets, options) = (loop, secrets, options)
            let thread = try? Threads.start(name: "discovery") {
                let response = Self.makeReader(options, secrets).read(source, kind, clusters: clusters)
                loop.execute { door.value(response) }
            }
            if thread != nil { return }
        }
        done(noting(reader.read(source, kind, clusters: clusters)))
    }

    private func noting(_ response: DiscoveredResponse) -> DiscoveredResponse {
        if !response.unknownFields.isEmpty, !options.ignoresUnknownDynamicFields {
            countUnknownField()
            for field in response.unknownFields { log.warning(.config, "unknown field: \(field.text)") }
        }
        return response
    }
}

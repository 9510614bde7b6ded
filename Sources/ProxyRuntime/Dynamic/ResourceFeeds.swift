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
        /// Where answers are kept for the next start; nil: they are not.
        let lastGood: LastGood?
        /// Whether a cluster may carry them.
        let mayCarry: (_ cluster: String) -> Bool
    }

    private let loop: EventLoop
    private let asking: Asking
    private let watcher: FileWatcher
    private let reader: DiscoveredResponseReader
    private let log: Log
    private let knownClusters: () -> Set<String>
    private let countUnknownField: () -> Void
    private let ignoresUnknownFields: Bool
    private var feeds: [Key: ResourceFeed] = [:]

    /// No sources yet.
    ///
    /// - Parameters:
    ///   - knownClusters: the clusters that routes inside listeners may lead to.
    ///   - countUnknownField: called for each response with fields that Envoy does not know.
    init(
        loop: EventLoop, options: ProxyOptions, asking: Asking, log: Log, knownClusters: @escaping () -> Set<String>,
        countUnknownField: @escaping () -> Void
    ) throws(SystemError) {
        self.loop = loop
        self.asking = asking
        watcher = try FileWatcher(on: loop)
        reader = DiscoveredResponseReader(refusesUnknownFields: options.refusesUnknownDynamicFields)
        ignoresUnknownFields = options.ignoresUnknownDynamicFields
        self.log = log
        self.knownClusters = knownClusters
        self.countUnknownField = countUnknownField
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

    /// Follows nothing any more.
    func stop() {
        for feed in feeds.values { feed.stop() }
        feeds = [:]
        watcher.close()
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
        switch key.origin {
        case .file(let path, let directory):
            return ResourceFeed(ResourceFile(path: path, watcher: watcher), watchedDirectory: directory) {
                [unowned self] bytes in read(bytes, key.kind, from: path)
            }
        case .rest(let server):
            guard asking.mayCarry(server.cluster) else {
                throw Problem(
                    text: "'\(server.cluster)', which resources are to come through, is no cluster of the file, or its "
                        + "endpoints come from a source themselves")
            }
            let poller = ResourcePoller(
                server, key.kind, node: asking.node, transport: asking.transport, loop: loop)
            let memory = asking.lastGood.map { kept in
                ResourceFeed.Memory(
                    keep: { [log] bytes in
                        guard let problem = kept.keep(bytes, of: key.kind, from: server) else { return }
                        log.warning(.config, "an answer cannot be kept in '\(kept.directory)': \(problem)")
                    },
                    recall: { [log] in
                        guard let bytes = kept.answer(of: key.kind, from: server) else { return nil }
                        log.warning(.config, "'\(server.cluster)' does not answer; what it said before is used")
                        return bytes
                    })
            }
            return ResourceFeed(poller, memory: memory) { [unowned self] bytes in
                read(bytes, key.kind, from: server.cluster)
            }
        }
    }

    private func read(_ bytes: [UInt8], _ kind: ResourceKind, from file: String) -> DiscoveredResponse {
        var source = ConfigurationReader.Source(file: file, bytes: bytes)
        // Servers answer in JSON, whatever their cluster is called.
        if !file.contains("/") { source.format = .json }
        let response = reader.read(source, kind, clusters: kind == .listener ? knownClusters() : nil)
        if !response.unknownFields.isEmpty, !ignoresUnknownFields {
            countUnknownField()
            for field in response.unknownFields { log.warning(.config, "unknown field: \(field.text)") }
        }
        return response
    }
}

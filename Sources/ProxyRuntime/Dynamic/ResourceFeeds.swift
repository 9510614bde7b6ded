internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// All sources that the proxy follows. Confined to the main loop.
final class ResourceFeeds {
    /// How a source is told from others.
    fileprivate struct Key: Hashable {
        var path: String
        var directory: String
        var kind: ResourceKind
    }

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
        loop: EventLoop, options: ProxyOptions, log: Log, knownClusters: @escaping () -> Set<String>,
        countUnknownField: @escaping () -> Void
    ) throws(SystemError) {
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

    /// Tells `heard` what a source says, at once where that is known, and whenever it changes.
    ///
    /// - Throws: when the source cannot be followed, such as a directory that is not there.
    func follow(
        _ source: ConfigSourceConfiguration, _ kind: ResourceKind, _ heard: @escaping (ResourceFeed.Answer) -> Void
    ) throws(SystemError) -> Ticket {
        let key = Key(path: source.path, directory: source.watchedDirectory, kind: kind)
        let feed = feeds[key] ?? makeFeed(key)
        feeds[key] = feed
        let subscriber = feed.subscribe(heard)
        if !feed.isStarted {
            do {
                try feed.start(watching: source.watchedDirectory)
            } catch {
                feeds[key] = nil
                throw error
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

    private func makeFeed(_ key: Key) -> ResourceFeed {
        ResourceFeed(ResourceFile(path: key.path, watcher: watcher)) { [unowned self] bytes in read(bytes, key) }
    }

    private func read(_ bytes: [UInt8], _ key: Key) -> DiscoveredResponse {
        let source = ConfigurationReader.Source(file: key.path, bytes: bytes)
        let response = reader.read(source, key.kind, clusters: key.kind == .listener ? knownClusters() : nil)
        if !response.unknownFields.isEmpty, !ignoresUnknownFields {
            countUnknownField()
            for field in response.unknownFields { log.warning(.config, "unknown field: \(field.text)") }
        }
        return response
    }
}

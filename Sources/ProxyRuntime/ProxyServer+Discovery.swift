internal import Configuration
internal import Discovery
internal import EventLoops
internal import Proxying
internal import Synchronization
internal import Telemetry
internal import Upstreams

/// What comes while the proxy runs: endpoints, clusters, routes and listeners.
extension ProxyServer {
    /// Every path that a configuration leaves resources to must be there, as in Envoy.
    static func checkPaths(of bootstrap: BootstrapConfiguration) throws(StartupError) {
        var sources = [bootstrap.dynamic.clusters, bootstrap.dynamic.listeners].compactMap(\.self)
        for cluster in bootstrap.clusters {
            if case .eds(let discovery) = cluster.discoveryType { sources.append(discovery.source) }
        }
        for source in sources {
            switch source.origin {
            case .file(let path, _):
                if case .failure(let error) = Files.read(path) {
                    throw StartupError(.configuration, ["'\(path)', which resources are to come from: \(error.text)"])
                }
            case .rest(let server):
                if mayCarry(server.cluster, bootstrap.clusters) { continue }
                throw StartupError(
                    .configuration,
                    [
                        "'\(server.cluster)', which resources are to come through, is no cluster of the file, or its "
                            + "endpoints come from a source themselves"
                    ])
            }
        }
    }

    /// Whether a cluster may carry the proxy's own questions.
    private static func mayCarry(_ name: String, _ clusters: [ClusterConfiguration]) -> Bool {
        clusters.contains { cluster in
            if case .eds = cluster.discoveryType { return false }
            return cluster.name == name
        }
    }

    /// Begins to find endpoints, then clusters, then routes and listeners, each when what it stands on is there.
    /// Signals and the admin interface are served meanwhile; clients wait in the kernel's queue.
    func discover() throws(StartupError) {
        let feeds: ResourceFeeds?
        do throws(SystemError) { feeds = try makeFeeds() } catch {
            throw StartupError(.resource, ["sources: \(error)"])
        }
        self.feeds = feeds
        let upkeep = ClusterUpkeep(
            loop: loop, thread: workers.count, registry: registry, log: log, feeds: feeds,
            outlierEvents: snapshot.outlierEvents
        ) { [unowned self] cluster in endpointsChanged(of: cluster) }
        self.upkeep = upkeep
        let clusters = ClusterDirectory(
            snapshot.clusterOrder, upkeep: upkeep, registry: registry, log: log,
            make: { [unowned self] configuration throws(StartupError) in try make(configuration) },
            publish: { [unowned self] in clustersChanged($0) })
        self.clusters = clusters
        try wait { done throws(ResourceFeeds.Problem) in try clusters.start(warmed: done) }
        guard let feeds else { return }
        if let source = dynamic.clusters {
            try wait { done throws(ResourceFeeds.Problem) in
                try follow(source, .cluster, SubscriptionMetric.clusters, "cds") {
                    clusters.apply($0)
                } ready: {
                    clusters.whenWarm(done)
                }
            }
        }
        try discoverListeners(feeds)
    }

    private func discoverListeners(_ feeds: ResourceFeeds) throws(StartupError) {
        guard let listeners else { return }
        try wait { done throws(ResourceFeeds.Problem) in try listeners.start(warmed: done) }
        guard let source = dynamic.listeners else { return }
        try wait { done throws(ResourceFeeds.Problem) in
            try follow(source, .listener, SubscriptionMetric.listeners, "lds") {
                listeners.apply($0)
            } ready: {
                listeners.whenWarm(done)
            }
        }
    }

    private func makeFeeds() throws(SystemError) -> ResourceFeeds? {
        guard followsSources else { return nil }
        let transport = ClusterTransport(loop: loop, thread: workers.count, localAddress: Host.localAddress) {
            [unowned self] name in clusters?.active.first { $0.cluster.name == name }?.cluster
        }
        self.transport = transport
        let asking = ResourceFeeds.Asking(
            transport: transport, node: node.question,
            lastGood: options.lastGoodPath.isEmpty ? nil : LastGood(directory: options.lastGoodPath),
            mayCarry: { [unowned self] name in
                Self.mayCarry(
                    name, clusters?.active.filter { !$0.isDynamic }.map(\.cluster.configuration) ?? [])
            })
        return try ResourceFeeds(
            loop: loop, options: options, asking: asking, log: log,
            knownClusters: { [unowned self] in clusters?.names ?? [] },
            countUnknownField: { [publishedState] in publishedState.unknownFields.add(1, ordering: .relaxed) })
    }

    /// Runs `begin`, and the loop until what it is given is called.
    private func wait(
        _ begin: (_ done: @escaping () -> Void) throws(ResourceFeeds.Problem) -> Void
    ) throws(StartupError) {
        var isDone = false
        do throws(ResourceFeeds.Problem) { try begin { isDone = true } } catch {
            throw StartupError(.configuration, [error.text])
        }
        while !isDone && phase == .running { loop.runOnce() }
    }

    /// Follows the source of all resources of one kind.
    private func follow(
        _ source: ConfigSourceConfiguration, _ kind: ResourceKind, _ family: MetricFamily, _ name: String,
        _ apply: @escaping (DiscoveredResponse) -> (Subscription.Outcome, refusal: String?),
        ready: @escaping () -> Void
    ) throws(ResourceFeeds.Problem) {
        let subscription = Subscription(
            name, family: family, prefix: family.extractedPrefix, registry: registry, loop: loop, log: log)
        subscriptions.append(subscription)
        subscription.begin(source, onReady: ready)
        _ = try feeds?.follow(source, kind) { [unowned self] answer in
            switch answer {
            case .unchanged:
                subscription.note(.unchanged, version: "")
                return nil
            case .failure(let text):
                log.warning(.config, "\(name): the source cannot be read: \(text)")
                subscription.note(.failed, version: "")
                return text
            case .response(let response):
                let (outcome, refusal) = apply(response)
                subscription.note(outcome, version: response.version)
                return refusal
            }
        }
    }

    /// Follows nothing any more.
    func endDiscovery() {
        feeds?.stop()
        feeds = nil
        upkeep?.stop()
        upkeep = nil
        transport?.close()
        transport = nil
    }

    // MARK: - Changes

    private func make(_ configuration: ClusterConfiguration) throws(StartupError) -> Cluster {
        var configuration = configuration
        configuration.bind = configuration.bind ?? upstreamBind
        let previous = clusters?.active.first { $0.cluster.name == configuration.name }?.cluster
        return try builder.build(configuration, replacing: previous)
    }

    private func endpointsChanged(of cluster: Cluster) {
        if state != .initializing, clusters?.active.contains(where: { $0.cluster === cluster }) == true {
            registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
                .block(thread: 0).increment(ClusterManagerMetric.clusterUpdated)
        }
        for worker in workers { worker.loop.execute { worker.proxy.endpointsChanged(of: cluster) } }
        transport?.endpointsChanged(of: cluster)
    }

    private func clustersChanged(_ changes: [(name: String, cluster: Cluster?)]) {
        for worker in workers { worker.loop.execute { worker.proxy.replaceClusters(changes) } }
        refreshSnapshot()
    }

    /// The listeners while they come and go; their routes too, where some come from elsewhere.
    func makeListenerDirectory() -> ListenerDirectory {
        ListenerDirectory(
            ListenerDirectory.Surroundings(
                make: { [unowned self] configuration, previous throws(StartupError) in
                    try builder.build(configuration, runtime, replacing: previous)
                },
                bind: { [unowned self] listener, number throws(StartupError) in try bind(listener, number: number) },
                unbind: { [unowned self] in unbind($0) },
                publish: { [unowned self] in publish($0) }),
            routes: { [unowned self] in routeDirectory() }, registry: registry, log: log)
    }

    private func routeDirectory() -> RouteDirectory? {
        if let routes { return routes }
        guard let feeds else { return nil }
        let directory = RouteDirectory(feeds: feeds, registry: registry, loop: loop, log: log) { [unowned self] use in
            for worker in workers { worker.loop.execute { worker.settingsChanged(of: use.source) } }
        }
        routes = directory
        return directory
    }
}

extension NodeConfiguration {
    /// What a server is told of this proxy: a JSON object of what tells proxies apart.
    fileprivate var question: [UInt8] {
        var bytes = Array("{\"id\":\(JSONText.quoted(id)),\"cluster\":\(JSONText.quoted(cluster))".utf8)
        if !region.isEmpty || !zone.isEmpty || !subZone.isEmpty {
            let locality = [("region", region), ("zone", zone), ("sub_zone", subZone)].filter { !$0.1.isEmpty }
            let members = locality.map { "\"\($0.0)\":\(JSONText.quoted($0.1))" }.joined(separator: ",")
            bytes += ",\"locality\":{\(members)}".utf8
        }
        if case .success(let document) = JSONReader().read(source, file: ""), let metadata = document.root["metadata"] {
            bytes += ",\"metadata\":".utf8
            JSONText.append(metadata, to: &bytes)
        }
        return bytes + ",\"user_agent_name\":\"apus\"}".utf8
    }
}

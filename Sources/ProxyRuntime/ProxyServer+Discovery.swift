public import Configuration
internal import Discovery
internal import EventLoops
internal import Proxying
internal import Synchronization
internal import Telemetry
internal import Upstreams

/// What comes while the proxy runs: endpoints, clusters, routes and listeners.
extension ProxyServer {
    /// Whatever a configuration leaves resources to must be there, as in Envoy.
    public static func checkSources(of bootstrap: BootstrapConfiguration) throws(StartupError) {
        let problems = ResourceFeeds.problems(of: sources(of: bootstrap)) { mayCarry($0, bootstrap.clusters) }
        if !problems.isEmpty { throw StartupError(.configuration, problems) }
    }

    /// Who sends statistics over connections must have a name, as in Envoy.
    public static func checkSinks(
        _ statistics: StatisticsConfiguration, _ node: NodeConfiguration
    ) throws(StartupError) {
        let hasClusters = statistics.sinks.contains { if case .cluster = $0.target { true } else { false } }
        if !hasClusters || (!node.id.isEmpty && !node.cluster.isEmpty) { return }
        throw StartupError(
            .configuration,
            [
                "stats_sinks: a sink with 'tcp_cluster_name' wants an id and a cluster of this node, in 'node' or by "
                    + "--service-node and --service-cluster"
            ])
    }

    /// All that a configuration leaves resources to.
    public static func sources(of bootstrap: BootstrapConfiguration) -> [ConfigSourceConfiguration] {
        [bootstrap.dynamic.clusters, bootstrap.dynamic.listeners].compactMap(\.self)
            + bootstrap.clusters.flatMap(\.sources) + bootstrap.listeners.flatMap(\.sources)
            + bootstrap.runtime.discoveries.map(\.source)
    }

    /// Whether a cluster may carry the proxy's own questions.
    private static func mayCarry(_ name: String, _ clusters: [ClusterConfiguration]) -> Bool {
        clusters.contains { cluster in
            switch cluster.discoveryType {
            case .eds, .aggregate, .forwarding, .originalDestination: false
            case .static, .strictDNS, .logicalDNS: cluster.name == name
            }
        }
    }

    /// Begins to find endpoints, then clusters, then routes and listeners, each when what it stands on is there.
    /// Signals and the admin interface are served meanwhile; clients wait in the kernel's queue.
    func discover() throws(StartupError) {
        let feeds = makeFeeds()
        self.feeds = feeds
        let contexts = ContextUpkeep(feeds: feeds, watcher: watcher, registry: registry, loop: loop, log: log)
        self.contexts = contexts
        let upkeep = ClusterUpkeep(
            loop: loop, thread: workers.count, log: log, feeds: feeds, contexts: contexts,
            outlierEvents: snapshot.outlierEvents, runtime: liveRuntime
        ) { [unowned self] cluster in endpointsChanged(of: cluster) }
        self.upkeep = upkeep
        let clusters = ClusterDirectory(
            snapshot.clusterOrder, upkeep: upkeep, registry: registry, loop: loop, log: log, history: historyKeeper,
            make: { [unowned self] configuration throws(StartupError) in try make(configuration, feeds) },
            publish: { [unowned self] in clustersChanged($0) })
        self.clusters = clusters
        identity?.start()
        try wait { done throws(ResourceFeeds.Problem) in try clusters.start(warmed: done) }
        let directory = RuntimeDirectory(feeds: feeds, registry: registry, loop: loop, log: log) { [unowned self] in
            takeRuntime($1, of: $0)
        }
        runtimeDirectory = directory
        let layers = runtime.discoveries
        try wait { done throws(ResourceFeeds.Problem) in try directory.follow(layers, ready: done) }
        if let source = dynamic.clusters {
            try wait { done throws(ResourceFeeds.Problem) in
                try follow(source, .cluster, SubscriptionFamily.clusters, "cds") {
                    clusters.apply($0)
                } ready: {
                    clusters.whenWarm(nil, done)
                }
            }
        }
        try discoverListeners()
        // What waits for the identity has waited beside it.
        try wait { [identity] done throws(ResourceFeeds.Problem) in
            if let identity { identity.whenSettled(done) } else { done() }
        }
    }

    private func discoverListeners() throws(StartupError) {
        guard let listeners else { return }
        try wait { done throws(ResourceFeeds.Problem) in try listeners.start(warmed: done) }
        guard let source = dynamic.listeners else { return }
        try wait { done throws(ResourceFeeds.Problem) in
            try follow(source, .listener, SubscriptionFamily.listeners, "lds") {
                listeners.apply($0)
            } ready: {
                listeners.whenWarm(nil, done)
            }
        }
    }

    private func makeFeeds() -> ResourceFeeds {
        let transport = ClusterTransport(loop: loop, thread: workers.count, localAddress: Host.localAddress) {
            [unowned self] name in clusters?.active.first { $0.cluster.name == name }?.cluster
        }
        self.transport = transport
        identity = options.identity.map {
            IdentityAgent($0, transport: transport, loop: loop, registry: registry, log: log)
        }
        let asking = ResourceFeeds.Asking(
            transport: transport, node: node.question,
            lastGood: options.lastGoodPath.isEmpty ? nil : LastGood(directory: options.lastGoodPath),
            mayCarry: { [unowned self] name in
                Self.mayCarry(
                    name, clusters?.active.filter { !$0.isDynamic }.map(\.cluster.configuration) ?? [])
            }, identity: identity?.resources)
        return ResourceFeeds(
            loop: loop, watcher: watcher, options: options, secrets: secrets, asking: asking, log: log,
            history: historyKeeper,
            knownClusters: { [unowned self] in clusters?.names ?? [] },
            countUnknownField: { [publishedState] in publishedState.unknownFields.add(1, ordering: .relaxed) })
    }

    /// Puts the cluster through which the identity is obtained among those of the file.
    static func add(
        _ cluster: ClusterConfiguration, to bootstrap: inout BootstrapConfiguration
    ) throws(StartupError) {
        if bootstrap.clusters.contains(where: { $0.name == cluster.name }) {
            throw StartupError(
                .configuration, ["the cluster '\(cluster.name)' of the file has the name of that of --identity-server"])
        }
        bootstrap.clusters.append(cluster)
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
        _ source: ConfigSourceConfiguration, _ kind: ResourceKind, _ family: SubscriptionFamily, _ name: String,
        _ apply: @escaping (DiscoveredResponse) -> (Subscription.Outcome, refusal: String?),
        ready: @escaping () -> Void
    ) throws(ResourceFeeds.Problem) {
        let subscription = Subscription(
            name, family: family, prefix: family.metrics.extractedPrefix, registry: registry, loop: loop, log: log)
        subscriptions.append(subscription)
        subscription.begin(source, onReady: ready)
        _ = try feeds?.follow(source, kind) { answer in
            switch answer {
            case .unchanged:
                subscription.note(.unchanged, version: "")
                return nil
            case .repeated:
                subscription.noteAgain()
                return nil
            case .failure(let text):
                subscription.note(.failed, version: "")
                return text
            case .response(let response):
                let (outcome, refusal) = apply(response)
                subscription.note(outcome, version: response.version)
                return refusal
            }
        }
    }

    /// Takes no other clusters and listeners any more. Endpoints, health, routes and secrets are followed as long as
    /// requests are served.
    func endUpdates() {
        fileReload?.stop()
        feeds?.stop([.cluster, .listener])
        listeners?.end()
    }

    /// Follows nothing any more.
    func endDiscovery() {
        endUpdates()
        identity?.stop()
        identity = nil
        feeds?.stop()
        feeds = nil
        upkeep?.stop()
        upkeep = nil
        transport?.close()
        transport = nil
    }

    // MARK: - Changes

    private func make(
        _ configuration: ClusterConfiguration, _ feeds: ResourceFeeds
    ) throws(StartupError) -> Cluster {
        let missing = feeds.problems(of: configuration.sources)
        if !missing.isEmpty { throw StartupError(.configuration, missing) }
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
                    let missing = feeds?.problems(of: configuration.sources) ?? []
                    if !missing.isEmpty { throw StartupError(.configuration, missing) }
                    return try builder.build(configuration, runtime, replacing: previous)
                },
                bind: { [unowned self] listener, number, donors throws(StartupError) in
                    try bind(listener, number: number, donors: donors)
                },
                unbind: { [unowned self] in unbind($0) },
                publish: { [unowned self] in publish($0) }),
            routes: { [unowned self] in routeDirectory() }, contexts: { [unowned self] in contexts },
            registry: registry, log: log, history: historyKeeper)
    }

    private func routeDirectory() -> RouteDirectory? {
        if let routes { return routes }
        guard let feeds else { return nil }
        let directory = RouteDirectory(
            feeds: feeds, registry: registry, loop: loop, log: log, history: historyKeeper
        ) { [unowned self] use in
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

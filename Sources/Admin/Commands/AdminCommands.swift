internal import Buffers
internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import ProxyRuntime
internal import RegularExpressions
internal import Telemetry

/// Runs commands. On the main loop.
final class AdminCommands {
    private let server: ProxyServer
    private let node: AdminNode
    private let configuration: AdminConfiguration
    private let lastUpdated: String
    private var lookups = RecentLookups()
    private let application: ApplicationMetrics?

    init(server: ProxyServer, version: String, _ configuration: AdminConfiguration) {
        self.server = server
        self.configuration = configuration
        application = server.options.metricsSource.map { ApplicationMetrics($0, server: server) }
        node = AdminNode(node: server.node, version: version)
        let now = WallTime.now()
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        formatter.appendISO8601(seconds: now.seconds, nanoseconds: Int(now.nanoseconds), to: &text)
        lastUpdated = text.text
    }

    /// What `request` is answered.
    func run(_ request: AdminRequest, method: String, isPost: Bool) -> AdminOutcome {
        if !allows(request.target) {
            return .reply(AdminReply("request to path \(request.target) not allowed", status: 403))
        }
        if let own = OwnCommand(rawValue: request.path) { return run(own, request) }
        guard let command = AdminCommand(rawValue: request.path) else {
            return .reply(AdminReply(HelpPage.text(prefix: "invalid path. "), status: 404))
        }
        if command.isMutation && !isPost {
            return .reply(AdminReply("Method \(method) not allowed, POST required.", status: 405))
        }
        return run(command, request)
    }

    private func allows(_ target: String) -> Bool {
        let paths = configuration.allowedPaths
        return paths.isEmpty || paths.contains { $0.matches(target.utf8Span.span) }
    }

    private func run(_ command: AdminCommand, _ request: AdminRequest) -> AdminOutcome {
        switch command {
        case .home: return .reply(AdminReply(HelpPage.html(), type: .html))
        case .help: return .reply(AdminReply(HelpPage.text()))
        case .ready: return .reply(AdminReply("\(state)\n", status: server.state == .live ? 200 : 503))
        case .hotRestartVersion: return .reply(AdminReply(ServerInfoPage.hotRestartVersion(server.options)))
        case .memory: return .reply(AdminReply(MemoryPage.json(ProcessMemory.read()), type: .json))
        case .runtime: return .reply(AdminReply(RuntimePage.json(server.runtime), type: .json))
        case .serverInfo:
            return .reply(
                AdminReply(
                    ServerInfoPage.json(
                        node: node, state: state, server: server), type: .json))
        case .listeners:
            let isJSON = request["format"] == "json"
            return .reply(
                AdminReply(
                    isJSON ? ListenersPage.json(listeners) : ListenersPage.text(listeners),
                    type: isJSON ? .json : .text))
        case .clusters: return clusters(request)
        case .configDump:
            return ConfigDumpCommand.run(request) { filter in
                ConfigDumpPage(
                    snapshot: server.snapshot, served: server.served, node: node, admin: configuration.source,
                    others: server.bootstrapSource,
                    lastUpdated: lastUpdated, filter: filter)
            }
        case .stats: return StatsCommand.run(request, isPrometheus: false, server: server)
        case .statsPrometheus: return StatsCommand.run(request, isPrometheus: true, server: server, application)
        case .logging: return .reply(LoggingCommand.run(request, log: server.log))
        case .certificates:
            let page = CertificatesPage.json(server.snapshot.contexts, at: WallTime.now().seconds)
            return .reply(AdminReply(page, type: .json))
        case .contention:
            return .reply(
                AdminReply(
                    "Mutex contention tracing is not enabled. To enable, run Envoy with flag --enable-mutex-tracing."))
        case .allocationProfiler: return .reply(ProfilerCommand.allocation(request))
        case .heapDump, .peakHeapDump: return .reply(ProfilerCommand.unsupported("heap dump"))
        case .allocatorMemory: return .reply(ProfilerCommand.unsupported("TCMalloc"))
        case .cpuProfiler: return .reply(ProfilerCommand.cpu(request))
        case .heapProfiler: return .reply(ProfilerCommand.heap(request))
        case .initDump:
            let page = InitDumpPage.json(server.served.waiting, mask: request.value("mask"))
            return .reply(AdminReply(page, type: .json))
        case .runtimeModify:
            if request.all.isEmpty { return .reply(AdminReply(EmptyPages.runtimeUsage, status: 400)) }
            if !server.modifyRuntime(request.all) {
                return .reply(AdminReply("No admin layer specified", status: 503))
            }
        case .recentLookups: return .reply(AdminReply(lookups.text))
        case .recentLookupsClear: break
        case .recentLookupsDisable: lookups.isEnabled = false
        case .recentLookupsEnable: lookups.isEnabled = true
        case .healthcheckFail: server.setHealth(failed: true)
        case .healthcheckOK: server.setHealth(failed: false)
        case .reopenLogs: return .wait { [server] answer in server.reopenLogs { answer(.ok) } }
        case .resetCounters: server.registry.resetCounters()
        case .drainListeners:
            server.drainListeners(
                inboundOnly: request.has("inboundonly"), graceful: request.has("graceful"),
                keepsListening: request.has("skip_exit"))
        case .quit: return .quit
        }
        return .reply(.ok)
    }

    private func run(_ command: OwnCommand, _ request: AdminRequest) -> AdminOutcome {
        switch command {
        case .page: return .reply(AdminReply(DashboardPage.html(), type: .dashboard))
        case .script: return .reply(AdminReply(DashboardPage.script(), type: .script))
        case .style: return .reply(AdminReply(DashboardPage.style(), type: .style))
        case .changes:
            let history = server.history
            return .build { AdminReply(HistoryPage.json(history), type: .json) }
        case .route: return RouteCommand.run(request, server.servedRoutes)
        case .tap:
            guard let cursor = TapPage.cursor(request["after"] ?? "") else {
                return .reply(AdminReply("usage: /tap?after=<cursor of the last answer>\n", status: 400))
            }
            return .gather { [server] build in
                server.tap(after: cursor) { reports in
                    build { AdminReply(TapPage.json(reports), type: .json) }
                }
            }
        }
    }

    private var state: String {
        switch server.state {
        case .initializing: "INITIALIZING"
        case .live: "LIVE"
        case .draining: "DRAINING"
        }
    }

    /// Names with the addresses that were really bound; with the configured ones where nothing was.
    private var listeners: [ListenersPage.Entry] {
        var bound = zip(server.listenerAddresses, server.additionalAddresses).map { [$0] + $1 }[...]
        return server.snapshot.listeners.compactMap { listener in
            let addresses =
                listener.configuration.bindToPort
                ? bound.popFirst() ?? []
                : listener.configuration.places.compactMap { ListenerAddress.resolve($0.address) }
            guard let first = addresses.first else { return nil }
            return ListenersPage.Entry(name: listener.listedName, address: first, others: Array(addresses.dropFirst()))
        }
    }

    private func clusters(_ request: AdminRequest) -> AdminOutcome {
        var filter: RegularExpression?
        if let text = request.value("filter") {
            do { filter = try RegularExpression(text, reach: .part) } catch {
                return .reply(AdminReply("Invalid re2 regex", status: 400))
            }
        }
        let clusters = server.snapshot.clusterOrder
        let dynamic = server.served.dynamicClusters
        let chosen = filter
        guard request["format"] == "json" else {
            return .build { AdminReply(ClustersPage.text(clusters, dynamic: dynamic, filter: chosen)) }
        }
        return .build { AdminReply(ClustersPage.json(clusters, dynamic: dynamic, filter: chosen), type: .json) }
    }
}

extension ByteBuffer {
    /// A copy of the readable bytes.
    var bytes: [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(count)
        for index in 0..<count { copy.append(self[index]) }
        return copy
    }

    /// The readable bytes as a text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import TLS
internal import Telemetry
internal import Upstreams

/// The filter of a chain that counts Istio's standard metrics.
final class IstioStatsFactory: HTTPFilterFactory {
    private let configuration: IstioStatsConfiguration

    init(_ configuration: IstioStatsConfiguration) { self.configuration = configuration }

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        HTTPFilterMaker { [configuration] in IstioStatsFilter(configuration, name: $0, stream: $1) }
    }
}

/// Counts each request when it ends, with labels that say who called whom. gRPC messages are counted where
/// `envoy.filters.http.grpc_stats` tells them (`emit_filter_state`), of calls that last at an interval too.
///
/// Source: https://istio.io/latest/docs/reference/config/metrics/
final class IstioStatsFilter: HTTPFilter {
    private let owner: ActiveStream
    private let statistics: IstioStatistics
    private let usesHost: Bool
    private let interval: UInt64?
    private let variant: Int32
    private let isServer: Bool
    /// Messages that are counted already.
    private var counted = GRPCMessageCounts(requests: 0, responses: 0)
    private var timer: LoopTimer?
    private let relay = Relay()

    /// Hands the ends of timers on; a filter is no timer owner itself.
    private final class Relay: TimerOwner {
        unowned var filter: IstioStatsFilter?
        override func timerFired(_ kind: UInt8) { filter?.intervalEnded() }
    }

    /// Made once a stream object.
    init(_ configuration: IstioStatsConfiguration, name: String, stream: ActiveStream) {
        owner = stream
        statistics = stream.worker.istioStatistics
        usesHost = configuration.usesHost
        interval = configuration.reportInterval
        variant = statistics.variant(
            configuration, registry: stream.settings.registry, own: stream.settings.node.workload)
        isServer = stream.settings.isIngress
        super.init(stream: stream, name: name, interests: [.requestHeaders, .ending])
        relay.filter = self
    }

    override func streamDestroyed() {
        timer?.cancel()
        counted = GRPCMessageCounts(requests: 0, responses: 0)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if let interval, stream.requestHead.isGRPC {
            let timer = timer ?? LoopTimer(loop: stream.loop, owner: relay)
            self.timer = timer
            timer.arm(after: interval)
        }
        return .continueIteration
    }

    private func intervalEnded() {
        guard stream.isAlive, let interval else { return }
        countMessages()
        timer?.arm(after: interval)
    }

    override func streamEnding() {
        timer?.cancel()
        let isCall = stream.requestHead.isGRPC
        if isCall { countMessages() }
        var facts = IstioFacts(subject: isCall ? .call : .request, isServer: isServer)
        facts.status = stream.info.responseCode
        if isCall { facts.grpcStatus = Int16(clamping: owner.responseGRPCStatus) }
        facts.flags = stream.info.flags.rawValue
        guard let series = findSeries(facts) else { return }
        series.add(0, 1)
        series.record(1, (stream.loop.now &- stream.info.startTime) / 1_000_000)
        series.record(2, owner.requestWireBytes)
        series.record(3, owner.responseWireBytes)
    }

    private func countMessages() {
        guard let messages = stream.info.grpcMessages, messages != counted,
            let series = findSeries(IstioFacts(subject: .messages, isServer: isServer))
        else { return }
        series.add(0, messages.requests &- counted.requests)
        series.add(1, messages.responses &- counted.responses)
        counted = messages
    }

    /// The series of the request so far.
    private func findSeries(_ facts: IstioFacts) -> IstioSeries? {
        var facts = facts
        facts.variant = variant
        let security = isServer ? owner.downstreamTLS?.peer : owner.upstreamSecurity
        // A peer without a name is none, also where it showed a certificate.
        let peerPrincipal = security?.remote.uris.first ?? ""
        let ownPrincipal = security?.local.uris.first ?? ""
        if isServer {
            facts.security = peerPrincipal.isEmpty || ownPrincipal.isEmpty ? .none : .mutualTLS
        }
        if facts.subject == .messages { facts.security = .unknown }
        let peer = isServer ? owner.downstreamWorkload : owner.upstreamWorkload ?? endpointWorkload
        let cluster = owner.route?.cluster?.cluster.meshFacts
        if let cluster, let host = cluster.host {
            let name = cluster.name
            return find(facts, peer, host.span, name.span, peerPrincipal, ownPrincipal)
        }
        let passage = cluster?.name ?? []
        guard usesHost else { return find(facts, peer, Span(), passage.span, peerPrincipal, ownPrincipal) }
        return find(facts, peer, stream.requestHead.headers, passage, peerPrincipal, ownPrincipal)
    }

    /// The series where the request's host is the service's.
    private func find(
        _ facts: IstioFacts, _ peer: PeerWorkload?, _ headers: borrowing HeaderMap, _ passage: [UInt8],
        _ peerPrincipal: String, _ ownPrincipal: String
    ) -> IstioSeries? {
        let host = headers.value(of: .authority)
        if !passage.isEmpty { return find(facts, peer, host, passage.span, peerPrincipal, ownPrincipal) }
        return find(facts, peer, host, host, peerPrincipal, ownPrincipal)
    }

    private func find(
        _ facts: IstioFacts, _ peer: PeerWorkload?, _ host: Span<UInt8>, _ name: Span<UInt8>, _ peerPrincipal: String,
        _ ownPrincipal: String
    ) -> IstioSeries? {
        statistics.series(
            facts, peer: peer, host: host, name: name, peerPrincipal: peerPrincipal.utf8.span,
            ownPrincipal: ownPrincipal.utf8.span)
    }

    /// What the endpoint's metadata say of it, where it did not say it itself.
    private var endpointWorkload: PeerWorkload? {
        guard let endpoint = owner.endpoint else { return nil }
        return statistics.workload(of: endpoint)
    }
}

extension IstioStatistics {
    /// What an endpoint's metadata say of the workload there.
    func workload(of endpoint: Endpoint) -> PeerWorkload? {
        guard case .text(let text)? = endpoint.metadata.value(in: "istio", at: ["workload"]) else { return nil }
        return peers.workload(.endpoint, text.utf8.span)
    }
}

internal import Configuration
internal import Telemetry

/// Keeps requests in the proxy's own locality as far as that is fair: each locality of this proxy's cluster sends as
/// much as it has proxies, and each locality of the upstream cluster takes as much as it has endpoints. What exceeds
/// the own locality's part goes to those that have room. Only the first priority is routed so.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/zone_aware
struct ZoneRouting {
    /// Where a request goes.
    enum Destination: Equatable {
        /// Zones do not count for it.
        case anywhere
        /// To nobody: this proxy's own cluster is in panic.
        case nowhere
        /// To the endpoints of a locality of the first priority, by its place.
        case locality(Int)
    }

    private enum State: Equatable {
        case off
        case ownOnly
        /// Of 10,000 requests so many stay; each other locality has room up to its sum, which grows from one to the
        /// next.
        case residual(own: UInt64, sums: [UInt64])
    }

    private let state: State
    private let share: UInt32
    private let isPanicking: Bool
    private let failsOnPanic: Bool
    private let metrics: MetricWriter

    init(
        _ configuration: LocalityBalancing.ZoneAwareConfiguration, from neighbours: EndpointView,
        to upstream: EndpointView, panicThreshold: UInt32, _ metrics: MetricWriter
    ) {
        self.metrics = metrics
        share = configuration.routingEnabled
        failsOnPanic = configuration.failsOnPanic
        isPanicking = neighbours.isFirstPriorityScarce(below: panicThreshold)
        metrics.increment(ClusterMetric.lbRecalculateZoneStructures)
        let healthy = upstream.sources[upstream.priorities[0].healthy].count
        guard upstream.priorities[0].localities.count >= 2 else {
            state = .off
            return
        }
        if UInt64(healthy) < configuration.minClusterSize {
            metrics.increment(ClusterMetric.lbZoneClusterTooSmall)
            state = .off
            return
        }
        state = Self.plan(configuration, from: neighbours, to: upstream)
    }

    private static func plan(
        _ configuration: LocalityBalancing.ZoneAwareConfiguration, from neighbours: EndpointView,
        to upstream: EndpointView
    ) -> State {
        let ours = parts(of: neighbours, configuration.countsWeights)
        let theirs = parts(of: upstream, configuration.countsWeights)
        let priority = upstream.priorities[0]
        let percentages = priority.localities.enumerated().map { index, part in
            (sends: ours[part.locality] ?? 0, takes: theirs[part.locality] ?? 0)
        }
        let own = percentages[0]
        if priority.hasHome {
            let count = upstream.sources[priority.healthy(in: 0)].count
            let isForced = configuration.forcedZoneSize.map { count >= Int($0) } ?? false
            if isForced || own.takes > 0 && own.takes >= own.sends { return .ownOnly }
        }
        var sums: [UInt64] = []
        for (index, part) in percentages.enumerated() {
            let before = sums.last ?? 0
            let isOwn = index == 0 && priority.hasHome
            sums.append(isOwn || part.takes <= part.sends ? before : before + part.takes - part.sends)
        }
        return .residual(own: priority.hasHome && own.sends > 0 ? own.takes * 10_000 / own.sends : 0, sums: sums)
    }

    /// The part of each locality in the healthy endpoints of the first priority, of 10,000.
    private static func parts(of view: EndpointView, _ countsWeights: Bool) -> [Locality: UInt64] {
        let priority = view.priorities[0]
        func size(_ endpoints: [Endpoint]) -> UInt64 {
            countsWeights ? endpoints.reduce(0) { $0 + UInt64($1.weight) } : UInt64(endpoints.count)
        }
        var sizes: [Locality: UInt64] = [:]
        for endpoint in view.sources[priority.healthy] { sizes[endpoint.locality, default: 0] += size([endpoint]) }
        let total = sizes.values.reduce(0, +)
        return total == 0 ? [:] : sizes.mapValues { $0 * 10_000 / total }
    }

    /// Decides about one request, and counts how.
    func choose(_ random: inout FastRandom) -> Destination {
        if state == .off || share < 100 && random.next(below: 100) >= Int(share) { return .anywhere }
        if isPanicking {
            metrics.increment(ClusterMetric.lbLocalClusterNotOk)
            return failsOnPanic ? .nowhere : .anywhere
        }
        guard case .residual(let own, let sums) = state else {
            metrics.increment(ClusterMetric.lbZoneRoutingAllDirectly)
            return .locality(0)
        }
        if own > 0 && random.next(below: 10_000) < Int(own) {
            metrics.increment(ClusterMetric.lbZoneRoutingSampled)
            return .locality(0)
        }
        metrics.increment(ClusterMetric.lbZoneRoutingCrossZone)
        guard let room = sums.last, room > 0 else {
            metrics.increment(ClusterMetric.lbZoneNoCapacityLeft)
            return .locality(random.next(below: sums.count))
        }
        let place = UInt64(random.next(below: Int(room)))
        return .locality(sums.firstIndex { place < $0 } ?? sums.count - 1)
    }
}

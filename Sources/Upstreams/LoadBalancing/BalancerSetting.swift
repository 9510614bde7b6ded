internal import Configuration
internal import EventLoops
internal import Telemetry

/// What the balancers of one worker's cluster share. Confined to the worker.
struct BalancerSetting {
    /// What the cluster says about the choice.
    let rules: BalancingRules
    /// The worker's loop, for its clock.
    let loop: EventLoop
    /// Where the worker counts.
    let metrics: MetricWriter
    /// Where random numbers start.
    let seed: UInt64
    /// The endpoints of the cluster that this proxy is one of, for zone-aware balancing; nil where it is not known.
    let neighbours: EndpointView?
    /// Requests of the cluster that are on their way, of all workers.
    let activeRequests: () -> UInt64

    /// What balancers need.
    init(
        rules: BalancingRules, loop: EventLoop, metrics: MetricWriter, seed: UInt64, neighbours: EndpointView? = nil,
        activeRequests: @escaping () -> UInt64 = { 0 }
    ) {
        self.rules = rules
        self.loop = loop
        self.metrics = metrics
        self.seed = seed
        self.neighbours = neighbours
        self.activeRequests = activeRequests
    }
}

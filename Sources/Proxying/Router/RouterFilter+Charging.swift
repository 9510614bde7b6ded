internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import Telemetry
internal import Upstreams

extension RouterFilter {
    /// Counts an answer for the cluster, whether the endpoint or we gave it: once for all, and once for those that ask
    /// from inside or from outside.
    func charge(status: UInt16) {
        guard countsAnswers, let cluster else { return }
        if let statistics = route?.statistics { statistics.charge(status: status, virtualCluster) }
        if alternative != nil { chargeAlternative(status: status) }
        cluster.charge(status: status, isInternal: owner.isInternal)
        if owner.endpoint?.isCanary == true { cluster.chargeCanary(status: status) }
    }

    var countsAnswers: Bool { configuration.dynamicStats && !owner.isHealthCheck }

    /// Counts an answer that is not passed on, since the request is tried again.
    func chargeRetried(status: UInt16) {
        if countsAnswers { cluster?.chargeRetried(status: status) }
    }

    /// Counts an answer once more where the client wants it.
    func chargeAlternative(status: UInt16) {
        guard let alternative else { return }
        alternative.increment(AlternativeMetric.upstreamRqCompleted)
        alternative.increment(
            owner.isInternal ? AlternativeMetric.internalUpstreamRqCompleted : .externalUpstreamRqCompleted)
        alternative.incrementStatus(Int(status), table: 0)
        alternative.incrementStatus(Int(status), table: owner.isInternal ? 2 : 1)
        if let metric = AlternativeMetric.ofClass(status) { alternative.increment(metric) }
        if let metric = AlternativeMetric.ofClass(status, isInternal: owner.isInternal) {
            alternative.increment(metric)
        }
    }

    /// Finds what the request is counted by.
    func findVirtualCluster(_ route: WorkerRoute) {
        guard let statistics = route.statistics else { return }
        virtualCluster = statistics.virtualCluster(of: owner.requestHead)
        owner.virtualClusterName = statistics.name(of: virtualCluster)
    }

    /// Takes the name that the client wants its answers counted under.
    func takeAlternativeName() {
        let index = owner.requestHead.headers.firstIndex(of: .xEnvoyUpstreamAltStatName)
        guard index >= 0, let cluster else { return }
        alternative = owner.manager.alternatives.writer(
            owner.requestHead.headers.valueBytes(at: index), cluster: cluster.cluster.metrics,
            registry: owner.settings.registry, worker: cluster.workerIndex)
        owner.requestHead.headers.remove(.xEnvoyUpstreamAltStatName)
    }

    /// Refuses a request where the cluster says so for a share of them; false when it goes on.
    func dropsOverload(_ share: FractionalPercentConfiguration) -> Bool {
        if share.numerator == 0 { return false }
        let isAlways = share.numerator >= share.denominator
        if !isAlways, owner.randomBits() % UInt64(share.denominator) >= UInt64(share.numerator) { return false }
        charge(status: 503)
        owner.sendLocalReply(
            status: 503, literal: isAlways ? "unconditional drop overload" : "drop overload",
            details: ResponseCodeDetails(isAlways ? "unconditional_drop_overload" : "drop_overload"),
            flags: isAlways ? .unconditionalDropOverload : .dropOverload,
            edit: editOfDrop(isAlways ? .droppedAlways : .dropped))
        return true
    }

    /// Refuses a request, or its share of them, where the cluster is under maintenance; false when it goes on.
    func refusesForMaintenance(_ cluster: WorkerCluster) -> Bool {
        let percent = cluster.cluster.maintenance
        if percent == 0 || percent < 100 && owner.randomBits() % 100 >= percent { return false }
        charge(status: 503)
        owner.sendLocalReply(
            status: 503, literal: "maintenance mode", details: ResponseCodeDetails("maintenance_mode"),
            flags: .upstreamOverflow, edit: editOfDrop(.overloaded))
        cluster.metrics.increment(ClusterMetric.upstreamRqMaintenanceMode)
        return true
    }

    /// The mark of an answer for which no try was begun that would count.
    private func editOfDrop(_ mark: ReplyMark) -> (() -> Void)? {
        if configuration.suppressEnvoyHeaders { return nil }
        return { [owner] in owner.responseHead.headers.append(name: mark.name.span, ReplyMark.yes.span) }
    }

    /// What the router adds to its own answers; nil for nothing.
    func editOfReplies(_ mark: ReplyMark? = nil) -> (() -> Void)? {
        let mark = configuration.suppressEnvoyHeaders ? nil : mark
        let attempts = route?.countsAttemptsDownstream == true ? max(1, owner.info.attempts) : 0
        if attempts == 0 && mark == nil { return nil }
        return { [owner] in
            if let mark { owner.responseHead.headers.append(name: mark.name.span, ReplyMark.yes.span) }
            if attempts != 0 {
                owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(attempts)) }
            }
        }
    }
}

/// A field that says of an answer of our own that it is no fault of the endpoints.
struct ReplyMark {
    let name: [UInt8]

    /// A limit of the cluster was in the way.
    static let overloaded = ReplyMark(name: Array("x-envoy-overloaded".utf8))
    /// The request was among those that the cluster refuses.
    static let dropped = ReplyMark(name: Array("x-envoy-drop-overload".utf8))
    /// The cluster refuses all requests.
    static let droppedAlways = ReplyMark(name: Array("x-envoy-unconditional-drop-overload".utf8))

    static let yes = Array("true".utf8)
}

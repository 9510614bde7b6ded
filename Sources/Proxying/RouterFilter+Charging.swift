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
        guard configuration.dynamicStats, let metrics = cluster?.metrics else { return }
        let isInternal = owner.isInternal
        if alternative != nil { chargeAlternative(status: status) }
        metrics.increment(ClusterMetric.upstreamRqCompleted)
        metrics.increment(
            isInternal ? ClusterMetric.internalUpstreamRqCompleted : .externalUpstreamRqCompleted)
        guard status < 600 else {
            metrics.increment(ClusterMetric.upstreamRqUnknown)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRqUnknown : .externalUpstreamRqUnknown)
            return
        }
        metrics.incrementStatus(Int(status), table: 0)
        metrics.incrementStatus(Int(status), table: isInternal ? 2 : 1)
        switch status {
        case 100..<200:
            metrics.increment(ClusterMetric.upstreamRq1xx)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRq1xx : .externalUpstreamRq1xx)
        case 200..<300:
            metrics.increment(ClusterMetric.upstreamRq2xx)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRq2xx : .externalUpstreamRq2xx)
        case 300..<400:
            metrics.increment(ClusterMetric.upstreamRq3xx)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRq3xx : .externalUpstreamRq3xx)
        case 400..<500:
            metrics.increment(ClusterMetric.upstreamRq4xx)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRq4xx : .externalUpstreamRq4xx)
        case 500..<600:
            metrics.increment(ClusterMetric.upstreamRq5xx)
            metrics.increment(isInternal ? ClusterMetric.internalUpstreamRq5xx : .externalUpstreamRq5xx)
        default: break
        }
    }

    /// Counts an answer once more where the client wants it.
    func chargeAlternative(status: UInt16) {
        guard configuration.dynamicStats, let alternative else { return }
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

    /// Takes the name that the client wants its answers counted under.
    func takeAlternativeName() {
        let index = owner.requestHead.headers.firstIndex(of: .xEnvoyUpstreamAltStatName)
        guard index >= 0, let cluster else { return }
        alternative = owner.manager.alternatives.writer(
            owner.requestHead.headers.valueBytes(at: index), cluster: cluster.cluster.metrics,
            registry: owner.settings.registry, worker: cluster.workerIndex)
        owner.requestHead.headers.remove(.xEnvoyUpstreamAltStatName)
    }

    /// What the router adds to its own answers, and the route to responses; nil for nothing.
    func editOfReplies(isOverflow: Bool = false) -> (() -> Void)? {
        let attempts = route?.countsAttemptsDownstream == true ? max(1, owner.info.attempts) : 0
        let edits = route?.responseEdits ?? []
        if attempts == 0 && !isOverflow && edits.isEmpty { return nil }
        return { [owner] in
            if isOverflow { owner.responseHead.headers.append(.xEnvoyOverloaded, "true") }
            for edit in edits { edit.editResponse(owner) }
            if attempts != 0 {
                owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(attempts)) }
            }
        }
    }
}

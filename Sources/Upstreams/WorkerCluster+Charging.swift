internal import Telemetry

extension WorkerCluster {
    /// Counts a response, whether an endpoint or we gave it: once for all, and once for those that ask from inside or
    /// from outside.
    public func charge(status: UInt16, isInternal: Bool) {
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

    /// Counts how long a response took, in milliseconds from the end of its request.
    public func recordTime(_ milliseconds: UInt64, isInternal: Bool) {
        metrics.record(ClusterMetric.upstreamRqTime, milliseconds)
        metrics.record(
            isInternal ? ClusterMetric.internalUpstreamRqTime : .externalUpstreamRqTime, milliseconds)
    }

    /// Counts a response of a canary once more.
    public func chargeCanary(status: UInt16) {
        canaries.increment(CanaryMetric.upstreamRqCompleted)
        guard status < 600 else { return canaries.increment(CanaryMetric.upstreamRqUnknown) }
        canaries.incrementStatus(Int(status), table: 0)
        if let metric = CanaryMetric.ofClass(status) { canaries.increment(metric) }
    }

    /// Counts how long a canary's response took, in milliseconds.
    public func recordCanaryTime(_ milliseconds: UInt64) { canaries.record(CanaryMetric.upstreamRqTime, milliseconds) }

    /// Counts a response that is not passed on, since the request is tried again.
    public func chargeRetried(status: UInt16) {
        metrics.increment(ClusterMetric.retryUpstreamRqCompleted)
        guard status < 600 else { return metrics.increment(ClusterMetric.retryUpstreamRqUnknown) }
        metrics.incrementStatus(Int(status), table: 3)
        switch status {
        case 100..<200: metrics.increment(ClusterMetric.retryUpstreamRq1xx)
        case 200..<300: metrics.increment(ClusterMetric.retryUpstreamRq2xx)
        case 300..<400: metrics.increment(ClusterMetric.retryUpstreamRq3xx)
        case 400..<500: metrics.increment(ClusterMetric.retryUpstreamRq4xx)
        case 500..<600: metrics.increment(ClusterMetric.retryUpstreamRq5xx)
        default: break
        }
    }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import Routing
internal import Telemetry

/// Answers health checks of this proxy, or of what stands behind it.
///
/// A proxy that is failing says so in every answer (`x-envoy-immediate-health-check-fail`).
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/health_check_filter
final class HealthCheckFilter: HTTPFilter {
    private let factory: HealthCheckFactory
    private let metrics: MetricWriter
    private var isCheck = false
    /// Whether the check goes on to the upstream.
    private var passes = false
    /// Whether the answer was an earlier one.
    private var isKept = false

    init(_ factory: HealthCheckFactory, _ metrics: MetricWriter, name: String, stream: FilterStream) {
        self.factory = factory
        self.metrics = metrics
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .requestData, .requestTrailers, .responseHeaders])
    }

    override func streamDestroyed() {
        isCheck = false
        passes = false
        isKept = false
    }

    // MARK: - The request

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard factory.headers.allSatisfy({ stream.matches($0) }) else { return .continueIteration }
        isCheck = true
        stream.noteHealthCheck()
        passes =
            factory.configuration.passesThrough && !stream.isServerFailing
            && factory.cached(at: stream.loop.now) == nil
        if passes { return .continueIteration }
        // The answer waits for the end of the request.
        if endStream { answer() }
        return .stopIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        if !isCheck || passes { return .continueIteration }
        if endStream { answer() }
        return .stopNoBuffer
    }

    override func requestTrailers() -> FilterTrailersStatus {
        if !isCheck || passes { return .continueIteration }
        answer()
        return .stopIteration
    }

    // MARK: - The answer

    private func answer() {
        metrics.increment(HealthCheckMetric.requestTotal)
        if stream.isServerFailing { return reply(503, "health_check_failed") }
        if factory.configuration.passesThrough {
            metrics.increment(HealthCheckMetric.cachedResponse)
            isKept = true
            return reply(factory.cached(at: stream.loop.now) ?? 200, "health_check_cached")
        }
        if factory.configuration.clusters.isEmpty { return reply(200, "health_check_ok") }
        for cluster in factory.configuration.clusters {
            if let details = problem(of: cluster) { return reply(503, details) }
        }
        reply(200, "health_check_ok_cluster_healthy")
    }

    /// What is wrong with a cluster; nil means nothing.
    private func problem(of cluster: HealthCheckFilterConfiguration.ClusterShare) -> StaticString? {
        guard let health = stream.clusterHealth(cluster.name) else {
            metrics.increment(HealthCheckMetric.failedClusterNotFound)
            return "health_check_failed_no_cluster_found"
        }
        if health.total == 0 {
            // Nothing of nothing is enough only where nothing is asked.
            if cluster.percent == 0 { return nil }
            metrics.increment(HealthCheckMetric.failedClusterEmpty)
            return "health_check_failed_cluster_empty"
        }
        if Double(100 * health.healthy) >= Double(health.total) * cluster.percent { return nil }
        metrics.increment(HealthCheckMetric.failedClusterUnhealthy)
        return "health_check_failed_cluster_unhealthy"
    }

    private func reply(_ status: UInt16, _ details: StaticString) {
        metrics.increment(status == 200 ? HealthCheckMetric.ok : .failed)
        stream.sendLocalReply(
            status: status, details: ResponseCodeDetails(details),
            flags: status == 200 ? [] : .failedLocalHealthCheck)
    }

    // MARK: - The response

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if isCheck {
            // What was kept does not stay for being asked for.
            if !isKept && factory.configuration.cacheTime > 0 {
                factory.keep(stream.responseHead.status, at: stream.loop.now)
            }
            stream.responseHead.headers.set(
                .xEnvoyUpstreamHealthcheckedCluster, Array(stream.ownClusterName.utf8))
        }
        if stream.isServerFailing { stream.responseHead.headers.set(.xEnvoyImmediateHealthCheckFail, "true") }
        return .continueIteration
    }
}

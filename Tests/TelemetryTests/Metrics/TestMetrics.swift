import Telemetry

/// A few of Envoy's cluster metrics.
enum TestClusterMetric: Int, MetricIndex {
    case upstreamRqTotal, upstreamCxActive, upstreamRqTime, upstreamCxConnectMs, bindErrors, upstreamRq0rtt
    case upstreamRq2xx, upstreamRqActive

    var declaration: MetricDeclaration {
        switch self {
        case .upstreamRqTotal: .counter("upstream_rq_total")
        case .upstreamCxActive: .gauge("upstream_cx_active")
        case .upstreamRqTime: .histogram("upstream_rq_time", existence: .onceUsed)
        case .upstreamCxConnectMs: .histogram("upstream_cx_connect_ms")
        case .bindErrors: .counter("bind_errors")
        case .upstreamRq0rtt: .counter("upstream_rq_0rtt")
        case .upstreamRq2xx: .counter("upstream_rq_2xx", existence: .onceUsed)
        case .upstreamRqActive: .gauge("upstream_rq_active")
        }
    }

    static let family = makeFamily(
        extractedPrefix: "cluster.",
        statusTables: [StatusTableDeclaration("upstream_rq_"), StatusTableDeclaration("external.upstream_rq_")])
}

/// A few of Envoy's listener metrics, for scopes that nest.
enum TestListenerMetric: Int, MetricIndex {
    case downstreamCxTotal, noFilterChainMatch

    var declaration: MetricDeclaration {
        switch self {
        case .downstreamCxTotal: .counter("downstream_cx_total")
        case .noFilterChainMatch: .counter("no_filter_chain_match")
        }
    }

    static let family = makeFamily(extractedPrefix: "listener.")
}

/// Metrics of which some are deferred.
enum TestTrafficMetric: Int, MetricIndex {
    case membershipTotal, upstreamRqTotal, upstreamCxActive, upstreamCxConnectMs

    var declaration: MetricDeclaration {
        switch self {
        case .membershipTotal: .gauge("membership_total")
        case .upstreamRqTotal: .counter("upstream_rq_total", existence: .withTraffic)
        case .upstreamCxActive: .gauge("upstream_cx_active", existence: .withTraffic)
        case .upstreamCxConnectMs: .histogram("upstream_cx_connect_ms", existence: .withTraffic)
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.")
}

/// One worker's part of them.
enum TestWorkerMetric: Int, MetricIndex {
    case downstreamCxTotal
    var declaration: MetricDeclaration { .counter("downstream_cx_total") }
    static let family = makeFamily(extractedPrefix: "listener.worker.")
}

extension MetricRegistry {
    func cluster(_ name: String) -> MetricScope {
        scope(
            prefix: "cluster.\(name).", labels: [MetricLabel("envoy_cluster_name", name)],
            family: TestClusterMetric.family)
    }
}

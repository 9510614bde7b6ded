internal import Telemetry

/// What is told of a transport that some endpoints of a cluster have. Names and kinds are Envoy's.
enum TransportMatchMetric: Int, MetricIndex {
    case totalMatchCount

    var declaration: MetricDeclaration { .counter("total_match_count") }

    static let family = makeFamily(extractedPrefix: "cluster.")
}

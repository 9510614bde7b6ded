internal import Telemetry

/// What is told of a cluster's hash ring. Names and kinds are Envoy's.
enum RingHashMetric: Int, MetricIndex {
    case maxHashesPerHost, minHashesPerHost, size

    var declaration: MetricDeclaration {
        switch self {
        case .maxHashesPerHost: .gauge("max_hashes_per_host")
        case .minHashesPerHost: .gauge("min_hashes_per_host")
        case .size: .gauge("size")
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.ring_hash_lb.")
}

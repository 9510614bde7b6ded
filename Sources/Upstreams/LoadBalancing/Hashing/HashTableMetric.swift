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

/// What is told of a cluster's Maglev table. Names and kinds are Envoy's.
enum MaglevMetric: Int, MetricIndex {
    case maxEntriesPerHost, minEntriesPerHost

    var declaration: MetricDeclaration {
        switch self {
        case .maxEntriesPerHost: .gauge("max_entries_per_host")
        case .minEntriesPerHost: .gauge("min_entries_per_host")
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.maglev_lb.")
}

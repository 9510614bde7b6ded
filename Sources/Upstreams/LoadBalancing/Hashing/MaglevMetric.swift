internal import Telemetry

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

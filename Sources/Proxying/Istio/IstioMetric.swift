internal import Configuration
internal import Telemetry

/// Istio's standard metrics as they are counted: each is a family of its own, since filters may count some of them with
/// fewer labels than others.
enum IstioMetric {
    /// The families, by the order of `IstioMetricName.allCases`.
    private static let families: [IstioMetricName: MetricFamily] = Dictionary(
        uniqueKeysWithValues: IstioMetricName.allCases.map { ($0, family($0)) })

    /// The family of a metric.
    static func family(of metric: IstioMetricName) -> MetricFamily { families[metric] ?? family(metric) }

    private static func family(_ metric: IstioMetricName) -> MetricFamily {
        let kind: MetricKind =
            switch metric {
            case .requestDuration: .histogram(.milliseconds)
            case .requestBytes, .responseBytes: .histogram(.bytes)
            default: .counter
            }
        return MetricFamily(
            extractedPrefix: "", [MetricDeclaration("istio_\(metric.rawValue)", kind, existence: .onceUsed)],
            isForeign: true)
    }

    /// `istio_build`, which tells the version.
    static let build = MetricFamily(
        extractedPrefix: "", [MetricDeclaration("istio_build", .gauge, existence: .onceUsed)], isForeign: true)
}

/// The statistics of Istio's metrics themselves.
enum IstioStatisticsMetric: Int, MetricIndex {
    /// Requests and connections whose own labels were too many, and that count under the label value `overflow`.
    case seriesOverflow
    /// Those that even then had no place, and are in no other metric.
    case seriesDropped

    var declaration: MetricDeclaration {
        switch self {
        case .seriesOverflow: .counter("series_overflow")
        case .seriesDropped: .counter("series_dropped")
        }
    }

    static let family = makeFamily(extractedPrefix: "istio_stats.")
}

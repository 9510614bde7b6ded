internal import Telemetry

/// The statistics of a filter that sets metadata.
enum SetMetadataMetric: Int, MetricIndex {
    /// Entries that were not set, since something was there already.
    case overwriteDenied

    var declaration: MetricDeclaration { .counter("overwrite_denied") }

    static let family = makeFamily(extractedPrefix: "http.set_metadata.")
}

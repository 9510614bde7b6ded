internal import Telemetry

/// The statistics of sinks that have connections.
enum StatsdConnectionMetric: Int, MetricIndex {
    /// How often a connection was closed, with all that waited, since too much did.
    case overflow

    var declaration: MetricDeclaration { .counter("cx_overflow") }

    static let family = makeFamily(extractedPrefix: "statsd.")
}

/// The statistics of values on their way to sinks.
enum StatsdValueMetric: Int, MetricIndex {
    /// Values of histograms that were lost since they came too fast. Envoy's workers send each by itself.
    case lost

    var declaration: MetricDeclaration { .counter("values_lost", existence: .onceUsed) }

    static let family = makeFamily(extractedPrefix: "statsd.")
}

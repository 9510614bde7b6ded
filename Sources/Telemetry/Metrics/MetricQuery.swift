/// Which metrics a rendering shows, and how.
public struct MetricQuery: Sendable {
    /// One kind of metric.
    public enum Kind: Sendable { case counters, gauges, histograms, textReadouts }

    /// How histograms are shown (`histogram_buckets`).
    public enum HistogramForm: Sendable {
        /// Quantiles; the default of text and JSON.
        case summary
        /// Buckets that include those below; the default of Prometheus.
        case cumulative
        /// Buckets that exclude those below. Prometheus renders `cumulative` instead, which is all it knows.
        case disjoint
        /// Every bin that holds something. Prometheus renders `cumulative` instead.
        case detailed
    }

    /// Only metrics that were ever written (`usedonly`).
    public var usedOnly = false
    /// Only one kind (`type`); nil for all. Prometheus ignores it, as Envoy does.
    public var kind: Kind?
    /// Only metrics whose full dotted name it accepts (`filter`); nil for all.
    public var filter: (@Sendable (Span<UInt8>) -> Bool)?
    /// How histograms are shown; nil for the format's default.
    public var histograms: HistogramForm?
    /// Whether Prometheus shows text readouts, as gauges of value 0 (`text_readouts`).
    public var textReadouts = false

    /// Makes a query for everything.
    public init() {}

    /// Makes a query for what passes `usedOnly`, `kind` and `filter`.
    public init(
        usedOnly: Bool = false, kind: Kind? = nil, histograms: HistogramForm? = nil,
        filter: (@Sendable (Span<UInt8>) -> Bool)? = nil
    ) {
        self.usedOnly = usedOnly
        self.kind = kind
        self.histograms = histograms
        self.filter = filter
    }

    func shows(_ kind: Kind) -> Bool { self.kind == nil || self.kind == kind }
}

/// Which buckets histograms are shown in, by their names (Envoy's `histogram_bucket_settings`).
public struct HistogramBuckets: Sendable {
    /// The upper bounds for the histograms whose whole dotted names it accepts.
    public struct Rule: Sendable {
        let accepts: @Sendable (Span<UInt8>) -> Bool
        let bounds: [Double]

        /// - Parameter bounds: in any order.
        public init(bounds: [Double], _ accepts: @escaping @Sendable (Span<UInt8>) -> Bool) {
            self.accepts = accepts
            self.bounds = bounds.sorted()
        }
    }
    private let rules: [Rule]

    /// Envoy's buckets for all.
    public static let standard = HistogramBuckets([])

    /// - Parameter rules: of several that accept a name the first counts; what none accepts has Envoy's buckets.
    public init(_ rules: [Rule]) { self.rules = rules }

    /// The upper bounds for a histogram, lowest first. `name` is asked for only where there are rules.
    func bounds(of name: () -> [UInt8]) -> [Double] {
        if rules.isEmpty { return HistogramSnapshot.bounds }
        let name = name()
        for rule in rules where rule.accepts(name.span) { return rule.bounds }
        return HistogramSnapshot.bounds
    }
}

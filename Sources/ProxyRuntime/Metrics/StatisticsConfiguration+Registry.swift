internal import Buffers
internal import Configuration
internal import Telemetry

extension StatisticsConfiguration {
    /// Lets a registry show what is configured, with the labels of the command line.
    func apply(to registry: MetricRegistry, tags flags: [ProxyOptions.StatisticsTag]) {
        let (matcher, buckets) = (matcher, buckets)
        if matcher != .everything { registry.restrict { matcher.accepts($0) } }
        let shared = flags.map { MetricTags.Entry.fixed(MetricLabel($0.name, $0.value)) }
        registry.tags = MetricTags(
            usesDefaults: usesDefaultTags,
            entries: shared
                + tags.map { tag in
                    switch tag {
                    case .fixed(let name, let value): .fixed(MetricLabel(name, value))
                    case .builtIn(let name): .builtIn(name)
                    }
                })
        registry.buckets = HistogramBuckets(
            buckets.map { rule in HistogramBuckets.Rule(bounds: rule.bounds) { rule.pattern.matches($0) } })
    }
}

internal import Configuration
internal import RegularExpressions
internal import Synchronization
internal import Telemetry

extension StatisticsConfiguration {
    /// Lets a registry show what is configured, with the labels of the command line.
    func apply(to registry: MetricRegistry, tags flags: [ProxyOptions.StatisticsTag]) {
        let (matcher, buckets) = (matcher, buckets)
        if matcher != .everything { registry.restrict { matcher.accepts($0) } }
        if defersTraffic { registry.deferTraffic() }
        let shared = flags.map { MetricTags.Entry.fixed(MetricLabel($0.name, $0.value)) }
        registry.tags = MetricTags(
            usesDefaults: usesDefaultTags,
            entries: shared
                + tags.map { tag in
                    switch tag {
                    case .fixed(let name, let value): .fixed(MetricLabel(name, value))
                    case .builtIn(let name): .builtIn(name)
                    case .expression(let name, let expression): .expression(Self.tag(name, expression))
                    }
                })
        registry.buckets = HistogramBuckets(
            buckets.map { rule in HistogramBuckets.Rule(bounds: rule.bounds) { rule.pattern.matches($0) } })
    }

    private static func tag(_ name: String, _ expression: RegularExpression) -> MetricTags.Expression {
        // Pages may be rendered by several threads.
        let rewriter = Mutex(RegularExpressionRewriter(expression))
        return MetricTags.Expression(name: name, hasPrefix: hasPrefix(expression.pattern)) { name in
            guard let match = rewriter.withLock({ $0.firstMatch(in: name) }), let removed = match[1] else { return nil }
            return MetricTags.Expression.Match(removed: removed, value: match[2] ?? removed)
        }
    }

    /// Whether an expression begins with a word up to a dot or the end, by Envoy's rule.
    static func hasPrefix(_ pattern: String) -> Bool {
        guard pattern.hasPrefix("^") else { return false }
        let word = pattern.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let rest = pattern.dropFirst(1 + word.count)
        return !word.isEmpty && (rest.hasPrefix("\\.") || rest.hasPrefix("(?=\\.)") || rest == "$")
    }
}

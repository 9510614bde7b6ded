internal import RegularExpressions

/// Reads what a bootstrap says of statistics: `stats_config`, `deferred_stat_options`, `stats_sinks`,
/// `stats_flush_interval` and `stats_flush_on_admin`.
enum StatisticsDocument {
    static func read(_ reader: inout MessageReader) -> StatisticsConfiguration {
        var result = StatisticsConfiguration()
        reader.message("stats_config") { reader in
            result.usesDefaultTags = reader.bool("use_all_default_tags") ?? true
            result.tags = reader.messages("stats_tags", readTag).compactMap { $0 }
            if let matcher = reader.message("stats_matcher", readMatcher) { result.matcher = matcher }
            result.buckets = reader.messages("histogram_bucket_settings", readBuckets).compactMap { $0 }
        }
        result.defersTraffic =
            reader.message("deferred_stat_options") { $0.bool("enable_deferred_creation_stats") ?? false } ?? false
        result.sinks = reader.messages("stats_sinks", StatisticsSinkDocument.read).compactMap { $0 }
        let node = reader.node("stats_flush_interval")
        if let interval = reader.duration("stats_flush_interval"), let node {
            if interval >= 1_000_000 && interval < 300_000_000_000 {
                result.flushInterval = interval
            } else {
                reader.session.wrong(node, expected: "a duration of at least 0.001s and less than 300s")
            }
        }
        let flushNode = reader.node("stats_flush_on_admin")
        if let flushes = reader.bool("stats_flush_on_admin"), let flushNode {
            if !flushes { reader.session.wrong(flushNode, expected: "true") }
            if node != nil {
                reader.session.wrong(
                    flushNode, expected: "nothing, since \"stats_flush_interval\" says when intervals end")
            }
            result.flushesOnAdmin = flushes
        }
        return result
    }

    /// Reads `envoy.config.metrics.v3.TagSpecifier`. Its expressions are ECMAScript's in Envoy, and RE2's with
    /// look-aheads here, as Istio's bootstrap has them: those that refer back are refused.
    private static func readTag(_ reader: inout MessageReader) -> StatisticsTag? {
        let node = reader.node("tag_name") ?? reader.place
        let name = reader.string("tag_name") ?? ""
        if reader.has("fixed_value") { return .fixed(name: name, value: reader.string("fixed_value") ?? "") }
        if let node = reader.node("regex"), let text = reader.string("regex"), !text.isEmpty {
            do {
                return .expression(name: name, try RegularExpression(text, reach: .part, allowsLookahead: true))
            } catch {
                reader.session.wrong(node, expected: "an expression (\(error))")
                return nil
            }
        }
        if StatisticsTag.builtIns.contains(name) { return .builtIn(name) }
        let nearest = StatisticsTag.builtIns.contains("envoy.\(name)") ? "envoy.\(name)" : nil
        reader.session.wrong(
            node, expected: "\"fixed_value\", or the name of one of Envoy's tags", suggestion: nearest)
        return nil
    }

    /// Reads `envoy.config.metrics.v3.HistogramBucketSettings`.
    private static func readBuckets(_ reader: inout MessageReader) -> StatisticsBuckets? {
        let pattern = reader.message("match", StringMatcherDocument.read)
        if pattern == nil { reader.missing("match") }
        var bounds: [Double] = []
        for node in reader.elements("buckets") {
            guard let bound = reader.session.double(node) else { continue }
            if !(bound > 0) {
                reader.session.wrong(node, expected: "a number greater than 0")
            } else if bounds.contains(bound) {
                reader.session.wrong(node, expected: "a number that is not in the list yet")
            } else {
                bounds.append(bound)
            }
        }
        // A rule without bounds changes nothing, as in Envoy.
        guard let pattern = (pattern ?? nil).map({ TextMatcher($0) }), !bounds.isEmpty else { return nil }
        return StatisticsBuckets(pattern: pattern, bounds: bounds)
    }

    /// Reads `envoy.config.metrics.v3.StatsMatcher`.
    private static func readMatcher(_ reader: inout MessageReader) -> StatisticsMatcher {
        if reader.has("reject_all") { return reader.bool("reject_all") == true ? .nothing : .everything }
        if reader.has("exclusion_list") { return .except(reader.message("exclusion_list", readList) ?? []) }
        if reader.has("inclusion_list") { return .only(reader.message("inclusion_list", readList) ?? []) }
        reader.missing("reject_all", "exclusion_list", "inclusion_list")
        return .everything
    }

    /// Reads `envoy.type.matcher.v3.ListStringMatcher`.
    private static func readList(_ reader: inout MessageReader) -> [TextMatcher] {
        let patterns = reader.messages("patterns", StringMatcherDocument.read)
        if patterns.isEmpty { reader.missing("patterns") }
        return patterns.compactMap { $0.map { TextMatcher($0) } }
    }
}

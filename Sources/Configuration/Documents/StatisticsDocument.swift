/// Reads what a bootstrap says of statistics: `stats_config`, `stats_flush_interval` and `stats_flush_on_admin`.
enum StatisticsDocument {
    static func read(_ reader: inout MessageReader) -> StatisticsConfiguration {
        var result = StatisticsConfiguration()
        reader.message("stats_config") { reader in
            let tags = reader.node("use_all_default_tags")
            if let tags, reader.bool("use_all_default_tags") == false {
                reader.session.complain(
                    .unimplemented, at: tags, "expected true, found false, which Apus does not implement")
            }
            if let matcher = reader.message("stats_matcher", readMatcher) { result.matcher = matcher }
        }
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
            result.flushesOnAdmin = flushes
        }
        return result
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
    private static func readList(_ reader: inout MessageReader) -> [StatisticsPattern] {
        let patterns = reader.messages("patterns", readPattern)
        if patterns.isEmpty { reader.missing("patterns") }
        return patterns.compactMap { $0 }
    }

    /// Reads `envoy.type.matcher.v3.StringMatcher`; regular expressions are refused by name.
    private static func readPattern(_ reader: inout MessageReader) -> StatisticsPattern? {
        let ignoresCase = reader.bool("ignore_case") ?? false
        let places: KeyValuePairs<String, StatisticsPattern.Place> = [
            "exact": .whole, "prefix": .start, "suffix": .end, "contains": .anywhere,
        ]
        for (name, place) in places {
            guard let node = reader.node(name) else { continue }
            let text = reader.string(name) ?? ""
            if text.isEmpty && place != .whole { reader.session.wrong(node, expected: "a text that is not empty") }
            return StatisticsPattern(place, text, ignoresCase: ignoresCase)
        }
        if !reader.has("safe_regex") && !reader.has("custom") {
            reader.missing("exact", "prefix", "suffix", "contains", "safe_regex", "custom")
        }
        return nil
    }
}

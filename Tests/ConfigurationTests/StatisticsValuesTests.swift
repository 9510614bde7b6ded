import Configuration
import RegularExpressions
import Testing

@Suite("Values of statistics")
struct StatisticsValuesTests {
    private func outcome(_ fields: String) -> ConfigurationReader.Outcome {
        ConfigurationReader().bootstrap(Array("{\(fields)}".utf8), file: "t.json")
    }

    private func read(_ fields: String) throws -> StatisticsConfiguration {
        let outcome = outcome(fields)
        return try #require(outcome.configuration?.statistics, "\(outcome.complaints.map(\.text))")
    }

    @Test("What is left out has Envoy's default")
    func defaults() throws {
        #expect(try read("") == StatisticsConfiguration())
        #expect(try read(#""stats_config": {"use_all_default_tags": true}"#) == StatisticsConfiguration())
    }

    @Test("Labels and buckets are read in the order of the file")
    func labels() throws {
        let tags = #"[{"tag_name": "a", "fixed_value": "b"}, {"tag_name": "envoy.cluster_name"}]"#
        let buckets = #"[{"match": {"suffix": "_ms"}, "buckets": [2, 0.5]}, {"match": {"prefix": "x"}}]"#
        let read = try read(
            "\"stats_config\": {\"use_all_default_tags\": false, \"stats_tags\": \(tags), "
                + "\"histogram_bucket_settings\": \(buckets)}")
        #expect(!read.usesDefaultTags)
        #expect(read.tags == [.fixed(name: "a", value: "b"), .builtIn("envoy.cluster_name")])
        #expect(read.buckets.map(\.bounds) == [[2, 0.5]])
        #expect(read.buckets.map(\.pattern) == [TextMatcher(.suffix, "_ms")])
    }

    @Test("Intervals end by time or by question")
    func intervals() throws {
        #expect(try read(#""stats_flush_interval": "0.25s""#).flushInterval == 250_000_000)
        #expect(try read(#""stats_flush_on_admin": true"#).flushesOnAdmin)
        for wrong in ["0s", "0.0005s", "300s"] {
            #expect(outcome("\"stats_flush_interval\": \"\(wrong)\"").configuration == nil)
        }
        #expect(outcome(#""stats_flush_on_admin": false"#).configuration == nil)
    }

    @Test("Matchers choose names")
    func matchers() throws {
        func matcher(_ text: String) throws -> StatisticsMatcher {
            try read("\"stats_config\": {\"stats_matcher\": \(text)}").matcher
        }
        #expect(try matcher(#"{"reject_all": true}"#) == .nothing)
        #expect(try matcher(#"{"reject_all": false}"#) == .everything)
        let patterns =
            #"{"patterns": [{"exact": "a.b"}, {"prefix": "http."}, {"contains": "cx"}, "#
            + #"{"suffix": "_2XX", "ignore_case": true}]}"#
        let only = try matcher("{\"inclusion_list\": \(patterns)}")
        let except = try matcher("{\"exclusion_list\": \(patterns)}")
        for (name, isMeant) in [
            ("a.b", true), ("a.bc", false), ("http.x", true), ("x.http.", false), ("rq_2xx", true), ("rq_2xxx", false),
            ("downstream_cx_total", true), ("CX", false), ("c", false), ("", false),
        ] {
            let bytes = Array(name.utf8)
            let (isIn, isLeft) = (only.accepts(bytes.span), except.accepts(bytes.span))
            #expect(isIn == isMeant && isLeft != isMeant, "\(name)")
        }
    }

    @Test(
        "What is wrong or not implemented is named",
        arguments: [
            #"{"stats_matcher": {}}"#, #"{"stats_matcher": {"inclusion_list": {}}}"#,
            #"{"stats_matcher": {"inclusion_list": {"patterns": [{}]}}}"#,
            #"{"stats_matcher": {"inclusion_list": {"patterns": [{"prefix": ""}]}}}"#,
            #"{"stats_matcher": {"inclusion_list": {"patterns": [{"safe_regex": {"regex": "a("}}]}}}"#,
            #"{"stats_tags": [{"tag_name": "cluster_name"}]}"#, #"{"stats_tags": [{}]}"#,
            #"{"stats_tags": [{"tag_name": "a", "regex": "(?<=b)"}]}"#,
            #"{"stats_tags": [{"tag_name": "a", "regex": "("}]}"#,
            #"{"histogram_bucket_settings": [{"buckets": [1]}]}"#,
            #"{"histogram_bucket_settings": [{"match": {"prefix": "a"}, "buckets": [0]}]}"#,
            #"{"histogram_bucket_settings": [{"match": {"prefix": "a"}, "buckets": [2, 1, 2]}]}"#,
            #"{"histogram_bucket_settings": [{"match": {"prefix": "a"}, "bins": 5}]}"#,
        ])
    func complaints(_ text: String) {
        let outcome = outcome("\"stats_config\": \(text)")
        #expect(outcome.configuration == nil)
        #expect(outcome.complaints.count == 1, "\(outcome.complaints.map(\.text))")
    }
}

import Testing

/// What `stats_config` and `--stats-tag` make of the names, labels and buckets of statistics, beside Envoy.
@Suite struct StatisticsParityTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let name: String
        var configuration: JSON = [:]
        /// Laid over the file.
        var bootstrap: JSON = [:]
        /// Clusters that nobody uses.
        var idle: [JSON] = []
        var arguments: [String] = []

        var testDescription: String { name }
    }

    private static func labels(_ tags: JSON, all: Bool = true) -> JSON {
        ["use_all_default_tags": .bool(all), "stats_tags": tags]
    }

    static let settings = [
        Setting(
            name: "shared labels",
            configuration: labels([
                ["tag_name": "my.tag-x", "fixed_value": "v\"1"], ["tag_name": "zeta", "fixed_value": "z\\z"],
                ["tag_name": "a", "fixed_value": "1"], ["tag_name": "a", "fixed_value": "2"],
            ])),
        Setting(
            name: "labels of the command line",
            configuration: labels([
                ["tag_name": "a", "fixed_value": "1"], ["tag_name": "b", "fixed_value": ""],
            ]), arguments: ["--stats-tag", "m:x y", "--stats-tag", "a:3"]),
        Setting(name: "no labels", configuration: labels([], all: false)),
        Setting(
            name: "some labels",
            configuration: labels(
                [
                    ["tag_name": "envoy.response_code_class"], ["tag_name": "f", "fixed_value": "1"],
                    ["tag_name": "envoy.worker_id"], ["tag_name": "envoy.cluster_name"],
                ], all: false)),
        Setting(
            name: "the other labels",
            configuration: labels(
                [
                    ["tag_name": "envoy.listener_address"], ["tag_name": "envoy.http_conn_manager_prefix"],
                    ["tag_name": "envoy.response_code"], ["tag_name": "envoy.rds_route_config"],
                ], all: false)),
        Setting(
            name: "labels that are there anyway",
            configuration: labels([
                ["tag_name": "envoy.cluster_name"], ["tag_name": "envoy.response_code"],
            ])),
        Setting(
            name: "a shared label in place of a built-in one",
            configuration: labels([
                ["tag_name": "envoy.cluster_name", "fixed_value": "x"]
            ])),
        Setting(
            name: "buckets",
            configuration: [
                "histogram_bucket_settings": [
                    [
                        "match": ["exact": "cluster.served.upstream_rq_time"],
                        "buckets": [7, 1, 1_000_000, 123_456_789],
                    ],
                    ["match": ["prefix": "cluster.served."]],
                    ["match": ["suffix": "_TIME", "ignore_case": true], "buckets": [2]],
                    ["match": ["contains": "length"], "buckets": [100, 3_600_001]],
                ]
            ]),
        Setting(
            name: "labels that expressions find",
            configuration: labels([
                ["tag_name": "my.host", "regex": "^listener\\.((.*?)\\.)http"],
                ["tag_name": "half", "regex": "_(rq)_"], ["tag_name": "fix", "fixed_value": "f"],
                ["tag_name": "code", "regex": "_rq(_(\\d{3}))$"],
                ["tag_name": "envoy.cluster_name", "regex": "^cluster\\.((served)\\.)upstream"],
                ["tag_name": "none", "regex": "^cluster\\.nothing((x))"],
                ["tag_name": "whole", "regex": "server.live"],
            ])),
        Setting(
            name: "labels that only expressions find",
            configuration: labels(
                [
                    ["tag_name": "b", "regex": "^http\\.((.*?)\\.)downstream"], ["tag_name": "envoy.response_code"],
                    ["tag_name": "a", "regex": "^cluster\\.((.*?)\\.)"], ["tag_name": "envoy.cluster_name"],
                    ["tag_name": "w", "regex": "worker_((\\d)\\.)"],
                ], all: false)),
        Setting(
            name: "clusters and their statistics once they are used",
            bootstrap: [
                "deferred_stat_options": ["enable_deferred_creation_stats": true],
                "cluster_manager": ["enable_deferred_cluster_creation": true],
            ],
            idle: [
                ["name": "idle", "type": "STATIC"],
                ["name": "by-destination", "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED"],
                [
                    "name": "of-others", "lb_policy": "CLUSTER_PROVIDED",
                    "cluster_type": [
                        "name": "a",
                        "typed_config": [
                            "@type":
                                "type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig",
                            "clusters": ["member"],
                        ],
                    ],
                ], ["name": "member", "type": "STATIC"],
            ]),
        Setting(name: "nothing", configuration: ["stats_matcher": ["reject_all": true]]),
        Setting(
            name: "all but some",
            configuration: [
                "stats_matcher": [
                    "exclusion_list": [
                        "patterns": [
                            ["prefix": "http."], ["exact": "server.live"], ["contains": "_RQ_", "ignore_case": true],
                            ["suffix": ".downstream_cx_total"],
                        ]
                    ]
                ]
            ]),
        Setting(
            name: "some",
            configuration: [
                "stats_matcher": [
                    "inclusion_list": [
                        "patterns": [
                            ["prefix": "cluster.served.upstream"], ["exact": "server.live"],
                            ["suffix": "downstream_rq_2xx"],
                            ["contains": "worker_"],
                        ]
                    ]
                ]
            ]),
    ]

    /// What both are compared by.
    private struct Found {
        /// The samples' names with their labels, and the names of `/stats`.
        var names: [String] = []
        /// The buckets of histograms that were recorded and read in time, by name.
        var buckets: [String: String] = [:]

        init(_ binary: ProxyBinary, _ setting: Setting) throws {
            let served = try ServedProxy(
                binary,
                setting.bootstrap.merged(with: [
                    "stats_config": setting.configuration, "stats_flush_interval": "0.05s",
                ]), members: setting.idle, arguments: setting.arguments)
            defer { served.stop() }
            func lines(_ path: String) throws -> [String] {
                let page = served.masked(try #require(served.proxy.admin.get(path)).body.text)
                return page.split(separator: "\n").map(String.init)
            }
            // Envoy merges histograms some time after they are recorded. Not everywhere is this one kept.
            let seconds = setting.configuration["histogram_bucket_settings"] == nil ? 5.0 : 60
            var histograms: [String] = []
            _ = Deadline(seconds: seconds).reached {
                histograms = (try? lines("/stats?histogram_buckets=cumulative&type=Histograms")) ?? []
                return histograms.contains { $0.hasPrefix("cluster.served.upstream_rq_time: B") }
            }
            for line in histograms where !line.contains("No recorded values") {
                let parts = line.split(separator: ":", maxSplits: 1)
                buckets[String(parts[0])] = parts[1].split(separator: ")").map { $0.prefix { $0 != "(" } }
                    .joined()
            }
            for line in try lines("/stats/prometheus") {
                names.append(line.hasPrefix("#") ? line : String(line[..<(line.lastIndex(of: " ") ?? line.endIndex)]))
            }
            names += try lines("/stats").map { line in
                // How many clusters a worker uses is told in time.
                if line.contains("clusters_inflated") { return line }
                return String(line[..<(line.firstRange(of: ": ")?.lowerBound ?? line.endIndex)])
            }
        }
    }

    @Test(
        "Names, labels and buckets are Envoy's", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"),
        arguments: settings)
    func alike(_ setting: Setting) throws {
        let (ours, theirs) = (try Found(.apus, setting), try Found(.envoy, setting))
        #expect(Set(theirs.names).subtracting(ours.names).sorted() == [])
        #expect(Set(ours.names).subtracting(theirs.names).sorted() == [])
        #expect(ours.names == theirs.names)
        for (name, bounds) in ours.buckets { #expect(theirs.buckets[name] ?? bounds == bounds, "\(name)") }
        if setting.configuration["histogram_bucket_settings"] != nil {
            #expect(Set(ours.buckets.keys).intersection(theirs.buckets.keys).count > 3)
        }
    }
}

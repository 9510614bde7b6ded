import Buffers
import Testing

@testable import Telemetry

@Suite("Labels of metrics")
struct MetricTagsTests {
    private static let worker = MetricLabel("envoy_worker_id", "0")
    private static let listener = MetricLabel("envoy_listener_address", "a")
    private static let manager = MetricLabel("envoy_http_conn_manager_prefix", "a")

    private func name(_ tags: MetricTags, _ whole: String, _ extracted: String, _ labels: [MetricLabel]) -> String {
        String(decoding: tags.name(whole: whole, extracted: extracted, labels: labels), as: UTF8.self)
    }

    private func only(_ names: String...) -> MetricTags {
        MetricTags(usesDefaults: false, entries: names.map { .builtIn($0) })
    }

    @Test("A part whose label is not in use stays in the name")
    func parts() {
        let cluster = MetricLabel("envoy_cluster_name", "cluster")
        #expect(name(.builtIn, "cluster.cluster.", "cluster.", [cluster]) == "cluster.")
        #expect(name(only(), "cluster.cluster.", "cluster.", [cluster]) == "cluster.cluster.")
        #expect(name(only("envoy.cluster_name"), "cluster.cluster.", "cluster.", [cluster]) == "cluster.")
        let labels = [Self.worker, Self.listener]
        let (whole, extracted) = ("listener.a.worker_0.", "listener.worker_")
        #expect(name(only("envoy.worker_id"), whole, extracted, labels) == "listener.a.worker_")
        #expect(name(only("envoy.listener_address"), whole, extracted, labels) == "listener.worker_0.")
    }

    @Test("Of two parts that are alike the last one is the first label's")
    func alike() {
        let labels = [Self.manager, Self.listener]
        let (whole, extracted) = ("listener.a.http.a.", "listener.http.")
        #expect(name(only("envoy.listener_address"), whole, extracted, labels) == "listener.http.a.")
        #expect(name(only("envoy.http_conn_manager_prefix"), whole, extracted, labels) == "listener.a.http.")
    }

    @Test("Statuses and their classes stay in names too")
    func statuses() {
        let label = MetricLabel("envoy_response_code", "200")
        #expect(name(only(), "upstream_rq_200", "upstream_rq", [label]) == "upstream_rq_200")
        #expect(name(only("envoy.response_code"), "upstream_rq_200", "upstream_rq", [label]) == "upstream_rq")
        let of = MetricLabel("envoy_response_code_class", "2")
        #expect(name(only(), "downstream_rq_2xx", "downstream_rq_xx", [of]) == "downstream_rq_2xx")
    }

    @Test("A name that its labels do not explain loses what it would lose anyway")
    func unexplained() {
        #expect(name(only(), "listener.b.", "listener.", [Self.listener]) == "listener.")
        let long = String(repeating: "a.", count: 400)
        #expect(name(only(), long, "b", [Self.listener, Self.manager]) == "b")
    }

    @Test("Labels have Envoy's order")
    func order() {
        func text(_ tags: MetricTags) -> String {
            let labels = PrometheusLabels([Self.worker, Self.listener], tags)
            return String(decoding: PrometheusLabels.none.joined(with: labels, tags), as: UTF8.self)
        }
        let shared = MetricTags.Entry.fixed(MetricLabel("my.x", "1\"\\\n"))
        #expect(text(.builtIn) == #"envoy_worker_id="0",envoy_listener_address="a""#)
        #expect(
            text(MetricTags(usesDefaults: true, entries: [shared]))
                == #"envoy_worker_id="0",my_x="1\"\\\n",envoy_listener_address="a""#)
        #expect(
            text(MetricTags(usesDefaults: false, entries: [shared, .builtIn("envoy.worker_id")]))
                == #"my_x="1\"\\\n",envoy_worker_id="0""#)
        let instead = MetricTags.Entry.fixed(MetricLabel("envoy.listener_address", "b"))
        #expect(
            text(MetricTags(usesDefaults: true, entries: [instead, instead]))
                == #"envoy_worker_id="0",envoy_listener_address="b""#)
    }

    @Test("Statuses that stay in names have a family each, over all scopes")
    func pages() {
        let registry = MetricRegistry()
        registry.tags = MetricTags(
            usesDefaults: false, entries: [.fixed(MetricLabel("a", "1")), .builtIn("envoy.cluster_name")])
        for name in ["x", "y"] {
            let block = registry.cluster(name).block(thread: 0)
            block.incrementStatus(name == "x" ? 200 : 404)
            block.incrementStatus(503)
            block.increment(TestClusterMetric.upstreamRq2xx)
        }
        registry.addSource("plain", isAlwaysUsed: true) { 0 }
        registry.addSource("early", isAlwaysUsed: true, hasSharedLabels: false) { 0 }
        registry.addSource("unused") { 0 }
        let page = rendered { registry.renderPrometheus(into: &$0, MetricQuery(usedOnly: true)) }
        #expect(
            page == """
                # TYPE envoy_cluster_upstream_rq_200 counter
                envoy_cluster_upstream_rq_200{a="1",envoy_cluster_name="x"} 1
                # TYPE envoy_cluster_upstream_rq_2xx counter
                envoy_cluster_upstream_rq_2xx{a="1",envoy_cluster_name="x"} 1
                envoy_cluster_upstream_rq_2xx{a="1",envoy_cluster_name="y"} 1
                # TYPE envoy_cluster_upstream_rq_404 counter
                envoy_cluster_upstream_rq_404{a="1",envoy_cluster_name="y"} 1
                # TYPE envoy_cluster_upstream_rq_503 counter
                envoy_cluster_upstream_rq_503{a="1",envoy_cluster_name="x"} 1
                envoy_cluster_upstream_rq_503{a="1",envoy_cluster_name="y"} 1
                # TYPE envoy_early gauge
                envoy_early{} 0
                # TYPE envoy_plain gauge
                envoy_plain{a="1"} 0

                """)
    }

    @Test("The first rule that accepts a histogram gives its buckets")
    func buckets() {
        let registry = MetricRegistry()
        registry.buckets = HistogramBuckets([
            HistogramBuckets.Rule(bounds: [20, 3]) { string($0) == "cluster.x.upstream_rq_time" },
            HistogramBuckets.Rule(bounds: [1]) { string($0).hasPrefix("cluster.x.") },
        ])
        let block = registry.cluster("x").block(thread: 0)
        for value: UInt64 in [1, 7, 7, 300] { block.record(TestClusterMetric.upstreamRqTime, value) }
        var query = MetricQuery(usedOnly: true)
        let page = rendered { registry.renderPrometheus(into: &$0, query) }
        let lines = page.split(separator: "\n").filter { $0.contains("_bucket") }
        #expect(lines.map { $0.suffix { $0 != "=" } } == [#""3"} 1"#, #""20"} 3"#, #""+Inf"} 4"#])
        query.histograms = .disjoint
        #expect(rendered { registry.renderText(into: &$0, query) } == "cluster.x.upstream_rq_time: B3(0,1) B20(0,2)\n")
    }
}

extension Substring {
    /// The longest end whose characters are all accepted.
    fileprivate func suffix(_ accepts: (Character) -> Bool) -> String {
        String(String(reversed()).prefix(while: accepts).reversed())
    }
}

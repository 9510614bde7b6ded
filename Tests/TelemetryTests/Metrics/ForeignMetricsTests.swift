import Buffers
import Testing

@testable import Telemetry

/// Metrics whose names are another project's.
@Suite struct ForeignMetricsTests {
    private static let family = MetricFamily(
        extractedPrefix: "", [MetricDeclaration("istio_requests_total", .counter, existence: .onceUsed)],
        isForeign: true)

    private func registry() -> MetricRegistry {
        let registry = MetricRegistry()
        for (principal, count) in [("spiffe://a/b", 2), ("spiffe_a_b\"\n", 3)] as [(String, UInt64)] {
            let scope = registry.scope(
                prefix: "istiocustom.source.\(principal).", labels: [MetricLabel("source", principal)],
                family: Self.family)
            scope.block(thread: 0).add(SoleMetric.value, count)
        }
        return registry
    }

    private let page =
        "# TYPE istio_requests_total counter\n"
        + "istio_requests_total{source=\"spiffe://a/b\"} 2\n"
        + "istio_requests_total{source=\"spiffe_a_b\\\"\\n\"} 3\n"

    @Test("Prometheus gets them without our prefix, with their labels as they are")
    func plain() {
        let registry = registry()
        #expect(rendered { registry.renderPrometheus(into: &$0, MetricQuery()) } == page)
    }

    @Test("Tags that are configured change nothing of them")
    func tags() {
        let registry = registry()
        registry.tags = MetricTags(
            usesDefaults: false,
            entries: [
                .fixed(MetricLabel("zone", "z")),
                .expression(MetricTags.Expression(name: "x", hasPrefix: false) { _ in nil }),
            ])
        #expect(rendered { registry.renderPrometheus(into: &$0, MetricQuery()) } == page)
    }

    @Test("They stand among the others, by name")
    func order() {
        let registry = registry()
        _ = registry.cluster("a")
        let text = rendered { registry.renderPrometheus(into: &$0, MetricQuery()) }
        #expect(text.contains("# TYPE envoy_cluster_upstream_rq_total counter"))
        #expect(text.contains(page))
    }
}

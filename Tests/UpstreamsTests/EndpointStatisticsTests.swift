import Buffers
import Configuration
import Telemetry
import Testing

@testable import Upstreams

@Suite("Statistics of endpoints")
struct EndpointStatisticsTests {
    private func cluster(
        _ ports: UInt16..., in registry: MetricRegistry, succeeding previous: Cluster? = nil, hostname: String = ""
    ) -> Cluster {
        var endpoints = ports.map { makeEndpoint($0) }
        if !hostname.isEmpty { endpoints[0].hostname = hostname }
        var configuration = ClusterConfiguration(
            name: "c:1", endpoints: [LocalityEndpoints(priority: 0, endpoints: endpoints)])
        configuration.altStatName = "alt"
        configuration.tracksEndpoints = true
        return Cluster(configuration, workerCount: 2, registry: registry.part(), succeeding: previous)
    }

    private func lines(_ registry: MetricRegistry, usedOnly: Bool = false) -> [String] {
        var page = ByteBuffer()
        registry.renderText(into: &page, MetricQuery(usedOnly: usedOnly))
        return String(decoding: page.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.contains(".endpoint.") }
    }

    @Test("Each endpoint has Envoy's ten, used or not, and their sums over all workers")
    func text() {
        let registry = MetricRegistry()
        let cluster = cluster(80, in: registry)
        cluster.endpoints.all[0].counters(worker: 0).connectionOpened()
        cluster.endpoints.all[0].counters(worker: 1).connectionOpened()
        cluster.endpoints.all[0].counters(worker: 1).requestTimedOut()
        let prefix = "cluster.alt.endpoint.127.0.0.1_80."
        let expected = [
            "cx_connect_fail: 0", "cx_total: 2", "rq_error: 0", "rq_success: 0", "rq_timeout: 1", "rq_total: 0",
            "cx_active: 2", "rq_active: 0", "rq_pending_active: 0", "healthy: 1",
        ].map { prefix + $0 }
        #expect(lines(registry) == expected)
        #expect(lines(registry, usedOnly: true) == expected)
        cluster.endpoints.all[0].changeHealth(adding: .failedHealthCheck)
        #expect(lines(registry).contains(prefix + "healthy: 0"))
        registry.resetCounters()
        #expect(lines(registry).contains(prefix + "cx_total: 0"))
    }

    @Test("Prometheus gets the address and the host name as labels")
    func prometheus() {
        let registry = MetricRegistry()
        let cluster = cluster(80, 81, in: registry, hostname: "h.test")
        var page = ByteBuffer()
        registry.renderPrometheus(into: &page)
        let lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("envoy_cluster_endpoint_healthy") }
        #expect(
            lines == [
                #"envoy_cluster_endpoint_healthy{envoy_cluster_name="alt",envoy_endpoint_address="127.0.0.1:80","#
                    + #"envoy_endpoint_hostname="h.test"} 1"#,
                #"envoy_cluster_endpoint_healthy{envoy_cluster_name="alt",envoy_endpoint_address="127.0.0.1:81"} 1"#,
            ])
        cluster.withdraw()
    }

    @Test("Endpoints that go take theirs along, and so does a cluster")
    func changes() {
        let registry = MetricRegistry()
        let cluster = cluster(80, 81, in: registry)
        #expect(lines(registry).count == 20)
        let next = EndpointDescription.list([LocalityEndpoints(priority: 0, endpoints: [makeEndpoint(81)])])
        #expect(cluster.replaceEndpoints(next, at: 0))
        #expect(lines(registry).count == 10)
        cluster.withdraw()
        #expect(lines(registry).isEmpty)
    }

    @Test("A cluster that takes another's place shows its endpoints when the other is gone, never both")
    func succession() {
        let registry = MetricRegistry()
        let old = cluster(80, in: registry)
        let new = cluster(80, 81, in: registry, succeeding: old)
        #expect(lines(registry).count == 10)
        old.withdraw()
        #expect(lines(registry).count == 20)
        new.withdraw()
        #expect(lines(registry).isEmpty)
    }

    @Test("A cluster that was given up before it took another's place is never shown")
    func givenUp() {
        let registry = MetricRegistry()
        let old = cluster(80, in: registry)
        _ = cluster(81, 82, in: registry, succeeding: old)
        #expect(lines(registry).count == 10)
        old.withdraw()
        #expect(lines(registry).isEmpty)
    }
}

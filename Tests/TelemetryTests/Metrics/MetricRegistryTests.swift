import Glibc
import Synchronization
import Testing

@testable import Telemetry

@Suite("The metric registry")
struct MetricRegistryTests {
    @Test("Two that ask for the same prefix share a scope until both have removed it")
    func sharing() {
        let registry = MetricRegistry()
        let one = registry.cluster("a")
        let two = registry.cluster("a")
        #expect(one === two)
        #expect(registry.scopeCount == 1)
        registry.remove(one)
        #expect(registry.scopeCount == 1)
        registry.remove(two)
        #expect(registry.scopeCount == 0)
        registry.remove(two)
        let three = registry.cluster("a")
        #expect(three !== one)
        registry.remove(one)
        #expect(registry.scopeCount == 1, "an old scope does not remove its successor")
    }

    @Test(
        "Names have underscores for colons and the slashes of a URL",
        arguments: [
            ("cluster.a.", "cluster.a."), ("cluster.a:b://c.", "cluster.a_b_c."), ("http.c:d/e://f.", "http.c_d/e_f."),
            ("x:/y///:", "x_y///_"), ("http:///x", "http_/x"), ("a\0/b", "a_/b"),
        ])
    func sanitized(name: String, expected: String) { #expect(MetricRegistry.sanitized(name) == expected) }

    @Test(
        "Deferred metrics of traffic are there once one of their scope was written",
        arguments: [
            TestTrafficMetric.upstreamRqTotal, TestTrafficMetric.upstreamCxActive,
            TestTrafficMetric.upstreamCxConnectMs,
        ])
    func deferredTraffic(written: TestTrafficMetric) {
        let registry = MetricRegistry()
        registry.deferTraffic()
        let scope = registry.scope(prefix: "cluster.a.", labels: [], family: TestTrafficMetric.family)
        _ = registry.scope(prefix: "cluster.b.", labels: [], family: TestTrafficMetric.family)
        scope.block(thread: 0).set(TestTrafficMetric.membershipTotal, 1)
        let before = rendered { registry.renderText(into: &$0) }
        #expect(before == "cluster.a.membership_total: 1\ncluster.b.membership_total: 0\n")
        switch written {
        case .membershipTotal, .upstreamRqTotal: scope.block(thread: 1).increment(written)
        case .upstreamCxActive: scope.block(thread: 1).set(written, 0)
        case .upstreamCxConnectMs: scope.block(thread: 1).record(written, 0)
        }
        let after = rendered { registry.renderText(into: &$0) }
        for name in ["upstream_rq_total", "upstream_cx_active", "upstream_cx_connect_ms"] {
            #expect(after.contains("cluster.a.\(name): ") && !after.contains("cluster.b.\(name)"))
        }
    }

    @Test("Nothing is deferred unless the registry is told to")
    func traffic() {
        let registry = MetricRegistry()
        _ = registry.scope(prefix: "cluster.a.", labels: [], family: TestTrafficMetric.family)
        #expect(rendered { registry.renderText(into: &$0) }.contains("cluster.a.upstream_rq_total: 0"))
    }

    @Test("A block outlives its scope's removal")
    func removal() {
        let registry = MetricRegistry()
        let scope = registry.cluster("a")
        let block = scope.block(thread: 0)
        registry.remove(scope)
        block.increment(TestClusterMetric.bindErrors)
        #expect(rendered { registry.renderText(into: &$0) } == "")
    }

    @Test("A reset sets counters and statuses to zero and leaves gauges and histograms")
    func reset() {
        let registry = MetricRegistry()
        let scope = registry.cluster("a")
        let block = scope.block(thread: 0)
        block.add(TestClusterMetric.upstreamRqTotal, 7)
        block.increase(TestClusterMetric.upstreamCxActive, 2)
        block.record(TestClusterMetric.upstreamRqTime, 5)
        block.incrementStatus(200)
        registry.resetCounters()
        let page = rendered { registry.renderText(into: &$0, MetricQuery(usedOnly: true)) }
        #expect(
            page.hasPrefix(
                "cluster.a.upstream_cx_active: 2\ncluster.a.upstream_rq_200: 0\ncluster.a.upstream_rq_total: 0\n"))
        #expect(page.contains("cluster.a.upstream_rq_time: P0(nan,5.05)"))
        block.add(TestClusterMetric.upstreamRqTotal, 3)
        block.incrementStatus(200)
        scope.block(thread: 1).incrementStatus(404)
        #expect(scope.counter(TestClusterMetric.upstreamRqTotal.rawValue) == 3)
        #expect(scope.statusCount(200) == 1)
        #expect(scope.statusCount(404) == 1)
        registry.resetCounters()
        #expect(scope.counter(TestClusterMetric.upstreamRqTotal.rawValue) == 0)
    }

    @Test("A reset sets counters that are computed to zero, and leaves gauges that are")
    func resetOfSources() {
        let registry = MetricRegistry()
        let value = Mutex<UInt64>(5)
        registry.addSource("a.counter", kind: .counter) { value.withLock { $0 } }
        registry.addSource("a.gauge") { value.withLock { $0 } }
        registry.resetCounters()
        #expect(rendered { registry.renderText(into: &$0) } == "a.counter: 0\na.gauge: 5\n")
        value.withLock { $0 = 7 }
        #expect(rendered { registry.renderText(into: &$0) } == "a.counter: 2\na.gauge: 7\n")
        #expect(rendered { registry.renderPrometheus(into: &$0) }.contains("envoy_a_counter{} 2\n"))
        // What another part set back counts from there.
        value.withLock { $0 = 1 }
        #expect(rendered { registry.renderText(into: &$0) } == "a.counter: 0\na.gauge: 1\n")
    }

    @Test("An interval shows what it added, and nothing once nothing was added")
    func intervals() {
        let registry = MetricRegistry()
        let block = registry.cluster("a").block(thread: 0)
        func line() -> String {
            rendered { registry.renderText(into: &$0, MetricQuery(usedOnly: true, histograms: .detailed)) }
        }
        block.record(TestClusterMetric.upstreamRqTime, 10)
        #expect(line().contains("totals=10,1:1\n  intervals=\n"))
        registry.endInterval()
        #expect(line().contains("totals=10,1:1\n  intervals=10,1:1\n  summary=P0(10.5,10.5)"))
        block.record(TestClusterMetric.upstreamRqTime, 20)
        registry.endInterval()
        #expect(line().contains("totals=10,1:1, 20,1:1\n  intervals=20,1:1\n"))
        registry.endInterval()
        #expect(line().contains("totals=10,1:1, 20,1:1\n  intervals=\n"))
    }

    @Test("Sources can be removed")
    func sources() {
        let registry = MetricRegistry()
        let source = registry.addSource("server.live") { 1 }
        #expect(rendered { registry.renderText(into: &$0) } == "server.live: 1\n")
        registry.removeSource(source)
        #expect(rendered { registry.renderText(into: &$0) } == "")
    }

    @Test("Response codes are taken out of names as Envoy does it")
    func extraction() {
        func extracted(_ name: String) -> (String, [MetricLabel]) {
            let declaration = MetricDeclaration.counter(name)
            return (declaration.extractedName, declaration.labels)
        }
        #expect(extracted("upstream_rq_2xx") == ("upstream_rq_xx", [MetricLabel("envoy_response_code_class", "2")]))
        #expect(
            extracted("external.upstream_rq_503")
                == ("external.upstream_rq", [MetricLabel("envoy_response_code", "503")]))
        for name in ["upstream_rq_0rtt", "upstream_rq_total", "upstream_rq_xx", "rq_200", "http2.pending_send_200"] {
            #expect(extracted(name) == (name, []))
        }
    }

    @Test("Ten thousand scopes that nobody writes to cost less than 300 bytes each beside their names")
    func memory() async {
        // In a process of its own: other tests allocate at the same time. The least of several counts, since what a
        // table leaves behind as it grows serves the next one.
        await #expect(processExitsWith: .success) {
            let count = 10_000
            let names = (0..<count).map { "outbound|80||service-\($0).namespace.svc.cluster.local" }
            let prefixes = names.map { "cluster.\($0)." }
            var registries: [MetricRegistry] = []
            var scopes: [MetricScope] = []
            scopes.reserveCapacity(8 * count)
            var least = Int.max
            for _ in 0..<8 {
                let registry = MetricRegistry()
                let before = residentBytes()
                for (name, prefix) in zip(names, prefixes) {
                    scopes.append(
                        registry.scope(
                            prefix: prefix, labels: [MetricLabel("envoy_cluster_name", name)],
                            family: TestClusterMetric.family))
                }
                least = min(least, (residentBytes() - before) / count)
                #expect(registry.scopeCount == count)
                registries.append(registry)
            }
            #expect(0 < least && least < 300, "\(least)")
            withExtendedLifetime((registries, scopes)) {}
        }
    }
}

private func residentBytes() -> Int {
    let descriptor = unsafe open("/proc/self/statm", O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    let fields = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4_096 : 0
}

import Buffers
import Synchronization
import Testing

@testable import Telemetry

@Suite("Lines for statsd")
struct StatsdLedgerTests {
    /// A registry whose histograms hand their values over, and what tells of it.
    private final class Setting {
        let registry = MetricRegistry()
        let samples: HistogramSamples
        let ledger: StatsdLedger
        var tags = StatsdMetric.TagForm.none

        init(limit: Int = 8_192) {
            samples = HistogramSamples(limit: limit)
            registry.handValues(to: samples)
            ledger = StatsdLedger(registry, samples: samples, hasTags: true)
        }

        private func line(_ metric: StatsdMetric) -> String {
            let prefix = Array("p".utf8)
            return rendered { metric.append(to: &$0, prefix: prefix.span, tags: tags) }
        }

        func flush() -> [String] {
            var lines: [String] = []
            ledger.flush { lines.append(line($0)) }
            return lines.sorted()
        }

        func values() -> [String] {
            var lines: [String] = []
            ledger.drainValues { lines.append(line($0)) }
            return lines
        }
    }

    @Test("Counters are told by what they have gained once they were written, gauges by what they are")
    func gains() {
        let setting = Setting()
        let block = setting.registry.cluster("a").block(thread: 0)
        #expect(setting.flush() == [])
        block.add(TestClusterMetric.upstreamRqTotal, 3)
        block.increase(TestClusterMetric.upstreamCxActive, 2)
        block.incrementStatus(404)
        #expect(
            setting.flush() == [
                "p.cluster.a.upstream_cx_active:2|g", "p.cluster.a.upstream_rq_404:1|c",
                "p.cluster.a.upstream_rq_total:3|c",
            ])
        block.increment(TestClusterMetric.upstreamRqTotal)
        block.decrease(TestClusterMetric.upstreamCxActive, 2)
        #expect(
            setting.flush() == [
                "p.cluster.a.upstream_cx_active:0|g", "p.cluster.a.upstream_rq_404:0|c",
                "p.cluster.a.upstream_rq_total:1|c",
            ])
    }

    @Test("What the admin interface resets is not told twice, and not less")
    func resets() {
        let setting = Setting()
        let value = Mutex<UInt64>(5)
        setting.registry.addSource("a.b", kind: .counter) { value.withLock { $0 } }
        let block = setting.registry.cluster("a").block(thread: 0)
        block.add(TestClusterMetric.upstreamRqTotal, 3)
        #expect(setting.flush() == ["p.a.b:5|c", "p.cluster.a.upstream_rq_total:3|c"])
        block.add(TestClusterMetric.upstreamRqTotal, 2)
        value.withLock { $0 = 6 }
        setting.registry.resetCounters()
        #expect(setting.flush() == ["p.a.b:1|c", "p.cluster.a.upstream_rq_total:2|c"])
        setting.registry.addSource("server.live", isAlwaysUsed: true) { 0 }
        #expect(setting.flush().contains("p.server.live:0|g"))
    }

    @Test("A counter that comes back begins anew, and one that goes on goes on")
    func returningCounters() {
        let setting = Setting()
        func add(_ value: UInt64) -> Int { setting.registry.addSource("a.b", kind: .counter) { value } }
        let first = add(5)
        #expect(setting.flush() == ["p.a.b:5|c"])
        setting.registry.removeSource(first)
        // Such as an endpoint's, which was taken away and is there again.
        let second = add(2)
        #expect(setting.flush() == ["p.a.b:2|c"])
        // Such as an endpoint's, whose cluster was replaced.
        setting.registry.removeSource(second)
        let third = add(3)
        #expect(setting.flush() == ["p.a.b:1|c"])
        setting.registry.removeSource(third)
        #expect(setting.flush() == [])
        _ = add(7)
        #expect(setting.flush() == ["p.a.b:7|c"])
        // Such as that of another endpoint of the same address.
        _ = add(4)
        #expect(setting.flush() == ["p.a.b:4|c"])
        #expect(setting.flush() == ["p.a.b:0|c"])
    }

    @Test("Every value of a histogram is told, and counted as it would be")
    func values() {
        let setting = Setting()
        let scope = setting.registry.cluster("a")
        let block = scope.block(thread: 3)
        let woken = Mutex(0)
        setting.samples.whenWaiting { woken.withLock { $0 += 1 } }
        for value: UInt64 in [7, 123_456, 7, 0] { block.record(TestClusterMetric.upstreamRqTime, value) }
        block.incrementStatus(200)
        #expect(woken.withLock { $0 } == 1)
        #expect(
            setting.values() == [7, 123_456, 7, 0].map { "p.cluster.a.upstream_rq_time:\($0)|ms" })
        #expect(setting.values() == [])
        block.record(TestClusterMetric.upstreamRqTime, 1)
        #expect(woken.withLock { $0 } == 2)
        let plain = MetricRegistry().cluster("a")
        for value: UInt64 in [7, 123_456, 7, 0, 1] {
            plain.block(thread: 3).record(TestClusterMetric.upstreamRqTime, value)
        }
        let index = TestClusterMetric.upstreamRqTime.rawValue
        #expect(scope.histogram(index) == plain.histogram(index))
        #expect(scope.statusCount(200) == 1)
    }

    @Test("Tables grow where values are handed over as elsewhere")
    func manyValues() {
        let setting = Setting()
        let scope = setting.registry.cluster("a")
        for value in 0..<2_000 { scope.block(thread: 0).record(TestClusterMetric.upstreamRqTime, UInt64(value)) }
        #expect(scope.histogram(TestClusterMetric.upstreamRqTime.rawValue).count == 2_000)
        #expect(setting.values().count == 2_000)
    }

    @Test("What comes too fast is lost, and counted")
    func losses() {
        let setting = Setting(limit: 2)
        let block = setting.registry.cluster("a").block(thread: 0)
        for value: UInt64 in 1...5 { block.record(TestClusterMetric.upstreamRqTime, value) }
        #expect(setting.values().count == 2 && setting.samples.lostCount == 3)
        block.record(TestClusterMetric.upstreamRqTime, 1)
        #expect(setting.values().count == 1)
    }

    @Test("Tags stand behind the value or the name, with Envoy's names and order")
    func tags() {
        let setting = Setting()
        let block = setting.registry.cluster("a").block(thread: 0)
        block.increment(TestClusterMetric.upstreamRq2xx)
        block.incrementStatus(503)
        block.record(TestClusterMetric.upstreamRqTime, 4)
        setting.tags = .trailing
        #expect(
            setting.flush() == [
                "p.cluster.upstream_rq:1|c|#envoy.response_code:503,envoy.cluster_name:a",
                "p.cluster.upstream_rq_xx:1|c|#envoy.response_code_class:2,envoy.cluster_name:a",
            ])
        #expect(setting.values() == ["p.cluster.upstream_rq_time:4|ms|#envoy.cluster_name:a"])
        setting.tags = .inName
        #expect(setting.flush().first == "p.cluster.upstream_rq;envoy.response_code=503;envoy.cluster_name=a:0|c")
    }

    @Test("Labels of the configuration are tags as well, under the names that they have there")
    func configuredTags() {
        let setting = Setting()
        setting.registry.tags = MetricTags(
            usesDefaults: false, entries: [.fixed(MetricLabel("my.tag", "x")), .builtIn("envoy.cluster_name")])
        setting.registry.cluster("a").block(thread: 0).increment(TestClusterMetric.bindErrors)
        setting.tags = .trailing
        #expect(setting.flush() == ["p.cluster.bind_errors:1|c|#my.tag:x,envoy.cluster_name:a"])
    }

    @Test("What is not shown is not sent")
    func hidden() {
        let setting = Setting()
        setting.registry.restrict { !string($0).contains("_rq_") }
        let block = setting.registry.cluster("a").block(thread: 0)
        block.increment(TestClusterMetric.upstreamRqTotal)
        block.increment(TestClusterMetric.bindErrors)
        block.record(TestClusterMetric.upstreamRqTime, 4)
        block.record(TestClusterMetric.upstreamCxConnectMs, 5)
        #expect(setting.flush() == ["p.cluster.a.bind_errors:1|c"])
        #expect(setting.values() == ["p.cluster.a.upstream_cx_connect_ms:5|ms"])
    }
}

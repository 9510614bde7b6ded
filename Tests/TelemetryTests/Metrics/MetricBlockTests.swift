import Testing

@testable import Telemetry

@Suite("Metric blocks")
struct MetricBlockTests {
    @Test("A block that nobody wrote to reads as zeros")
    func untouched() {
        let scope = MetricRegistry().cluster("a")
        let block = scope.block(thread: 0)
        #expect(!block.isTouched)
        #expect(scope.counter(TestClusterMetric.upstreamRqTotal.rawValue) == 0)
        #expect(scope.gauge(TestClusterMetric.upstreamCxActive.rawValue) == 0)
        #expect(scope.histogram(TestClusterMetric.upstreamRqTime.rawValue).count == 0)
        #expect(scope.statusCount(200) == 0)
    }

    @Test("Counters of several threads add up")
    func counters() {
        let registry = MetricRegistry()
        let scope = registry.cluster("a")
        for thread in 0..<4 {
            let block = registry.makeBlock(for: scope, thread: thread)
            block.increment(TestClusterMetric.upstreamRqTotal)
            block.add(TestClusterMetric.upstreamRqTotal, UInt64(thread) * 10)
        }
        #expect(scope.counter(TestClusterMetric.upstreamRqTotal.rawValue) == 64)
        #expect(scope.counter(TestClusterMetric.bindErrors.rawValue) == 0)
    }

    @Test("A thread always gets the same block")
    func sameBlock() {
        let scope = MetricRegistry().cluster("a")
        #expect(scope.block(thread: 1) === scope.block(thread: 1))
        #expect(scope.block(thread: 1) !== scope.block(thread: 2))
    }

    @Test("One thread may lower a gauge that another raised")
    func gauges() {
        let scope = MetricRegistry().cluster("a")
        let one = scope.block(thread: 1)
        let two = scope.block(thread: 2)
        one.increase(TestClusterMetric.upstreamCxActive, 5)
        two.decrease(TestClusterMetric.upstreamCxActive, 2)
        #expect(scope.gauge(TestClusterMetric.upstreamCxActive.rawValue) == 3)
        two.decrease(TestClusterMetric.upstreamCxActive, 4)
        #expect(scope.gauge(TestClusterMetric.upstreamCxActive.rawValue) == 0, "a sum below zero shows as zero")
        one.set(TestClusterMetric.upstreamRqActive, 4_294_967_295)
        #expect(scope.gauge(TestClusterMetric.upstreamRqActive.rawValue) == 4_294_967_295)
        one.set(TestClusterMetric.upstreamRqActive, 0)
        #expect(scope.reading().gauge(TestClusterMetric.upstreamRqActive.rawValue) == (0, true))
    }

    @Test("Each status has its own counter, in each table")
    func statuses() {
        let scope = MetricRegistry().cluster("a")
        let block = scope.block(thread: 0)
        for status in 100..<600 {
            for _ in 0..<(status % 7) { block.incrementStatus(status) }
            if status % 3 == 0 { block.incrementStatus(status, table: 1) }
        }
        block.incrementStatus(-5)
        block.incrementStatus(70_000)
        for status in 100..<600 {
            #expect(scope.statusCount(status) == UInt64(status % 7))
            #expect(scope.statusCount(status, table: 1) == (status % 3 == 0 ? 1 : 0))
        }
        #expect(scope.statusCount(0) == 2)
    }

    @Test("Sums are exact after four writers ran beside a reader")
    func concurrency() async {
        let registry = MetricRegistry()
        let scope = registry.cluster("a")
        let rounds = 60_000
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    let block = scope.block(thread: thread)
                    var generator = SeededGenerator(seed: UInt64(thread) + 1)
                    for i in 0..<rounds {
                        block.increment(TestClusterMetric.upstreamRqTotal)
                        block.increase(TestClusterMetric.upstreamCxActive)
                        if i % 2 == 0 { block.decrease(TestClusterMetric.upstreamCxActive) }
                        // Ever larger values make the table grow while it is read.
                        block.record(
                            TestClusterMetric.upstreamRqTime, generator.next() >> (63 - UInt64(i * 63 / rounds)))
                        block.incrementStatus(200 + i % 150)
                    }
                }
            }
            group.addTask {
                var last: UInt64 = 0
                for _ in 0..<40 {
                    let page = rendered { registry.renderPrometheus(into: &$0) }
                    #expect(page.contains("envoy_cluster_upstream_rq_total{envoy_cluster_name=\"a\"} "))
                    let count = scope.histogram(TestClusterMetric.upstreamRqTime.rawValue).count
                    #expect(count >= last)
                    last = count
                }
            }
        }
        #expect(scope.counter(TestClusterMetric.upstreamRqTotal.rawValue) == UInt64(4 * rounds))
        #expect(scope.gauge(TestClusterMetric.upstreamCxActive.rawValue) == UInt64(2 * rounds))
        #expect(scope.histogram(TestClusterMetric.upstreamRqTime.rawValue).count == UInt64(4 * rounds))
        #expect(scope.reading().statuses(0).reduce(0) { $0 + $1.count } == UInt64(4 * rounds))
    }
}

@Suite("Sparse counters")
struct SparseCountersTests {
    @Test("Every key keeps its own count while the table grows")
    func growth() {
        var generator = SeededGenerator(seed: 7)
        var table = SparseCounters()
        var reference: [Int: UInt64] = [:]
        for _ in 0..<20_000 {
            let key = Int.random(in: 0..<1_639, using: &generator)
            let amount = UInt64.random(in: 1...1_000, using: &generator)
            reference[key, default: 0] += amount
            if let larger = table.add(amount, to: key) {
                table.deallocate()
                table = larger
            }
        }
        var counts: [Int: UInt64] = [:]
        table.forEach { counts[$0] = $1 }
        #expect(counts == reference)
        table.deallocate()
    }
}

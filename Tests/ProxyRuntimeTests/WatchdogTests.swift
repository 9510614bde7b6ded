import Configuration
import EventLoops
import Glibc
import Synchronization
import Telemetry
import Testing

@testable import ProxyRuntime

/// A watchdog that looks at a loop which does not come back.
@Suite struct WatchdogTests {
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    @Test("A loop that is stuck is counted, alone and with the others; one that sleeps is not")
    func stuckLoop() throws {
        let registry = MetricRegistry()
        let together = registry.scope(prefix: "workers.", labels: [], family: WatchdogMetric.workers)
        let each = (0..<2).map {
            registry.scope(prefix: "server.worker_\($0).", labels: [], family: WatchdogMetric.serverWorker)
        }
        let loops = [try EventLoop(name: "stuck"), try EventLoop(name: "asleep")]
        var thresholds = WatchdogConfiguration.Thresholds()
        thresholds.miss = 5_000_000
        thresholds.megamiss = 20_000_000
        let writer = try LogWriter()
        let sink = try writer.open(.file("/dev/null")).get()
        let watchdog = try Watchdog(
            groups: [Watchdog.Group(loops: loops, thresholds: thresholds, together: together, each: each)],
            log: Log(sink: sink, level: .off, pattern: .standard))
        let flag = Flag()
        let first = try Threads.start(name: "stuck") { loops[0].run() }
        let second = try Threads.start(name: "asleep") { loops[1].run() }
        loops[0].execute { while !flag.isSet.load(ordering: .relaxed) { sched_yield() } }
        let end = LoopClock.monotonic() + 60_000_000_000
        func count(_ scope: MetricScope, _ metric: WatchdogMetric) -> UInt64 { scope.counter(metric.rawValue) }
        // The last of the four that move.
        while count(each[0], .megaMiss) == 0 && LoopClock.monotonic() < end { sched_yield() }
        // Before the loops are woken to their end, in which they may be slow as well.
        #expect(count(together, .miss) == 1 && count(each[0], .miss) == 1)
        #expect(count(together, .megaMiss) == 1 && count(each[0], .megaMiss) == 1)
        #expect(count(each[1], .miss) == 0 && count(each[1], .megaMiss) == 0)
        flag.isSet.store(true, ordering: .relaxed)
        for loop in loops { loop.stop() }
        first.join()
        second.join()
        watchdog?.end()
    }
}

import Configuration
import Testing

@testable import ProxyRuntime

/// When a loop counts as stuck. Times in milliseconds.
@Suite struct LoopWatchTests {
    private typealias Finding = LoopWatch.Finding

    private func milliseconds(_ count: UInt64) -> UInt64 { count * 1_000_000 }

    private func look(_ watch: inout LoopWatch, since: UInt64, now: UInt64) -> Finding {
        watch.look(busySince: milliseconds(since), now: milliseconds(now))
    }

    @Test("A miss and a mega miss are told once for each time the loop is stuck")
    func misses() {
        var watch = LoopWatch(thresholds: WatchdogConfiguration.Thresholds())
        let steps: [(since: UInt64, now: UInt64, isMiss: Bool, isMegaMiss: Bool)] = [
            (10, 200, false, false), (10, 210, false, false), (10, 211, true, false), (10, 400, false, false),
            (10, 1_011, false, true), (10, 5_000, false, false), (5_001, 5_100, false, false),
            (5_001, 6_500, true, true), (7_000, 6_900, false, false),
        ]
        for step in steps {
            let finding = look(&watch, since: step.since, now: step.now)
            #expect(finding.isMiss == step.isMiss && finding.isMegaMiss == step.isMegaMiss, "\(step)")
        }
    }

    @Test("A loop that sleeps is never stuck, however long it sleeps")
    func sleeping() {
        var watch = LoopWatch(thresholds: WatchdogConfiguration.Thresholds())
        let finding = look(&watch, since: 0, now: 1_000_000)
        #expect(finding == Finding())
    }

    @Test("Thresholds that are off tell nothing")
    func off() {
        var thresholds = WatchdogConfiguration.Thresholds()
        thresholds.miss = nil
        thresholds.megamiss = nil
        var watch = LoopWatch(thresholds: thresholds)
        let finding = look(&watch, since: 1, now: 10_001)
        #expect(finding == Finding(stuck: milliseconds(10_000)))
        #expect(!LoopWatch.isFatal([finding], thresholds, jitter: 0))
    }

    @Test("One thread is fatal after the kill time and its jitter; several after the other, when they are enough")
    func fatal() {
        var kill = WatchdogConfiguration.Thresholds()
        kill.kill = 100
        let stuck = [101, 120, 0, 0].map { Finding(stuck: $0) }
        #expect(LoopWatch.isFatal(stuck, kill, jitter: 0))
        #expect(LoopWatch.isFatal(stuck, kill, jitter: 19))
        #expect(!LoopWatch.isFatal(stuck, kill, jitter: 20))
        #expect(!LoopWatch.isFatal(stuck, kill, jitter: .max))
        var multikill = WatchdogConfiguration.Thresholds()
        multikill.multikill = 110
        #expect(!LoopWatch.isFatal(stuck, multikill, jitter: 0), "one is not several")
        multikill.multikill = 100
        #expect(LoopWatch.isFatal(stuck, multikill, jitter: 0))
        multikill.multikillPercent = 50
        #expect(LoopWatch.isFatal(stuck, multikill, jitter: 0))
        multikill.multikillPercent = 51
        #expect(!LoopWatch.isFatal(stuck, multikill, jitter: 0))
    }
}

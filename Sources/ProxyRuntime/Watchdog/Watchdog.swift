internal import Configuration
internal import EventLoops
internal import Telemetry

/// Looks at loops from a thread of its own, counts those that do not come back in time, and ends the process when that
/// is configured. A loop's part is two plain stores a turn.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/operations/performance#watchdog
final class Watchdog: Sendable {
    /// Loops with the same thresholds, which count together.
    struct Group: Sendable {
        let loops: [EventLoop]
        let thresholds: WatchdogConfiguration.Thresholds
        /// What counts all of them.
        let together: MetricScope
        /// What counts each.
        let each: [MetricScope]
    }

    private let loop: EventLoop

    /// Begins to look. Nil when no threshold is set.
    init?(groups: [Group], log: Log) throws(SystemError) {
        let times = groups.flatMap { group in
            [group.thresholds.miss, group.thresholds.megamiss, group.thresholds.kill, group.thresholds.multikill]
        }
        guard let interval = times.compactMap(\.self).min() else { return nil }
        let loop = try EventLoop(name: "watchdog")
        self.loop = loop
        _ = try Threads.start(name: "watchdog") {
            let patrol = WatchdogPatrol(loop: loop, groups: groups, interval: max(interval, 1_000_000), log: log)
            loop.run()
            patrol.end()
        }
    }

    /// Looks no more.
    func end() { loop.stop() }
}

/// The watchdog's rounds. Confined to its thread.
private final class WatchdogPatrol: TimerOwner {
    private let groups: [Watchdog.Group]
    private var watches: [[LoopWatch]]
    private let jitters: [UInt64]
    private let interval: UInt64
    private let log: Log
    private let timer: LoopTimer

    init(loop: EventLoop, groups: [Watchdog.Group], interval: UInt64, log: Log) {
        self.groups = groups
        self.interval = interval
        self.log = log
        watches = groups.map { group in group.loops.map { _ in LoopWatch(thresholds: group.thresholds) } }
        jitters = groups.map { UInt64.random(in: 0...$0.thresholds.killJitter) }
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        timer.arm(after: interval)
    }

    override func timerFired(_ kind: UInt8) {
        for index in groups.indices { look(at: index) }
        timer.arm(after: interval)
    }

    private func look(at index: Int) {
        let group = groups[index]
        let now = LoopClock.monotonic()
        var findings: [LoopWatch.Finding] = []
        for (place, loop) in group.loops.enumerated() {
            let finding = watches[index][place].look(busySince: loop.busySince, now: now)
            findings.append(finding)
            if finding.isMiss { count(.miss, group, place) }
            if finding.isMegaMiss {
                count(.megaMiss, group, place)
                log.warning(.main, "thread \(loop.name) has been stuck for \(finding.stuck / 1_000_000) ms")
            }
        }
        guard LoopWatch.isFatal(findings, group.thresholds, jitter: jitters[index]) else { return }
        let stuck = zip(group.loops, findings).filter { $0.1.stuck > 0 }.map(\.0.name).joined(separator: ", ")
        log.critical(.main, "the watchdog ends the process: stuck are \(stuck)")
        Files.abort()
    }

    private func count(_ metric: WatchdogMetric, _ group: Watchdog.Group, _ place: Int) {
        group.together.block(thread: 0).increment(metric)
        group.each[place].block(thread: 0).increment(metric)
    }

    func end() { timer.cancel() }
}

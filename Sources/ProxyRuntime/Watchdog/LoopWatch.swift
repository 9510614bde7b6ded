internal import Configuration

/// What a watchdog knows of one loop, as values.
struct LoopWatch {
    /// What a look at the loop found.
    struct Finding: Equatable {
        /// The loop has not come back for longer than the time of a miss; told once for each time it is stuck.
        var isMiss = false
        /// As above, for a mega miss.
        var isMegaMiss = false
        /// For how long the loop has not come back, in nanoseconds; 0 when it sleeps.
        var stuck: UInt64 = 0
    }

    private let thresholds: WatchdogConfiguration.Thresholds
    private var turn: UInt64 = 0
    private var hasMissed = false
    private var hasMegaMissed = false

    init(thresholds: WatchdogConfiguration.Thresholds) { self.thresholds = thresholds }

    /// Looks at a loop whose present turn began at `busySince`, 0 when it sleeps.
    mutating func look(busySince: UInt64, now: UInt64) -> Finding {
        if busySince != turn {
            turn = busySince
            hasMissed = false
            hasMegaMissed = false
        }
        var finding = Finding()
        if busySince == 0 || now <= busySince { return finding }
        finding.stuck = now &- busySince
        if let miss = thresholds.miss, finding.stuck > miss, !hasMissed {
            hasMissed = true
            finding.isMiss = true
        }
        if let megamiss = thresholds.megamiss, finding.stuck > megamiss, !hasMegaMissed {
            hasMegaMissed = true
            finding.isMegaMiss = true
        }
        return finding
    }

    /// Whether one of these loops, or several of them, have been stuck for too long for the process to live on.
    ///
    /// - Parameter jitter: what is added to the time of one.
    static func isFatal(_ findings: [Finding], _ thresholds: WatchdogConfiguration.Thresholds, jitter: UInt64) -> Bool {
        if let kill = thresholds.kill {
            let (limit, overflow) = kill.addingReportingOverflow(jitter)
            if !overflow && findings.contains(where: { $0.stuck > limit }) { return true }
        }
        guard let multikill = thresholds.multikill else { return false }
        let needed = max(2, Int((Double(findings.count) * thresholds.multikillPercent / 100).rounded(.up)))
        return findings.count { $0.stuck > multikill } >= needed
    }
}

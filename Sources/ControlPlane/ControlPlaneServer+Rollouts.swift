internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// How far a publication comes, share by share.
extension ControlPlaneServer {
    func refused(by node: String, _ kind: ResourceKind, _ reason: String) {
        let what = kind.pathName + (reason.isEmpty ? "" : ": \(reason)")
        guard discovery.changeRollout({ $0.refused(by: node, what) }) == true else { return }
        metrics.increment(ControlPlaneMetric.rolloutsPaused)
        let share = discovery.table.rollout?.share ?? 0
        log.warning(.config, "the rollout pauses at \(share) %: node \(node.oneLine) refuses \(what)")
        rolloutChanged()
    }

    /// How far a rollout has come is kept.
    func rolloutChanged() {
        let note = JSONOutput.object { append(rolloutTo: &$0) }
        keep(note: Self.rolloutNote, note)
    }

    func append(rolloutTo json: inout JSONOutput) {
        guard let rollout = discovery.table.rollout else { return }
        json.member("publication", rollout.publication)
        json.member("stage", rollout.stage)
        json.member("share", rollout.share)
        switch rollout.state {
        case .running: json.member("state", "running")
        case .paused(let reason):
            json.member("state", "paused")
            json.member("reason", reason)
        case .complete: json.member("state", "complete")
        }
    }

    func timerFired() {
        if isEnding { return finish() }
        housekeeping?.arm(after: Self.housekeepingInterval)
        discovery.forgetSilent()
        guard let rollout = discovery.table.rollout, case .running = rollout.state else { return }
        let (isLevel, now) = (discovery.allowsNext(rollout), loop.now)
        guard discovery.changeRollout({ $0.advance(isLevel: isLevel, now: now) }) == true else { return }
        let share = discovery.table.rollout?.share ?? 0
        log.info(.config, "the rollout of publication \(rollout.publication) goes on to \(share) %")
        rolloutChanged()
    }
}

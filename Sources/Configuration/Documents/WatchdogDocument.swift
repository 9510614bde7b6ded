/// Reads `envoy.config.bootstrap.v3.Watchdogs` and `Watchdog`.
enum WatchdogDocument {
    /// Reads `watchdogs`, or the older `watchdog` for both kinds of threads.
    static func read(in bootstrap: inout MessageReader) -> WatchdogConfiguration {
        var result = WatchdogConfiguration()
        if let both = bootstrap.message("watchdog", readOne) {
            result = WatchdogConfiguration(mainThread: both, workers: both)
            if let node = bootstrap.node("watchdogs") {
                bootstrap.session.complain(
                    .wrongValue, at: node, "expected either watchdogs or the older watchdog, found both")
            }
        }
        bootstrap.message("watchdogs") { reader in
            if let main = reader.message("main_thread_watchdog", readOne) { result.mainThread = main }
            if let workers = reader.message("worker_watchdog", readOne) { result.workers = workers }
        }
        return result
    }

    private static func readOne(_ reader: inout MessageReader) -> WatchdogConfiguration.Thresholds {
        var result = WatchdogConfiguration.Thresholds()
        result.miss = reader.timer("miss_timeout", unset: result.miss)
        result.megamiss = reader.timer("megamiss_timeout", unset: result.megamiss)
        result.kill = reader.timer("kill_timeout", unset: nil)
        result.killJitter = reader.duration("max_kill_timeout_jitter") ?? 0
        result.multikill = reader.timer("multikill_timeout", unset: nil)
        result.multikillPercent =
            reader.message("multikill_threshold") { reader in
                let node = reader.node("value")
                let value = reader.double("value") ?? 0
                if let node, !(0...100).contains(value) {
                    reader.session.wrong(node, expected: "a percentage from 0 to 100")
                    return 0
                }
                return value
            } ?? 0
        return result
    }
}

internal import Telemetry

/// How often threads were stuck; of one thread, or of several together.
enum WatchdogMetric: Int, MetricIndex {
    /// `watchdog_mega_miss` and `watchdog_miss`.
    case megaMiss, miss

    var declaration: MetricDeclaration {
        switch self {
        case .megaMiss: .counter("watchdog_mega_miss")
        case .miss: .counter("watchdog_miss")
        }
    }

    /// The families by what stands before the names, without a worker's number.
    static let mainThread = makeFamily(extractedPrefix: "main_thread.")
    static let workers = makeFamily(extractedPrefix: "workers.")
    static let serverMainThread = makeFamily(extractedPrefix: "server.main_thread.")
    static let serverWorker = makeFamily(extractedPrefix: "server.worker.")
}

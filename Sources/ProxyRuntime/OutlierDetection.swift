internal import EventLoops
internal import Telemetry
internal import Upstreams

/// The outlier detectors of all clusters that have one. Confined to the main loop.
final class OutlierDetection {
    private let detectors: [OutlierDetector]

    /// Prepares the clusters that need it; nil when none does.
    ///
    /// - Parameter changed: endpoints of the cluster were ejected or taken back.
    init?(
        _ clusters: [Cluster], workerCount: Int, loop: EventLoop, events: LogSink?, log: Log,
        changed: @escaping (Cluster) -> Void
    ) {
        guard clusters.contains(where: { $0.outliers != nil }) else { return nil }
        let eventLog = events.map { OutlierEventLog($0, loop: loop) }
        detectors = clusters.compactMap { cluster in
            OutlierDetector(
                cluster, loop: loop, thread: workerCount, events: eventLog, seed: UInt64.random(in: 1 ... .max),
                changed: changed)
        }
        for detector in detectors {
            guard let reason = detector.inertness else { continue }
            log.warning(
                .upstream, "outlier detection of cluster '\(detector.cluster.name)' can eject nobody: \(reason)")
        }
    }

    /// Begins.
    func start() { for detector in detectors { detector.start() } }

    /// Ends.
    func stop() { for detector in detectors { detector.stop() } }
}

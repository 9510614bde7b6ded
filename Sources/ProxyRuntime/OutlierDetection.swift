internal import EventLoops
internal import Telemetry
internal import Upstreams

/// The outlier detectors of all clusters that have one. Confined to the main loop.
final class OutlierDetection {
    private let loop: EventLoop
    private let thread: Int
    private let events: OutlierEventLog?
    private let log: Log
    private let changed: (Cluster) -> Void
    private var detectors: [ObjectIdentifier: OutlierDetector] = [:]

    /// None yet.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - events: where is written what they do; nil means nowhere.
    ///   - changed: endpoints of the cluster were ejected or taken back.
    init(loop: EventLoop, thread: Int, events: LogSink?, log: Log, changed: @escaping (Cluster) -> Void) {
        self.loop = loop
        self.thread = thread
        self.events = events.map { OutlierEventLog($0, loop: loop) }
        self.log = log
        self.changed = changed
    }

    /// Watches a cluster's endpoints, if it asks for that.
    func follow(_ cluster: Cluster) {
        let detector = OutlierDetector(
            cluster, loop: loop, thread: thread, events: events, seed: UInt64.random(in: 1 ... .max), changed: changed)
        guard let detector else { return }
        detectors[ObjectIdentifier(cluster)] = detector
        if let reason = detector.inertness {
            log.warning(.upstream, "outlier detection of cluster '\(cluster.name)' can eject nobody: \(reason)")
        }
        detector.start()
    }

    /// Watches a cluster no more.
    func forget(_ cluster: Cluster) { detectors.removeValue(forKey: ObjectIdentifier(cluster))?.stop() }

    /// A cluster has other endpoints.
    func endpointsChanged(of cluster: Cluster) { detectors[ObjectIdentifier(cluster)]?.collect() }

    /// Ends.
    func stop() {
        for detector in detectors.values { detector.stop() }
        detectors = [:]
    }
}

internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// The door to the thread that follows a cluster: long lists are read there, and no proxy waits for them. What it says
/// is handed on one after the other: while something is published, only the newest of what comes meanwhile is kept.
/// Used on the main loop.
// Guard: confinement; `source` is touched on the cluster's loop alone once that runs, all else on the main loop.
final class KubernetesService: @unchecked Sendable {
    private let loop: EventLoop
    private let mainLoop: EventLoop
    private let options: KubernetesOptions
    private let metrics: MetricBlock
    private let log: Log
    private let logWriter: LogWriter
    private let lastEvent = LastEvent()
    private var source: KubernetesSource?
    private var thread: ThreadHandle?
    private var publish: (([MeshDocument], @escaping () -> Void) -> Void)?
    private var waiting: [MeshDocument]?
    private var isPublishing = false
    /// How it goes.
    private(set) var report = KubernetesSource.Report()

    init(
        _ options: KubernetesOptions, mainLoop: EventLoop, registry: MetricRegistry, log: Log, logWriter: LogWriter
    ) throws(StartupError) {
        self.options = options
        self.mainLoop = mainLoop
        self.log = log
        self.logWriter = logWriter
        do throws(SystemError) { loop = try EventLoop(name: "kubernetes") } catch {
            throw StartupError(.resource, ["kubernetes: \(error)"])
        }
        metrics = registry.scope(prefix: "control.kubernetes.", family: KubernetesMetric.family).block(thread: 2)
        let lastEvent = lastEvent
        registry.addSource("control.kubernetes.last_event_age_ms") { lastEvent.silence / 1_000_000 }
    }

    /// How long ago something was told, in nanoseconds; nil means never.
    var lastEventAge: UInt64? { lastEvent.age }

    /// Begins. `publish` hears on the main loop what the cluster says, and tells when it has been followed.
    func start(
        publish: @escaping ([MeshDocument], @escaping () -> Void) -> Void
    ) throws(StartupError) {
        self.publish = publish
        let door = LoopBound<KubernetesService>(self, loop: mainLoop)
        let (loop, mainLoop) = (loop, mainLoop)
        loop.execute { [self] in
            let client = KubernetesClient(options, loop: loop, logWriter: logWriter)
            let source = KubernetesSource(client, metrics: metrics, lastEvent: lastEvent, log: log) { observation in
                mainLoop.execute { door.value.take(observation.documents) }
            } reported: { report in
                mainLoop.execute { door.value.report = report }
            }
            self.source = source
            source.start()
        }
        do throws(SystemError) { thread = try Threads.start(name: "kubernetes") { loop.run() } } catch {
            throw StartupError(.resource, ["kubernetes: \(error)"])
        }
    }

    private func take(_ documents: [MeshDocument]) {
        waiting = documents
        publishNext()
    }

    private func publishNext() {
        guard !isPublishing, let documents = waiting.take() else { return }
        isPublishing = true
        publish?(documents) { [self] in
            isPublishing = false
            publishNext()
        }
    }

    /// Notes how many objects are not taken as they are.
    func note(refused count: Int) {
        let metrics = metrics
        loop.execute { metrics.set(KubernetesMetric.refused, UInt64(count)) }
    }

    /// Follows it no more.
    func stop() {
        publish = nil
        guard let thread = thread.take() else { return }
        let loop = self.loop
        loop.execute { [self] in
            source?.stop()
            source = nil
            loop.stop()
        }
        thread.join()
    }
}

internal import Configuration
internal import EventLoops
internal import Proxying
internal import Synchronization
internal import Telemetry

/// Measures resources at an interval and tells the workers what to do about it. On the main loop.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/overload_manager/overload_manager
final class OverloadManager: TimerOwner {
    private let configuration: OverloadConfiguration
    private let monitors: [ResourceMonitor]
    private let gauges: [OverloadActionGauges]
    private let publish: (OverloadLevels) -> Void
    private let shrink: () -> Void
    private var levels = OverloadLevels()
    private var shrinks = false
    private let timer: LoopTimer
    private let shrinkTimer: LoopTimer
    private let delay: MetricBlock

    private static let shrinkKind: UInt8 = 1
    /// Nanoseconds between two times that memory is given back while the heap is to shrink; Envoy's.
    private static let shrinkInterval: UInt64 = 10_000_000_000

    /// Begins to measure once the loop runs.
    ///
    /// - Parameter publish: tells the workers when something has changed.
    /// - Parameter shrink: gives free memory back.
    init(
        _ configuration: OverloadConfiguration, loop: EventLoop, registry: MetricRegistry,
        connections: ConnectionLimit?, publish: @escaping (OverloadLevels) -> Void, shrink: @escaping () -> Void
    ) {
        self.configuration = configuration
        self.publish = publish
        self.shrink = shrink
        monitors = configuration.monitors.map {
            ResourceMonitor($0, connections: connections, registry: registry)
        }
        gauges = configuration.actions.map { OverloadActionGauges($0.kind, registry: registry) }
        delay = registry.scope(prefix: "overload.", labels: [], family: OverloadMetric.family).block(thread: 0)
        timer = LoopTimer(loop: loop)
        shrinkTimer = LoopTimer(loop: loop, kind: Self.shrinkKind)
        super.init()
        timer.owner = self
        shrinkTimer.owner = self
        timer.arm(after: configuration.refreshInterval)
        if configuration.actions.contains(where: { $0.kind == .shrinkHeap }) {
            shrinkTimer.arm(after: Self.shrinkInterval)
        }
    }

    override func timerFired(_ kind: UInt8) {
        if kind == Self.shrinkKind { return shrinkFired() }
        let due = timer.loop.now
        refresh()
        timer.arm(after: configuration.refreshInterval)
        // How much later than asked for the next look can be at the earliest.
        timer.loop.refreshClock()
        delay.record(OverloadMetric.refreshIntervalDelay, (timer.loop.now &- due) / 1_000_000)
    }

    private func refresh() {
        for monitor in monitors { monitor.update() }
        var found = OverloadLevels()
        var shrinks = false
        for (action, gauges) in zip(configuration.actions, gauges) {
            let strength = action.triggers.map { $0.strength(at: monitors[$0.monitor].pressure) }.max() ?? 0
            gauges.set(strength)
            switch action.kind {
            case .stopAcceptingRequests: found.stopsRequests = strength
            case .disableKeepAlive: found.disablesKeepAlive = strength
            case .rejectIncomingConnections: found.rejectsConnections = strength
            case .stopAcceptingConnections: found.stopsConnections = strength >= 1
            case .shrinkHeap: shrinks = strength >= 1
            case .reduceTimeouts: found.reducesTimeouts = strength
            }
        }
        self.shrinks = shrinks
        if found == levels { return }
        levels = found
        publish(found)
    }

    private func shrinkFired() {
        if shrinks {
            shrink()
            for gauges in gauges { gauges.shrank() }
        }
        shrinkTimer.arm(after: Self.shrinkInterval)
    }
}

/// The statistics of the overload manager itself.
enum OverloadMetric: Int, MetricIndex {
    /// `refresh_interval_delay`
    case refreshIntervalDelay

    var declaration: MetricDeclaration {
        switch self {
        case .refreshIntervalDelay: .histogram("refresh_interval_delay", .milliseconds)
        }
    }

    static let family = makeFamily(extractedPrefix: "overload.")
}

/// How strong an action is, for statistics.
private final class OverloadActionGauges {
    private let kind: OverloadConfiguration.Action.Kind
    private let percent = SharedNumber()
    private let shrinks = SharedNumber()

    init(_ kind: OverloadConfiguration.Action.Kind, registry: MetricRegistry) {
        self.kind = kind
        let name = "overload.\(kind.rawValue)."
        let percent = self.percent
        registry.addSource(name + "active") { percent.value >= 100 ? 1 : 0 }
        registry.addSource(name + "scale_percent") { percent.value }
        if kind == .shrinkHeap {
            let shrinks = self.shrinks
            registry.addSource(name + "shrink_count", kind: .counter) { shrinks.value }
        }
    }

    func set(_ strength: Double) { percent.value = UInt64(strength * 100) }

    func shrank() { if kind == .shrinkHeap { shrinks.value &+= 1 } }
}

/// A number that the main thread writes and statistics read.
final class SharedNumber: Sendable {
    private let storage = Atomic<UInt64>(0)

    /// The number. Only one thread sets it.
    var value: UInt64 {
        get { storage.load(ordering: .relaxed) }
        set { storage.store(newValue, ordering: .relaxed) }
    }
}

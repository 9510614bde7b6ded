internal import Configuration
internal import EventLoops
internal import Telemetry

extension ProxyServer {
    /// Takes the proxy out of service, or back (`/healthcheck/fail`, `/healthcheck/ok`). While it is out, every answer
    /// ends its connection, so that clients come to know.
    public func setHealth(failed: Bool) {
        isHealthFailed = failed
        if phase == .running && state != .initializing { state = failed ? .draining : .live }
        for worker in workers { worker.loop.execute { worker.setEndsConnections(failed) } }
    }

    /// Takes listeners out of service without ending the proxy (`/drain_listeners`). Readiness stays as it is, and open
    /// connections live on.
    ///
    /// - Parameter inboundOnly: leaves listeners alone that are not marked as inbound.
    /// - Parameter graceful: ends connections politely first, over the drain time or all with their next answers as
    ///   `--drain-strategy` says, and stops listening when the drain time is over.
    /// - Parameter keepsListening: ends connections politely and stops nothing; `graceful` has no effect then.
    public func drainListeners(inboundOnly: Bool, graceful: Bool, keepsListening: Bool) {
        if graceful || keepsListening {
            let duration = options.drainsGradually ? options.drainSeconds &* 1_000_000_000 : 0
            for worker in workers {
                worker.loop.execute { worker.announceDrain(inboundOnly: inboundOnly, over: duration) }
            }
        }
        if keepsListening { return }
        guard graceful else {
            stopListening(inboundOnly: inboundOnly)
            return
        }
        // A second call that asks for more only widens what the first one's timer will stop.
        stopsAllListeners = stopsAllListeners || !inboundOnly
        if listenerTimer != nil { return }
        let timer = LoopTimer(loop: loop, owner: relay, kind: ServerRelay.stopListening)
        timer.arm(after: options.drainSeconds &* 1_000_000_000)
        listenerTimer = timer
    }

    func drainedListeners() {
        listenerTimer = nil
        stopListening(inboundOnly: !stopsAllListeners)
        stopsAllListeners = false
    }

    private func stopListening(inboundOnly: Bool) {
        guard phase == .running || phase == .announced else { return }
        stopsInboundOnly = inboundOnly && stopsInboundOnly != false
        let stopped = (listeners?.active ?? []).filter {
            !inboundOnly || $0.listener.configuration.trafficDirection == .inbound
        }
        let numbers = Set(stopped.map(\.number))
        boundSockets.close { numbers.contains($0) }
        let shared = sharedSockets
        for worker in workers {
            worker.loop.execute { worker.stopListening(inboundOnly: inboundOnly, shared: shared) }
        }
        let metrics = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
        for number in numbers where stoppedListeners.insert(number).inserted {
            metrics.increment(ListenerManagerMetric.listenerStopped)
        }
    }

    /// Whether a listener is out of service from the start.
    func isStopped(_ listener: ListenerSnapshot) -> Bool {
        guard let stopsInboundOnly else { return false }
        return !stopsInboundOnly || listener.configuration.trafficDirection == .inbound
    }

    /// Begins the shutdown; called again, ends it at once (SIGTERM, `/quitquitquit`).
    public func shutdown(immediately: Bool = false) {
        switch phase {
        case .running where !immediately:
            phase = .announced
            beginShutdown()
            for worker in workers { worker.loop.execute { worker.announceDrain(inboundOnly: false, over: 0) } }
            let delay = LoopTimer(loop: loop, owner: relay, kind: ServerRelay.closeListeners)
            delay.arm(after: drainNanoseconds / 10)
            delayTimer = delay
        case .handedOver where !immediately:
            // Nothing is accepted any more; what is left hastens.
            phase = .closing
            beginShutdown()
            for worker in workers { worker.loop.execute { worker.announceDrain(inboundOnly: false, over: 0) } }
        case .running, .announced, .closing, .handedOver: end()
        case .ended: break
        }
    }

    private func beginShutdown() {
        state = .draining
        endUpdates()
        log.info(.main, "draining for at most \(options.drainSeconds) s")
        // An instance that comes now is the first of its own.
        leaveMeetingPoint()
        endAtLatest(after: drainNanoseconds)
    }

    /// Ends in so many nanoseconds, unless it is to end earlier already.
    func endAtLatest(after nanoseconds: UInt64) {
        let timer = deadlineTimer ?? LoopTimer(loop: loop, owner: relay, kind: ServerRelay.end)
        deadlineTimer = timer
        let (deadline, overflow) = loop.now.addingReportingOverflow(nanoseconds)
        if !overflow && deadline < timer.deadline { timer.arm(at: deadline) }
    }

    /// The drain time.
    var drainNanoseconds: UInt64 { options.drainSeconds &* 1_000_000_000 }

    func closeListeners() {
        guard phase == .announced else { return }
        phase = .closing
        boundSockets.close { _ in true }
        let report = idleReport
        let shared = sharedSockets
        for worker in workers { worker.loop.execute { worker.finish(shared: shared, report: report) } }
    }

    /// What a worker calls when it has nothing left to do.
    var idleReport: @Sendable (Int) -> Void {
        let report = relayed { $0.workerIsIdle() }
        return { _ in report() }
    }

    /// What any thread calls so that `body` runs on the main loop.
    func relayed(_ body: @escaping @Sendable (ProxyServer) -> Void) -> @Sendable () -> Void {
        let loop = self.loop
        return { [relay = Relayed(relay)] in
            loop.execute { if let server = relay.value.server { body(server) } }
        }
    }

    /// Carries the relay through closures that run on the main loop again.
    private struct Relayed: @unchecked Sendable {  // Guarded by the main loop: only closures that run there read it.
        let value: ServerRelay
        init(_ value: ServerRelay) { self.value = value }
    }

    fileprivate func workerIsIdle() {
        idleWorkers += 1
        if idleWorkers == workers.count { end() }
    }

    func end() {
        if phase == .ended { return }
        phase = .ended
        delayTimer?.cancel()
        deadlineTimer?.cancel()
        statusTimer?.cancel()
        tellStatus()
        log.info(.main, "exiting")
        loop.stop()
    }

    func received(_ signal: Signal) {
        switch signal {
        case .terminate: shutdown()
        case .interrupt:
            let wasRunning = phase == .running
            shutdown()
            // Somebody sits at the keyboard: no readiness probe has to notice first.
            if wasRunning { closeListeners() }
        case .user1: reopenLogs()
        case .hangup: reloadConfiguration()
        case .user2: break
        }
    }
}

/// Hands the timers of a server on. On the main loop.
final class ServerRelay: TimerOwner {
    unowned var server: ProxyServer?
    static let closeListeners: UInt8 = 0
    static let end: UInt8 = 1
    static let stopListening: UInt8 = 2
    static let tellStatus: UInt8 = 3

    override func timerFired(_ kind: UInt8) {
        switch kind {
        case Self.closeListeners: server?.closeListeners()
        case Self.stopListening: server?.drainedListeners()
        case Self.tellStatus: server?.tellStatus()
        default: server?.end()
        }
    }
}

internal import EventLoops
public import NetworkAddresses
internal import Synchronization
internal import Telemetry

extension ProxyServer {
    // MARK: - As the new instance

    /// The admin interface's socket of the instance before; nil when it has none at this address.
    ///
    /// - Parameter configured: the address as it is configured.
    public func inheritedAdminSocket(address: SocketAddress, configured: String) -> InheritedSocket? {
        hotRestart.inherited.takeAdmin(address: address, configured: configured)
    }

    /// The base id that was given or chosen.
    public var baseID: UInt32 { hotRestart.baseID }

    /// When the first of the instances that took over from each other was started, on the loop's clock.
    public var originalStartTime: UInt64 { min(hotRestart.originalStart ?? startTime, startTime) }

    /// Serves the next instance from now on, and lets the one before go.
    func beginHotRestart() {
        adminSocket?.start()
        let kept = hotRestart.inherited.kept
        if let meetingPoint = hotRestart.takeMeetingPoint() { serveMeetingPoint(meetingPoint) }
        guard let parent = hotRestart.parent else { return }
        let ready = HotRestartMessage.ready(
            kept: kept, shutdownSeconds: hotRestart.options.parentShutdownSeconds)
        if !parent.say(ready) { log.warning(.main, "the instance before ended by itself") }
        hotRestart.inherited.closeRest()
        parent.attach(to: loop) { [unowned self] in heardFromParent($0) }
    }

    private func heardFromParent(_ message: HotRestartMessage?) {
        switch message {
        case .status(let connections):
            publishedState.parentConnections.store(UInt64(connections), ordering: .relaxed)
        case .counters(let counters):
            if hotRestart.options.skipsParentCounters { return }
            registry.inherit(Dictionary(counters.map { ($0.name, $0.growth) }, uniquingKeysWith: &+))
        case nil:
            publishedState.parentConnections.store(0, ordering: .relaxed)
            log.info(.main, "the instance before has ended")
        default: break
        }
    }

    // MARK: - As the old instance

    /// Tells where the admin interface listens, so that a later instance can take it over.
    public func adminListens(_ socket: AdminSocket) { adminSocket = socket }

    private func serveMeetingPoint(_ meetingPoint: consuming FileDescriptor) {
        let number = meetingPoint.rawValue
        let owner = HandoverServer.Owner(
            welcome: { [unowned self] in
                HotRestartMessage.Welcome(
                    epoch: options.hotRestart.epoch, generation: hotRestart.generation,
                    originalStart: originalStartTime, sockets: 0)
            },
            offers: { [unowned self] in offers(meetingPoint: number) },
            handOver: { [unowned self] in handOver(kept: $0, shutdownSeconds: $1) })
        let server = HandoverServer(loop: loop, meetingPoint: meetingPoint, owner: owner)
        do {
            try server.start()
            handoverServer = server
        } catch {
            log.error(.main, "hot restart is off: \(error)")
        }
    }

    private func offers(meetingPoint: Int32) -> [HandoverServer.Offer] {
        var offers = [
            HandoverServer.Offer(
                description: HotRestartMessage.SocketDescription(role: .meetingPoint, name: "", configured: ""),
                id: .max, descriptor: { meetingPoint })
        ]
        if let admin = adminSocket {
            let description = HotRestartMessage.SocketDescription(
                role: .admin, name: "", configured: admin.configured)
            offers.append(HandoverServer.Offer(description: description, id: .max, descriptor: admin.descriptor))
        }
        for entry in boundSockets.entries where entry.isOpen {
            let description = HotRestartMessage.SocketDescription(
                role: .listener, name: entry.name, configured: entry.configured)
            offers.append(
                HandoverServer.Offer(description: description, id: entry.id) { [unowned self] in
                    boundSockets.descriptor(of: entry.id)
                })
        }
        return offers
    }

    /// The new instance serves: stops accepting without closing a queue that nobody else holds, and drains.
    private func handOver(kept: Set<UInt32>, shutdownSeconds: UInt32) {
        guard phase == .running || phase == .announced else { return }
        phase = .handedOver
        delayTimer?.cancel()
        state = .draining
        log.info(.main, "handed over to the next instance; ending in \(shutdownSeconds) s at the latest")
        handoverServer?.leaveMeetingPoint()
        adminSocket?.close()
        listenerTimer?.cancel()
        endUpdates()
        boundSockets.close { _ in true }
        let duration = options.drainsGradually ? drainNanoseconds : 0
        let report = idleReport
        for worker in workers {
            worker.loop.execute { worker.handOver(kept: kept, over: duration, report: report) }
        }
        endAtLatest(after: UInt64(shutdownSeconds) &* 1_000_000_000)
        let timer = LoopTimer(loop: loop, owner: relay, kind: ServerRelay.tellStatus)
        statusTimer = timer
        // As Envoy has it, what was counted before stays here: the new instance's counters begin with its own life.
        toldCounters = registry.counterTotals()
        // What is counted from now on is told there.
        statisticsFlusher?.stop()
        tellStatus()
    }

    /// The sockets that a new instance holds already: they must not be retired, since that would silence them there.
    var sharedSockets: Set<UInt32> { handoverServer?.given ?? [] }

    /// Lets the meeting point go, so that a first instance may open it.
    func leaveMeetingPoint() { handoverServer?.leaveMeetingPoint() }

    /// Tells the new instance by how much counters have grown since it was told last.
    private func tellCounters(_ server: HandoverServer) {
        let totals = registry.counterTotals()
        var batch: [HotRestartMessage.CounterGrowth] = []
        var size = 0
        for (name, total) in totals {
            let growth = total &- (toldCounters[name] ?? 0)
            // A longer name than any message can hold is nobody's.
            if growth == 0 || name.utf8.count > 1_000 { continue }
            batch.append(HotRestartMessage.CounterGrowth(name: name, growth: growth))
            size += name.utf8.count + 10
            if size > HotRestartMessage.longest - 1_100 {
                _ = server.say(.counters(batch))
                batch = []
                size = 0
            }
        }
        if !batch.isEmpty { _ = server.say(.counters(batch)) }
        toldCounters = totals
    }

    /// Tells the new instance what is left here, now and each second.
    func tellStatus() {
        guard let handoverServer, let statusTimer else { return }
        tellCounters(handoverServer)
        if handoverServer.say(.status(connections: UInt32(clamping: publishedState.totalConnections))) {
            statusTimer.arm(after: 1_000_000_000)
        }
    }
}

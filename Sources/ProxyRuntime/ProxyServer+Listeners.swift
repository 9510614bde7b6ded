internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Telemetry

/// Sockets of listeners, and what the workers are told when listeners come, change and go.
extension ProxyServer {
    /// Makes a socket for each worker at every place of a listener, and takes those that the instance before had, or
    /// that one of `donors` has at that place. The workers get them when the listener is published.
    ///
    /// - Returns: the addresses that were bound, in the order of the places; none when the listener has no port.
    /// - Throws: everything that is in the way.
    func bind(
        _ listener: ListenerSnapshot, number: Int, donors: [ListenerDirectory.Entry] = []
    ) throws(StartupError) -> [SocketAddress] {
        var sockets = WorkerSockets(workers: workers.count)
        guard listener.configuration.bindToPort else {
            unpublishedSockets[number] = sockets
            return []
        }
        var addresses: [SocketAddress] = []
        var problems: [String] = []
        for place in listener.configuration.places {
            do throws(StartupError) {
                addresses.append(try bind(listener, number, place, donors, &sockets))
            } catch {
                problems += error.messages
            }
        }
        if !problems.isEmpty {
            boundSockets.close { $0 == number }
            throw StartupError(.resource, problems)
        }
        unpublishedSockets[number] = sockets
        return addresses
    }

    private func bind(
        _ listener: ListenerSnapshot, _ number: Int, _ place: ListenerPlace, _ donors: [ListenerDirectory.Entry],
        _ sockets: inout WorkerSockets
    ) throws(StartupError) -> SocketAddress {
        let configured = ListenerAddress.text(place.address)
        guard var address = ListenerAddress.resolve(place.address) else {
            throw StartupError(.resource, ["listener '\(listener.name)': '\(configured)' is no address"])
        }
        let options = ListenOptions(listener.configuration, place, at: address)
        // Sockets for datagrams are bound anew beside those of the instance before, which closes its own.
        var inherited: [InheritedSocket] = []
        if listener.udp == nil {
            inherited = hotRestart.inherited.takeListener(
                name: listener.name, address: address, configured: configured)
            if inherited.isEmpty { inherited = given(by: donors, to: listener, at: place) }
        }
        if let first = inherited.first { address = first.address }
        let sharesPort =
            options.reusePort && !address.isUnix && inherited.allSatisfy { Sockets.sharesPort($0.rawValue) }
        let plan = SocketPlan(workers: workers.count, inherited: inherited.count, sharesPort: sharesPort)
        // The first socket of each worker, for those that share it.
        var firstSockets: [(id: UInt32, descriptor: Int32)] = []
        do {
            for (worker, sources) in plan.workers.enumerated() {
                for (position, source) in sources.enumerated() {
                    if case .shared(let other) = source {
                        let first = firstSockets[other]
                        if position == 0 { firstSockets.append(first) }
                        sockets.add(try .duplicate(of: first.descriptor), id: first.id, to: worker)
                        continue
                    }
                    let socket = try Self.socket(
                        source, inherited, on: address, isDatagram: listener.udp != nil, options)
                    if let bound = Sockets.localAddress(of: socket.rawValue) { address = bound }
                    let id = boundSockets.add(
                        listener: number, name: listener.name, configured: configured, descriptor: socket.rawValue,
                        id: Self.id(of: source, inherited))
                    if position == 0 { firstSockets.append((id, socket.rawValue)) }
                    sockets.add(socket, id: id, to: worker)
                }
            }
        } catch {
            throw StartupError(.resource, ["listener '\(listener.name)' cannot listen on \(address): \(error)"])
        }
        return address
    }

    /// Other descriptors of the sockets that the first of some listeners has at a place: who waits there is not lost,
    /// nor is who has just begun to connect.
    private func given(
        by donors: [ListenerDirectory.Entry], to listener: ListenerSnapshot, at place: ListenerPlace
    ) -> [InheritedSocket] {
        let configured = ListenerAddress.text(place.address)
        for donor in donors {
            guard donor.listener.hasLikeSockets(listener.configuration),
                donor.listener.configuration.places.contains(place),
                donor.listener.name == listener.name || !place.address.isChosenByKernel
            else { continue }
            var sockets: [InheritedSocket] = []
            for entry in boundSockets.entries(of: donor.number, at: configured) {
                guard let address = Sockets.localAddress(of: entry.descriptor) else { continue }
                do throws(SystemError) {
                    let copy = try FileDescriptor.duplicate(of: entry.descriptor)
                    sockets.append(InheritedSocket(address: address, id: entry.id, descriptor: copy))
                } catch {
                    log.warning(.main, "a socket of listener '\(listener.name)' is made anew: \(error)")
                }
            }
            if !sockets.isEmpty { return sockets }
        }
        return []
    }

    private static func id(of source: SocketPlan.Source, _ inherited: [InheritedSocket]) -> UInt32? {
        guard case .inherited(let number) = source else { return nil }
        return inherited[number].id
    }

    /// A socket that no other worker has: one that was inherited, or a new one.
    private static func socket(
        _ source: SocketPlan.Source, _ inherited: [InheritedSocket], on address: SocketAddress, isDatagram: Bool,
        _ options: ListenOptions
    ) throws(SystemError) -> FileDescriptor {
        guard case .inherited(let number) = source, let taken = inherited[number].take() else {
            if isDatagram { return try Sockets.datagrams(at: address, options: options) }
            return try Sockets.listen(on: address, options: options)
        }
        Sockets.setBacklog(taken.rawValue, options.backlog)
        return taken
    }

    /// Closes sockets that were bound for nothing.
    func unbind(_ number: Int) {
        unpublishedSockets[number] = nil
        boundSockets.close { $0 == number }
    }

    /// Lets the workers know of a listener. The snapshot is the one after it.
    func publish(_ change: ListenerDirectory.Change) {
        let duration = options.drainsGradually ? drainNanoseconds : 0
        switch change {
        case .added(let entry):
            guard var sockets = unpublishedSockets.removeValue(forKey: entry.number) else { break }
            if isStopped(entry.listener) {
                // It serves what others hand to it, and accepts nothing.
                sockets = WorkerSockets(workers: workers.count)
                boundSockets.close { $0 == entry.number }
            }
            for (index, worker) in workers.enumerated() {
                let own = sockets.take(for: index)
                worker.loop.execute { [listener = entry.listener, log] in
                    do { try worker.install(listener, sockets: own) } catch {
                        log.error(.main, "worker \(index) does not accept for listener '\(listener.name)': \(error)")
                    }
                }
            }
        case .replaced(let old, let new):
            if old.listener.configuration.backlog != new.listener.configuration.backlog {
                boundSockets.setBacklog(
                    of: new.number, to: Int32(clamping: new.listener.configuration.backlog))
            }
            for worker in workers {
                worker.loop.execute { [old = old.listener, new = new.listener] in
                    worker.replace(old, by: new, over: duration)
                }
            }
            drain(old, isWhole: !old.listener.isLike(new.listener.configuration))
        case .removed(let entry):
            boundSockets.close { $0 == entry.number }
            // Those of which another listener has descriptors listen on there.
            let shared = sharedSockets.union(boundSockets.openIDs)
            for worker in workers {
                worker.loop.execute { [listener = entry.listener] in
                    worker.remove(listener, shared: shared, over: duration)
                }
            }
            drain(entry, isWhole: true)
        }
        refreshSnapshot()
    }

    /// Closes what is left of a listener when the drain time is over.
    private func drain(_ entry: ListenerDirectory.Entry, isWhole: Bool) {
        let listener = entry.listener
        let metrics = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
        let gauge: ListenerManagerMetric = isWhole ? .totalListenersDraining : .totalFilterChainsDraining
        metrics.increase(gauge)
        let draining = DrainingListener(loop: loop)
        drainingListeners.append(draining)
        draining.begin(drainNanoseconds) { [unowned self, unowned draining] in
            for worker in workers { worker.loop.execute { worker.closeDrained(listener) } }
            metrics.decrease(gauge)
            listener.withdraw()
            listeners?.drained(entry)
            drainingListeners.removeAll { $0 === draining }
        }
    }

    /// Publishes a snapshot of what is active now.
    func refreshSnapshot() {
        snapshot = RuntimeSnapshot(
            after: snapshot, secrets: secrets, clusters: clusters?.active.map(\.cluster) ?? snapshot.clusterOrder,
            listeners: listeners?.active.map(\.listener) ?? snapshot.listeners)
        publishedState.publish(snapshot)
    }
}

/// The sockets of one listener for each worker, until the workers have them. Closes what nobody takes.
final class WorkerSockets {
    private var sockets: [[(id: UInt32, descriptor: Int32)]]

    /// None for so many workers.
    init(workers: Int) { sockets = Array(repeating: [], count: workers) }

    deinit { for own in sockets { for (_, descriptor) in own { _ = FileDescriptor(owning: descriptor) } } }

    /// Adds a socket of a worker.
    func add(_ socket: consuming FileDescriptor, id: UInt32, to worker: Int) {
        sockets[worker].append((id, socket.release()))
    }

    /// Hands out the sockets of a worker, which owns them from now on.
    func take(for worker: Int) -> [(id: UInt32, descriptor: Int32)] {
        let own = sockets[worker]
        sockets[worker] = []
        return own
    }
}

/// Waits for the drain time of one listener. On the main loop.
final class DrainingListener: TimerOwner {
    private let timer: LoopTimer
    private var over: (() -> Void)?

    init(loop: EventLoop) {
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
    }

    /// Calls `over` after so many nanoseconds.
    func begin(_ duration: UInt64, over: @escaping () -> Void) {
        self.over = over
        timer.arm(after: duration)
    }

    override func timerFired(_ kind: UInt8) {
        let over = self.over
        self.over = nil
        over?()
    }
}

internal import Configuration
internal import Discovery
internal import EventLoops
internal import NetworkAddresses
internal import Telemetry

/// The listeners of the proxy while they come, change and go. Confined to the main loop.
///
/// ```
///   added ─▶ warming ──its routes are known──▶ active ──removed──▶ draining ─▶ gone
///   changed ─▶ warming, beside the active one ──▶ takes its place; filter chains that differ drain
/// ```
/// Sockets are bound before anything is accepted as right, so that a port in use is the update's mistake. A listener
/// that keeps its sockets loses no connection in their queue.
final class ListenerDirectory {
    /// One listener with where it came from and where it listens.
    final class Entry {
        let listener: ListenerSnapshot
        let isDynamic: Bool
        let version: String
        let lastUpdated: WallTime
        /// The number by which its sockets are known; an update that keeps them keeps it.
        let number: Int
        /// Where it really listens; empty when it is not bound.
        let addresses: [SocketAddress]

        init(
            _ listener: ListenerSnapshot, number: Int, addresses: [SocketAddress], isDynamic: Bool = false,
            version: String = ""
        ) {
            self.listener = listener
            self.number = number
            self.addresses = addresses
            self.isDynamic = isDynamic
            self.version = version
            lastUpdated = WallTime.now()
        }
    }

    /// What the workers are to do.
    enum Change {
        /// A listener is new; its sockets are with the workers already.
        case added(Entry)
        /// A listener takes the place of one with the same sockets.
        case replaced(Entry, by: Entry)
        /// A listener ends.
        case removed(Entry)
    }

    /// How the directory reaches what it does not own.
    struct Surroundings {
        /// Makes a listener, with what can go on of another.
        let make: (ListenerConfiguration, ListenerSnapshot?) throws(StartupError) -> ListenerSnapshot
        /// Binds its sockets and gives them to the workers, which do not accept from them yet.
        let bind: (ListenerSnapshot, Int) throws(StartupError) -> [SocketAddress]
        /// Gives sockets back that were bound for nothing.
        let unbind: (Int) -> Void
        /// Lets the workers know.
        let publish: (Change) -> Void
    }

    /// What accepts connections, in the order of their coming.
    private(set) var active: [Entry] = []
    /// What waits for routes, by name.
    private(set) var warming: [String: Entry] = [:]
    /// What was wrong with the last update of a listener, by name.
    private(set) var errors: [String: ErrorState] = [:]
    /// The version of the source that was accepted last.
    private(set) var version = ""
    private let surroundings: Surroundings
    private let findRoutes: () -> RouteDirectory?
    private var routes: RouteDirectory? { findRoutes() }
    private let metrics: MetricBlock
    private let log: Log
    private var nextNumber = 0
    private var onWarm: (() -> Void)?

    /// Why an update was refused, for `config_dump`.
    struct ErrorState {
        let details: String
        let version: String
        let source: [UInt8]
        let time: WallTime
    }

    /// `routes` finds the directory of routes; there is none where nothing comes from a source.
    init(
        _ surroundings: Surroundings, routes: @escaping () -> RouteDirectory?, registry: MetricRegistry, log: Log
    ) {
        self.surroundings = surroundings
        findRoutes = routes
        self.log = log
        metrics = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
    }

    /// Adds a listener of the file, whose sockets are bound.
    func add(static listener: ListenerSnapshot, number: Int, addresses: [SocketAddress]) {
        nextNumber = max(nextNumber, number + 1)
        active.append(Entry(listener, number: number, addresses: addresses))
        metrics.increment(ListenerManagerMetric.listenerAdded)
        metrics.increment(ListenerManagerMetric.listenerCreateSuccess)
        count()
    }

    /// Asks for the routes of the file's listeners; `warmed` runs when all have some, or none will come.
    func start(warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        var left = 1
        let one = {
            left -= 1
            if left == 0 { warmed() }
        }
        for entry in active {
            for use in Self.uses(of: entry.listener) {
                guard let routes else { continue }
                left += 1
                try routes.add(use, ready: one)
            }
        }
        one()
    }

    /// Runs `body` when nothing is warming: now, or once that is so.
    func whenWarm(_ body: @escaping () -> Void) {
        if warming.isEmpty { body() } else { onWarm = body }
    }

    // MARK: - Updates

    /// Applies what a source says; with what became of it, and why it was not taken if that is so.
    func apply(_ response: DiscoveredResponse) -> (Subscription.Outcome, refusal: String?) {
        let current = (active.filter { $0.isDynamic && warming[$0.listener.name] == nil } + warming.values).map {
            ResourceDiff.Item(name: $0.listener.name, source: $0.listener.configuration.source)
        }
        switch ResourceIntake(response, current: current) {
        case .unreadable(let complaints):
            return (.failed, tell(complaints.map(\.text)))
        case .refused(let complaints):
            return (.rejected, tell(complaints.map(\.text)))
        case .taken(let diff, let complaints):
            return apply(diff, of: response, complaints.map(\.text))
        }
    }

    private func apply(
        _ diff: ResourceDiff, of response: DiscoveredResponse, _ reasons: [String]
    ) -> (Subscription.Outcome, refusal: String?) {
        var reasons = reasons
        for place in diff.duplicates {
            reasons.append("listener '\(response.resources[place].name)': each name is expected once")
        }
        // What goes makes room for what comes.
        for name in diff.removed { remove(name) }
        let added = Set(diff.added)
        for place in (diff.added + diff.changed).sorted() {
            let resource = response.resources[place]
            guard case .listener(let configuration)? = resource.value else { continue }
            if active.contains(where: { !$0.isDynamic && $0.listener.name == resource.name }) { continue }
            do throws(StartupError) {
                try warm(configuration, isNew: added.contains(place), version: response.version)
                errors[resource.name] = nil
                log.info(.upstream, "lds: add/update listener '\(resource.name)'")
            } catch {
                metrics.increment(ListenerManagerMetric.listenerCreateFailure)
                let details = error.messages.joined(separator: "; ")
                errors[resource.name] = ErrorState(
                    details: details, version: response.version, source: resource.source, time: WallTime.now())
                reasons.append("listener '\(resource.name)': \(details)")
            }
        }
        if !reasons.isEmpty { return (.rejected, tell(reasons)) }
        version = response.version
        return (.accepted(reloaded: false), nil)
    }

    private func tell(_ reasons: [String]) -> String {
        for reason in reasons { log.warning(.config, "lds: what is there stays: \(reason)") }
        return reasons.joined(separator: "\n")
    }

    // MARK: - One listener

    private func warm(_ configuration: ListenerConfiguration, isNew: Bool, version: String) throws(StartupError) {
        let name = configuration.name
        if name.isEmpty { throw StartupError(.configuration, ["a name expected, found none"]) }
        let old = active.first { $0.listener.name == name }
        let superseded = warming[name]
        if let taken = neighbour(of: configuration) {
            throw StartupError(.configuration, ["an address of its own expected, found that of '\(taken)'"])
        }
        let listener = try surroundings.make(configuration, old?.listener)
        // Sockets go on where nothing of them differs.
        let donor = [superseded, old].compactMap(\.self).first { $0.listener.hasSameSockets(as: configuration) }
        var number = donor?.number ?? nextNumber
        var addresses = donor?.addresses ?? []
        if donor == nil {
            nextNumber += 1
            number = nextNumber - 1
            addresses = try surroundings.bind(listener, number)
        }
        if let superseded { drop(superseded, keeping: number) }
        metrics.increment(isNew ? ListenerManagerMetric.listenerAdded : .listenerModified)
        metrics.increment(ListenerManagerMetric.listenerCreateSuccess)
        let entry = Entry(listener, number: number, addresses: addresses, isDynamic: true, version: version)
        warming[name] = entry
        count()
        wait(for: entry)
    }

    private func wait(for entry: Entry) {
        var left = 1
        let one = { [unowned self] in
            left -= 1
            if left == 0 { activate(entry) }
        }
        for use in Self.uses(of: entry.listener) {
            guard let routes else { continue }
            left += 1
            do throws(ResourceFeeds.Problem) {
                try routes.add(use, ready: one)
            } catch {
                _ = tell(["listener '\(entry.listener.name)': \(error.text)"])
                one()
            }
        }
        one()
    }

    private func activate(_ entry: Entry) {
        let name = entry.listener.name
        guard warming[name] === entry else { return }
        warming[name] = nil
        if let place = active.firstIndex(where: { $0.listener.name == name }) {
            let old = active[place]
            active[place] = entry
            if old.number == entry.number {
                surroundings.publish(.replaced(old, by: entry))
                if old.listener.isLike(entry.listener.configuration) {
                    metrics.increment(ListenerManagerMetric.listenerInPlaceUpdated)
                }
            } else {
                surroundings.publish(.added(entry))
                surroundings.publish(.removed(old))
            }
        } else {
            active.append(entry)
            surroundings.publish(.added(entry))
        }
        count()
        guard warming.isEmpty, let onWarm else { return }
        self.onWarm = nil
        onWarm()
    }

    private func remove(_ name: String) {
        metrics.increment(ListenerManagerMetric.listenerRemoved)
        let old = active.first { $0.isDynamic && $0.listener.name == name }
        if let entry = warming.removeValue(forKey: name) { drop(entry, keeping: old?.number ?? -1) }
        if let old {
            active.removeAll { $0 === old }
            surroundings.publish(.removed(old))
        }
        count()
        guard warming.isEmpty, let onWarm else { return }
        self.onWarm = nil
        onWarm()
    }

    /// The last connections of a listener, or of filter chains that it had, are gone.
    func drained(_ old: Entry) {
        releaseRoutes(of: old, except: active.first { $0.listener.name == old.listener.name })
    }

    /// A listener that never became active goes.
    private func drop(_ entry: Entry, keeping number: Int) {
        releaseRoutes(of: entry, except: active.first { $0.listener.name == entry.listener.name })
        let isShared = active.contains { $0.number == entry.number }
        if entry.number != number, !isShared { surroundings.unbind(entry.number) }
    }

    private func releaseRoutes(of old: Entry, except new: Entry?) {
        let kept = new.map { Self.uses(of: $0.listener) } ?? []
        for use in Self.uses(of: old.listener) where !kept.contains(where: { $0 === use }) { routes?.remove(use) }
    }

    private static func uses(of listener: ListenerSnapshot) -> [RouteUse] { listener.chains.compactMap(\.routeUse) }

    /// The name of another listener at one of the addresses; nil when there is none.
    private func neighbour(of configuration: ListenerConfiguration) -> String? {
        guard configuration.bindToPort else { return nil }
        let wanted = configuration.places.filter { !$0.address.isChosenByKernel }
        let others = (active + warming.values).filter { $0.listener.name != configuration.name }
        return others.first { entry in
            entry.listener.configuration.bindToPort
                && entry.listener.configuration.places.contains { place in
                    wanted.contains { $0.address == place.address }
                }
        }?.listener.name
    }

    private func count() {
        metrics.set(ListenerManagerMetric.totalListenersActive, UInt64(active.count))
        metrics.set(ListenerManagerMetric.totalListenersWarming, UInt64(warming.count))
    }
}

extension AddressConfiguration {
    /// Whether the kernel chooses the port.
    fileprivate var isChosenByKernel: Bool {
        switch self {
        case .socket(let socket): socket.port == 0
        case .pipe: false
        }
    }
}

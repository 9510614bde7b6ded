internal import Configuration
internal import Discovery
internal import EventLoops
internal import NetworkAddresses
internal import TLS
internal import Telemetry

/// The listeners of the proxy while they come, change and go. Confined to the main loop.
///
/// ```
///   added ─▶ warming ──routes and secrets there──▶ active ──removed──▶ draining ─▶ gone
///   changed ─▶ warming, beside the active one ──▶ takes its place; filter chains that differ drain
/// ```
/// Sockets are bound before anything is accepted as right, so that a port in use is the update's mistake. Where a
/// listener listens already, or one that goes does, the sockets there go on: no connection in their queue is lost.
final class ListenerDirectory {
    /// One listener with where it came from and where it listens.
    final class Entry {
        let listener: ListenerSnapshot
        /// Of its text; nil for those of the file.
        let fingerprint: ResourceFingerprint?
        var isDynamic: Bool { fingerprint != nil }
        let version: String
        let lastUpdated: WallTime
        /// The number by which its sockets are known; an update that keeps them keeps it.
        let number: Int
        /// Where it really listens; empty when it is not bound.
        let addresses: [SocketAddress]

        init(
            _ listener: ListenerSnapshot, number: Int, addresses: [SocketAddress],
            fingerprint: ResourceFingerprint? = nil, version: String = ""
        ) {
            self.listener = listener
            self.number = number
            self.addresses = addresses
            self.fingerprint = fingerprint
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
        /// Binds its sockets, or takes them over where one of these listens already; the workers do not accept from
        /// them yet.
        let bind: (ListenerSnapshot, Int, [Entry]) throws(StartupError) -> [SocketAddress]
        /// Gives sockets back that were bound for nothing.
        let unbind: (Int) -> Void
        /// Lets the workers know.
        let publish: (Change) -> Void
    }

    /// What accepts connections, in the order of their coming.
    private(set) var active: [Entry] = []
    /// What waits for routes or secrets, by name.
    private(set) var warming: [String: Entry] = [:]
    /// What was wrong with the last update of a listener, by name.
    private(set) var errors: [String: ErrorState] = [:]
    /// The version of the source that was accepted last.
    private(set) var version = ""
    private let surroundings: Surroundings
    private let findRoutes: () -> RouteDirectory?
    private var routes: RouteDirectory? { findRoutes() }
    private let findContexts: () -> ContextUpkeep?
    private let metrics: MetricBlock
    private let log: Log
    private let keeper: HistoryKeeper
    private var nextNumber = 0
    private let waits = WarmingWaits()
    /// What the update that is being applied removes, once all else is done.
    private var leaving: [Entry] = []

    /// Why an update was refused, for `config_dump`.
    struct ErrorState {
        let details: String
        let version: String
        let source: [UInt8]
        let time = WallTime.now()

        init(_ details: String, _ response: DiscoveredResponse, _ resource: DiscoveredResource) {
            self.details = details
            version = response.version
            source = resource.shownSource
        }
    }

    /// `routes` and `contexts` find who looks after those; there is nobody before the start.
    init(
        _ surroundings: Surroundings, routes: @escaping () -> RouteDirectory?,
        contexts: @escaping () -> ContextUpkeep?, registry: MetricRegistry, log: Log,
        history: HistoryKeeper
    ) {
        self.surroundings = surroundings
        findRoutes = routes
        findContexts = contexts
        self.log = log
        keeper = history
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

    /// Asks for the routes and secrets of the file's listeners; `warmed` runs when all have theirs, or none will come.
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
            for context in Self.contexts(of: entry.listener) {
                guard let contexts = findContexts() else { continue }
                left += 1
                contexts.follow(context, ready: one)
            }
        }
        one()
    }

    /// Runs `body` when none of these is warming, or nothing at all: now, or once that is so.
    func whenWarm(_ names: Set<String>? = nil, _ body: @escaping () -> Void) {
        waits.add(names, body)
        waits.end(warming: warming.keys)
    }

    // MARK: - Updates

    /// Applies what a source says; with what became of it, and why it was not taken if that is so.
    func apply(_ response: DiscoveredResponse) -> (Subscription.Outcome, refusal: String?) {
        let current = (active.filter { warming[$0.listener.name] == nil } + warming.values).compactMap { entry in
            entry.fingerprint.map { ResourceDiff.Item(name: entry.listener.name, fingerprint: $0) }
        }
        switch ResourceIntake(response, current: current) {
        case .unreadable(let complaints):
            return (.unreadable, complaints.map(\.text).joined(separator: "\n"))
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
        errors = [:]
        let unchanged = Set(diff.unchanged)
        for (place, resource) in response.resources.enumerated() where !unchanged.contains(place) {
            if resource.complaints.isEmpty || resource.name.isEmpty { continue }
            let details = resource.complaints.map(\.text).joined(separator: "; ")
            errors[resource.name] = ErrorState(details, response, resource)
        }
        for place in diff.duplicates {
            reasons.append("listener '\(response.resources[place].name)': each name is expected once")
        }
        // What goes makes room for what comes, and its sockets too.
        leaving = (active + warming.values).filter { $0.isDynamic && diff.removed.contains($0.listener.name) }
        let added = Set(diff.added)
        let fixed = staticNames
        for place in (diff.added + diff.changed).sorted() {
            let resource = response.resources[place]
            guard case .listener(let configuration)? = resource.value else { continue }
            if fixed.contains(resource.name) { continue }
            do throws(StartupError) {
                try warm(
                    configuration, isNew: added.contains(place), version: response.version,
                    fingerprint: ResourceFingerprint(resource.source))
                log.info(.upstream, "lds: add/update listener '\(resource.name)'")
            } catch {
                metrics.increment(ListenerManagerMetric.listenerCreateFailure)
                let details = error.messages.joined(separator: "; ")
                errors[resource.name] = ErrorState(details, response, resource)
                reasons.append("listener '\(resource.name)': \(details)")
            }
        }
        leaving = []
        for name in diff.removed { remove(name, isDynamic: true) }
        if !reasons.isEmpty { return (.rejected, tell(reasons)) }
        version = response.version
        return (.accepted(reloaded: false), nil)
    }

    private func tell(_ reasons: [String]) -> String {
        for reason in reasons { log.warning(.config, "lds: what is there stays: \(reason)") }
        return reasons.joined(separator: "\n")
    }

    // MARK: - The file

    /// Takes the listeners of the file as it is now.
    ///
    /// - Returns: why some were not taken; what was there of them stays.
    func update(static listeners: [ListenerConfiguration], changed: inout Set<String>) -> [String] {
        var reasons: [String] = []
        let unnamed = active.filter { $0.listener.name.isEmpty }
        let others = listeners.filter(\.name.isEmpty)
        if unnamed.count != others.count || zip(unnamed, others).contains(where: { !$0.listener.isSame(as: $1) }) {
            reasons.append("listeners without a name stay as they are until the next start")
        }
        let names = Set(listeners.map(\.name))
        // What goes makes room for what comes, and its sockets too.
        let gone = staticNames.subtracting(names).filter { !$0.isEmpty }
        leaving = (active + warming.values).filter { !$0.isDynamic && gone.contains($0.listener.name) }
        for configuration in listeners where !configuration.name.isEmpty {
            let name = configuration.name
            let known = warming[name] ?? active.first { $0.listener.name == name }
            if let known, !known.isDynamic, known.listener.isSame(as: configuration) { continue }
            do throws(StartupError) {
                try warm(configuration, isNew: known == nil)
                changed.insert(name)
            } catch {
                metrics.increment(ListenerManagerMetric.listenerCreateFailure)
                reasons += error.messages
            }
        }
        leaving = []
        for name in gone.sorted() { remove(name, isDynamic: false) }
        changed.formUnion(gone)
        return reasons
    }

    private var staticNames: Set<String> {
        Set((active + warming.values).lazy.filter { !$0.isDynamic }.map(\.listener.name))
    }

    // MARK: - One listener

    /// Begins to warm a listener; one without a fingerprint is the file's.
    private func warm(
        _ configuration: ListenerConfiguration, isNew: Bool, version: String = "",
        fingerprint: ResourceFingerprint? = nil
    ) throws(StartupError) {
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
            addresses = try surroundings.bind(listener, number, [superseded, old].compactMap(\.self) + leaving)
        }
        if let superseded { drop(superseded, keeping: number) }
        metrics.increment(isNew ? ListenerManagerMetric.listenerAdded : .listenerModified)
        metrics.increment(ListenerManagerMetric.listenerCreateSuccess)
        let entry = Entry(listener, number: number, addresses: addresses, fingerprint: fingerprint, version: version)
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
        for context in Self.contexts(of: entry.listener) {
            guard let contexts = findContexts() else { continue }
            left += 1
            contexts.follow(context, ready: one)
        }
        one()
    }

    private func activate(_ entry: Entry) {
        let name = entry.listener.name
        guard warming[name] === entry else { return }
        warming[name] = nil
        let source = entry.listener.configuration.source
        if let place = active.firstIndex(where: { $0.listener.name == name }) {
            let old = active[place]
            active[place] = entry
            note(name, entry.version, before: old.listener.configuration.source, after: source)
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
            note(name, entry.version, before: [], after: source)
            surroundings.publish(.added(entry))
        }
        count()
        waits.end(warming: warming.keys)
    }

    private func note(_ name: String, _ version: String, before: [UInt8], after: [UInt8]) {
        keeper.history.note("listener", name, version: version, before: before, after: after)
    }

    private func remove(_ name: String, isDynamic: Bool) {
        metrics.increment(ListenerManagerMetric.listenerRemoved)
        let old = active.first { $0.isDynamic == isDynamic && $0.listener.name == name }
        if let entry = warming[name], entry.isDynamic == isDynamic {
            warming[name] = nil
            drop(entry, keeping: old?.number ?? -1)
        }
        if let old {
            active.removeAll { $0 === old }
            note(name, "", before: old.listener.configuration.source, after: [])
            surroundings.publish(.removed(old))
        }
        count()
        waits.end(warming: warming.keys)
    }

    /// The proxy is ending: what is warming up is given up.
    func end() {
        let unfinished = warming
        warming = [:]
        for entry in unfinished.values { drop(entry, keeping: -1) }
        count()
    }

    /// The last connections of a listener, or of filter chains that it had, are gone.
    func drained(_ old: Entry) {
        release(old, except: active.first { $0.listener.name == old.listener.name })
    }

    /// A listener that never became active goes.
    private func drop(_ entry: Entry, keeping number: Int) {
        release(entry, except: active.first { $0.listener.name == entry.listener.name })
        let isShared = active.contains { $0.number == entry.number }
        if entry.number != number, !isShared { surroundings.unbind(entry.number) }
    }

    /// Ends what the main loop does for a listener, but for what another goes on with.
    private func release(_ old: Entry, except new: Entry?) {
        let uses = new.map { Self.uses(of: $0.listener) } ?? []
        for use in Self.uses(of: old.listener) where !uses.contains(where: { $0 === use }) { routes?.remove(use) }
        let contexts = new.map { Self.contexts(of: $0.listener) } ?? []
        for context in Self.contexts(of: old.listener) where !contexts.contains(where: { $0 === context }) {
            findContexts()?.forget(context)
        }
    }

    /// The listeners that wait, and for what.
    var waiting: [ServedResources.Waiting] {
        (active + warming.values.sorted { $0.listener.name < $1.listener.name }).compactMap { entry in
            var targets = Self.uses(of: entry.listener).compactMap { routes?.target(of: $0) }
            targets += Self.contexts(of: entry.listener).flatMap { findContexts()?.targets(of: $0) ?? [] }
            if targets.isEmpty { return nil }
            return ServedResources.Waiting(
                name: entry.listener.name, number: Subscription.number(of: entry.listener.configuration.source),
                targets: targets)
        }
    }

    private static func uses(of listener: ListenerSnapshot) -> [RouteUse] { listener.chains.compactMap(\.routeUse) }

    private static func contexts(of listener: ListenerSnapshot) -> [any RenewableContext] {
        var contexts: [any RenewableContext] = listener.chains.compactMap(\.tls)
        for chain in listener.chains {
            for credential in chain.credentials { contexts.append(credential) }
        }
        return contexts
    }

    /// The name of another listener at one of the addresses; nil when there is none.
    private func neighbour(of configuration: ListenerConfiguration) -> String? {
        guard configuration.bindToPort else { return nil }
        let wanted = configuration.places.filter { !$0.address.isChosenByKernel }
        let others = (active + warming.values).filter { entry in
            entry.listener.name != configuration.name && !leaving.contains { $0 === entry }
        }
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
    var isChosenByKernel: Bool {
        switch self {
        case .socket(let socket): socket.port == 0
        case .pipe: false
        }
    }
}

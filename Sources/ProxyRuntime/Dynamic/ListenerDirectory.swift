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
    final class Entry: DirectoryEntry {
        let listener: ListenerSnapshot
        var name: String { listener.name }
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

    /// A change that the workers carry out.
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

    /// The listeners that accept connections, in the order of their coming.
    var active: [Entry] = []
    /// The listeners that wait for routes or secrets, by name.
    var warming: [String: Entry] = [:]
    /// Why the last update of a listener was refused, by name.
    var errors: [String: ErrorState] = [:]
    /// The version of the source that was accepted last.
    var version = ""
    let surroundings: Surroundings
    let findRoutes: () -> RouteDirectory?
    var routes: RouteDirectory? { findRoutes() }
    let findContexts: () -> ContextUpkeep?
    let metrics: MetricBlock
    let log: Log
    let keeper: HistoryKeeper
    var nextNumber = 0
    let waits = WarmingWaits()
    /// The listeners that the running update removes, once all else is done.
    var leaving: [Entry] = []

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

    func count() {
        metrics.set(ListenerManagerMetric.totalListenersActive, UInt64(active.count))
        metrics.set(ListenerManagerMetric.totalListenersWarming, UInt64(warming.count))
    }
}

internal import EventLoops
internal import HTTPConnections
internal import Telemetry

/// Lets endpoints register, several at once: the mesh is compiled for all that came meanwhile. Confined to its loop.
///
/// ```
///   register ─▶ waits a moment ─▶ compiled with the others ─▶ stands: 200
///                                        └─ no mesh ─▶ halves are tried, and the one that is wrong is answered 422
/// ```
final class RegistrationQueue: TimerOwner {
    private typealias Wishes = RegistrationWishes<(HTTPAnswer?) -> Void>

    private unowned let server: ControlPlaneServer
    private(set) var registry = EndpointRegistry()
    private var wishes = Wishes()
    private var isCompiling = false
    /// Whether somebody has left since the mesh was compiled.
    private var hasLosses = false
    /// Whether the compilation that is ordered is one that is tried again.
    private var isRetrying = false
    private var compileTimer: LoopTimer?
    private var expiryTimer: LoopTimer?

    /// How long registrations wait for others, in nanoseconds.
    private static let pause: UInt64 = 30_000_000
    /// After how long it is tried again without those who have left, where that made no mesh, in nanoseconds.
    private static let retryPause: UInt64 = 5_000_000_000

    private enum TimerKind: UInt8 {
        case compile, expiry
    }

    init(_ server: ControlPlaneServer) {
        self.server = server
        super.init()
        compileTimer = LoopTimer(loop: server.loop, owner: self, kind: TimerKind.compile.rawValue)
        expiryTimer = LoopTimer(loop: server.loop, owner: self, kind: TimerKind.expiry.rawValue)
    }

    /// Takes over what was registered with the process before.
    func restore(_ registry: EndpointRegistry) {
        self.registry = registry
        armExpiry()
    }

    /// How many are registered.
    var count: Int { registry.count }

    /// Registers an endpoint, or takes its heartbeat; `done` is told nil when all is as it was.
    func register(
        _ key: EndpointRegistry.Key, _ endpoint: EndpointRegistry.Endpoint, done: @escaping (HTTPAnswer?) -> Void
    ) {
        // What waits for the same endpoint would win over it later.
        let isOpen = wishes.contains(key)
        if !isOpen, registry[key] == endpoint {
            _ = beat(key)
            return done(nil)
        }
        guard isOpen || registry.contains(key) || registry.count + wishes.keyCount < EndpointRegistry.limit else {
            return done(Self.full)
        }
        guard wishes.add(key, endpoint, done) else {
            return done(Self.failure(503, "\(Wishes.limit) registrations wait already: come again soon"))
        }
        compileSoon()
    }

    /// Takes a heartbeat; false when the endpoint is not registered.
    func beat(_ key: EndpointRegistry.Key) -> Bool { registry.beat(key, now: server.loop.now) }

    /// Lets an endpoint leave; false when it is not registered.
    func unregister(_ key: EndpointRegistry.Key) -> Bool {
        guard registry.remove(key) else { return false }
        hasLosses = true
        compileSoon()
        return true
    }

    override func timerFired(_ kind: UInt8) {
        if kind == TimerKind.compile.rawValue { return compile() }
        let over = registry.expire(now: server.loop.now)
        if !over.isEmpty {
            server.metrics.add(ControlPlaneMetric.endpointsExpired, UInt64(over.count))
            for key in over {
                server.log.warning(.admin, "the endpoint \(key.text) is gone: its heartbeat did not come in time")
            }
            hasLosses = true
            compileSoon()
        }
        armExpiry()
    }

    private func armExpiry() {
        if let end = registry.nextEnd { expiryTimer?.arm(at: end) } else { expiryTimer?.cancel() }
    }

    private func compileSoon() {
        guard !isCompiling, let compileTimer, !compileTimer.isArmed || isRetrying else { return }
        isRetrying = false
        compileTimer.arm(after: Self.pause)
    }

    /// Compiles later for those who have left, unless somebody else comes before.
    private func compileLater() {
        guard let compileTimer, !compileTimer.isArmed else { return }
        isRetrying = true
        compileTimer.arm(after: Self.retryPause)
    }

    private func compile() {
        isRetrying = false
        let batch = wishes.takeBatch()
        guard !batch.isEmpty || hasLosses else { return }
        isCompiling = true
        let hadLosses = hasLosses
        hasLosses = false
        var trial = registry
        for wish in batch { _ = trial.put(wish.key, wish.endpoint, now: server.loop.now) }
        server.apply(.registered(trial.documents), author: "registry") { [self] outcome in
            isCompiling = false
            let isCompiled = settle(batch, outcome)
            let isLossLeft = !isCompiled && hadLosses
            server.metrics.set(ControlPlaneMetric.endpoints, UInt64(registry.count))
            server.keep(note: ControlPlaneServer.endpointsNote, registry.encoded)
            armExpiry()
            // Those who have left are still served. That they go may have failed by a wish that is over now.
            let isMoreToDo = !wishes.isEmpty || hasLosses || isLossLeft && !batch.isEmpty
            if isMoreToDo { compileSoon() } else if isLossLeft { compileLater() }
            if isLossLeft { hasLosses = true }
        }
    }

    /// Tells callers what came of their wishes; whether the mesh was compiled.
    private func settle(_ batch: [Wishes.Wish], _ outcome: PublicationHistory.Outcome) -> Bool {
        switch outcome {
        case .invalid where batch.count > 1:
            wishes.halve(batch)
            return false
        case .invalid, .failed, .conflict:
            wishes.settle(batch)
            for wish in batch { for done in wish.callers { done(InterfaceService.answer(outcome)) } }
            return false
        case .published, .recompiled, .unchanged, .conditionFailed, .notFound:
            wishes.settle(batch)
            for wish in batch {
                let isIn = registry.put(wish.key, wish.endpoint, now: server.loop.now) != nil
                let answer =
                    isIn ? HTTPAnswer.json(200, JSONOutput.object { $0.member("registered", true) }) : Self.full
                for done in wish.callers { done(answer) }
            }
            return true
        }
    }

    private static var full: HTTPAnswer {
        failure(507, "expected at most \(EndpointRegistry.limit) registered endpoints")
    }

    private static func failure(_ status: UInt16, _ reason: String) -> HTTPAnswer {
        .json(status, JSONOutput.object { $0.member("error", reason) })
    }
}

internal import EventLoops
internal import HTTPConnections
internal import Telemetry

/// Lets endpoints register, several at once: the mesh is compiled for all that came meanwhile. Confined to its loop.
///
/// ```
///   register ─▶ waits a moment ─▶ compiled with the others ─▶ stands: 200
///                                        └─ no mesh ─▶ each is tried alone, and the one that is wrong is answered 422
/// ```
final class RegistrationQueue: TimerOwner {
    private struct Wish {
        let key: EndpointRegistry.Key
        let endpoint: EndpointRegistry.Endpoint
        let done: (HTTPAnswer?) -> Void
    }

    private unowned let server: ControlPlaneServer
    private(set) var registry = EndpointRegistry()
    private var wishes: [Wish] = []
    /// Wishes that are tried one by one, since together they make no mesh.
    private var careful: [Wish] = []
    private var isCompiling = false
    /// Whether somebody has left since the mesh was compiled.
    private var hasLosses = false
    private var compileTimer: LoopTimer?
    private var expiryTimer: LoopTimer?

    /// How long registrations wait for others, in nanoseconds.
    private static let pause: UInt64 = 30_000_000

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
        var trial = registry
        guard let isNew = trial.put(key, endpoint, now: server.loop.now) else {
            return done(Self.failure(507, "expected at most \(EndpointRegistry.limit) registered endpoints"))
        }
        guard isNew else {
            registry = trial
            armExpiry()
            return done(nil)
        }
        wishes.append(Wish(key: key, endpoint: endpoint, done: done))
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
        guard !isCompiling, let compileTimer, !compileTimer.isArmed else { return }
        compileTimer.arm(after: Self.pause)
    }

    private func compile() {
        var batch: [Wish] = []
        if let next = careful.first {
            careful.removeFirst()
            batch = [next]
        } else {
            swap(&batch, &wishes)
        }
        guard !batch.isEmpty || hasLosses else { return }
        isCompiling = true
        hasLosses = false
        var trial = registry
        for wish in batch { _ = trial.put(wish.key, wish.endpoint, now: server.loop.now) }
        server.apply(.registered(trial.documents), author: "registry") { [self] outcome in
            isCompiling = false
            settle(batch, outcome)
            server.metrics.set(ControlPlaneMetric.endpoints, UInt64(registry.count))
            server.keep(note: ControlPlaneServer.endpointsNote, registry.encoded)
            armExpiry()
            if !careful.isEmpty || !wishes.isEmpty || hasLosses { compileSoon() }
        }
    }

    private func settle(_ batch: [Wish], _ outcome: PublicationHistory.Outcome) {
        switch outcome {
        case .invalid where batch.count > 1: careful = batch
        case .invalid, .failed, .conflict:
            for wish in batch { wish.done(InterfaceService.answer(outcome)) }
        case .published, .recompiled, .unchanged, .conditionFailed, .notFound:
            for wish in batch {
                _ = registry.put(wish.key, wish.endpoint, now: server.loop.now)
                wish.done(.json(200, JSONOutput.object { $0.member("registered", true) }))
            }
        }
    }

    private static func failure(_ status: UInt16, _ reason: String) -> HTTPAnswer {
        .json(status, JSONOutput.object { $0.member("error", reason) })
    }
}

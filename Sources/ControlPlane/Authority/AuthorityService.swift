internal import Buffers
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import ProxyRuntime
internal import Telemetry

/// The door to the authority's thread: signing and disks take their time, and no proxy that waits for resources waits
/// for them. Used on the main loop.
// Guard: confinement; `keeper` is touched on the authority's loop alone once that runs, `thread` on the main loop.
final class AuthorityService: @unchecked Sendable {
    private let loop: EventLoop
    private let mainLoop: EventLoop
    private let keeper: AuthorityKeeper
    private var thread: ThreadHandle?
    /// The control plane's first own certificate; nil means it has none.
    let serverCertificate: AuthorityKeeper.ServerCertificate?

    /// Opens everything; blocks.
    init(
        _ options: AuthorityOptions, mainLoop: EventLoop, registry: MetricRegistry, log: Log
    ) throws(StartupError) {
        self.mainLoop = mainLoop
        do throws(SystemError) { loop = try EventLoop(name: "authority") } catch {
            throw StartupError(.resource, ["authority: \(error)"])
        }
        let metrics = registry.scope(prefix: "control.authority.", family: AuthorityMetric.family).block(thread: 1)
        do throws(AuthorityProblem) {
            keeper = try AuthorityKeeper(options, loop: loop, registry: registry, metrics: metrics, log: log)
            serverCertificate = options.hosts.isEmpty ? nil : try keeper.makeServerCertificate()
        } catch { throw StartupError(.configuration, ["authority: \(error.text)"]) }
    }

    /// Begins to answer. `renewed` hears on the main loop of each further certificate of the control plane's own.
    func start(renewed: @escaping (AuthorityKeeper.ServerCertificate) -> Void) throws(StartupError) {
        let door = LoopBound(renewed, loop: mainLoop)
        let (loop, mainLoop) = (loop, mainLoop)
        loop.execute { [self] in
            keeper.start { certificate in mainLoop.execute { door.value(certificate) } }
        }
        do throws(SystemError) { thread = try Threads.start(name: "authority") { loop.run() } } catch {
            throw StartupError(.resource, ["authority: \(error)"])
        }
    }

    /// Answers a request for a certificate, and tells what to write into the audit log.
    func serve(_ exchange: HTTPExchange, audit: @escaping (AuthorityReply) -> Void) {
        let request = AuthorityRequest(
            isPost: exchange.requestHead.method == .post, authorization: exchange.field(.authorization),
            peer: exchange.peer?.address?.description ?? "", body: exchange.body.bytes)
        let door = LoopBound((exchange, audit), loop: mainLoop)
        loop.execute { [self] in
            keeper.answer(request) { [mainLoop] reply in
                mainLoop.execute {
                    let (exchange, audit) = door.value
                    audit(reply)
                    exchange.answer(reply.answer)
                }
            }
        }
    }

    /// Announces another root; its name, or why not, comes on the main loop.
    func rotate(done: @escaping (Result<String, AuthorityProblem>) -> Void) {
        let door = LoopBound(done, loop: mainLoop)
        loop.execute { [self] in
            let result = keeper.rotate()
            mainLoop.execute { door.value(result) }
        }
    }

    /// Tells which roots there are, on the main loop.
    func roots(done: @escaping (RootRotation) -> Void) {
        let door = LoopBound(done, loop: mainLoop)
        loop.execute { [self] in
            let rotation = keeper.endpoint.authority.rotation
            mainLoop.execute { door.value(rotation) }
        }
    }

    /// Answers what was asked so far, and ends.
    func stop() {
        guard let thread = thread.take() else { return }
        let loop = self.loop
        loop.execute { [self] in
            keeper.stop()
            loop.stop()
        }
        thread.join()
    }
}

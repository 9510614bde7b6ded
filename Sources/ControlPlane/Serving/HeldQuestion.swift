internal import Configuration
internal import EventLoops
internal import HTTPConnections

/// A question that waits for something new. Confined to the loop.
final class HeldQuestion: TimerOwner {
    let exchange: HTTPExchange
    let node: String
    let kind: ResourceKind
    let names: [String]
    /// The version that it says.
    let said: String
    /// When it is answered at the latest, on the loop's clock.
    let deadline: UInt64
    /// Whether its client may have the memory that it takes; where not it is answered at once.
    let hasRoom: Bool
    private let timer: LoopTimer
    private unowned let service: DiscoveryService

    init(
        _ exchange: HTTPExchange, _ question: DiscoveryQuestion, _ kind: ResourceKind, hasRoom: Bool, deadline: UInt64,
        service: DiscoveryService, loop: EventLoop
    ) {
        self.exchange = exchange
        node = question.node.id
        self.kind = kind
        names = question.names
        said = question.version
        self.deadline = deadline
        self.hasRoom = hasRoom
        self.service = service
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
    }

    /// Looks again at that moment, or when its time is over.
    func wait(until moment: UInt64?) { timer.arm(at: min(deadline, moment ?? .max)) }

    func cancel() { timer.cancel() }

    override func timerFired(_ kind: UInt8) { service.look(at: self) }
}

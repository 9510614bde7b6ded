internal import EventLoops
internal import HTTPConnections

/// Who waits until all nodes run a publication (`/v1/wait`). Confined to its loop.
final class PublicationWaiters: TimerOwner {
    private struct Waiter {
        let exchange: HTTPExchange
        let publication: Int
        let deadline: UInt64
    }

    private unowned let server: ControlPlaneServer
    private let timer: LoopTimer
    private var waiters: [ObjectIdentifier: Waiter] = [:]

    /// How often it is looked, and how long somebody may wait, in nanoseconds.
    private static let interval: UInt64 = 50_000_000
    private static let longestSeconds = 3_600
    private static let limit = 1_000

    init(_ server: ControlPlaneServer) {
        self.server = server
        timer = LoopTimer(loop: server.loop)
        super.init()
        timer.owner = self
    }

    /// Answers once all nodes run what is asked for: the newest publication, or that of a number or version.
    func add(_ request: InterfaceRequest, _ exchange: HTTPExchange) {
        let wanted = request["version"] ?? ""
        let number: Int?
        if wanted.isEmpty {
            number = server.sets.last?.number
        } else {
            number = server.sets.last { $0.version == wanted || String($0.number) == wanted }?.number
        }
        let seconds = request["timeout"] == nil ? 60 : request.number("timeout")
        guard let number else {
            return server.interface.fail(exchange, 404, "there is no publication \(wanted)")
        }
        guard let seconds, seconds <= Self.longestSeconds, waiters.count < Self.limit else {
            return server.interface.fail(exchange, 400, "timeout: expected 0 to \(Self.longestSeconds) seconds")
        }
        let waiter = Waiter(
            exchange: exchange, publication: number,
            deadline: server.loop.now &+ UInt64(seconds) * 1_000_000_000)
        if answer(waiter, server.discovery.standing(number)) { return }
        waiters[ObjectIdentifier(exchange)] = waiter
        if !timer.isArmed { timer.arm(after: Self.interval) }
    }

    func remove(_ exchange: HTTPExchange) { waiters[ObjectIdentifier(exchange)] = nil }

    /// Answers everybody: the process ends.
    func end() {
        for waiter in waiters.values { server.interface.fail(waiter.exchange, 503, "the control plane ends") }
        waiters = [:]
        timer.cancel()
    }

    override func timerFired(_ kind: UInt8) {
        // All nodes are looked at once for each publication, however many wait for it.
        for (publication, group) in Dictionary(grouping: waiters, by: \.value.publication) {
            let standing = server.discovery.standing(publication)
            for (id, waiter) in group where answer(waiter, standing) { waiters[id] = nil }
        }
        if !waiters.isEmpty { timer.arm(after: Self.interval) }
    }

    /// Answers if there is something to say.
    private func answer(_ waiter: Waiter, _ standing: NodeTable.Standing) -> Bool {
        let laggards = standing.laggards
        if !laggards.isEmpty && server.loop.now < waiter.deadline { return false }
        waiter.exchange.answer(
            .json(
                laggards.isEmpty ? 200 : 504,
                JSONOutput.object { json in
                    json.member("publication", waiter.publication)
                    json.member("reached", laggards.isEmpty)
                    json.member("nodes", server.discovery.table.nodes.count)
                    json.member("missing") { json in json.list { json in for id in laggards { json.value(id) } } }
                }))
        return true
    }
}

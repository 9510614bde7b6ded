internal import Buffers
public import Configuration
internal import Discovery
public import EventLoops
public import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
public import Telemetry

/// Answers what proxies ask: Envoy's REST-JSON xDS (`POST /v3/discovery:clusters` and so on), with long poll. Confined
/// to its loop.
///
/// ```
///   question ─▶ NodeTable.asked (what became of the last answer) ─▶ consider ─▶ something new: 200
///                                                                     └─ nothing: held as long as the client waits
///   publication ─▶ every node that waits is considered again ─▶ 200 where it asks for what changed
///   the time is over ─▶ 304, or 404 to who has nothing and is given nothing
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol#rest-json-polling-subscriptions
public final class DiscoveryService {
    /// All nodes.
    public private(set) var table = NodeTable()
    /// Hears of a node that refuses what it was sent: its id, the kind, and its words or nothing.
    public var onRefusal: ((_ node: String, _ kind: ResourceKind, _ reason: String) -> Void)?

    private let loop: EventLoop
    private let metrics: MetricBlock
    private let log: Log
    private var held: [String: [ObjectIdentifier: HeldQuestion]] = [:]
    private let start: UInt64
    /// When a question that is rejected, and that something is forgotten to make room, is told in the log again.
    private var nextRejectionNote: UInt64 = 0
    private var nextLossNote: UInt64 = 0
    private var isEnding = false

    /// Questions of one node that wait at the same time; the oldest makes room.
    private static let heldLimit = 4_096

    /// Questions that are rejected are told in the log so often at most, in nanoseconds.
    private static let rejectionInterval: UInt64 = 10_000_000_000

    /// What paths of questions begin with.
    public static let pathPrefix = "/v3/discovery:"

    /// Makes a service to which nothing is published yet.
    public init(loop: EventLoop, metrics: MetricBlock, log: Log) {
        self.loop = loop
        self.metrics = metrics
        self.log = log
        start = loop.now
    }

    /// What belongs to an answer on its way.
    private final class Sent {
        let node: String
        let kind: ResourceKind
        let names: [String]

        init(_ node: String, _ kind: ResourceKind, _ names: [String]) {
            self.node = node
            self.kind = kind
            self.names = names
        }
    }

    // MARK: - Publishing

    /// Gives all nodes what is published now.
    public func publish(
        _ publication: NodeTable.Publication, before: NodeTable.Publication? = nil, _ rollout: Rollout
    ) {
        table.publish(publication, before: before, rollout)
        metrics.set(ControlPlaneMetric.publication, UInt64(publication.number))
        distribute()
    }

    /// Changes how far the publication goes, and gives all nodes what follows.
    public func changeRollout<Result>(_ change: (inout Rollout) -> Result) -> Result? {
        let before = table.rollout?.share
        let result = table.changeRollout(change)
        if before != table.rollout?.share { distribute() }
        return result
    }

    private func distribute() {
        let start = loop.now
        for node in table.nodes.keys { table.retarget(node, now: loop.now) }
        for node in Array(held.keys) { wake(node) }
        loop.refreshClock()
        metrics.record(ControlPlaneMetric.distributionTime, (loop.now &- start) / 1_000_000)
    }

    // MARK: - Questions

    /// Answers a question, now or later. The path names its kind.
    public func serve(_ exchange: HTTPExchange, kind: ResourceKind) {
        let question: DiscoveryQuestion
        switch DiscoveryQuestion.read(exchange.body.bytes) {
        case .failure(let problem): return refuse(exchange, problem.text)
        case .success(let read): question = read
        }
        // Thousands are held, and a stock Envoy's have 77 KB each. What is kept of them counts for their client.
        let hasRoom = exchange.releaseBody(keeping: SubscriptionState.weight(of: question.names))
        if !question.typeName.isEmpty, question.typeName != kind.typeName {
            return refuse(exchange, "type_url: expected \(kind.typeName), found \(question.typeName)")
        }
        metrics.increment(ControlPlaneMetric.questions)
        let node = question.node.id
        let client = exchange.peerIdentity?.clientName ?? ""
        switch table.claim(question.node, from: client, isHeld: isAwaited(node)) {
        case .good: break
        case let claim: return reject(exchange, question.node, claim)
        }
        let stage = table.nodes[node]?.stage
        let losses = table.losses
        let asked = table.asked(
            question, kind, from: client, now: loop.now, isHeld: { [held] in held[$0] != nil })
        note(losses)
        guard let heard = asked else {
            let reason = table.current == nil ? "nothing is published yet" : "there are too many nodes"
            return exchange.answer(.text(503, reason + "\n"))
        }
        noteSize()
        note(heard, question, kind)
        let time = HoldTime.of(
            prefer: exchange.field(named: "prefer"),
            expectedTimeout: exchange.field(named: "x-envoy-expected-rq-timeout-ms"),
            chance: UInt64.random(in: 0 ... .max))
        if !hasRoom { metrics.increment(ControlPlaneMetric.questionsUnheld) }
        let deadline = isEnding || !hasRoom ? loop.now : loop.now &+ (time ?? 0)
        let waiting = HeldQuestion(
            exchange, question, kind, hasRoom: hasRoom, deadline: deadline, service: self, loop: loop)
        if !settle(waiting) { hold(waiting) }
        // What was heard may let others of the node go on.
        if let stage, stage != .settled || table.nodes[node]?.stage != .settled { wake(node) }
    }

    private func noteSize() {
        metrics.set(ControlPlaneMetric.nodes, UInt64(table.nodes.count))
        metrics.set(ControlPlaneMetric.nodesMemory, UInt64(table.weight))
    }

    /// Counts and tells what was forgotten since.
    private func note(_ before: NodeTable.Losses) {
        let losses = table.losses
        if losses == before { return }
        metrics.add(ControlPlaneMetric.nodesDisplaced, UInt64(losses.nodes - before.nodes))
        metrics.add(ControlPlaneMetric.namesForgotten, UInt64(losses.subscriptions - before.subscriptions))
        if loop.now < nextLossNote { return }
        nextLossNote = loop.now &+ Self.rejectionInterval
        log.warning(
            .config,
            "more nodes or names are asked for than are remembered: \(losses.nodes) nodes and the names of "
                + "\(losses.subscriptions) subscriptions were forgotten so far; \(table.nodes.count) nodes are known")
    }

    private func refuse(_ exchange: HTTPExchange, _ reason: String) {
        metrics.increment(ControlPlaneMetric.questionsBad)
        exchange.answer(.text(400, "no discovery request: \(reason)\n"))
    }

    /// Nothing follows from a question that cannot be the node's: what the node is given stays as it is.
    private func reject(_ exchange: HTTPExchange, _ node: NodeFacts, _ claim: NodeTable.Claim) {
        let isForeign = claim == .foreign
        metrics.increment(isForeign ? ControlPlaneMetric.questionsForeign : .questionsConflicting)
        let reason =
            isForeign
            ? "another client's certificate was shown for this node before"
            : "a client that says something else of this node waits for an answer: two have one id"
        if loop.now >= nextRejectionNote {
            nextRejectionNote = loop.now &+ Self.rejectionInterval
            let peer = exchange.peer?.address?.description ?? "-"
            log.warning(.config, "a question for node \(node.id.oneLine) from \(peer) is not answered: \(reason)")
        }
        exchange.answer(.text(isForeign ? 403 : 409, reason + "\n"))
    }

    /// Whether a client waits for an answer to the node.
    private func isAwaited(_ node: String) -> Bool {
        held[node]?.values.contains { !$0.exchange.hasClientLeft } ?? false
    }

    private func note(_ heard: SubscriptionState.Heard, _ question: DiscoveryQuestion, _ kind: ResourceKind) {
        let name = question.node.id.oneLine
        switch heard {
        case .nothing: break
        case .acknowledged:
            log.debug(.config, "node \(name): \(kind.pathName) \(question.version.oneLine) are in use")
        case .restarted: log.info(.config, "node \(name) asks for \(kind.pathName) anew")
        case .refused:
            let isTold = question.refusal != nil
            metrics.increment(isTold ? ControlPlaneMetric.refusalsTold : .refusalsInferred)
            log.warning(
                .config,
                "node \(name) refuses \(kind.pathName): "
                    + (question.refusal ?? "it says no reason and asks for what it had"))
            onRefusal?(question.node.id, kind, question.refusal ?? "")
        }
    }

    /// Answers a question if there is something to say now; else says when to look again.
    private func settle(_ waiting: HeldQuestion) -> Bool {
        let (node, now) = (waiting.node, loop.now)
        guard
            let (answer, verdict) = table.consider(
                node, waiting.kind, names: waiting.names, said: waiting.said, now: now)
        else {
            waiting.exchange.answer(HTTPAnswer(304))
            return true
        }
        switch verdict {
        case .send
        where answer.isEmpty && waiting.said.isEmpty && table.nodes[node]?.isSilent(of: waiting.names) == true:
            table.change(node) { $0.toldNothing(waiting.kind, names: waiting.names) }
            tellNothing(waiting.exchange)
        case .send:
            if waiting.exchange.hasClientLeft {
                waiting.exchange.answer(HTTPAnswer(304))
                return true
            }
            table.change(node) { $0.sent(answer, waiting.kind, names: waiting.names, now: now) }
            if waiting.hasRoom { waiting.exchange.attachment = Sent(node, waiting.kind, waiting.names) }
            let body = answer.body
            metrics.increment(ControlPlaneMetric.answersFull)
            metrics.add(ControlPlaneMetric.answerBytes, UInt64(body.count))
            waiting.exchange.answer(.json(200, body))
        case .wait(let moment):
            guard now >= waiting.deadline else {
                waiting.wait(until: moment)
                return false
            }
            if waiting.said.isEmpty && answer.isEmpty { return tellNothing(waiting.exchange) }
            metrics.increment(ControlPlaneMetric.answersUnchanged)
            waiting.exchange.answer(HTTPAnswer(304))
        }
        return true
    }

    @discardableResult
    private func tellNothing(_ exchange: HTTPExchange) -> Bool {
        metrics.increment(ControlPlaneMetric.answersNothing)
        exchange.answer(.text(404, "nothing of that is there for this node\n"))
        return true
    }

    // MARK: - Holding

    private func hold(_ waiting: HeldQuestion) {
        waiting.exchange.attachment = waiting
        if let all = held[waiting.node], all.count >= Self.heldLimit,
            let oldest = all.values.min(by: { $0.deadline < $1.deadline })
        {
            release(oldest)
            oldest.exchange.answer(HTTPAnswer(304))
        }
        held[waiting.node, default: [:]][ObjectIdentifier(waiting)] = waiting
        metrics.increase(ControlPlaneMetric.questionsHeld)
    }

    private func release(_ waiting: HeldQuestion) {
        guard held[waiting.node]?.removeValue(forKey: ObjectIdentifier(waiting)) != nil else { return }
        if held[waiting.node]?.isEmpty == true { held[waiting.node] = nil }
        waiting.cancel()
        metrics.decrease(ControlPlaneMetric.questionsHeld)
    }

    /// Looks whether a question that waits can be answered now.
    func look(at waiting: HeldQuestion) {
        guard held[waiting.node]?[ObjectIdentifier(waiting)] != nil else { return }
        if settle(waiting) { release(waiting) }
    }

    private func wake(_ node: String) {
        for waiting in Array((held[node] ?? [:]).values) { look(at: waiting) }
    }

    /// Whether a question of the node waits.
    public func isHeld(_ node: String) -> Bool { held[node] != nil }

    /// The client of an exchange has left.
    public func clientLeft(_ exchange: HTTPExchange) {
        if let waiting = exchange.attachment as? HeldQuestion { release(waiting) }
        guard let sent = exchange.attachment as? Sent else { return }
        table.change(sent.node) { $0.lost(sent.kind, names: sent.names) }
    }

    /// Forgets nodes that are gone. Call it now and then.
    public func forgetSilent() {
        table.forgetSilent(now: loop.now) { held[$0] != nil }
        noteSize()
    }

    /// Answers all that waits: the process ends.
    public func end() {
        isEnding = true
        for waiting in held.values.flatMap({ Array($0.values) }) {
            release(waiting)
            metrics.increment(ControlPlaneMetric.answersUnchanged)
            waiting.exchange.answer(HTTPAnswer(304))
        }
    }

    // MARK: - Reports

    /// What is known about all nodes, in any order.
    public func reports() -> [NodeReport] {
        table.nodes.values.map { NodeReport($0, now: loop.now) }
    }

    /// How the nodes that are there stand to a publication, or those of them that `isMeant` says.
    public func standing(
        _ publication: Int, where isMeant: (String) -> Bool = { _ in true }
    ) -> NodeTable.Standing {
        table.standing(publication, now: loop.now, isHeld: { held[$0] != nil }, where: isMeant)
    }

    /// Whether the next share of a rollout may be given its publication.
    public func allowsNext(_ rollout: Rollout) -> Bool {
        standing(rollout.publication, where: rollout.includes).allowsNext(uptime: loop.now &- start)
    }
}

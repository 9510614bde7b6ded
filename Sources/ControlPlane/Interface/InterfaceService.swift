internal import Configuration
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry

/// The HTTP interface for people and programs that change the mesh or look at it. Confined to its loop.
///
/// ```
///   head ─▶ who is it (bearer token)? is the path one? may they? ─▶ body ─▶ the answer, once the wish has come to be
///               401                    404, 405         403       413
/// ```
/// Nothing of a request is looked at before its token: who shows none learns nothing and changes nothing.
final class InterfaceService {
    unowned let server: ControlPlaneServer
    let audit: AuditLog
    private let tokens: AccessTokens?
    private let metrics: MetricBlock
    private lazy var waiters = PublicationWaiters(server)
    lazy var registrations = RegistrationQueue(server)

    /// Bytes of a document that is put.
    static let documentLimit = 4 << 20
    /// Bytes of any other body.
    private static let bodyLimit = 64 << 10

    /// - Parameter tokens: who may use it; nil means nobody.
    init(server: ControlPlaneServer, tokens: AccessTokens?, audit: AuditLog, metrics: MetricBlock) {
        self.server = server
        self.tokens = tokens
        self.audit = audit
        self.metrics = metrics
    }

    /// A request on its way through the interface.
    final class Call {
        let request: InterfaceRequest
        let holder: AccessTokens.Holder
        let route: Route

        init(_ request: InterfaceRequest, _ holder: AccessTokens.Holder, _ route: Route) {
            self.request = request
            self.holder = holder
            self.route = route
        }
    }

    // MARK: - Routes

    /// What can be asked.
    enum Route: Equatable {
        case documents
        case document(String)
        case validate
        case endpoints
        case endpoint(EndpointRegistry.Key)
        case heartbeat(EndpointRegistry.Key)
        case history
        case difference
        case rollback
        case rollout
        case nodes
        case topology
        case status
        case wait
        case authority
        case rotation

        /// The route of a path; nil when there is none.
        init?(_ parts: [String]) {
            guard parts.first == "v1" else { return nil }
            switch (parts.count, parts.dropFirst().first) {
            case (2, "documents"): self = .documents
            case (3..., "documents"): self = .document(parts.dropFirst(2).joined(separator: "/"))
            case (2, "validate"): self = .validate
            case (2, "endpoints"): self = .endpoints
            case (5, "endpoints"), (6, "endpoints"):
                guard let key = EndpointRegistry.Key(namespace: parts[2], service: parts[3], id: parts[4]),
                    parts.count == 5 || parts[5] == "heartbeat"
                else { return nil }
                self = parts.count == 5 ? .endpoint(key) : .heartbeat(key)
            case (2, "history"): self = .history
            case (2, "diff"): self = .difference
            case (2, "rollback"): self = .rollback
            case (2, "rollout"): self = .rollout
            case (2, "nodes"): self = .nodes
            case (2, "topology"): self = .topology
            case (2, "status"): self = .status
            case (2, "wait"): self = .wait
            case (2, "authority"): self = .authority
            case (3, "authority") where parts[2] == "rotation": self = .rotation
            default: return nil
            }
        }

        /// The methods that it knows.
        var methods: [HTTPMethod] {
            switch self {
            case .documents, .endpoints, .history, .difference, .nodes, .topology, .status, .wait, .authority: [.get]
            case .document: [.get, .put, .delete]
            case .validate, .rollback, .rollout, .heartbeat, .rotation: [.post]
            case .endpoint: [.put, .delete]
            }
        }

        /// The parameters that it knows.
        var parameters: [String] {
            switch self {
            case .difference: ["from", "to"]
            case .rollback: ["to"]
            case .rollout: ["action"]
            case .validate: ["name"]
            case .wait: ["version", "timeout"]
            case .documents, .document, .endpoints, .endpoint, .heartbeat, .history, .nodes, .topology, .status,
                .authority, .rotation:
                []
            }
        }

        /// What `allow` says (RFC 9110 §10.2.1).
        var allow: String {
            let names = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : ["\($0)".uppercased()] }
            return names.joined(separator: ", ")
        }

        /// Whether a holder may ask so who may only look.
        func isLook(_ method: HTTPMethod) -> Bool { method == .get || self == .validate }
    }

    // MARK: - Requests

    /// Judges a head: answers, or says how long its body may be.
    func bodyLimit(of exchange: HTTPExchange) -> Int {
        metrics.increment(ControlPlaneMetric.interfaceRequests)
        guard let tokens else {
            deny(exchange, 403, "the control plane was started without --token-file: its interface is closed")
            return 0
        }
        guard let token = AccessTokens.bearer(exchange.field(.authorization)), let holder = tokens.holder(of: token)
        else {
            deny(exchange, 401, "expected authorization: Bearer with a token of the token file")
            return 0
        }
        let method = exchange.requestHead.method == .head ? HTTPMethod.get : exchange.requestHead.method
        guard let request = InterfaceRequest(method: method, target: exchange.field(.path)) else {
            fail(exchange, 400, "expected a path in origin form with whole percent-encodings")
            return 0
        }
        guard let route = Route(request.parts) else {
            fail(exchange, 404, "there is no such path; see the README")
            return 0
        }
        guard route.methods.contains(method) else {
            var answer = HTTPAnswer.json(405, JSONOutput.object { $0.member("error", "expected \(route.allow)") })
            answer.fields.append(("allow", route.allow))
            exchange.answer(answer)
            return 0
        }
        if let problem = request.problem(knowing: route.parameters) {
            fail(exchange, 400, problem)
            return 0
        }
        guard holder.mayChange || route.isLook(method) else {
            deny(exchange, 403, "the token of \(holder.name) allows looking, not changing")
            return 0
        }
        exchange.attachment = Call(request, holder, route)
        switch route {
        case .document, .validate: return Self.documentLimit
        default: return Self.bodyLimit
        }
    }

    /// Follows a request whose head was judged.
    func serve(_ exchange: HTTPExchange) {
        guard let call = exchange.attachment as? Call else { return }
        switch (call.route, call.request.method) {
        case (.documents, _): listDocuments(exchange)
        case (.document(let name), .get): showDocument(name, exchange)
        case (.document(let name), .put): putDocument(name, call, exchange)
        case (.document(let name), _): deleteDocument(name, call, exchange)
        case (.validate, _): validate(call, exchange)
        case (.endpoints, _): listEndpoints(exchange)
        case (.endpoint(let key), .put): register(key, call, exchange)
        case (.endpoint(let key), _): unregister(key, call, exchange)
        case (.heartbeat(let key), _): beat(key, exchange)
        case (.history, _): showHistory(exchange)
        case (.difference, _): showDifference(call, exchange)
        case (.rollback, _): rollBack(call, exchange)
        case (.rollout, _): changeRollout(call, exchange)
        case (.nodes, _): showNodes(exchange)
        case (.topology, _): showTopology(exchange)
        case (.status, _): showStatus(exchange)
        case (.wait, _): waiters.add(call.request, exchange)
        case (.authority, _): showRoots(exchange)
        case (.rotation, _): rotateRoot(call, exchange)
        }
    }

    /// The client of an exchange has left.
    func clientLeft(_ exchange: HTTPExchange) { waiters.remove(exchange) }

    /// Answers all that waits: the process ends.
    func end() { waiters.end() }

    // MARK: - Answers

    /// Answers with a reason in JSON.
    func fail(_ exchange: HTTPExchange, _ status: UInt16, _ reason: String) {
        exchange.answer(.json(status, JSONOutput.object { $0.member("error", reason) }))
    }

    private func deny(_ exchange: HTTPExchange, _ status: UInt16, _ reason: String) {
        metrics.increment(ControlPlaneMetric.interfaceDenied)
        var answer = HTTPAnswer.json(status, JSONOutput.object { $0.member("error", reason) })
        if status == 401 { answer.fields.append(("www-authenticate", "Bearer realm=\"apus\"")) }
        exchange.answer(answer)
    }

    /// Writes an audit line for a request.
    func note(_ call: Call, _ exchange: HTTPExchange, _ action: String, _ outcome: String) {
        audit.write(
            who: call.holder.name, peer: exchange.peer?.address?.description ?? "-", action: action, outcome: outcome,
            at: server.loop.wallClock)
    }
}

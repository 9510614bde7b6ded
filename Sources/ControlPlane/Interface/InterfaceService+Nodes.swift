internal import Buffers
internal import Configuration
internal import Discovery
internal import EventLoops
internal import HTTPConnections
internal import Telemetry

extension InterfaceService {
    // MARK: - Looking

    func showNodes(_ exchange: HTTPExchange) {
        let reports = server.discovery.reports()
        let publication = server.sets.last?.number ?? 0
        // Of many nodes it is a long page; proxies do not wait while it is written.
        server.publisher.render {
            JSONOutput.object { json in
                json.member("publication", publication)
                json.member("nodes") { json in
                    json.list { json in
                        for report in reports.sorted(by: { $0.facts.id < $1.facts.id }) {
                            InterfaceService.append(report, to: &json)
                        }
                    }
                }
            }
        } done: { bytes in
            exchange.answer(.json(200, bytes))
        }
    }

    private static func append(_ report: NodeReport, to json: inout JSONOutput) {
        json.object { json in
            json.member("id", report.facts.id)
            json.member("cluster", report.facts.cluster)
            json.member("agent", "\(report.facts.userAgent) \(report.facts.userAgentVersion)")
            json.member("publication", report.publication)
            json.member("state", report.state.rawValue)
            json.member("level", report.isLevel)
            json.member("age", seconds: report.age)
            json.member("kinds") { json in
                json.object { json in
                    for kind in report.kinds {
                        json.member(kind.kind.pathName) { json in append(kind, to: &json) }
                    }
                }
            }
        }
    }

    private static func append(_ kind: NodeReport.Kind, to json: inout JSONOutput) {
        json.object { json in
            json.member("state", kind.state.rawValue)
            json.member("offered", kind.offered)
            json.member("sent", kind.sent)
            if let age = kind.sentAge { json.member("sentAge", seconds: age) }
            json.member("acknowledged", kind.acknowledged)
            if let age = kind.acknowledgedAge { json.member("acknowledgedAge", seconds: age) }
            if kind.state == .refused { json.member("reason", kind.reason) }
            json.member("subscriptions", kind.subscriptions)
        }
    }

    /// Which services there are and who calls them; made beside the loop, since it may be long.
    func showTopology(_ exchange: HTTPExchange) {
        let topology = server.topology
        server.publisher.render {
            topology.encoded
        } done: { bytes in
            exchange.answer(.json(200, bytes))
        }
    }

    func showStatus(_ exchange: HTTPExchange) {
        let newest = server.sets.last
        exchange.answer(
            .json(
                200,
                JSONOutput.object { json in
                    json.member("publication", newest?.number ?? 0)
                    json.member("version", newest?.version ?? "")
                    json.member("nodes", server.discovery.table.nodes.count)
                    json.member("endpoints", registrations.count)
                    json.member("authority", server.authority != nil)
                    json.member("problem", server.problem ?? server.clusterProblem ?? "")
                    json.member("rollout") { json in json.object { server.append(rolloutTo: &$0) } }
                    server.append(clusterTo: &json)
                }))
    }

    // MARK: - Rollouts

    func changeRollout(_ call: Call, _ exchange: HTTPExchange) {
        let action = call.request["action"] ?? ""
        let now = server.loop.now
        let isDone: Bool?
        switch action {
        case "pause":
            isDone = server.discovery.changeRollout { rollout in
                rollout.pause("\(call.holder.name) paused it")
                return rollout.state != .complete
            }
        case "resume": isDone = server.discovery.changeRollout { $0.resume(now: now) }
        case "finish":
            isDone = server.discovery.changeRollout { rollout in
                defer { rollout.finish() }
                return rollout.state != .complete
            }
        default: return fail(exchange, 400, "action: expected pause, resume or finish, found \"\(action)\"")
        }
        guard isDone == true else {
            return fail(exchange, 409, "there is no rollout that \(action == "resume" ? "is paused" : "goes on")")
        }
        note(call, exchange, "rollout \(action)", "done")
        server.rolloutChanged()
        showStatus(exchange)
    }

    // MARK: - Endpoints

    func listEndpoints(_ exchange: HTTPExchange) {
        exchange.answer(.json(200, registrations.registry.encoded))
    }

    func register(_ key: EndpointRegistry.Key, _ call: Call, _ exchange: HTTPExchange) {
        switch EndpointRegistry.Endpoint.read(exchange.body.bytes) {
        case .failure(let problem): fail(exchange, 400, problem.text)
        case .success(let endpoint):
            registrations.register(key, endpoint) { [self] answer in
                if let answer {
                    note(call, exchange, "register \(key.text)", answer.status == 200 ? "done" : "refused")
                }
                exchange.answer(answer ?? .json(200, JSONOutput.object { $0.member("unchanged", true) }))
            }
        }
    }

    func unregister(_ key: EndpointRegistry.Key, _ call: Call, _ exchange: HTTPExchange) {
        guard registrations.unregister(key) else {
            return fail(exchange, 404, "the endpoint \(key.text) is not registered")
        }
        note(call, exchange, "unregister \(key.text)", "done")
        exchange.answer(.json(200, JSONOutput.object { $0.member("removed", true) }))
    }

    func beat(_ key: EndpointRegistry.Key, _ exchange: HTTPExchange) {
        guard registrations.beat(key) else {
            return fail(exchange, 404, "the endpoint \(key.text) is not registered: register it again")
        }
        exchange.answer(.json(200, JSONOutput.object { $0.member("ok", true) }))
    }
}

extension EndpointRegistry.Key {
    /// For messages.
    var text: String { "\(namespace)/\(service)/\(id)" }
}

internal import Buffers
internal import Configuration
internal import HTTPConnections

extension InterfaceService {
    // MARK: - Looking

    func listDocuments(_ exchange: HTTPExchange) {
        let newest = server.sets.last
        exchange.answer(
            .json(
                200,
                JSONOutput.object { json in
                    json.member("publication", newest?.number ?? 0)
                    json.member("version", newest?.version ?? "")
                    json.member("documents") { json in
                        json.list { json in
                            for document in newest?.documents ?? [] {
                                json.object { json in
                                    json.member("name", document.content.name)
                                    json.member("version", document.version)
                                    json.member("origin", document.origin.rawValue)
                                    json.member("bytes", document.content.bytes.count)
                                }
                            }
                        }
                    }
                }))
    }

    func showDocument(_ name: String, _ exchange: HTTPExchange) {
        guard let document = server.sets.last?.document(name) else {
            return fail(exchange, 404, "there is no document \(name)")
        }
        let version = document.version
        let fields = [(name: "etag", value: "\"\(version)\"")]
        typealias Condition = PublicationHistory.Condition
        guard Condition(ifMatch: exchange.field(named: "if-match"), ifNoneMatch: nil).holds(for: version) else {
            return exchange.answer(Self.answer(.conditionFailed(current: version)))
        }
        let ifNoneMatch = exchange.field(named: "if-none-match")
        guard Condition(ifMatch: nil, ifNoneMatch: ifNoneMatch).holds(for: version) else {
            return exchange.answer(HTTPAnswer(304, fields: fields))
        }
        exchange.answer(
            HTTPAnswer(
                200, document.content.bytes,
                contentType: name.hasSuffix(".json") ? "application/json" : "application/yaml", fields: fields))
    }

    func showHistory(_ exchange: HTTPExchange) {
        exchange.answer(
            .json(
                200,
                JSONOutput.object { json in
                    json.member("sets") { json in
                        json.list { json in
                            for set in server.sets.reversed() {
                                json.object { json in
                                    json.member("publication", set.number)
                                    json.member("version", set.version)
                                    json.member("time", Int(set.time))
                                    json.member("who", set.author)
                                    json.member("what", set.reason)
                                    json.member("documents", set.documents.count)
                                }
                            }
                        }
                    }
                    if server.kubernetes != nil { append(observationsTo: &json) }
                }))
    }

    /// What became other in the cluster is told beside the sets; it is no part of them.
    private func append(observationsTo json: inout JSONOutput) {
        json.member(
            "note",
            "sets hold documents alone: a rollback leaves what the cluster says, and that goes back in the cluster")
        json.member("kubernetes") { json in
            json.list { json in
                for entry in server.observations.entries.reversed() {
                    json.object { json in
                        json.member("time", Int(entry.time))
                        json.member("version", entry.version)
                        json.member("count", entry.count)
                        json.member("changes") { json in
                            json.list { json in for change in entry.changes { json.value(change) } }
                        }
                        json.member("moves", entry.moves)
                    }
                }
            }
        }
    }

    func showDifference(_ call: Call, _ exchange: HTTPExchange) {
        let newest = server.sets.last?.number ?? 0
        let to = call.request["to"] == nil ? newest : call.request.number("to") ?? -1
        let from = call.request["from"] == nil ? to - 1 : call.request.number("from") ?? -1
        guard let old = server.set(from), let new = server.set(to) else {
            return fail(exchange, 404, "the history has no sets \(from) and \(to); see /v1/history")
        }
        server.publisher.compare(old.documents.map(\.content), new.documents.map(\.content)) { difference in
            exchange.answer(
                .json(
                    200,
                    JSONOutput.object { json in
                        json.member("from", from)
                        json.member("to", to)
                        json.member("changes") { Self.append(difference, to: &$0) }
                    }))
        }
    }

    private static func append(_ difference: SetDifference, to json: inout JSONOutput) {
        json.list { json in
            for change in difference.changes {
                json.object { json in
                    json.member("name", change.name)
                    json.member("before", change.before)
                    json.member("after", change.after)
                    json.member("lines") { json in json.list { json in for line in change.lines { json.value(line) } } }
                }
            }
        }
    }

    // MARK: - Changing

    func putDocument(_ name: String, _ call: Call, _ exchange: HTTPExchange) {
        guard DocumentDirectory.isAcceptable(name) else {
            return fail(
                exchange, 400,
                "\(name): expected a name such as services/cart.yaml, of letters, digits and -_.")
        }
        let condition = PublicationHistory.Condition(
            ifMatch: exchange.field(named: "if-match"), ifNoneMatch: exchange.field(named: "if-none-match"))
        let document = MeshDocument(name: name, bytes: exchange.body.bytes)
        let version = PublishedSet.version(of: document.bytes)
        apply(.put(document, condition), "put \(name)", call, exchange, fields: [("etag", "\"\(version)\"")])
    }

    func deleteDocument(_ name: String, _ call: Call, _ exchange: HTTPExchange) {
        let condition = PublicationHistory.Condition(
            ifMatch: exchange.field(named: "if-match"), ifNoneMatch: exchange.field(named: "if-none-match"))
        apply(.delete(name, condition), "delete \(name)", call, exchange)
    }

    func rollBack(_ call: Call, _ exchange: HTTPExchange) {
        // What all nodes had before: never what was refused on its way to them.
        let usual = server.discovery.table.base?.number ?? server.sets.last?.base ?? 0
        guard let number = call.request["to"] == nil ? usual : call.request.number("to") else {
            return fail(exchange, 400, "to: expected the number of a set; see /v1/history")
        }
        apply(.rollback(number), "rollback to \(number)", call, exchange)
    }

    private func apply(
        _ change: PublicationHistory.Change, _ action: String, _ call: Call, _ exchange: HTTPExchange,
        fields: [(name: String, value: String)] = []
    ) {
        server.apply(change, author: call.holder.name) { [self] outcome in
            var answer = Self.answer(outcome)
            if answer.status == 200 { answer.fields += fields }
            note(call, exchange, action, outcome.words)
            exchange.answer(answer)
        }
    }

    func validate(_ call: Call, _ exchange: HTTPExchange) {
        let name = call.request["name"] ?? "document.yaml"
        guard DocumentDirectory.isAcceptable(name) else {
            return fail(exchange, 400, "name: expected one such as services/cart.yaml, found \(name)")
        }
        server.publisher.validate(MeshDocument(name: name, bytes: exchange.body.bytes)) { result in
            switch result {
            case .success(let difference):
                exchange.answer(
                    .json(
                        200,
                        JSONOutput.object { json in
                            json.member("valid", true)
                            json.member("changes") { Self.append(difference, to: &$0) }
                        }))
            case .failure(let problems): exchange.answer(Self.invalid(problems))
            }
        }
    }

    // MARK: - Outcomes

    /// What is said to a wish that came to this.
    static func answer(_ outcome: PublicationHistory.Outcome) -> HTTPAnswer {
        func failure(_ status: UInt16, _ reason: String) -> HTTPAnswer {
            .json(status, JSONOutput.object { $0.member("error", reason) })
        }
        switch outcome {
        case .published(let set, let compilation):
            return .json(
                200,
                JSONOutput.object { json in
                    json.member("publication", set.number)
                    json.member("version", set.version)
                    json.member("warnings") { $0.raw(ConfigurationComplaint.json(compilation.warnings)) }
                })
        case .recompiled, .unchanged: return .json(200, JSONOutput.object { $0.member("unchanged", true) })
        case .invalid(let problems): return invalid(problems)
        case .conditionFailed(let current):
            return .json(
                412,
                JSONOutput.object { json in
                    json.member(
                        "error",
                        current == nil
                            ? "there is no such document" : "the document has another version than the request expects")
                    json.member("version", current ?? "")
                })
        case .conflict(let reason): return failure(409, reason)
        case .notFound(let reason): return failure(404, reason)
        case .failed(let reason): return failure(500, "it cannot be kept: \(reason)")
        }
    }

    private static func invalid(_ problems: MeshProblems) -> HTTPAnswer {
        .json(
            422,
            JSONOutput.object { json in
                json.member("error", "the documents make no mesh; nothing was changed")
                json.member("complaints") { $0.raw(ConfigurationComplaint.json(problems.complaints)) }
            })
    }
}

extension PublicationHistory.Outcome {
    /// For the audit log.
    var words: String {
        switch self {
        case .published(let set, _): "published \(set.number)"
        case .recompiled(let set, _, _): "published \(set.number) again"
        case .unchanged: "unchanged"
        case .invalid(let problems): "invalid: \(problems.complaints.first?.text ?? "")"
        case .conditionFailed: "refused: another version is there"
        case .conflict(let reason), .notFound(let reason): "refused: \(reason)"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}

/// Makes cases of the random grammar; the same ones of the same seed.
struct RandomCaseGenerator {
    private var numbers: SeededNumbers

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    /// The next case.
    mutating func next(named name: String) -> ProxyCase {
        let isHead = chance(10)
        let filters = (0..<pick([0, 0, 1, 1, 2, 3])).map { _ in pick(RandomGrammar.filters) }
        let distinct = filters.enumerated().filter { place, filter in
            !filters[..<place].contains { $0.name == filter.name }
        }.map(\.element)
        var result = ProxyCase(name, steps: conversation(isHead: isHead), upstream: upstream(isHead: isHead))
        result.manager = draw(RandomGrammar.manager).merged(with: ["http_filters": chain(distinct)])
            .replacing("CLUSTER", with: .string(name))
        result.virtualHosts = [host(distinct)]
        result.routeConfiguration = draw(RandomGrammar.table).merged(with: edits(10)).merged(
            with: ["validate_clusters": false])
        result.cluster = draw(RandomGrammar.cluster)
        result.logs = [
            LogDocument.text(
                "%GRPC_STATUS% %VIRTUAL_CLUSTER_NAME% %UPSTREAM_REQUEST_ATTEMPT_COUNT% %DYNAMIC_METADATA(m)% "
                    + "%DYNAMIC_METADATA(envoy.filters.http.rbac)% %RESPONSE_FLAGS_LONG%")
        ]
        result.omitting = [.probe, .bytewise]
        return result
    }

    // MARK: - Configuration

    private mutating func chain(_ filters: [RandomGrammar.Filter]) -> JSON {
        .array(filters.map { FilterChain.filter($0.name, $0.type, draw($0.groups)) } + [FilterChain.router])
    }

    private mutating func host(_ filters: [RandomGrammar.Filter]) -> JSON {
        let routes = (0..<pick([1, 1, 2, 3])).map { place in route("r\(place)", filters) }
        let base: JSON = ["name": "v", "domains": ["*"], "routes": .array(routes)]
        return base.merged(with: draw(RandomGrammar.host)).merged(with: edits(15)).merged(with: overrides(filters, 15))
    }

    private mutating func route(_ name: String, _ filters: [RandomGrammar.Filter]) -> JSON {
        let match = pick(RandomGrammar.matches)
        let base: JSON = ["name": .string(name), "match": match.merged(with: draw(RandomGrammar.conditions))]
        var does: JSON
        if chance(20) && match["connect_matcher"] == nil {
            does = pick(RandomGrammar.answers)
        } else {
            var action = pick(RandomGrammar.clusters).merged(with: draw(RandomGrammar.action))
            // A route has one way to rewrite its path, and CONNECT has none.
            if match["connect_matcher"] != nil { action = action.without("regex_rewrite") }
            does = ["route": action]
        }
        does = does.merged(with: edits(20)).merged(with: overrides(filters, 40))
        return base.merged(with: does)
    }

    /// What a level of the route table says to filters.
    private mutating func overrides(_ filters: [RandomGrammar.Filter], _ percent: Int) -> JSON {
        var result: JSON = [:]
        for filter in filters where !filter.routes.isEmpty && chance(percent) {
            result = result.merged(with: FilterChain.perFilter(filter.name, pick(filter.routes)))
        }
        return result
    }

    /// Edits of fields at a level of the route table.
    private mutating func edits(_ percent: Int) -> JSON {
        var result: JSON = [:]
        for key in ["request_headers_to_add", "response_headers_to_add"] where chance(percent) {
            result = result.merged(with: .object([JSON.Member(key: key, value: additions())]))
        }
        for key in ["request_headers_to_remove", "response_headers_to_remove"] where chance(percent / 2) {
            let names: JSON = [.string(pick(RandomGrammar.removedNames))]
            result = result.merged(with: .object([JSON.Member(key: key, value: names)]))
        }
        return result
    }

    private mutating func additions() -> JSON {
        .array(
            (0..<pick([1, 1, 2])).map { _ in
                [
                    "header": [
                        "key": .string(pick(RandomGrammar.editedNames)),
                        "value": .string(pick(RandomGrammar.editedValues)),
                    ],
                    "append_action": .string(pick(RandomGrammar.editActions)),
                    "keep_empty_value": .bool(chance(20)),
                ]
            })
    }

    // MARK: - Conversation

    private mutating func conversation(isHead: Bool) -> [ClientStep] {
        (0..<pick([1, 2, 3])).flatMap { _ -> [ClientStep] in
            [.send(ByteString(request(isHead: isHead))), isHead ? .headAnswers(1) : .answers(1)]
        }
    }

    private mutating func request(isHead: Bool) -> String {
        let method = isHead ? "HEAD" : pick(RandomGrammar.methods)
        var names: Set<Substring> = []
        var fields: [String] = []
        for _ in 0..<pick([0, 1, 2, 3, 5]) {
            let field = pick(RandomGrammar.fields)
            if names.insert(field.prefix { $0 != ":" }).inserted { fields.append(field) }
        }
        let host = pick(RandomGrammar.hosts)
        guard !isHead, ["POST", "PUT", "FOO"].contains(method) else {
            return ProxyTests.request(method, pick(RandomGrammar.targets), host: host, fields)
        }
        let body = pick(RandomGrammar.bodies)
        let target = pick(RandomGrammar.targets)
        if body.isEmpty || chance(60) {
            fields.append("content-length: \(body.utf8.count)")
            return ProxyTests.request(method, target, host: host, fields, body: body)
        }
        fields.append("transfer-encoding: chunked")
        let end = chance(20) ? "0\r\nx-t: 1\r\n\r\n" : "0\r\n\r\n"
        let chunk = "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n"
        return ProxyTests.request(method, target, host: host, fields, body: chunk + end)
    }

    private mutating func upstream(isHead: Bool) -> UpstreamScript {
        if chance(8) { return .refusing }
        let answers = isHead ? RandomGrammar.upstreamAnswersToHead : RandomGrammar.upstreamAnswers
        if chance(20) {
            return UpstreamScript(
                [.request, .text(pick(RandomGrammar.brokenAnswers)), .close],
                [.serve([ByteString(pick(answers)), ByteString(pick(answers))])])
        }
        return UpstreamScript([.serve((0..<4).map { _ in ByteString(pick(answers)) })])
    }

    // MARK: - Chance

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &numbers)]
    }

    private mutating func draw(_ groups: [RandomGrammar.Group]) -> JSON {
        var result: JSON = [:]
        for group in groups where chance(group.percent) { result = result.merged(with: pick(group.values)) }
        return result
    }
}

extension JSON {
    /// An object without a key.
    func without(_ key: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.key != key })
    }
}

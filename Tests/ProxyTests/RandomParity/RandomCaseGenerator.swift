/// Makes cases of the random grammar; the same ones of the same seed.
struct RandomCaseGenerator {
    private var numbers: SeededNumbers
    /// Whether a filter of the case that is drawn asks the upstream, which has odd answers only for others.
    private var asksUpstream = false

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    /// The next case.
    mutating func next(named name: String) -> ProxyCase {
        let kind = pick(Kind.all)
        // Its name says that the bytes of its upstream are not compared.
        var result = ProxyCase(kind == .multiplexed ? "http2-upstream-\(name)" : name, steps: [])
        configure(&result, kind)
        converse(kind, &result)
        result.logs = [LogDocument.text(RandomGrammar.loggedText), pick(RandomGrammar.loggedObjects)]
        result.omitting = [.probe, .bytewise]
        nameClusters(of: &result)
        return result
    }

    /// The next conversation over HTTP/2.
    mutating func nextOverHTTP2(named name: String) -> HTTP2Case {
        var base = ProxyCase(name, steps: [])
        configure(&base, .overHTTP2)
        base.upstream = upstream(isHead: false)
        base.omitting = [.probe, .bytewise]
        nameClusters(of: &base)
        let requests = (0..<pick([1, 1, 2, 3])).map { _ in requestOverHTTP2() }
        let settled = base
        let steps = requests.enumerated().flatMap { number, request in [request, .answers(number + 1)] }
        return HTTP2Case(name, steps, upstream: base.upstream) { $0 = settled }
    }

    /// Draws what a case configures beside its conversation.
    private mutating func configure(_ result: inout ProxyCase, _ kind: Kind) {
        let filters = (0..<pick([0, 0, 1, 1, 2, 3])).map { _ in pick(RandomGrammar.filters) }
        let distinct = filters.enumerated().filter { place, filter in
            !filters[..<place].contains { $0.name == filter.name } && kind.allows(filter)
        }.map(\.element)
        asksUpstream = distinct.contains { $0.name == "authorize" }
        // Its name says that the size of its bodies is not compared.
        if distinct.contains(where: { $0.name == "compressor" }) { result.name = "compressed-\(result.name)" }
        result.manager = draw(RandomGrammar.manager).merged(with: ["http_filters": chain(distinct)])
            .merged(with: draw(kind.manager))
        result.virtualHosts = [host(distinct, kind)]
        result.routeConfiguration = draw(RandomGrammar.table).merged(with: edits(10)).merged(
            with: ["validate_clusters": false])
        result.cluster = draw(RandomGrammar.cluster)
        result.listener = draw(RandomGrammar.listener)
        result.members = [RandomGrammar.mirrorCluster]
    }

    /// Puts the case's names where they belong.
    private func nameClusters(of result: inout ProxyCase) {
        result.manager = result.manager.replacing("CLUSTER", with: .string(result.name))
        result.virtualHosts = result.virtualHosts?.replacing("MIRROR", with: .string(result.name + "-mirror"))
    }

    // MARK: - Configuration

    private mutating func chain(_ filters: [RandomGrammar.Filter]) -> JSON {
        .array(filters.map { FilterChain.filter($0.name, $0.type, draw($0.groups)) } + [FilterChain.router])
    }

    private mutating func host(_ filters: [RandomGrammar.Filter], _ kind: Kind) -> JSON {
        let routes = (0..<pick([1, 1, 2, 3])).map { place in route("r\(place)", filters, kind) }
        let base: JSON = ["name": "v", "domains": ["*"], "routes": .array(routes)]
        return base.merged(with: draw(RandomGrammar.host)).merged(with: edits(15)).merged(with: overrides(filters, 15))
    }

    private mutating func route(_ name: String, _ filters: [RandomGrammar.Filter], _ kind: Kind) -> JSON {
        let match = pick(kind.matches)
        let base: JSON = ["name": .string(name), "match": match.merged(with: draw(RandomGrammar.conditions))]
        var does: JSON
        if chance(20) && match["connect_matcher"] == nil {
            does = pick(RandomGrammar.answers)
        } else {
            var action = pick(RandomGrammar.clusters).merged(with: draw(RandomGrammar.action))
                .merged(with: draw(kind.action))
            // A route has one way to rewrite its path, and CONNECT has none.
            if match["connect_matcher"] != nil { action = action.without("regex_rewrite") }
            does = ["route": action]
        }
        does = does.merged(with: edits(20)).merged(with: overrides(filters, 40))
            .merged(with: draw(RandomGrammar.route))
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

    mutating func conversation(isHead: Bool) -> [ClientStep] {
        (0..<pick([1, 2, 3])).flatMap { _ -> [ClientStep] in
            [.send(ByteString(request(isHead: isHead))), isHead ? .headAnswers(1) : .answers(1)]
        }
    }

    /// Fields of a request, one of a name at most.
    mutating func fields() -> [String] {
        var names: Set<Substring> = []
        var fields: [String] = []
        for _ in 0..<pick([0, 1, 2, 3, 5]) {
            let field = pick(RandomGrammar.fields)
            if names.insert(field.prefix { $0 != ":" }).inserted { fields.append(field) }
        }
        return fields
    }

    private mutating func request(isHead: Bool) -> String {
        let method = isHead ? "HEAD" : pick(RandomGrammar.methods)
        var fields = fields()
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

    mutating func upstream(isHead: Bool) -> UpstreamScript {
        if chance(8) { return .refusing }
        let all = isHead ? RandomGrammar.upstreamAnswersToHead : RandomGrammar.upstreamAnswers
        let answers = asksUpstream ? all.filter { !$0.contains(" 600 ") } : all
        if chance(20) {
            return UpstreamScript(
                [.request, .text(pick(RandomGrammar.brokenAnswers)), .close],
                [.serve([ByteString(pick(answers)), ByteString(pick(answers))])])
        }
        return UpstreamScript([.serve((0..<4).map { _ in ByteString(pick(answers)) })])
    }

    // MARK: - Chance

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &numbers)]
    }

    mutating func draw(_ groups: [RandomGrammar.Group]) -> JSON {
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

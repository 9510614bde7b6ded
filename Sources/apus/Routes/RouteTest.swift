internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import Routing
internal import RuntimeValues

/// Runs the tests of one file against one route table.
struct RouteTest {
    /// What a test found wrong; empty means it passed.
    struct Outcome {
        let name: String
        var failures: [String] = []
    }

    private let table: RouteConfiguration
    /// The rules that some test led to.
    private(set) var reached: Set<Int> = []

    init(_ table: RouteConfiguration) { self.table = table }

    /// The share of routes that some test led to, in percent.
    var coverage: Double {
        let all = table.virtualHosts.reduce(0) { $0 + $1.routes.count }
        return all == 0 ? 100 : Double(reached.count) * 100 / Double(all)
    }

    /// Runs one test.
    mutating func run(_ test: RouteTestConfiguration) -> Outcome {
        var outcome = Outcome(name: test.name)
        let key = test.input.runtimeKey
        // As in Envoy's tool: shares with keys other than the test's are 0.
        let runtime = LiveRuntime { $0 == key ? RuntimeEntry() : RuntimeEntry(numerator: 0, denominator: 100) }
        let explainer = RouteExplainer(table, runtime: runtime)
        var head = Self.request(test.input).head()
        var facts = RequestFacts()
        facts.number = test.input.number
        let explanation = explainer.explain(head, facts)
        if let host = explanation.virtualHost, let route = explanation.route {
            reached.insert(table.virtualHosts[..<host].reduce(route) { $0 + $1.routes.count })
        }
        let rule = explanation.rule.map { explainer.table.rules[$0] }
        let found = Self.names(explanation, rule, table, head)
        func check(_ what: String, _ expected: String?, _ actual: String) {
            guard let expected, expected != actual else { return }
            outcome.failures.append("\(what): expected \"\(expected)\", found \"\(actual)\"")
        }
        check("cluster_name", test.expected.cluster, found.cluster)
        check("virtual_host_name", test.expected.virtualHost, found.virtualHost)
        check("virtual_cluster_name", test.expected.virtualCluster, found.virtualCluster)
        check("path_redirect", test.expected.redirect, Self.location(rule, head))
        var computed: Set<String> = []
        if let rule, rule.target != nil { computed = Self.prepare(&head, by: rule) }
        check("path_rewrite", test.expected.path, head.headers.text(.path))
        check("host_rewrite", test.expected.host, head.headers.text(.authority))
        for matcher in test.expected.requestHeaders {
            outcome.failures += Self.failure(matcher, head, computed, "request_header_matches")
        }
        var response = RequestHead()
        for field in test.input.responseFields {
            response.headers.append(name: field.name.utf8.span, field.value.utf8.span)
        }
        let changed = Self.edit(&response.headers, rule?.responseHeaders ?? [])
        for matcher in test.expected.responseHeaders {
            outcome.failures += Self.failure(matcher, response, changed, "response_header_matches")
        }
        return outcome
    }

    private static func request(_ input: RouteTestConfiguration.Input) -> RouteRequest {
        var request = RouteRequest()
        (request.method, request.authority, request.path) = (input.method, input.authority, input.path)
        request.fields = input.requestFields.map { ($0.name, $0.value) }
        (request.isInternal, request.isSecured) = (input.isInternal, input.isSecured)
        return request
    }

    private static func names(
        _ explanation: RouteExplanation, _ rule: RouteRule?, _ table: RouteConfiguration,
        _ head: borrowing RequestHead
    ) -> (cluster: String, virtualHost: String, virtualCluster: String) {
        var cluster = ""
        switch rule?.target {
        case .cluster(let name)?: cluster = name
        case .field(let name)?:
            let index = head.headers.index(named: name.utf8.span)
            if index >= 0 { cluster = head.headers.text(at: index) }
        case nil: break
        }
        guard let rule, !explanation.isSecured else { return (cluster, "", "") }
        var virtualCluster = ""
        if rule.target != nil, let clusters = rule.virtualClusters {
            let place = clusters.find(head)
            virtualCluster =
                place < clusters.names.count ? String(decoding: clusters.names[place], as: UTF8.self) : "other"
        }
        return (cluster, String(decoding: rule.virtualHostName, as: UTF8.self), virtualCluster)
    }

    private static func location(_ rule: RouteRule?, _ head: borrowing RequestHead) -> String {
        guard let rule, case .redirect = rule.action else { return "" }
        var location = ByteBuffer()
        rule.writeRedirectLocation(head, with: RouteRewriter(rule), to: &location)
        return String(decoding: (0..<location.count).map { location[$0] }, as: UTF8.self)
    }

    // MARK: - What goes upstream

    /// Makes of a head what goes upstream. The names of fields whose values only an exchange would tell come back.
    private static func prepare(_ head: inout RequestHead, by rule: RouteRule) -> Set<String> {
        var computed = edit(&head.headers, [rule.branchRequestHeaders])
        if !rule.branchHost.isEmpty { head.headers.set(.authority, rule.branchHost) }
        computed.formUnion(edit(&head.headers, rule.requestHeaders))
        rule.rewrite(&head, with: RouteRewriter(rule), keepsOriginals: true)
        return computed
    }

    private static func edit(_ headers: inout HeaderMap, _ edits: [HeaderEditsConfiguration]) -> Set<String> {
        var computed: Set<String> = []
        for edit in edits {
            for name in edit.removals { headers.remove(named: name.utf8.span) }
            for addition in edit.additions {
                let isThere = headers.index(named: addition.name.utf8.span) >= 0
                switch addition.action {
                case .addIfAbsent: if isThere { continue }
                case .overwrite: if !isThere { continue }
                case .append, .overwriteOrAdd: break
                }
                if addition.action != .append { headers.remove(named: addition.name.utf8.span) }
                if let text = addition.value.plainText {
                    headers.append(name: addition.name.utf8.span, text.span)
                } else {
                    computed.insert(addition.name)
                }
            }
        }
        return computed
    }

    private static func failure(
        _ matcher: HeaderMatcherConfiguration, _ head: borrowing RequestHead, _ computed: Set<String>, _ what: String
    ) -> [String] {
        if computed.contains(matcher.name) {
            return ["\(what): the value of \"\(matcher.name)\" is computed for each exchange"]
        }
        if HeaderMatcher(matcher).matches(head) { return [] }
        let index = head.headers.index(named: matcher.name.utf8.span)
        let found = index < 0 ? "none" : "\"\(head.headers.text(at: index))\""
        return ["\(what): \"\(matcher.name)\" is not as expected, found \(found)"]
    }
}

internal import Buffers
public import Configuration
internal import HTTPSemantics
public import RuntimeValues

/// What happens to a request in one connection manager, line by line, for people.
public struct RouteReport {
    /// The lines: what each is about, and what is so.
    public private(set) var lines: [(label: String, text: String)] = []

    /// Follows a request through a table.
    public init(_ table: RouteConfiguration, _ request: RouteRequest, runtime: LiveRuntime) {
        let explainer = RouteExplainer(table, runtime: runtime)
        let head = request.head()
        let explanation = explainer.explain(head, request.facts)
        guard let place = explanation.virtualHost else {
            add("virtual host", "none has the host \(Self.quoted(request.authority)): 404 (NR)")
            return
        }
        let host = table.virtualHosts[place]
        add("virtual host", "\(host.name) (\(host.domains.joined(separator: ", ")))")
        if explanation.isSecured {
            add("answer", "301 to the secured form of the request (require_tls)")
            return
        }
        switch explanation.matched {
        case .unasked: break
        case .nothing: add("matcher", "nothing in it fits")
        case .routes(let range):
            add("matcher", range.isEmpty ? "leads to a list without routes" : Self.words(for: range))
        }
        for candidate in explanation.passedOver {
            add("passed over", "\(Self.name(of: host.routes[candidate.route], candidate.route)): \(candidate.reason)")
        }
        guard let number = explanation.route else {
            add("route", "none takes the request: 404 (NR)")
            return
        }
        let route = host.routes[number]
        add("route", Self.name(of: route, number))
        guard let rule = explanation.rule else {
            add("cluster", "none: all weights are 0 at present: 404 (NR)")
            return
        }
        describe(route, explainer.table.rules[rule], explanation.branch, head)
        for filter in Set((host.perFilter + route.perFilter + table.perFilter).map(\.filterName)).sorted() {
            add("filter", "\(filter) has settings of its own here")
        }
    }

    /// All lines, labels in one column.
    public var text: String {
        lines.map { line in
            "  \(line.label)\(String(repeating: " ", count: max(1, 18 - line.label.utf8.count)))\(line.text)\n"
        }.joined()
    }

    private mutating func add(_ label: String, _ text: String) { lines.append((label, text)) }

    // MARK: - Actions

    private mutating func describe(
        _ route: RouteEntryConfiguration, _ rule: RouteRule, _ branch: RouteExplanation.Branch?,
        _ head: borrowing RequestHead
    ) {
        switch route.action {
        case .directResponse(let response):
            add("answer", "\(response.status), a direct response")
        case .redirect(let redirect):
            var location = ByteBuffer()
            rule.writeRedirectLocation(head, with: RouteRewriter(rule), to: &location)
            add("answer", "\(redirect.responseCode), a redirect")
            if case .format = redirect.path {
                add("location", "its path is made by a format")
            } else {
                add("location", Self.text(of: location))
            }
        case .route(let action): describe(action, rule, branch, head)
        }
        describe("request headers", [rule.branchRequestHeaders] + rule.requestHeaders)
        describe("response headers", rule.responseHeaders)
    }

    private mutating func describe(
        _ action: RouteActionConfiguration, _ rule: RouteRule, _ branch: RouteExplanation.Branch?,
        _ head: borrowing RequestHead
    ) {
        if let branch, case .weighted(let weighted) = action.target {
            let parts = zip(weighted.branches, branch.weights).map { "\(Self.name(of: $0.0.target)) \($0.1)" }
            add("weights", parts.joined(separator: ", "))
        }
        switch rule.target {
        case .cluster(let name)?: add("cluster", name)
        case .field(let name)?:
            let index = head.headers.index(named: name.utf8.span)
            add(
                "cluster",
                index < 0
                    ? "no header \(Self.quoted(name)) names one: \(action.clusterNotFoundResponseCode) (NC)"
                    : "\(head.headers.text(at: index)), named by the header \(Self.quoted(name))")
        case nil: break
        }
        describeRewriting(action, rule, head)
        add(
            "timeout",
            action.maxStreamDuration == nil ? Self.duration(action.timeout) : "none: max_stream_duration is set")
        switch action.idleTimeout {
        case .inherited: break
        case .disabled: add("idle timeout", "none")
        case .after(let time): add("idle timeout", Self.duration(time))
        }
        if let limit = action.maxStreamDuration?.limit {
            add("stream duration", Self.duration(limit == 0 ? nil : limit))
        }
        if action.priority == .high { add("priority", "HIGH") }
        describe(rule.resilience)
    }

    private mutating func describeRewriting(
        _ action: RouteActionConfiguration, _ rule: RouteRule, _ head: borrowing RequestHead
    ) {
        let before = (head.headers.text(.path), head.headers.text(.authority))
        var changed = RequestHead()
        changed.headers.append(contentsOf: head.headers)
        rule.rewrite(&changed, with: RouteRewriter(rule), keepsOriginals: false)
        let after = (changed.headers.text(.path), changed.headers.text(.authority))
        if action.pathFormat != nil {
            add("path", "\(before.0) becomes what a format says")
        } else if before.0 != after.0 {
            add("path", "\(before.0) becomes \(after.0)")
        }
        if case .format = action.hostRewrite {
            add("host", "\(before.1) becomes what a format says")
        } else if rule.usesEndpointHostname {
            add("host", "\(before.1) becomes the endpoint's name")
        } else if before.1 != after.1 {
            add("host", "\(before.1) becomes \(after.1)")
        }
    }

    private mutating func describe(_ resilience: ResilienceConfiguration) {
        if let policy = resilience.retries, policy.retries > 0, !policy.conditions.isEmpty {
            let words = RetryConditions.httpWords + RetryConditions.grpcWords
            let names = words.filter { policy.conditions.contains($0.condition) }.map { "\($0.name)" }
            var text = "up to \(policy.retries), on \(names.joined(separator: ", "))"
            if policy.tryTimeout != 0 { text += "; a try may take \(Self.duration(policy.tryTimeout))" }
            add("retries", text)
        }
        for mirror in resilience.mirrors {
            let target =
                switch mirror.target {
                case .cluster(let name): name
                case .field(let name): "the cluster that header \(Self.quoted(name)) names"
                }
            let share = mirror.share.share
            let part = share.numerator >= share.denominator ? "" : ", \(share.numerator) of \(share.denominator)"
            add("copies", "to \(target)\(part)")
        }
    }

    private mutating func describe(_ label: String, _ edits: [HeaderEditsConfiguration]) {
        for edit in edits {
            for name in edit.removals { add(label, "- \(name)") }
            for addition in edit.additions {
                let text = addition.value.plainText.map { String(decoding: $0, as: UTF8.self) }
                let sign = addition.action == .append || addition.action == .addIfAbsent ? "+" : "="
                add(label, "\(sign) \(addition.name): \(text ?? "(computed for each request)")")
            }
        }
    }

    // MARK: - Words

    private static func words(for routes: Range<Int>) -> String {
        let first = "leads to routes[\(routes.lowerBound)]"
        return routes.count == 1 ? first : first + " to [\(routes.upperBound - 1)]"
    }

    private static func name(of route: RouteEntryConfiguration, _ place: Int) -> String {
        route.name.isEmpty ? "routes[\(place)]" : "routes[\(place)] \(quoted(route.name))"
    }

    private static func name(of target: WeightedBranchConfiguration.Target) -> String {
        switch target {
        case .cluster(let name): name
        case .field(let name): "by header \(quoted(name))"
        }
    }

    private static func text(of bytes: borrowing ByteBuffer) -> String {
        String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
    }

    /// Nanoseconds in seconds, as configurations write them.
    private static func duration(_ time: UInt64?) -> String {
        guard let time else { return "none" }
        let milliseconds = time / 1_000_000
        var text = "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
        while text.hasSuffix("0") { text.removeLast() }
        return (text.hasSuffix(".") ? String(text.dropLast()) : text) + "s"
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}

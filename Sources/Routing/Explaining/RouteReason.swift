internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions
internal import RuntimeValues

/// Words for the first condition of a route that a request does not meet.
enum RouteReason {
    /// Nil when the route takes the request.
    static func whyNot(
        _ match: RouteMatchConfiguration, _ path: [UInt8], _ head: borrowing RequestHead, _ facts: RequestFacts,
        _ runtime: LiveRuntime
    ) -> String? {
        let isConnect = head.method == .connect
        if case .connect = match.path {
            if !isConnect { return words(match) }
        } else if isConnect {
            return "it is a CONNECT, which only connect_matcher takes"
        } else if !PathMatcher(match).matches(path.span, pathEnd: path.count) {
            return words(match)
        }
        if let share = match.share, !runtime.share(share).includes(facts.number) { return words(share, facts.number) }
        if match.takesOnlyGRPC && !head.isGRPC { return "it is no gRPC call" }
        for header in match.headers where !HeaderMatcher(header).matches(head) { return words(header) }
        let target = head.headers.value(of: .path)
        for parameter in match.queryParameters where !QueryParameterMatcher(parameter).matches(target) {
            return words(parameter)
        }
        for cookie in match.cookies where !CookieMatcher(cookie).matches(head.headers) {
            return "cookie \(quoted(cookie.name)) \(words(cookie.text, isInverted: cookie.isInverted))"
        }
        if let wanted = match.presentsCertificate, wanted != facts.presentsCertificate {
            return wanted ? "the client shows no certificate" : "the client shows a certificate"
        }
        if let wanted = match.validatesCertificate, wanted != facts.validatesCertificate {
            return wanted ? "the client's certificate was not found good" : "the client's certificate was found good"
        }
        for condition in match.metadata where !MetadataMatcher(condition).matches(facts.metadata ?? Metadata()) {
            let path = ([condition.filter] + condition.path).map(quoted).joined(separator: " ")
            return "metadata \(path) is not as asked for"
        }
        for condition in match.filterState {
            if let text = facts.filterState[condition.key], TextMatcher(condition.text).matches(text.span) { continue }
            return "filter state \(quoted(condition.key)) is not as asked for"
        }
        return nil
    }

    private static func words(_ match: RouteMatchConfiguration) -> String {
        let ending = match.caseSensitive ? "" : ", whatever its letter case"
        return switch match.path {
        case .prefix(let text): "the path does not begin with \(quoted(text))\(ending)"
        case .path(let text): "the path is not \(quoted(text))\(ending)"
        case .pathSeparatedPrefix(let text):
            "the path is not \(quoted(text)) and does not begin with \(quoted(text + "/"))\(ending)"
        case .expression(let expression): "the path does not match \(quoted(expression.pattern))"
        case .connect: "it is no CONNECT"
        }
    }

    private static func words(_ share: RuntimeFractionConfiguration, _ number: UInt64) -> String {
        let key = share.key.isEmpty ? "" : " (or what stands at \(quoted(share.key)))"
        return "\(share.share.numerator) of \(share.share.denominator)\(key) leaves the number \(number) out"
    }

    private static func words(_ header: HeaderMatcherConfiguration) -> String {
        let name = "header \(quoted(header.name))"
        switch header.condition {
        case .present(let isWanted): return "\(name) is \(isWanted != header.isInverted ? "not there" : "there")"
        case .range(let start, let end):
            return "\(name) is \(header.isInverted ? "" : "no ")number from \(start) to below \(end)"
        case .text(let text): return "\(name) \(words(text, isInverted: header.isInverted))"
        }
    }

    private static func words(_ parameter: QueryParameterMatcherConfiguration) -> String {
        let name = "parameter \(quoted(parameter.name))"
        switch parameter.condition {
        case .present(let isWanted): return "\(name) is \(isWanted ? "not there" : "there")"
        case .text(let text): return "\(name) \(words(text, isInverted: false))"
        }
    }

    private static func words(_ text: StringMatcherConfiguration, isInverted: Bool) -> String {
        let no = isInverted ? "" : "not "
        let ending = text.ignoresCase ? ", whatever its letter case" : ""
        if let expression = text.expression {
            return "\(isInverted ? "matches" : "does not match") \(quoted(expression.pattern))"
        }
        let word =
            switch text.kind {
            case .exact: "is \(no)"
            case .prefix: isInverted ? "begins with " : "does not begin with "
            case .suffix: isInverted ? "ends with " : "does not end with "
            case .contains: isInverted ? "contains " : "does not contain "
            }
        return word + quoted(text.pattern) + ending
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}

internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions
internal import RuntimeValues

/// The conditions of one route beside its path, compiled. Checking them allocates nothing. (What filters
/// have left as text is copied first, where a route of the table asks for any.) A class, since each look at a struct
/// would retain its lists.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (RouteMatch)
final class RouteConditions: Sendable {
    private let share: RuntimeShare?
    private let takesOnlyGRPC: Bool
    private let headers: HeaderConditions?
    private let parameters: [QueryParameterMatcher]
    private let cookies: [CookieMatcher]
    private let presentsCertificate: Bool?
    private let validatesCertificate: Bool?
    private let metadata: [MetadataMatcher]
    private let filterState: [(key: String, text: TextMatcher)]

    /// Nil when the path decides alone.
    init?(_ match: RouteMatchConfiguration, runtime: LiveRuntime) {
        share = match.share.map { runtime.share($0) }
        takesOnlyGRPC = match.takesOnlyGRPC
        headers = HeaderConditions(match.headers[...])
        parameters = match.queryParameters.map { QueryParameterMatcher($0) }
        cookies = match.cookies.map { CookieMatcher($0) }
        presentsCertificate = match.presentsCertificate
        validatesCertificate = match.validatesCertificate
        metadata = match.metadata.map { MetadataMatcher($0) }
        filterState = match.filterState.map { ($0.key, TextMatcher($0.text)) }
        let isPathAlone =
            share == nil && !takesOnlyGRPC && headers == nil && parameters.isEmpty && cookies.isEmpty
            && asks.isEmpty
        if isPathAlone { return nil }
    }

    /// What has to be known beside the head.
    var asks: RequestFacts.Kinds {
        var kinds: RequestFacts.Kinds = []
        if share != nil { kinds.insert(.number) }
        if presentsCertificate != nil || validatesCertificate != nil { kinds.insert(.certificate) }
        if !metadata.isEmpty { kinds.insert(.metadata) }
        if !filterState.isEmpty { kinds.insert(.filterState) }
        return kinds
    }

    /// Whether all of them hold.
    func hold(for head: borrowing RequestHead, _ facts: RequestFacts) -> Bool {
        if let share, !share.includes(facts.number) { return false }
        if takesOnlyGRPC && !head.isGRPC { return false }
        if headers?.hold(for: head) == false { return false }
        if !parameters.isEmpty {
            let path = head.headers.value(of: .path)
            for index in parameters.indices where !parameters[index].matches(path) { return false }
        }
        for index in cookies.indices where !cookies[index].matches(head.headers) { return false }
        if let presentsCertificate, presentsCertificate != facts.presentsCertificate { return false }
        if let validatesCertificate, validatesCertificate != facts.validatesCertificate { return false }
        if !metadata.isEmpty {
            let said = facts.metadata ?? Metadata()
            for index in metadata.indices where !metadata[index].matches(said) { return false }
        }
        for condition in filterState {
            guard let text = facts.filterState[condition.key], condition.text.matches(text.span) else { return false }
        }
        return true
    }
}

internal import Buffers
public import Configuration
public import HTTPSemantics
internal import RuntimeValues

/// Which requests a rule of a filter is for, compiled: what `RouteMatch` asks of path, fields and query.
public struct RequestMatcher: Sendable {
    private let path: PathMatcher
    private let conditions: RouteConditions?

    /// Compiles a validated condition.
    public init(_ match: RouteMatchConfiguration) {
        path = PathMatcher(match)
        // As in Envoy, only routes ask for more.
        var head = RouteMatchConfiguration(path: match.path, caseSensitive: match.caseSensitive)
        head.headers = match.headers
        head.queryParameters = match.queryParameters
        conditions = RouteConditions(head, runtime: LiveRuntime())
    }

    /// Whether a request is so.
    public func matches(_ head: borrowing RequestHead) -> Bool {
        guard fits(head) else { return false }
        return conditions?.hold(for: head, RequestFacts()) ?? true
    }

    private func fits(_ head: borrowing RequestHead) -> Bool {
        if head.method == .connect { return path.kind == .connect }
        let value = head.headers.value(of: .path)
        return path.matches(value, pathEnd: Bytes.endOfPath(value))
    }
}

internal import Buffers
public import Configuration
public import HTTPSemantics

/// Which requests a rule is for, compiled: what `RouteMatch` asks for outside a route table.
public struct RequestMatcher: Sendable {
    private let path: PathMatcher

    /// Compiles a validated condition.
    public init(_ match: RouteMatchConfiguration) { path = PathMatcher(match) }

    /// Whether a request is so.
    public func matches(_ head: borrowing RequestHead) -> Bool {
        let value = head.headers.value(of: .path)
        return path.matches(value, pathEnd: Bytes.endOfPath(value))
    }
}

public import Configuration
internal import HTTPSemantics
internal import RegularExpressions

/// A compiled condition on a parameter of the query: on its first value, as it stands in the path.
public struct QueryParameterMatcher: Sendable {
    private let name: [UInt8]
    /// Nil means the parameter has only to be there, or not to be.
    private let text: TextMatcher?
    private let isWanted: Bool

    /// Compiles a validated condition.
    public init(_ configuration: QueryParameterMatcherConfiguration) {
        name = Array(configuration.name.utf8)
        switch configuration.condition {
        case .present(let present): (text, isWanted) = (nil, present)
        case .text(let condition): (text, isWanted) = (TextMatcher(condition), true)
        }
    }

    /// Whether the parameter of a path is so.
    public func matches(_ path: Span<UInt8>) -> Bool {
        guard let range = Query.value(of: name.span, in: path) else { return !isWanted }
        guard let text else { return isWanted }
        return text.matches(path.extracting(range))
    }
}

public import RegularExpressions

/// What replaces the matches of an expression (`envoy.type.matcher.v3.RegexMatchAndSubstitute`).
public struct RegexRewriteConfiguration: Sendable, Equatable {
    /// What is looked for.
    public let expression: RegularExpression
    /// What stands there afterwards.
    public let substitution: RegularExpressionSubstitution
}

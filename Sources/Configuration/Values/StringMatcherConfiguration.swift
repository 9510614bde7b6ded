public import RegularExpressions

/// What a text must be like (`envoy.type.matcher.v3.StringMatcher`).
public struct StringMatcherConfiguration: Sendable, Equatable {
    /// How the text is compared with the pattern.
    public var kind: TextMatcher.Kind
    /// The pattern.
    public var pattern: String
    /// Whether letter case does not count. Envoy's default: false.
    public var ignoresCase: Bool
    /// The expression that has to match all of the text, instead of a pattern.
    public var expression: RegularExpression?

    /// Makes a condition on a text.
    public init(_ kind: TextMatcher.Kind, _ pattern: String, ignoresCase: Bool = false) {
        self.kind = kind
        self.pattern = pattern
        self.ignoresCase = ignoresCase
    }

    /// Makes a condition that an expression sets.
    public init(_ expression: RegularExpression) {
        self.init(.exact, "")
        self.expression = expression
    }
}

extension TextMatcher {
    /// Compiles a validated condition.
    public init(_ configuration: StringMatcherConfiguration) {
        if let expression = configuration.expression {
            self.init(expression)
            return
        }
        self.init(configuration.kind, configuration.pattern, ignoresCase: configuration.ignoresCase)
    }
}

/// What a header field must be like (`envoy.config.route.v3.HeaderMatcher`).
public struct HeaderMatcherConfiguration: Sendable, Equatable {
    /// The name in lower case.
    public var name: String
    /// What its value must be like.
    public var condition: Condition
    /// Whether the opposite is asked for. Envoy's default: false.
    public var isInverted: Bool
    /// Whether a missing field counts as an empty one. Envoy's default: false.
    public var treatsMissingAsEmpty: Bool

    /// What a value must be like.
    public enum Condition: Sendable, Equatable {
        /// The field is there, or, when false, is not.
        case present(Bool)
        /// A text that compares so.
        case text(StringMatcherConfiguration)
        /// A whole number at least `start` and below `end`.
        case range(start: Int64, end: Int64)
    }

    /// Makes a condition on a field.
    public init(name: String, condition: Condition, isInverted: Bool = false, treatsMissingAsEmpty: Bool = false) {
        self.name = name
        self.condition = condition
        self.isInverted = isInverted
        self.treatsMissingAsEmpty = treatsMissingAsEmpty
    }
}

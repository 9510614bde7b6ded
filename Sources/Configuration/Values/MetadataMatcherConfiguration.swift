/// What a value of metadata must be like (`envoy.type.matcher.v3.MetadataMatcher`).
public struct MetadataMatcherConfiguration: Sendable, Equatable {
    /// The name space, which is a filter's name.
    public var filter: String
    /// The keys that lead to the value.
    public var path: [String]
    /// What the value must be like.
    public var value: ValueMatcherConfiguration
    /// Whether the opposite is asked for. Envoy's default: false.
    public var isInverted: Bool

    /// Makes a condition on metadata.
    public init(filter: String, path: [String], value: ValueMatcherConfiguration, isInverted: Bool = false) {
        self.filter = filter
        self.path = path
        self.value = value
        self.isInverted = isInverted
    }
}

/// What a value must be like (`envoy.type.matcher.v3.ValueMatcher`).
public indirect enum ValueMatcherConfiguration: Sendable, Equatable {
    /// It is null.
    case null
    /// It is this number.
    case number(Double)
    /// It is a number at least `start` and below `end`.
    case range(start: Double, end: Double)
    /// It is a text that compares so.
    case text(StringMatcherConfiguration)
    /// It is this truth value.
    case bool(Bool)
    /// It is there; when false, nothing is so.
    case present(Bool)
    /// It is a list with such an element.
    case list(ValueMatcherConfiguration)
    /// It is as one of these says.
    case any([ValueMatcherConfiguration])
}

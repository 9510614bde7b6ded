public import Configuration
public import HTTPSemantics
internal import RegularExpressions

/// A compiled condition on metadata.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/type/matcher/v3/metadata.proto
public struct MetadataMatcher: Sendable {
    private let space: String
    private let path: [String]
    private let value: ValueMatcher
    private let isInverted: Bool

    /// Compiles a validated condition.
    public init(_ configuration: MetadataMatcherConfiguration) {
        space = configuration.filter
        path = configuration.path
        value = ValueMatcher(configuration.value)
        isInverted = configuration.isInverted
    }

    /// Whether the value is as it must be, without inversion; nil where there is no such value.
    public func verdict(on metadata: Metadata) -> Bool? {
        metadata.value(in: space, at: path[...]).map { value.matches($0) }
    }

    /// Whether what is found by a name space and a path is as it must be.
    public func matches(_ find: (String, ArraySlice<String>) -> MetadataValue?) -> Bool {
        value.matches(find(space, path[...])) != isInverted
    }

    /// Whether the metadata is as it must be.
    public func matches(_ metadata: Metadata) -> Bool {
        value.matches(metadata.value(in: space, at: path[...])) != isInverted
    }
}

/// A compiled condition on one value.
indirect enum ValueMatcher: Sendable {
    case null
    case number(Double)
    case range(start: Double, end: Double)
    case text(TextMatcher)
    case bool(Bool)
    case present(Bool)
    case list(ValueMatcher)
    case any([ValueMatcher])

    init(_ configuration: ValueMatcherConfiguration) {
        switch configuration {
        case .null: self = .null
        case .number(let value): self = .number(value)
        case .range(let start, let end): self = .range(start: start, end: end)
        case .text(let text): self = .text(TextMatcher(text))
        case .bool(let value): self = .bool(value)
        case .present(let value): self = .present(value)
        case .list(let element): self = .list(ValueMatcher(element))
        case .any(let values): self = .any(values.map { ValueMatcher($0) })
        }
    }

    func matches(_ value: MetadataValue?) -> Bool {
        switch (self, value) {
        case (.any(let matchers), _): matchers.contains { $0.matches(value) }
        case (.present(let isPresent), .some): isPresent
        case (.null, .null?): true
        case (.number(let wanted), .number(let found)?): wanted == found
        case (.range(let start, let end), .number(let found)?): found >= start && found < end
        case (.text(let matcher), .string(let text)?): matcher.matches(text.span)
        case (.bool(let wanted), .bool(let found)?): wanted == found
        case (.list(let matcher), .list(let elements)?): elements.contains { matcher.matches($0) }
        default: false
        }
    }
}

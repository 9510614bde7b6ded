/// What a text that filters share must be like (`envoy.type.matcher.v3.FilterStateMatcher`). One that is not there is
/// not so.
public struct FilterStateMatcherConfiguration: Sendable, Equatable {
    /// The text's name; never empty.
    public var key: String
    /// What it must be like.
    public var text: StringMatcherConfiguration

    /// Makes a condition on a text.
    public init(key: String, text: StringMatcherConfiguration) {
        self.key = key
        self.text = text
    }
}

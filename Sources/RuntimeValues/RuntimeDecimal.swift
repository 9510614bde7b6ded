/// A number that a runtime key may change while the proxy runs.
public struct RuntimeDecimal: Sendable {
    private let fallback: Double
    /// Nil means it never changes.
    private let value: RuntimeValue?

    /// What holds while `value` has no number, or is nil.
    public init(_ fallback: Double, value: RuntimeValue? = nil) {
        self.fallback = fallback
        self.value = value
    }

    /// The number at present.
    public var current: Double { value?.decimal ?? fallback }
}

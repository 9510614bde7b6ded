/// Whether something is on, which a runtime key may change while the proxy runs.
public struct RuntimeFlag: Sendable {
    private let isOnByDefault: Bool
    /// Nil means it never changes.
    private let value: RuntimeValue?

    /// What holds while `value` says neither yes nor no, or is nil.
    public init(_ isOnByDefault: Bool, value: RuntimeValue? = nil) {
        self.isOnByDefault = isOnByDefault
        self.value = value
    }

    /// Whether it is on at present.
    public var isOn: Bool { value?.flag ?? isOnByDefault }
}

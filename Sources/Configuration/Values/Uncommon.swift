/// Options that most configurations leave alone.
public protocol HasDefaults: Sendable, Equatable {
    /// All of them at their defaults.
    init()
}

/// A group of options that most configurations leave at their defaults: then it costs one word, else it is shared by
/// all copies. For options that are read now and then, since reading the defaults makes them.
@propertyWrapper
public struct Uncommon<Value: HasDefaults>: Sendable, Equatable {
    @Boxed private var value: Value?

    /// The defaults.
    public init() {}

    /// Makes a value.
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

    /// The value.
    public var wrappedValue: Value {
        get { value ?? Value() }
        set { value = newValue == Value() ? nil : newValue }
    }
}

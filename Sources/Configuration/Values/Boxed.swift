/// A part that most configurations lack, kept apart: where it is missing it costs one word, where it is there it is
/// shared by all copies.
@propertyWrapper
public struct Boxed<Value: Sendable & Equatable>: Sendable, Equatable {
    private final class Storage: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private var storage: Storage?

    /// Nothing.
    public init() {}

    /// Makes a value, or nothing.
    public init(wrappedValue: Value?) { storage = wrappedValue.map { Storage($0) } }

    /// The value; nil where there is none.
    public var wrappedValue: Value? {
        get { storage?.value }
        set { if let newValue { storage = Storage(newValue) } else { storage = nil } }
    }

    /// Whether both hold equal values, or none.
    public static func == (one: Boxed, other: Boxed) -> Bool {
        one.storage === other.storage || one.wrappedValue == other.wrappedValue
    }
}

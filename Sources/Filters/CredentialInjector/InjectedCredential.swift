internal import Synchronization

/// A text that is secret and may change while the proxy serves. Who reads it often keeps it with its generation, so
/// that nothing is locked while it stays the same.
public final class InjectedCredential: Sendable {
    private let value = Mutex<[UInt8]>([])
    private let counter = Atomic<UInt64>(1)

    /// Makes an empty one.
    public init() {}

    /// Puts another into its place. As in Envoy, it ends before the line ends of its end.
    public func replace(with bytes: [UInt8]) {
        var text = bytes[...]
        while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
        value.withLock { $0 = Array(text) }
        counter.add(1, ordering: .releasing)
    }

    /// Another number after each change.
    var generation: UInt64 { counter.load(ordering: .acquiring) }

    /// What it is now; empty means there is none.
    public var bytes: [UInt8] { value.withLock { $0 } }
}

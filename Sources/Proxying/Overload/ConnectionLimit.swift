internal import Synchronization

/// How many connections there may be at once, on all workers together.
///
/// Only where a limit is configured: it is a cache line that all workers write.
public final class ConnectionLimit: Sendable {
    private let limit: Atomic<UInt64>
    private let count = Atomic<UInt64>(0)

    /// No connections yet.
    public init(maximum: UInt64) { limit = Atomic(maximum) }

    /// The most at once. A change closes no connection.
    public var maximum: UInt64 {
        get { limit.load(ordering: .relaxed) }
        set { limit.store(newValue, ordering: .relaxed) }
    }

    /// Connections at present.
    public var current: UInt64 { count.load(ordering: .relaxed) }

    /// Takes a place; false when there is none.
    public func acquire() -> Bool {
        if count.add(1, ordering: .relaxed).newValue <= maximum { return true }
        release()
        return false
    }

    /// Gives a place back.
    public func release() { count.subtract(1, ordering: .relaxed) }
}

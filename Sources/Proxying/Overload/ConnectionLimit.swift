internal import Synchronization

/// How many connections there may be at once, on all workers together.
///
/// Only where a limit is configured: it is a cache line that all workers write.
public final class ConnectionLimit: Sendable {
    private let limit: Atomic<UInt64>
    /// Signed, and never trapping: a place too many given back must not end the process.
    private let count = Atomic<Int64>(0)

    /// No connections yet.
    public init(maximum: UInt64) { limit = Atomic(maximum) }

    /// The most at once. A change closes no connection.
    public var maximum: UInt64 {
        get { limit.load(ordering: .relaxed) }
        set { limit.store(newValue, ordering: .relaxed) }
    }

    /// Connections at present.
    public var current: UInt64 { UInt64(clamping: count.load(ordering: .relaxed)) }

    /// Takes a place; false when there is none.
    public func acquire() -> Bool {
        if UInt64(clamping: count.wrappingAdd(1, ordering: .relaxed).newValue) <= maximum { return true }
        release()
        return false
    }

    /// Takes a place even where there is none: for a connection that came in under another limit.
    public func take() { count.wrappingAdd(1, ordering: .relaxed) }

    /// Gives a place back.
    public func release() { count.wrappingSubtract(1, ordering: .relaxed) }
}

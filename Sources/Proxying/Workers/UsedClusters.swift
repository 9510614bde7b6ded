internal import Synchronization

/// The names of the clusters that a worker has made its part of, where other threads can read them.
public final class UsedClusters: Sendable {
    private let used = Mutex<Set<String>>([])

    /// None.
    public init() {}

    /// Their names at present.
    public var names: Set<String> { used.withLock { $0 } }

    func insert(_ name: String) { used.withLock { _ = $0.insert(name) } }

    func remove(_ name: String) { used.withLock { _ = $0.remove(name) } }
}

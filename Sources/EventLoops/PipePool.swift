internal import Synchronization

/// The pipes of one loop: they are lent to flows and taken back, so that a flow costs no call to make one.
///
/// A pipe has two descriptors, and the kernel bounds what all pipes of a user hold; so a loop has a bounded number, and
/// whoever gets none copies. One pool a loop; not `Sendable`.
public final class PipePool {
    /// Pipes that are lent at a time at most. Default 512.
    public var limit = 512
    /// Pipes kept for reuse at most; more are closed.
    public let capacity = 16
    /// Pipes that are lent.
    public private(set) var lent = 0
    /// Pipes that wait for a flow.
    public var idleCount: Int { idle.count }

    private var idle: [Pipe] = []
    /// The fewest idle pipes since `freeUnused()`: so many were never needed.
    private var leastIdle = 0
    /// Until when the system is not asked again, on the loop's clock.
    private var nextTry: UInt64 = 0

    /// Nanoseconds for which the system is left alone once it had no pipe.
    private static let pause: UInt64 = 1_000_000_000
    /// Whether the system has said that it splices for nobody here.
    private static let isForbidden = Atomic(false)

    init() {}

    /// An empty pipe; nil when as many as may be are lent, when the system has none, or when it does not splice.
    ///
    /// - Parameter kind: its class; those of another that wait are no use to whoever asks, and go.
    public func lend<Kind: Pipe>(_ kind: Kind.Type, at now: UInt64) -> Kind? {
        guard lent < limit, !Self.isForbidden.load(ordering: .relaxed) else { return nil }
        if let pipe = idle.popLast() as? Kind {
            leastIdle = min(leastIdle, idle.count)
            lent += 1
            return pipe
        }
        guard now >= nextTry else { return nil }
        guard let pipe = kind.init() else {
            nextTry = now &+ Self.pause
            return nil
        }
        lent += 1
        return pipe
    }

    /// Takes a lent pipe back, once. One that is not empty is closed, and what it holds is lost.
    public func takeBack(_ pipe: Pipe, isEmpty: Bool) {
        lent -= 1
        if isEmpty && idle.count < capacity { idle.append(pipe) }
    }

    /// Notes that the system splices for nobody here.
    public func forbid() { Self.isForbidden.store(true, ordering: .relaxed) }

    /// Closes the pipes that wait.
    func shrink() {
        idle.removeAll()
        leastIdle = 0
    }

    /// Closes the pipes that nobody has needed since the last time.
    func freeUnused() {
        idle.removeFirst(min(leastIdle, idle.count))
        leastIdle = idle.count
    }
}

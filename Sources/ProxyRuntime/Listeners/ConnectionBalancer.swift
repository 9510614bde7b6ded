internal import NetworkAddresses
internal import Synchronization

/// Gives each connection of one listener to the worker that has the fewest of them, whichever worker accepted it. For
/// long connections that are few: each one passes a lock, and most change their worker.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/listener/v3/listener.proto
final class ConnectionBalancer: Sendable {
    /// A socket that was accepted on another worker.
    struct Accepted: Sendable {
        let descriptor: Int32
        let remote: SocketAddress
        let local: SocketAddress?
    }

    /// One worker's part.
    private struct Member {
        var count = 0
        /// Takes a connection over, on whatever thread it is called.
        let take: @Sendable (Accepted) -> Void
    }

    private let members = Mutex<[Int: Member]>([:])

    /// A worker takes part from now on.
    func join(_ worker: Int, _ take: @escaping @Sendable (Accepted) -> Void) {
        members.withLock { $0[worker] = Member(take: take) }
    }

    /// Counts a connection for the worker that has the fewest; nil when that is the one that asks, which then keeps it.
    func choose(for worker: Int) -> (@Sendable (Accepted) -> Void)? {
        members.withLock { members in
            let fewest = members.values.map(\.count).min() ?? 0
            let chosen =
                members[worker].map { $0.count == fewest } == true
                ? worker : members.filter { $0.value.count == fewest }.keys.min() ?? worker
            members[chosen]?.count += 1
            return chosen == worker ? nil : members[chosen]?.take
        }
    }

    /// Counts a connection that a worker has and keeps.
    func add(_ worker: Int) { members.withLock { $0[worker]?.count += 1 } }

    /// A connection of a worker is gone.
    func release(_ worker: Int) { members.withLock { $0[worker]?.count -= 1 } }
}

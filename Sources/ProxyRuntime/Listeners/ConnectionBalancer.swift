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
        /// Sockets that others have given it and that it has not taken yet.
        var underWay = 0
        /// Whether it wants no more of them.
        var isLeaving = false
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
            let eligible = members.filter { $0.key == worker || !$0.value.isLeaving }
            let fewest = eligible.values.map(\.count).min() ?? 0
            let isNearest = members[worker].map { $0.count == fewest || $0.isLeaving } == true
            let chosen = isNearest ? worker : eligible.filter { $0.value.count == fewest }.keys.min() ?? worker
            members[chosen]?.count += 1
            if chosen == worker { return nil }
            members[chosen]?.underWay += 1
            return members[chosen]?.take
        }
    }

    /// A worker stops accepting: it keeps what it still accepts and gets nothing from others.
    func leave(_ worker: Int) { members.withLock { $0[worker]?.isLeaving = true } }

    /// A socket of another worker has been taken over.
    func arrived(_ worker: Int) { members.withLock { $0[worker]?.underWay -= 1 } }

    /// Whether sockets that others have given are still to come.
    func isExpecting(_ worker: Int) -> Bool { members.withLock { $0[worker].map { $0.underWay > 0 } ?? false } }

    /// Counts a connection that a worker has and keeps.
    func add(_ worker: Int) { members.withLock { $0[worker]?.count += 1 } }

    /// A connection of a worker is gone.
    func release(_ worker: Int) { members.withLock { $0[worker]?.count -= 1 } }
}

internal import HTTP2

/// The requests of a connection whose turns of the loop take only so many each (`HTTP2StreamLimits.requestsPerTurn`):
/// what is beyond waits for another turn, in its order.
struct HTTP2RequestTurns {
    /// A request whose head is complete and that nobody has heard of yet.
    struct Waiting {
        let stream: HTTP2Stream
        let endsWithHead: Bool
    }

    private let limit: UInt64?
    private var waiting: [Waiting] = []
    private var taken: UInt64 = 0

    /// A turn takes at most `limit` requests; nil sets no limit.
    init(limit: UInt64?) { self.limit = limit }

    /// Whether no request waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// A turn of the loop begins.
    mutating func begin() { taken = 0 }

    /// Whether a request has to wait, since this turn has taken as many as it may, or others wait already. It is kept
    /// then.
    @inline(__always)
    mutating func mustWait(_ stream: HTTP2Stream, endsWithHead: Bool) -> Bool {
        guard let limit else { return false }
        if waiting.isEmpty {
            taken &+= 1
            if taken <= limit { return false }
        }
        waiting.append(Waiting(stream: stream, endsWithHead: endsWithHead))
        return true
    }

    /// Takes the requests of this turn that have waited longest: one in any case.
    mutating func takeWaiting() -> ArraySlice<Waiting> {
        let turn = waiting.prefix(Int(clamping: max(1, limit ?? .max)))
        waiting.removeFirst(turn.count)
        taken = UInt64(turn.count)
        return turn
    }

    /// Forgets a stream that has ended.
    mutating func remove(_ stream: HTTP2Stream) { waiting.removeAll { $0.stream === stream } }
}

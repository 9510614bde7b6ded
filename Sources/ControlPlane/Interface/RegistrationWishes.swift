/// Registrations that wait for the mesh to be compiled with them: a value without I/O.
///
/// ```
///   add ─▶ waiting ─takeBatch─▶ tried ─▶ good: over
///    a key once,      ▲           └─▶ no mesh: halved, and each half is tried alone; a single one is wrong
///    the last one     └────────────────────┘
/// ```
/// So one wrong wish among n is found by about 2 log n compilations.
struct RegistrationWishes<Caller> {
    /// What somebody wishes, and all who wait for what comes of it.
    struct Wish {
        let key: EndpointRegistry.Key
        var endpoint: EndpointRegistry.Endpoint
        var callers: [Caller]
    }

    private var waiting: [Wish] = []
    /// Where the wish of a key stands among those that wait.
    private var places: [EndpointRegistry.Key: Int] = [:]
    /// Wishes that together make no mesh, to be tried before all others; the next one is the last.
    private var careful: [[Wish]] = []
    /// How many wishes of a key are not over.
    private var unsettled: [EndpointRegistry.Key: Int] = [:]
    /// How many callers wait.
    private(set) var callerCount = 0

    /// Callers that may wait at once.
    static var limit: Int { 10_000 }

    /// Whether nothing is left to be tried.
    var isEmpty: Bool { waiting.isEmpty && careful.isEmpty }

    /// How many wishes are not over, each key once.
    var keyCount: Int { unsettled.count }

    /// Whether something about a key is not over.
    func contains(_ key: EndpointRegistry.Key) -> Bool { unsettled[key] != nil }

    /// Takes a wish, in place of one that waits for the same key, whose callers hear what comes of this one; false when
    /// as many wait as may.
    mutating func add(_ key: EndpointRegistry.Key, _ endpoint: EndpointRegistry.Endpoint, _ caller: Caller) -> Bool {
        guard callerCount < Self.limit else { return false }
        callerCount += 1
        if let place = places[key] {
            waiting[place].endpoint = endpoint
            waiting[place].callers.append(caller)
        } else {
            places[key] = waiting.count
            waiting.append(Wish(key: key, endpoint: endpoint, callers: [caller]))
            unsettled[key, default: 0] += 1
        }
        return true
    }

    /// The wishes to be tried next, together; none when nothing waits.
    mutating func takeBatch() -> [Wish] {
        if let batch = careful.popLast() { return batch }
        defer {
            waiting = []
            places = [:]
        }
        return waiting
    }

    /// Wishes are over: their callers are told.
    mutating func settle(_ batch: [Wish]) {
        for wish in batch {
            callerCount -= wish.callers.count
            let left = (unsettled[wish.key] ?? 1) - 1
            unsettled[wish.key] = left == 0 ? nil : left
        }
    }

    /// Wishes, more than one, make no mesh together: their halves are tried next.
    mutating func halve(_ batch: [Wish]) {
        let middle = batch.count / 2
        careful.append(Array(batch[middle...]))
        careful.append(Array(batch[..<middle]))
    }
}

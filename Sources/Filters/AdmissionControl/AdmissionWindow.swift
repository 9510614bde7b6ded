/// How the requests of the last seconds went, on one worker.
///
/// Seconds stand in a ring; what has grown too old is taken off the sums when somebody asks. Times are nanoseconds of
/// the loop's clock.
struct AdmissionWindow {
    private struct Second {
        var start: UInt64 = 0
        var requests: UInt64 = 0
        var successes: UInt64 = 0
    }

    private let length: UInt64
    private var seconds: [Second]
    /// The oldest second, and how many there are.
    private var first = 0
    private var count = 0
    private(set) var requests: UInt64 = 0
    private(set) var successes: UInt64 = 0

    private static let second: UInt64 = 1_000_000_000
    /// A day is long enough, and bounds the ring.
    private static let longest: UInt64 = 86_400

    /// A window of so many seconds.
    init(seconds: UInt64) {
        let seconds = min(seconds, Self.longest)
        length = seconds * Self.second
        self.seconds = Array(repeating: Second(), count: Int(seconds) + 2)
    }

    /// Notes an answer.
    mutating func note(isSuccess: Bool, at now: UInt64) {
        advance(to: now)
        let last = (first + count - 1) % seconds.count
        seconds[last].requests += 1
        requests += 1
        if isSuccess {
            seconds[last].successes += 1
            successes += 1
        }
    }

    /// Forgets what is too old, and begins a second if the last one is over.
    mutating func advance(to now: UInt64) {
        while count > 0, now &- seconds[first].start >= length { drop() }
        if count > 0, now &- seconds[(first + count - 1) % seconds.count].start < Self.second { return }
        if count == seconds.count { drop() }
        seconds[(first + count) % seconds.count] = Second(start: now)
        count += 1
    }

    private mutating func drop() {
        requests -= seconds[first].requests
        successes -= seconds[first].successes
        first = (first + 1) % seconds.count
        count -= 1
    }

    /// Requests a second, over the whole window, however little of it has passed.
    var rate: UInt64 { requests / max(1, length / Self.second) }
}

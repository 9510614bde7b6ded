internal import Buffers
internal import EventLoops
internal import HTTPSemantics
internal import Synchronization
internal import Telemetry

/// How often a call is sent again, and after which pauses.
public struct CallRetries: Sendable {
    /// How often.
    public let limit: UInt32
    /// Nanoseconds below which the first pause lies; both above 0.
    public let base: UInt64
    /// Nanoseconds that the bound, which doubles with each pause, does not pass.
    public let longest: UInt64
    /// Nanoseconds that one try may take until its answer begins; 0 means no limit of its own.
    public let tryTimeout: UInt64

    /// Makes a rule.
    public init(limit: UInt32, base: UInt64, longest: UInt64, tryTimeout: UInt64 = 0) {
        self.limit = limit
        self.base = base
        self.longest = longest
        self.tryTimeout = tryTimeout
    }
}

/// Where a call stands with its tries.
struct CallTries {
    private var left: UInt32 = 0
    private var bound: UInt64 = 0
    private var longest: UInt64 = 0
    private(set) var timeout: UInt64 = 0
    /// Whether it is tried again.
    private(set) var isFurther = false
    /// Whether it holds one of the cluster's places for retries.
    var holdsPlace = false
    /// Whether an answer came that is none of 5xx.
    var isAnswered = false

    init(_ retries: CallRetries? = nil) {
        guard let retries else { return }
        left = retries.limit
        longest = retries.longest
        timeout = retries.tryTimeout
        bound = min(retries.base, longest)
    }

    /// Whether nothing is ever sent again.
    var areNone: Bool { longest == 0 }

    /// The pause before the next try, drawn by 64 random bits; nil when there is none left.
    mutating func nextPause(_ random: UInt64) -> UInt64? {
        if left == 0 { return nil }
        left -= 1
        isFurther = true
        defer { bound = bound > longest / 2 ? longest : bound * 2 }
        return bound.multipliedFullWidth(by: random).high
    }
}

extension ClientCall {
    /// Whether what failed is sent again, after a pause that begins now.
    func triesAgain() -> Bool {
        guard !tries.areNone, let cluster else { return false }
        let places = cluster.cluster.circuitBreakers.defaults
        giveBackPlace()
        guard let wait = tries.nextPause(.random(in: .min ... .max)) else {
            cluster.metrics.increment(ClusterMetric.upstreamRqRetryLimitExceeded)
            return false
        }
        guard places.canRetry(at: cluster.loop.now) else {
            cluster.metrics.increment(ClusterMetric.upstreamRqRetryOverflow)
            return false
        }
        places.retryBegins()
        tries.holdsPlace = true
        pause.arm(after: wait)
        return true
    }

    /// The pause is over.
    func sendAgain() {
        guard isActive, let cluster else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqRetry)
        cluster.metrics.increment(ClusterMetric.upstreamRqRetryBackoffExponential)
        tellTimeLeft()
        lease(from: cluster)
    }

    /// Tells the upstream how long the answer may still take, where it was told before.
    private func tellTimeLeft() {
        guard timeout != 0, requestHead.headers.contains(.xEnvoyExpectedRqTimeoutMs), let cluster else { return }
        let elapsed = cluster.loop.now &- sentAt
        let left = timeout > elapsed ? timeout - elapsed : 0
        let told = tries.timeout == 0 ? left : min(left, tries.timeout)
        requestHead.headers.set(.xEnvoyExpectedRqTimeoutMs) { $0.append(decimal: max(told / 1_000_000, 1)) }
    }

    /// The answer did not begin in the time of one try.
    func tryTimedOut() {
        guard isActive, let cluster else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqPerTryTimeout)
        countLateTry()
        if triesAgain() { return endTry() }
        cluster.charge(status: 504, isInternal: true)
        finish(.timeout)
    }

    /// The call is over.
    func endTries() {
        if tries.areNone { return }
        pause.cancel()
        if tries.timeout != 0 { tryTimer.cancel() }
        if tries.holdsPlace && tries.isAnswered { cluster?.metrics.increment(ClusterMetric.upstreamRqRetrySuccess) }
        giveBackPlace()
    }

    private func giveBackPlace() {
        guard tries.holdsPlace else { return }
        tries.holdsPlace = false
        cluster?.cluster.circuitBreakers.defaults.retries.subtract(1, ordering: .relaxed)
    }
}

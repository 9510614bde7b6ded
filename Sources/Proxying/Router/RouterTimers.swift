internal import EventLoops

/// How long a request may take on its way upstream, in milliseconds; 0 is for ever.
struct RequestTimeouts {
    /// From the end of the request to the end of the answer, whatever the number of tries.
    var whole: UInt64 = 0
    /// From the end of the request, or the connection, to the head of the answer; less than `whole`.
    var oneTry: UInt64 = 0
    /// How long a try may show no activity, from the same moment to its end.
    var tryIdle: UInt64 = 0
    /// From the connection to the endpoint to the end of the answer.
    var stream: UInt64 = 0
    /// Whether the client wants 204 instead of 504.
    var repliesNoContent = false
    /// Whether a try whose time is up goes on beside the next.
    var keepsSlowTries = false
}

/// The timers of a router filter; a filter is no timer owner itself. Those that hardly any request needs are made when
/// one first does.
final class RouterTimers: TimerOwner {
    private enum Kind: UInt8 {
        case whole, oneTry, tryIdle, stream, pause
    }

    unowned var router: RouterFilter?
    private let whole: LoopTimer
    private var oneTry: LoopTimer?
    private var tryIdle: LoopTimer?
    private var stream: LoopTimer?
    private var pause: LoopTimer?
    private let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
        whole = LoopTimer(loop: loop, kind: Kind.whole.rawValue)
        super.init()
        whole.owner = self
    }

    func requestEnded(_ timeouts: RequestTimeouts) {
        if timeouts.whole != 0 { whole.arm(after: Self.nanoseconds(timeouts.whole)) }
    }

    /// The request is complete, and the newest try has a connection.
    func tryBegan(_ timeouts: RequestTimeouts) {
        if timeouts.oneTry != 0 { arm(&oneTry, .oneTry, after: Self.nanoseconds(timeouts.oneTry)) }
        if timeouts.tryIdle != 0 { arm(&tryIdle, .tryIdle, after: Self.nanoseconds(timeouts.tryIdle)) }
    }

    /// The newest try shows activity.
    func tryMoved(_ timeouts: RequestTimeouts) {
        if tryIdle?.isArmed == true { tryIdle?.arm(after: Self.nanoseconds(timeouts.tryIdle)) }
    }

    func streamBegan(_ timeouts: RequestTimeouts) {
        arm(&stream, .stream, after: Self.nanoseconds(timeouts.stream))
    }

    func headReceived() { oneTry?.cancel() }

    /// Waits for the next try.
    func pause(for nanoseconds: UInt64) { arm(&pause, .pause, after: nanoseconds) }

    /// There is no next try.
    func cancelPause() { pause?.cancel() }

    /// The newest try is over.
    func cancelTry() {
        oneTry?.cancel()
        tryIdle?.cancel()
        stream?.cancel()
    }

    func cancel() {
        whole.cancel()
        cancelTry()
        pause?.cancel()
    }

    private func arm(_ timer: inout LoopTimer?, _ kind: Kind, after nanoseconds: UInt64) {
        if timer == nil { timer = LoopTimer(loop: loop, owner: self, kind: kind.rawValue) }
        timer?.arm(after: nanoseconds)
    }

    /// Some hundred years are for ever.
    private static func nanoseconds(_ milliseconds: UInt64) -> UInt64 { min(milliseconds, 1 << 43) &* 1_000_000 }

    override func timerFired(_ kind: UInt8) {
        switch Kind(rawValue: kind) {
        case .whole: router?.responseTimedOut()
        case .oneTry: router?.tryTimedOut()
        case .tryIdle: router?.tryFellSilent()
        case .stream: router?.streamTimedOut()
        case .pause: router?.tryAgain()
        case nil: break
        }
    }
}

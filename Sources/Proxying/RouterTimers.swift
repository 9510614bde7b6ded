internal import EventLoops

/// How long a request may take on its way upstream, in milliseconds; 0 is for ever.
struct RequestTimeouts {
    /// From the end of the request to the end of the answer.
    var whole: UInt64 = 0
    /// From the end of the request to the head of the answer, less than `whole`.
    var oneTry: UInt64 = 0
    /// From the connection to the endpoint to the end of the answer.
    var stream: UInt64 = 0
    /// Whether the client wants 204 instead of 504.
    var repliesNoContent = false
}

/// The timers of a router filter; a filter is no timer owner itself. Those that hardly any request needs are made when
/// one first does.
final class RouterTimers: TimerOwner {
    private enum Kind: UInt8 {
        case whole, oneTry, stream
    }

    unowned var router: RouterFilter?
    private let whole: LoopTimer
    private var oneTry: LoopTimer?
    private var stream: LoopTimer?
    private let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
        whole = LoopTimer(loop: loop, kind: Kind.whole.rawValue)
        super.init()
        whole.owner = self
    }

    func requestEnded(_ timeouts: RequestTimeouts) {
        if timeouts.whole != 0 { whole.arm(after: Self.nanoseconds(timeouts.whole)) }
        if timeouts.oneTry != 0 { arm(&oneTry, .oneTry, after: timeouts.oneTry) }
    }

    func streamBegan(_ timeouts: RequestTimeouts) { arm(&stream, .stream, after: timeouts.stream) }

    func headReceived() { oneTry?.cancel() }

    func cancel() {
        whole.cancel()
        oneTry?.cancel()
        stream?.cancel()
    }

    private func arm(_ timer: inout LoopTimer?, _ kind: Kind, after milliseconds: UInt64) {
        if timer == nil { timer = LoopTimer(loop: loop, owner: self, kind: kind.rawValue) }
        timer?.arm(after: Self.nanoseconds(milliseconds))
    }

    /// Some hundred years are for ever.
    private static func nanoseconds(_ milliseconds: UInt64) -> UInt64 { min(milliseconds, 1 << 43) &* 1_000_000 }

    override func timerFired(_ kind: UInt8) {
        switch Kind(rawValue: kind) {
        case .whole: router?.responseTimedOut()
        case .oneTry: router?.tryTimedOut()
        case .stream: router?.streamTimedOut()
        case nil: break
        }
    }
}

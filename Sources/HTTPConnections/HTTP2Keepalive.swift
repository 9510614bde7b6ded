internal import EventLoops

/// How a peer is asked by PING whether it is there (`connection_keepalive`). Durations are nanoseconds.
public struct HTTP2KeepaliveOptions: Sendable, Equatable {
    /// How long after the last answer it is asked again; nil means not from time to time.
    public var interval: UInt64?
    /// How long it may take to answer.
    public var timeout: UInt64
    /// How much longer than `interval` it may take at most, in percent of it.
    public var jitter = 0.0
    /// How long a connection may be silent before its next stream asks first; nil means for ever.
    public var idleInterval: UInt64?

    /// Asks as given.
    public init(interval: UInt64?, timeout: UInt64) {
        self.interval = interval
        self.timeout = timeout
    }
}

/// A connection that asks its peer whether it is there.
protocol HTTP2KeepaliveUser: AnyObject {
    /// PING is to be sent.
    func sendPing()
    /// The peer has not answered in time.
    func pingTimedOut()
}

/// The timers behind `HTTP2KeepaliveOptions`; one for a connection.
final class HTTP2Keepalive: TimerOwner {
    private let options: HTTP2KeepaliveOptions
    private let loop: EventLoop
    private unowned let user: any HTTP2KeepaliveUser
    private let intervalTimer: LoopTimer
    private let timeoutTimer: LoopTimer
    private var lastHeard: UInt64

    private enum Kind: UInt8 {
        case interval, timeout
    }

    init(loop: EventLoop, options: HTTP2KeepaliveOptions, user: any HTTP2KeepaliveUser) {
        self.options = options
        self.loop = loop
        self.user = user
        lastHeard = loop.now
        intervalTimer = LoopTimer(loop: loop, kind: Kind.interval.rawValue)
        timeoutTimer = LoopTimer(loop: loop, kind: Kind.timeout.rawValue)
        super.init()
        intervalTimer.owner = self
        timeoutTimer.owner = self
        armInterval()
    }

    private func armInterval() {
        guard let interval = options.interval else { return }
        intervalTimer.arm(after: ConnectionAge.jittered(interval, percent: options.jitter))
    }

    /// Bytes have come.
    func heard() { lastHeard = loop.now }

    /// The peer has answered.
    func answered() {
        timeoutTimer.cancel()
        armInterval()
    }

    /// A stream is about to be opened: asks first if nothing was heard for long.
    func streamBegins() {
        guard let idle = options.idleInterval, loop.now &- lastHeard >= idle, !timeoutTimer.isArmed else { return }
        ask()
    }

    func stop() {
        intervalTimer.cancel()
        timeoutTimer.cancel()
    }

    private func ask() {
        timeoutTimer.arm(after: options.timeout)
        user.sendPing()
    }

    override func timerFired(_ kind: UInt8) {
        switch Kind(rawValue: kind) {
        case .interval: if !timeoutTimer.isArmed { ask() }
        case .timeout: user.pingTimedOut()
        case nil: break
        }
    }
}

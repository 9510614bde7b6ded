internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// What is known about one try that is logged or measured. Its bytes are those of bodies: received from the endpoint,
/// and sent to it.
final class TryRecord: TimerOwner {
    /// As logs of requests have it of a request; no filter and no try before it has left anything in it.
    var info = StreamInfo()
    /// The head of the answer, as it came.
    var head = ResponseHead()
    /// Whether there was an answer.
    private(set) var hasAnswer = false
    /// Whether the try ends since its request's time is up.
    var isCutShort = false
    /// Where its cluster wants it measured; nil means nowhere.
    private(set) var tracking: ClusterTracking?
    private unowned let request: UpstreamRequest
    /// Fires at the intervals of the logs.
    let timer: LoopTimer

    init(of request: UpstreamRequest, loop: EventLoop) {
        self.request = request
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
    }

    override func timerFired(_ kind: UInt8) { request.intervalEnded() }

    /// A try begins.
    func begin(_ tracking: ClusterTracking?, _ loop: EventLoop) {
        info.reset()
        head.reset()
        hasAnswer = false
        isCutShort = false
        self.tracking = tracking
        info.startTime = loop.now
        info.poolStartTime = loop.now
        let wall = loop.wallClock
        info.startSeconds = wall.seconds
        info.startNanoseconds = wall.nanoseconds
    }

    /// The head of its answer has come.
    func answered(_ answer: borrowing ResponseHead, at time: UInt64) {
        hasAnswer = true
        info.responseCode = answer.status
        info.upstreamHeadTime = time
        head.headers.removeAll()
        head.headers.append(contentsOf: answer.headers)
        head.status = answer.status
        head.version = answer.version
        tracking?.recordAnswer(head)
    }

    /// It has come to nothing.
    func fail(_ flags: ResponseFlags, cause: String = "") {
        info.flags.formUnion(flags)
        if !cause.isEmpty {
            info.transportFailure = cause
            info.poolEndTime = timer.loop.now
        }
    }
}

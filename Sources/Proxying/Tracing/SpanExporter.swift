internal import Buffers
internal import EventLoops
internal import HTTPSemantics
internal import RuntimeValues
internal import Upstreams

/// Sends a worker's spans to their collector, never in the way of a request. Confined to the worker.
///
/// ```
///  span ends ──▶ encoder ──enough spans, or every five seconds──▶ a call ──▶ collector
/// ```
/// At most `mostCalls` are under way; what comes meanwhile waits, up to a bound, and is dropped behind that.
class SpanExporter: TimerOwner {
    /// What became of spans.
    enum Event {
        /// It was time to send them, whether there are any or not.
        case timer
        /// They are on their way.
        case sent
        /// They were thrown away, since too many waited.
        case dropped
        /// The collector's cluster is not there.
        case noCluster
        /// The collector has taken them.
        case taken
        /// The collector has answered something else.
        case refused
        /// The collector has not answered.
        case failed
    }

    /// The spans that wait.
    final var encoder: SpanEncoder
    private let worker: ProxyWorker
    private let cluster: String
    private let leastSpans: RuntimeValue
    private let interval: RuntimeValue
    private let timeout: RuntimeValue
    private let timer: LoopTimer
    private var idleCalls: [ClientCall] = []
    private var calls = 0
    /// Bytes of spans that may wait.
    private static let longestBacklog = 1 << 20
    private static let mostCalls = 4
    private static let longestAnswer = 64 << 10

    /// `name` stands in the runtime keys, between `tracing.` and `.min_flush_spans`.
    init(_ encoder: consuming SpanEncoder, cluster: String, name: String, worker: ProxyWorker, runtime: LiveRuntime) {
        self.encoder = encoder
        self.cluster = cluster
        self.worker = worker
        leastSpans = runtime.value(at: "tracing.\(name).min_flush_spans")
        interval = runtime.value(at: "tracing.\(name).flush_interval_ms")
        timeout = runtime.value(at: "tracing.\(name).request_timeout")
        timer = LoopTimer(loop: worker.loop)
        super.init()
        timer.owner = self
        arm()
    }

    // MARK: - For the collector's kind

    /// Writes the head and body that carry the encoder's spans.
    func writeRequest(_ call: ClientCall) {}

    /// Nanoseconds that an answer may take.
    var answerTimeout: UInt64 { min(timeout.number ?? 5000, 3_600_000) &* 1_000_000 }

    /// The statuses by which the collector takes spans.
    var acceptedStatuses: ClosedRange<UInt16> { 200...299 }

    /// Spans that may wait.
    var mostSpans: Int { .max }

    /// Counts.
    func count(_ event: Event, spans: Int) {}

    // MARK: - Sending

    private func arm() { timer.arm(after: min(interval.number ?? 5000, 3_600_000) &* 1_000_000) }

    override final func timerFired(_ kind: UInt8) {
        count(.timer, spans: encoder.count)
        flush()
        arm()
    }

    /// A span has ended in the encoder.
    final func spanEnded() {
        if encoder.count > mostSpans || encoder.text.count > Self.longestBacklog { return drop(.dropped) }
        if UInt64(encoder.count) >= leastSpans.number ?? 5 { flush() }
    }

    private func drop(_ event: Event) {
        count(event, spans: encoder.count)
        encoder.removeAll()
    }

    private func flush() {
        if encoder.count == 0 { return }
        guard let cluster = worker.cluster(named: cluster) else { return drop(.noCluster) }
        if calls >= Self.mostCalls { return }
        calls += 1
        let call = idleCalls.popLast() ?? ClientCall(loop: worker.loop)
        call.requestHead.reset()
        call.requestBody.removeAll()
        writeRequest(call)
        count(.sent, spans: encoder.count)
        encoder.removeAll()
        call.send(through: cluster, timeout: answerTimeout, bodyLimit: Self.longestAnswer) { [unowned self] failure in
            self.ended(call, failure)
        }
    }

    private func ended(_ call: ClientCall, _ failure: ClientCall.Failure?) {
        calls -= 1
        idleCalls.append(call)
        if failure != nil {
            count(.failed, spans: 0)
        } else {
            count(acceptedStatuses.contains(call.responseHead.status) ? .taken : .refused, spans: 0)
        }
    }
}

extension ClientCall {
    /// Begins a POST of JSON.
    func beginPost(host: [UInt8], path: [UInt8]) {
        requestHead.method = .post
        requestHead.headers.append(.method, "POST")
        requestHead.headers.append(.path, path)
        requestHead.headers.append(.authority, host)
        requestHead.headers.append(.contentType, "application/json")
    }
}

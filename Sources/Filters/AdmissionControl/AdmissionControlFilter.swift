internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// Refuses a share of the requests with 503 while too many of the last ones failed, so that the upstream recovers.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/admission_control_filter
final class AdmissionControlFilter: HTTPFilter {
    private let worker: WorkerAdmissionControl
    /// Whether the answer counts.
    private var counts = false
    /// Whether the answer's trailers tell how the call went.
    private var awaitsTrailers = false

    init(_ worker: WorkerAdmissionControl, name: String, stream: FilterStream) {
        self.worker = worker
        super.init(
            stream: stream, name: name, interests: [.requestHeaders, .responseHeaders, .responseTrailers])
    }

    override func streamDestroyed() {
        counts = false
        awaitsTrailers = false
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if !worker.factory.enabled.isOn || stream.isHealthCheck { return .continueIteration }
        counts = true
        let now = stream.loop.now
        worker.window.advance(to: now)
        if worker.window.rate < worker.factory.leastRate { return .continueIteration }
        let share = worker.factory.refusedShare(requests: worker.window.requests, successes: worker.window.successes)
        // Shares are told apart to a ten-thousandth.
        if share == 0 || Double(stream.randomBits() % 10_000) >= 10_000 * share { return .continueIteration }
        counts = false
        worker.metrics.increment(AdmissionControlMetric.rejected)
        stream.sendLocalReply(status: 503, details: ResponseCodeDetails("denied_by_admission_control"))
        return .stopIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard counts else { return .continueIteration }
        let configuration = worker.factory.configuration
        guard stream.responseHead.headers.isGRPCAnswer(endStream: endStream, status: stream.responseHead.status) else {
            let status = Int32(stream.responseHead.status)
            note(isSuccess: configuration.goodStatuses.contains { $0.contains(status) })
            return .continueIteration
        }
        if let status = stream.responseHead.headers.grpcStatus {
            note(isSuccess: isGood(status))
        } else {
            awaitsTrailers = true
        }
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        if counts, awaitsTrailers { note(isSuccess: stream.responseTrailers.grpcStatus.map { isGood($0) } ?? false) }
        return .continueIteration
    }

    private func isGood(_ status: UInt32) -> Bool {
        status < 32 && worker.factory.configuration.goodGRPCStatuses >> status & 1 == 1
    }

    private func note(isSuccess: Bool) {
        counts = false
        worker.metrics.increment(isSuccess ? AdmissionControlMetric.success : .failure)
        worker.window.note(isSuccess: isSuccess, at: stream.loop.now)
    }
}

extension HeaderMap {
    /// Whether these are the fields of an answer to a gRPC call.
    fileprivate borrowing func isGRPCAnswer(endStream: Bool, status: UInt16) -> Bool {
        endStream ? firstIndex(of: .grpcStatus) >= 0 : status == 200 && isGRPC
    }

    /// The gRPC status; nil when there is none, 32 for one that is no small number.
    fileprivate var grpcStatus: UInt32? {
        let index = firstIndex(of: .grpcStatus)
        if index < 0 { return nil }
        let text = value(at: index)
        if text.isEmpty || text.count > 2 { return 32 }
        var number: UInt32 = 0
        for place in text.indices {
            let digit = text[place] &- 0x30
            if digit > 9 { return 32 }
            number = number * 10 + UInt32(digit)
        }
        return number
    }
}

internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues

/// Slows bodies down, so that all that pass the filter take no more bytes a second than its bucket has.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/bandwidth_limit_filter
final class BandwidthLimitFilter: HTTPFilter {
    private let own: WorkerBandwidthLimit
    private var limit: WorkerBandwidthLimit?
    private lazy var request = BodyPace(self, isRequest: true)
    private lazy var response = BodyPace(self, isRequest: false)
    /// Milliseconds that the request's body took.
    private var requestAge: UInt64 = 0

    init(_ own: WorkerBandwidthLimit, directions: UInt8, name: String, stream: FilterStream) {
        self.own = own
        var interests: FilterInterests = [.requestHeaders]
        if directions & 1 != 0 { interests.formUnion([.requestData, .requestTrailers]) }
        if directions & 2 != 0 { interests.formUnion([.responseHeaders, .responseData, .responseTrailers]) }
        super.init(stream: stream, name: name, interests: interests)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let limit = (stream.routeSettings(of: self) as? WorkerBandwidthLimit) ?? own
        guard limit.level.enabled.isOn else { return .continueIteration }
        self.limit = limit
        if limit.level.configuration.limitsRequests { request.begin(limit) }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard request.isOn else { return .continueIteration }
        request.note(data.count)
        return .stopAndWatermark
    }

    override func requestTrailers() -> FilterTrailersStatus {
        guard request.isOn else { return .continueIteration }
        if request.holds { return .stopIteration }
        request.end()
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if let limit, limit.level.configuration.limitsResponses { response.begin(limit) }
        return .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard response.isOn else { return .continueIteration }
        if endStream && limit?.level.configuration.tellsDelays == true { stream.addResponseTrailers() }
        response.note(data.count)
        return .stopAndWatermark
    }

    override func responseTrailers() -> FilterTrailersStatus {
        guard response.isOn else { return .continueIteration }
        if response.holds { return .stopIteration }
        response.end()
        return .continueIteration
    }

    /// The last byte of a body goes on.
    func bodyEnds(isRequest: Bool) {
        if isRequest { requestAge = request.age } else { tellDelays() }
    }

    /// Writes into the trailers what took its time.
    private func tellDelays() {
        guard let limit, limit.level.configuration.tellsDelays else { return }
        tell("bandwidth-request-delay-ms", requestAge)
        tell("bandwidth-response-delay-ms", response.age)
        tell("bandwidth-request-filter-delay-ms", request.delay / 1_000_000)
        tell("bandwidth-response-filter-delay-ms", response.delay / 1_000_000)
    }

    private func tell(_ name: String, _ milliseconds: UInt64) {
        guard milliseconds != 0, let prefix = limit?.level.configuration.trailerPrefix else { return }
        let name = Array((prefix.isEmpty ? name : "\(prefix)-\(name)").utf8)
        let value = Array("\(milliseconds)".utf8)
        stream.responseTrailers.set(named: name.span, value.span)
    }

    override func streamDestroyed() {
        guard limit != nil else { return }
        request.cancel()
        response.cancel()
        limit = nil
        requestAge = 0
    }
}

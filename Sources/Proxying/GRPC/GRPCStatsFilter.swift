internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// Counts gRPC calls and their messages, by method or for a cluster together.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/grpc_stats_filter
final class GRPCStatsFilter: HTTPFilter {
    private let configuration: GRPCStatsConfiguration
    private let owner: ActiveStream
    /// Where this call is counted; nil when it is none.
    private var writer: MetricWriter?
    /// Whether messages of the client, and of the upstream, are such of gRPC.
    private var isCall = false
    private var isAnswer = false
    private var requests = GRPCMessageCounter()
    private var responses = GRPCMessageCounter(isAnswer: true)

    /// Made once a stream object.
    init(_ configuration: GRPCStatsConfiguration, name: String, stream: ActiveStream) {
        self.configuration = configuration
        owner = stream
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .requestData, .responseHeaders, .responseData, .responseTrailers])
    }

    override func streamDestroyed() {
        requests = GRPCMessageCounter()
        responses = GRPCMessageCounter(isAnswer: true)
        isCall = false
        isAnswer = false
        if writer != nil { writer = nil }
        if configuration.tellsMessages { stream.info.grpcMessages = nil }
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        isCall = stream.requestHead.isGRPC
        guard isCall, let cluster = owner.route?.cluster else { return .continueIteration }
        let (scope, registry) = (cluster.cluster.metrics, owner.settings.registry)
        switch configuration.scope.includes(stream.requestHead.headers) {
        case nil: break
        case true?:
            writer = owner.manager.grpcStatistics.writer(
                of: stream.requestHead.headers, .grpc, cluster: scope, replacesDots: configuration.replacesDots,
                registry: registry, worker: cluster.workerIndex)
        case false?:
            writer = owner.manager.grpcStatistics.writer(
                Span(), .grpc, cluster: scope, registry: registry, worker: cluster.workerIndex)
        }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard isCall else { return .continueIteration }
        let before = requests.count
        requests.take(data.readable)
        if requests.count == before { return .continueIteration }
        writer?.add(GRPCMetric.requestMessageCount, requests.count &- before)
        tellMessages()
        return .continueIteration
    }

    private func tellMessages() {
        if !configuration.tellsMessages { return }
        stream.info.grpcMessages = GRPCMessageCounts(requests: requests.count, responses: responses.count)
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        isAnswer = !endStream && stream.responseHead.status == 200 && stream.responseHead.headers.isGRPC
        if endStream, let writer { end(writer, stream.responseHead.headers) }
        return .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard isAnswer else { return .continueIteration }
        let before = responses.count
        responses.take(data.readable)
        if responses.count == before { return .continueIteration }
        writer?.add(GRPCMetric.responseMessageCount, responses.count &- before)
        tellMessages()
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        if let writer { end(writer, stream.responseTrailers) }
        return .continueIteration
    }

    private func end(_ writer: MetricWriter, _ fields: borrowing HeaderMap) {
        writer.countCall(status: fields)
        guard configuration.timesUpstream, owner.info.upstreamSentTime != 0 else { return }
        let elapsed = owner.loop.now &- owner.info.upstreamSentTime
        writer.record(GRPCMetric.upstreamRqTime, elapsed / 1_000_000)
    }
}

extension GRPCStatsConfiguration.Scope {
    /// Whether a call with that head is counted by its method; nil when it names none.
    fileprivate func includes(_ headers: borrowing HeaderMap) -> Bool? {
        let path = headers.value(of: .path)
        guard let name = GRPCMethodName(path) else { return nil }
        return includes(service: path.extracting(name.service), method: path.extracting(name.method))
    }

    private func includes(service: Span<UInt8>, method: Span<UInt8>) -> Bool {
        switch self {
        case .cluster: return false
        case .allMethods: return true
        case .methods(let services):
            for entry in services where Self.isSame(service, entry.name) {
                for name in entry.methods where Self.isSame(method, name) { return true }
            }
            return false
        }
    }

    private static func isSame(_ name: Span<UInt8>, _ known: [UInt8]) -> Bool { Bytes.equal(name, known.span) }
}

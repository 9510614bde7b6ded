internal import Buffers
internal import HTTPSemantics

/// Holds requests back until they are whole, and tells the upstream how long they are. Longer ones are answered with
/// 413.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/buffer_filter
final class BufferFilter: HTTPFilter {
    private let limit: BufferFactory.Limit
    private var count = 0
    private var isOn = false

    init(_ limit: BufferFactory.Limit, name: String, stream: FilterStream) {
        self.limit = limit
        super.init(stream: stream, name: name, interests: [.requestHeaders, .requestData, .requestTrailers])
    }

    override func streamDestroyed() {
        count = 0
        isOn = false
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let limit = (stream.routeSettings(of: self) as? BufferFactory.Limit) ?? limit
        guard !endStream, let bytes = limit.bytes else { return .continueIteration }
        stream.requestBufferLimit = bytes
        isOn = true
        return .stopIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        if !isOn { return .continueIteration }
        count += data.count
        if !endStream { return .stopAndBuffer }
        if stream.refusesWholeRequest(ofBytes: count) { return .stopNoBuffer }
        tellLength()
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        if isOn { tellLength() }
        return .continueIteration
    }

    private func tellLength() {
        if stream.requestHead.headers.contains(.contentLength) { return }
        stream.requestHead.headers.remove(.transferEncoding)
        stream.requestHead.headers.append(.contentLength) { $0.append(decimal: count) }
    }
}

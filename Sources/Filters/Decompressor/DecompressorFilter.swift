internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// Decompresses bodies that are gzip, in both directions, and tells upstreams that it takes them so.
///
/// A body that is none, or that stands for too many bytes, ends where that was noticed: what came before goes on.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/decompressor_filter
final class DecompressorFilter: HTTPFilter {
    private let advertises: Bool
    private var request: BodyDecompressor
    private var response: BodyDecompressor

    init(_ decompressor: WorkerDecompressor, name: String, stream: FilterStream) {
        let factory = decompressor.factory
        advertises = factory.configuration.advertises
        request = BodyDecompressor(factory.request, metrics: decompressor.request, by: decompressor)
        response = BodyDecompressor(factory.response, metrics: decompressor.response, by: decompressor)
        super.init(
            stream: stream, name: name,
            interests: [
                .requestHeaders, .requestData, .requestTrailers, .responseHeaders, .responseData, .responseTrailers,
            ])
    }

    // MARK: - Requests

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if advertises, response.direction.isEnabled { stream.requestHead.headers.advertiseGzip() }
        if !endStream { request.begin(&stream.requestHead.headers) }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard request.isAtWork else { return .continueIteration }
        request.decompress(&data)
        if endStream {
            stream.addRequestTrailers()
            request.report(in: &stream.requestTrailers)
        }
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        if request.isAtWork { request.report(in: &stream.requestTrailers) }
        return .continueIteration
    }

    // MARK: - Responses

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if !endStream { response.begin(&stream.responseHead.headers) }
        return .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard response.isAtWork else { return .continueIteration }
        response.decompress(&data)
        if endStream {
            stream.addResponseTrailers()
            response.report(in: &stream.responseTrailers)
        }
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        if response.isAtWork { response.report(in: &stream.responseTrailers) }
        return .continueIteration
    }

    override func streamDestroyed() {
        request.end()
        response.end()
    }
}

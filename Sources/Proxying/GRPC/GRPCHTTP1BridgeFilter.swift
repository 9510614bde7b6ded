internal import Buffers
internal import Filters
internal import HTTPSemantics

/// Lets clients of HTTP/1.1 that see no trailers make unary gRPC calls: the answer is held back until its trailers say
/// how the call ended, and its head says so then.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/grpc_http1_bridge_filter
final class GRPCHTTP1BridgeFilter: HTTPFilter {
    private var isActive = false

    /// Made once a stream object.
    init(name: String, stream: FilterStream) {
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .responseHeaders, .responseData, .responseTrailers])
    }

    override func streamDestroyed() { isActive = false }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        isActive = stream.requestHead.version != .http2 && stream.requestHead.isGRPC
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        isActive && !endStream ? .stopIteration : .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        isActive && !endStream ? .stopAndBuffer : .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        guard isActive else { return .continueIteration }
        let status = stream.responseTrailers.firstIndex(of: .grpcStatus)
        if status >= 0 {
            if stream.responseTrailers.number(at: status) != 0 {
                stream.responseHead.status = 503
                stream.responseHead.forgetReason()
            }
            stream.responseHead.headers.copyValue(of: .grpcStatus, from: stream.responseTrailers)
        }
        if stream.responseTrailers.contains(.grpcMessage) {
            stream.responseHead.headers.copyValue(of: .grpcMessage, from: stream.responseTrailers)
        }
        let length = stream.withHeldResponse(self) { $0.count }
        stream.responseHead.headers.set(.contentLength) { $0.append(decimal: length) }
        return .continueIteration
    }
}

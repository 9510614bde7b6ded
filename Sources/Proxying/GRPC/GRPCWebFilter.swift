internal import Buffers
internal import Filters
internal import HTTPSemantics

/// Turns calls of gRPC-Web clients, which see no trailers, into gRPC, and the answers back: trailers become the last
/// frame of the body. Text clients send and read base64.
///
/// An answer that is no gRPC becomes one without messages: its body is the text of the error.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/grpc_web_filter,
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
final class GRPCWebFilter: HTTPFilter {
    private let owner: ActiveStream
    private var isActive = false
    private var requestIsText = false
    private var responseIsText = false
    /// Whether the answer is no gRPC.
    private var isForeign = false
    private var decoder = GRPCWebTextDecoder()
    private var encoder = GRPCWebTextEncoder()
    /// What the answer says, when it is no gRPC.
    private var message = ByteBuffer()

    /// The flag of the frame that holds the trailers.
    private static let trailerFlag: UInt8 = 0x80

    /// Made once a stream object.
    init(name: String, stream: ActiveStream) {
        owner = stream
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .requestData, .responseHeaders, .responseData, .responseTrailers])
    }

    override func streamDestroyed() {
        isActive = false
        requestIsText = false
        responseIsText = false
        isForeign = false
        decoder = GRPCWebTextDecoder()
        encoder = GRPCWebTextEncoder()
        message.releaseStorage()
    }

    // MARK: - The call

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard stream.requestHead.headers.contains(.path),
            let kind = Self.kind(.contentType, in: stream.requestHead.headers)
        else { return .continueIteration }
        isActive = true
        requestIsText = kind == .text
        responseIsText = Self.kind(.accept, in: stream.requestHead.headers) == .text
        // The length is that of the text, or says nothing to a peer of HTTP/2.
        stream.requestHead.headers.remove(.contentLength)
        stream.requestHead.headers.set(.contentType, "application/grpc")
        stream.requestHead.headers.set(.te, "trailers")
        let name = Self.acceptEncoding
        stream.requestHead.headers.remove(named: name.span)
        stream.requestHead.headers.append(name: name.span, Self.identity.span)
        return .continueIteration
    }

    private static let acceptEncoding = Array("grpc-accept-encoding".utf8)
    private static let identity = Array("identity".utf8)

    private enum Kind {
        case binary, text
    }

    /// What a content type says of the form; nil when it is none of gRPC-Web's.
    private static func kind(_ field: HeaderID, in headers: borrowing HeaderMap) -> Kind? {
        let type = headers.value(of: field)
        if Bytes.equal(type, "application/grpc-web") || Bytes.equal(type, "application/grpc-web+proto") {
            return .binary
        }
        if Bytes.equal(type, "application/grpc-web-text") || Bytes.equal(type, "application/grpc-web-text+proto") {
            return .text
        }
        return nil
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard isActive, requestIsText else { return .continueIteration }
        var decoded = ByteBuffer(capacity: data.count)
        guard decoder.decode(data.readable, into: &decoded) else { return refuse("grpc_base_64_decode_failed") }
        if endStream && decoder.isInsideGroup { return refuse("grpc_base_64_decode_failed_bad_size") }
        swap(&data, &decoded)
        return data.isEmpty && !endStream ? .stopNoBuffer : .continueIteration
    }

    private func refuse(_ details: StaticString) -> FilterDataStatus {
        stream.sendLocalReply(
            status: 400, literal: "Bad gRPC-web request, invalid base64 data.", details: ResponseCodeDetails(details))
        return .stopNoBuffer
    }

    // MARK: - The answer

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard isActive else { return .continueIteration }
        if endStream { owner.countCall(status: stream.responseHead.headers, protocolName: .grpcWeb) }
        isForeign = !endStream && !Self.isAnswerOfGRPC(stream.responseHead)
        // Trailers and base64 make the body longer.
        stream.responseHead.headers.remove(.contentLength)
        stream.responseHead.headers.set(
            .contentType, responseIsText ? "application/grpc-web-text+proto" : "application/grpc-web+proto")
        return isForeign ? .stopIteration : .continueIteration
    }

    /// gRPC's answers have the status 200, whatever has become of the call.
    private static func isAnswerOfGRPC(_ head: borrowing ResponseHead) -> Bool {
        let type = head.headers.value(of: .contentType)
        let isType = Bytes.equal(type, "application/grpc") || Bytes.equal(type, "application/grpc+proto")
        return isType && head.status == 200 || kind(.contentType, in: head.headers) == .binary
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard isActive else { return .continueIteration }
        if isForeign {
            // It becomes a field, which no client takes in any length.
            let room = max(0, Self.longestMessage - message.count)
            message.append(data.readable.extracting(0..<min(room, data.count)))
            data.removeAll()
            if !endStream { return .stopNoBuffer }
            becomeError()
            return .continueIteration
        }
        guard responseIsText else { return .continueIteration }
        var encoded = ByteBuffer(capacity: data.count / 3 * 4 + 8)
        encoder.encode(data.readable, into: &encoded)
        swap(&data, &encoded)
        return data.isEmpty && !endStream ? .stopNoBuffer : .continueIteration
    }

    private static let longestMessage = 8 << 10

    private func becomeError() {
        let status = stream.responseHead.status
        stream.responseHead.headers.remove(.grpcMessage)
        var plain = ByteBuffer()
        var text = ByteBuffer()
        swap(&plain, &message)
        stream.appendGRPCMessage(plain.readable, to: &text)
        stream.responseHead.headers.append(.grpcMessage, text.readable)
        if !stream.responseHead.headers.contains(.grpcStatus) {
            stream.responseHead.headers.append(.grpcStatus) { $0.append(decimal: FilterStream.grpcStatus(status)) }
        }
        stream.responseHead.headers.append(.contentLength, "0")
    }

    override func responseTrailers() -> FilterTrailersStatus {
        guard isActive else { return .continueIteration }
        if isForeign {
            becomeError()
            stream.responseTrailers.removeAll()
            return .continueIteration
        }
        owner.countCall(status: stream.responseTrailers, protocolName: .grpcWeb)
        var fields = ByteBuffer()
        stream.responseTrailers.writeGRPCWebTrailers(to: &fields)
        var frame = ByteBuffer()
        frame.append(Self.trailerFlag)
        for shift in [24, 16, 8, 0] { frame.append(UInt8(truncatingIfNeeded: fields.count &>> shift)) }
        frame.append(fields.readable)
        stream.responseTrailers.removeAll()
        if responseIsText {
            var text = ByteBuffer()
            encoder.encodeWhole(frame.readable, into: &text)
            swap(&frame, &text)
        }
        stream.addResponseData(after: self, frame.readable, endStream: false)
        return .continueIteration
    }
}

extension HeaderMap {
    /// Writes the fields as the last frame of a gRPC-Web body has them.
    fileprivate borrowing func writeGRPCWebTrailers(to output: inout ByteBuffer) {
        for index in 0..<count {
            output.append(name(at: index))
            output.append(":")
            output.append(value(at: index))
            output.append("\r\n")
        }
    }
}

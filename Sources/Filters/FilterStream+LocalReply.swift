public import Buffers
internal import HTTPSemantics

/// Local replies: responses that the proxy makes by itself.
extension FilterStream {
    /// Sends a local reply and stops the request.
    ///
    /// The reply goes through the response filters while no response has begun, and around them while the head of one
    /// has not left the chain. After that the stream is reset instead. May be called from any request callback, which
    /// then returns a stop status, or later.
    ///
    /// - Parameters:
    ///   - body: the text of the reply, unless `composeLocalReply` replaces it.
    ///   - details: `%RESPONSE_CODE_DETAILS%` of access logs.
    ///   - flags: response flags to add.
    ///   - edit: adds fields to the new `responseHead`.
    public func sendLocalReply(
        status: UInt16, body: Span<UInt8>, details: ResponseCodeDetails, flags: ResponseFlags = [],
        edit: (() -> Void)? = nil
    ) {
        guard isAlive, !isResponseDelivered else { return }
        info.details = details
        info.flags.formUnion(flags)
        if isHeadDelivered {
            takeLateFlags()
            resetStream(.localReset)
            return
        }
        localReplySent = true
        // Whatever its status: nobody is at the other end.
        requestHead.tunnel = .none
        localReplyBegins(status: status)
        for filter in filters where !filter.heard.isEmpty { filter.localReply(status: status) }
        responseHead.reset()
        // Its own fields may name it, although the response has no code yet.
        responseHead.status = status
        var content = ByteBuffer()
        editLocalReply()
        edit?()
        // Set before the body is composed, which may use log formats. It is the HTTP status, also for gRPC clients,
        // whose head says 200.
        info.responseCode = status
        composeLocalReply(status: status, body: body, into: &content)
        takeLateFlags()
        let endsWithHead = content.isEmpty || requestHead.method == .head
        if isResponseStarted {
            respondDirectly(content.readable, endsWithHead: endsWithHead)
            return
        }
        respondHeaders(endStream: endsWithHead)
        if isAlive && !endsWithHead { respondData(content.readable, endStream: true) }
    }

    private func takeLateFlags() {
        info.flags.formUnion(lateReplyFlags)
        lateReplyFlags = []
    }

    /// Sends a local reply with a literal body.
    ///
    /// - Parameter grpcStatus: the status that gRPC clients get; nil derives it from `status`.
    public func sendLocalReply(
        status: UInt16, literal: StaticString = "", details: ResponseCodeDetails, flags: ResponseFlags = [],
        grpcStatus: UInt64? = nil, edit: (() -> Void)? = nil
    ) {
        var body = ByteBuffer()
        body.append(literal)
        grpcStatusOfReply = grpcStatus
        defer { grpcStatusOfReply = nil }
        sendLocalReply(status: status, body: body.readable, details: details, flags: flags, edit: edit)
    }

    /// Completes a local reply whose own fields are in `responseHead` already: adds status, length and type, or gRPC's
    /// fields instead.
    ///
    /// - Parameter replacesType: whether `contentType` replaces a type that the fields have.
    public func finishLocalReply(
        status: UInt16, body: Span<UInt8>, contentType: [UInt8], replacesType: Bool, into buffer: inout ByteBuffer
    ) {
        if cameAsGRPC {
            responseHead.headers.remove(.contentLength)
            // The message goes into a field (`grpc-message`), without the line feed that ends JSON.
            let isLine = body.count > 0 && body[body.count - 1] == 0x0a && contentType == Self.jsonType
            composeGRPCReply(status: status, message: isLine ? body.extracting(0..<(body.count - 1)) : body)
            return
        }
        responseHead.status = status
        if body.count == 0 {
            responseHead.headers.remove(.contentLength)
            responseHead.headers.remove(.contentType)
            return
        }
        responseHead.headers.set(.contentLength) { $0.append(decimal: body.count) }
        if replacesType || !responseHead.headers.contains(.contentType) {
            responseHead.headers.set(.contentType, contentType)
        }
        buffer.append(body)
    }

    /// The default content type of local replies in JSON.
    public static let jsonType = Array("application/json".utf8)

    /// The default content type of local replies.
    public static let plainText = Array("text/plain".utf8)
}

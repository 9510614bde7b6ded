internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Transports
internal import Upstreams

/// Sizes on the wire and facts of the upstream connection; gathered only where a format asks for some of them.
struct StreamMeters {
    /// Bytes of field lines, as Envoy counts them: names, values, and three bytes a line received or four sent.
    var requestHeaders: UInt64 = 0
    var responseHeaders: UInt64 = 0
    var upstreamRequestHeaders: UInt64 = 0
    var upstreamResponseHeaders: UInt64 = 0
    /// All bytes of the request and the response.
    var upstreamRequestWire: UInt64 = 0
    var upstreamResponseWire: UInt64 = 0
    /// The number of the upstream connection; 0 for none.
    var upstreamConnectionID: UInt64 = 0
    /// When it was begun, and when it was open.
    var upstreamConnectBegin: UInt64 = 0
    var upstreamConnectEnd: UInt64 = 0

    /// Forgets the upstream: another exchange of the same connection has another.
    mutating func forgetUpstream() {
        (upstreamRequestHeaders, upstreamResponseHeaders) = (0, 0)
        (upstreamRequestWire, upstreamResponseWire) = (0, 0)
        (upstreamConnectionID, upstreamConnectBegin, upstreamConnectEnd) = (0, 0, 0)
    }
}

/// What formats and filters ask of an exchange.
extension ActiveStream {
    /// The endpoint to which a connection was found.
    var reachedEndpoint: Endpoint? { info.upstreamStartTime != 0 ? endpoint : nil }

    /// The address that the request was sent to.
    var reachedAddress: SocketAddress? { upstreamAddress ?? reachedEndpoint?.address }

    /// Bytes of the request so far.
    var requestWireBytes: UInt64 { isAlive ? connection?.bytesReceived(of: self) ?? 0 : 0 }

    /// Bytes of the response so far.
    var responseWireBytes: UInt64 { isAlive ? connection?.bytesSent(of: self) ?? 0 : 0 }

    /// Bytes of names and values of the request's head, the scheme included, which HTTP/1.1 does not send: it is there
    /// once the head has its final form.
    var requestHeadBytes: UInt64 {
        requestHead.headers.isEmpty ? 0 : requestHead.nameAndValueBytes()
    }

    /// Bytes of names and values of the response's head, the status included; 0 before there is one.
    var responseHeadBytes: UInt64 {
        if !info.isAnswered { return 0 }
        var bytes = responseHead.headers.nameAndValueBytes() + UInt64(":status200".utf8.count)
        if logType.isOfTry { return bytes }
        // The codec says what becomes of the connection.
        if connection?.announcesClose == true {
            bytes += UInt64("connectionclose".utf8.count)
        } else if requestHead.version == .http10 && settings.codec.acceptHTTP10 {
            bytes += UInt64("connectionkeep-alive".utf8.count)
        }
        return bytes
    }

    /// Writes the body of the local reply that is being made.
    func appendLocalReplyBody(to line: inout ByteBuffer) {
        var body = ByteBuffer()
        swap(&body, &localReplyBody)
        line.append(body.readable)
        swap(&body, &localReplyBody)
    }

    /// Takes the size of the request's head, or of its trailers too.
    func measureRequestHead() {
        guard let connection else { return }
        meters.requestHeaders =
            connection.speaksHTTP2
            ? connection.headBytesReceived(of: self) : requestHead.headers.receivedBytes()
    }

    /// Takes the size of the response's head, which was just written.
    func measureResponseHead(_ connection: HTTPServerConnection, from start: Int) {
        meters.responseHeaders =
            connection.speaksHTTP2
            ? connection.headBytesSent(of: self) : Self.sentBytes(connection.connection, from: start)
    }

    /// Counts the field lines of the head that stands in a connection's output behind `start`.
    static func sentBytes(_ connection: Connection, from start: Int) -> UInt64 {
        let count = connection.outbound.count - start
        guard count > 0 else { return 0 }
        let head = connection.outbound.span(at: start, count: count)
        let firstLine = Bytes.firstIndex(of: UInt8(ascii: "\n"), in: head)
        // Behind the first line, and without the empty one.
        return UInt64(max(0, count - firstLine - 3))
    }

    /// Where the request is a gRPC call, its status; nil for other requests and before there is an answer, -1 for a
    /// status that is no number.
    var grpcStatus: Int? {
        guard requestHead.isGRPC else { return nil }
        let isKnown =
            info.responseCode != 0 || responseTrailers.contains(.grpcStatus)
            || responseHead.headers.contains(.grpcStatus)
        return isKnown ? responseGRPCStatus : nil
    }

    /// The gRPC status that the response tells: in its trailers, its head, or by its HTTP status.
    var responseGRPCStatus: Int {
        let trailer = responseTrailers.firstIndex(of: .grpcStatus)
        if trailer >= 0 { return responseTrailers.smallNumber(at: trailer) }
        let field = responseHead.headers.firstIndex(of: .grpcStatus)
        if field >= 0 { return responseHead.headers.smallNumber(at: field) }
        return Int(FilterStream.grpcStatus(info.responseCode))
    }

    /// The first eight digits of the request's `x-request-id`; nil when it has none.
    var identifyingNumber: UInt64? {
        let index = requestHead.headers.firstIndex(of: .xRequestID)
        return index < 0 ? nil : requestHead.headers.hexadecimalPrefix(at: index)
    }
}

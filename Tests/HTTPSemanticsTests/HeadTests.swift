import Buffers
import HTTPSemantics
import Testing

@Suite("Heads and streams")
struct HeadTests {
    private func recognised(_ token: String) -> HTTPMethod { HTTPMethod(token.bytes.span) }

    @Test("Methods are recognised, with their case (RFC 9110 §9.1)")
    func methods() {
        let names: [(String, HTTPMethod)] = [
            ("GET", .get), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("DELETE", .delete),
            ("CONNECT", .connect), ("OPTIONS", .options), ("TRACE", .trace), ("PATCH", .patch),
        ]
        for (name, method) in names {
            #expect(recognised(name) == method && recognised(name.lowercased()) == .other)
            #expect(recognised(name + "X") == .other && recognised(String(name.dropLast())) == .other)
            for at in 0..<name.utf8.count {
                var bytes = name.bytes
                bytes[at] ^= 0x20
                #expect(recognised(String(decoding: bytes, as: UTF8.self)) == .other)
            }
        }
        #expect(recognised("") == .other && recognised("PROPFIND") == .other)
    }

    @Test("Configurations find the scheme and the host of a request under their names")
    func values() {
        var head = RequestHead()
        head.headers.append(.authority, "a.test")
        head.headers.append(name: "x-y".bytes.span, "1".bytes.span)
        func value(_ name: String) -> String? { head.withValue(named: name.bytes.span) { text($0) } }
        #expect(value("host") == "a.test" && value(":authority") == "a.test" && value("x-y") == "1")
        #expect(value("accept") == nil && value("x-z") == nil && value(":scheme") == "http")
        head.scheme = .https
        #expect(value(":scheme") == "https")
    }

    @Test("Idempotent are the methods that RFC 9110 §9.2.2 lists, and nothing unknown")
    func idempotent() {
        for method: HTTPMethod in [.get, .head, .put, .delete, .options, .trace] { #expect(method.isIdempotent) }
        for method: HTTPMethod in [.post, .patch, .connect, .other] { #expect(!method.isIdempotent) }
    }

    @Test("Versions are written as access logs have them")
    func versions() {
        let names = [HTTPVersion.http10, .http11, .http2].map(\.name.description)
        #expect(names == ["HTTP/1.0", "HTTP/1.1", "HTTP/2"])
    }

    @Test("A head begins empty and is empty again after a reset")
    func reset() {
        var request = RequestHead()
        #expect(request.headers.isEmpty && request.method == .other && request.version == .http11)
        request.headers.append(.method, "GET")
        request.method = .get
        request.version = .http10
        request.reset()
        #expect(request.headers.isEmpty && request.method == .other && request.version == .http11)
        #expect(request.headers.mayContain(.method) == false)

        var response = ResponseHead()
        #expect(response.headers.isEmpty && response.status == 200 && response.version == .http11)
        response.headers.append(.server, "a")
        response.status = 503
        response.version = .http2
        response.reset()
        #expect(response.headers.isEmpty && response.status == 200 && response.version == .http11)
    }

    @Test("Reasons of a reset have the words of local replies and of details")
    func resetReasons() {
        let words: [(StreamResetReason, String)] = [
            (.localReset, "local reset"), (.localRefusedStreamReset, "local refused stream reset"),
            (.remoteReset, "remote reset"), (.remoteRefusedStreamReset, "remote refused stream reset"),
            (.connectionFailure, "remote connection failure"), (.connectionTimeout, "connection timeout"),
            (.localConnectionFailure, "local connection failure"),
            (.connectionTermination, "connection termination"), (.overflow, "overflow"),
            (.protocolError, "protocol error"),
        ]
        for (reason, text) in words {
            #expect(reason.description.description == text)
            #expect(
                reason.detailsName.description == String(text.map { $0 == " " || $0 == "-" ? "_" : $0 }))
        }
    }

    @Test("Problems name their status, details and body")
    func problems() {
        #expect(MessageProblem.codecError.status == 400 && MessageProblem.codecError.body.description == "Bad Request")
        #expect(MessageProblem.codecError.details.description == "http1.codec_error")
        #expect(MessageProblem.tooManyFields.status == 431)
        #expect(MessageProblem.tooManyFields.body.description == "Request Header Fields Too Large")
        #expect(MessageProblem.httpsTarget.status == 403 && MessageProblem.lowVersion.status == 426)
        #expect(MessageProblem.invalidTransferEncoding.status == 501)
    }

    @Test("A stream that overrides nothing takes every call")
    func streams() {
        let server = ServerStream()
        server.requestHead.headers.append(.path, "/")
        server.requestHeadersReceived(endStream: false)
        server.requestDataReceived("a".bytes.span, endStream: false)
        server.requestTrailersReceived()
        server.responseAboveHighWatermark()
        server.responseBelowLowWatermark()
        server.requestMalformed(.codecError)
        server.streamReset(.remoteReset)
        #expect(server.requestHead.headers.fields() == [Field(":path", "/")] && server.requestTrailers.isEmpty)

        let client = ClientStream()
        client.informationalReceived()
        client.responseHeadersReceived(endStream: false)
        client.responseDataReceived("a".bytes.span, endStream: true)
        client.responseTrailersReceived()
        client.requestAboveHighWatermark()
        client.requestBelowLowWatermark()
        client.streamReset(.overflow)
        #expect(client.responseHead.status == 200 && client.responseTrailers.isEmpty)
    }
}

import Buffers
import HTTP1
import HTTPSemantics
import Testing

@Suite("Serializer")
struct SerializerTests {
    private func text(_ buffer: borrowing ByteBuffer) -> String {
        var bytes: [UInt8] = []
        for index in 0..<buffer.count { bytes.append(buffer[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func parse(_ text: String, _ options: HTTP1Options = HTTP1Options()) -> RequestHead {
        var parser = HTTP1RequestParser(options: options)
        var head = RequestHead()
        var trailers = HeaderMap()
        var input = ByteBuffer()
        input.append(text)
        _ = parser.step(input.readable, head: &head, trailers: &trailers)
        return head
    }

    private func written(
        _ head: borrowing RequestHead, _ framing: HTTP1Serializer.Framing
    ) -> String? {
        var output = ByteBuffer()
        return HTTP1Serializer.writeRequestHead(head, framing: framing, to: &output)
            ? text(output) : nil
    }

    @Test("A parsed request goes out with the host first and its fields in order")
    func request() {
        let head = parse("GET /a?b HTTP/1.1\r\nUser-Agent: x\r\nHOST: h:80\r\nA:  b \r\n\r\n")
        #expect(
            written(head, .none) == "GET /a?b HTTP/1.1\r\nhost: h:80\r\nuser-agent: x\r\na: b\r\n\r\n")
    }

    @Test("The spelling of names can be kept, that of the host too")
    func spelling() {
        var options = HTTP1Options()
        options.keepSpelling = true
        let head = parse("GET / HTTP/1.1\r\nUser-AGENT: x\r\nHOST: h\r\n\r\n", options)
        #expect(written(head, .none) == "GET / HTTP/1.1\r\nHOST: h\r\nUser-AGENT: x\r\n\r\n")
    }

    @Test("A field that is set anew, and the framing field, are spelt as the sender spelt that name first")
    func spellingOfNewFields() {
        var options = HTTP1Options()
        options.keepSpelling = true
        var head = parse(
            "GET / HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\nTE: x\r\nTransfer-ENCODING: chunked\r\nHost: h\r\n\r\n", options)
        head.headers.remove(.te)
        head.headers.remove(.transferEncoding)
        head.headers.append(.te, "trailers" as StaticString)
        #expect(
            written(head, .chunked)
                == "GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nX-A: 2\r\nTE: trailers\r\nTransfer-ENCODING: chunked\r\n\r\n"
        )
    }

    @Test("A request without a body says so unless its method has none by custom")
    func emptyBody() {
        for method in ["GET", "HEAD", "DELETE", "TRACE"] {
            let head = parse("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(written(head, .none) == "\(method) / HTTP/1.1\r\nhost: h\r\n\r\n")
        }
        for method in ["POST", "PUT", "PATCH", "OPTIONS", "PROPFIND"] {
            let head = parse("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(written(head, .none) == "\(method) / HTTP/1.1\r\nhost: h\r\ncontent-length: 0\r\n\r\n")
        }
    }

    @Test("Framing fields stand last")
    func framing() {
        let head = parse("POST / HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n")
        #expect(
            written(head, .chunked) == "POST / HTTP/1.1\r\nhost: h\r\na: b\r\ntransfer-encoding: chunked\r\n\r\n")
        #expect(written(head, .contentLength) == "POST / HTTP/1.1\r\nhost: h\r\na: b\r\n\r\n")
        #expect(written(head, .emptyBody) == "POST / HTTP/1.1\r\nhost: h\r\na: b\r\ncontent-length: 0\r\n\r\n")
    }

    @Test(
        "What would end or split a request line is not written (CVE-2026-28898)",
        arguments: ["/a\r\nx: y", "/a b", "/a\n", "/\0", "/\u{7f}", "/\t", ""])
    func injection(_ bytes: String) {
        var head = RequestHead()
        head.headers.append(.method, "GET" as StaticString)
        head.headers.append(.path, Array(bytes.utf8).span)
        head.headers.append(.authority, "h" as StaticString)
        head.method = .get
        #expect(written(head, .none) == nil)
        head.headers.set(.path, "/" as StaticString)
        #expect(written(head, .none) != nil)
        head.headers.set(.method, Array(bytes.utf8).span)
        #expect(written(head, .none) == nil)
        head.headers.set(.method, "GET" as StaticString)
        head.headers.set(.authority, Array(bytes.utf8).span)
        #expect((written(head, .none) == nil) == !bytes.isEmpty)
    }

    @Test("CONNECT writes the authority as its target")
    func connect() {
        let head = parse("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n")
        #expect(written(head, .none) == "CONNECT b:443 HTTP/1.1\r\nhost: b:443\r\n\r\n")
    }

    private func response(
        _ status: UInt16, _ framing: HTTP1Serializer.Framing, close: Bool = false, keepAlive: Bool = false,
        version: HTTPVersion = .http11
    ) -> String {
        var head = ResponseHead()
        head.status = status
        head.headers.append(.server, "envoy" as StaticString)
        var output = ByteBuffer()
        HTTP1Serializer.writeResponseHead(
            head, framing: framing, closeConnection: close, keepAliveForHTTP10: keepAlive, version: version,
            to: &output)
        return text(output)
    }

    @Test("Response heads look as Envoy's do")
    func responseHead() {
        #expect(response(200, .contentLength) == "HTTP/1.1 200 OK\r\nserver: envoy\r\n\r\n")
        #expect(
            response(404, .chunked, close: true)
                == "HTTP/1.1 404 Not Found\r\nserver: envoy\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n")
        #expect(
            response(403, .emptyBody, close: true)
                == "HTTP/1.1 403 Forbidden\r\nserver: envoy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        #expect(
            response(200, .contentLength, keepAlive: true, version: .http10)
                == "HTTP/1.0 200 OK\r\nserver: envoy\r\nconnection: keep-alive\r\n\r\n")
        #expect(response(600, .none) == "HTTP/1.1 600 Unknown\r\nserver: envoy\r\n\r\n")
        #expect(response(599, .none) == "HTTP/1.1 599 Last Unassigned Server Error Code\r\nserver: envoy\r\n\r\n")
    }

    @Test("Interim heads say nothing about framing")
    func informational() {
        var head = ResponseHead()
        head.status = 103
        head.headers.append(name: Array("link".utf8).span, Array("a".utf8).span)
        var output = ByteBuffer()
        HTTP1Serializer.writeInformational(head, to: &output)
        #expect(text(output) == "HTTP/1.1 103 Unknown\r\nlink: a\r\n\r\n")
    }

    @Test("Chunks and trailers are framed")
    func chunks() {
        var output = ByteBuffer()
        HTTP1Serializer.writeChunkHeader(count: 26, to: &output)
        HTTP1Serializer.writeChunkEnd(to: &output)
        HTTP1Serializer.writeLastChunk(to: &output)
        #expect(text(output) == "1a\r\n\r\n0\r\n\r\n")
        output.removeAll()
        var trailers = HeaderMap()
        trailers.append(.etag, "x" as StaticString)
        HTTP1Serializer.writeLastChunk(trailers: trailers, to: &output)
        #expect(text(output) == "0\r\netag: x\r\n\r\n")
    }
}

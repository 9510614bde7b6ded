import HTTP2
import Testing

/// What a request may say (RFC 9113 §8).
@Suite struct MessageRuleTests {
    struct Request: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        init(_ name: String, _ frames: Frames) {
            testDescription = name
            bytes = frames.bytes
        }
    }

    private static func head(_ name: String, _ fields: (String, String)...) -> Request {
        Request(name, [Frames.headers(1, fields)])
    }

    private static func bare(_ name: String, _ fields: (String, String)...) -> Request {
        Request(name, [Frames.frame(1, 5, 1, Frames.block(fields))])
    }

    static let malformed = [
        head("A capital in a name", ("X-A", "1")), head("An empty name", ("", "1")),
        head("A blank in a name", ("a b", "1")), head("A colon in a name", ("a:b", "1")),
        head("A line end in a name", ("a\r\nb", "1")), head("A NUL in a name", ("a\0", "1")),
        head("A line feed in a value", ("a", "b\nc: d")), head("A carriage return in a value", ("a", "b\rc")),
        head("A NUL in a value", ("a", "b\0")), head("A control byte in a value", ("a", "\u{1}")),
        head("connection", ("connection", "close")), head("keep-alive", ("keep-alive", "1")),
        head("proxy-connection", ("proxy-connection", "x")),
        head("transfer-encoding", ("transfer-encoding", "chunked")),
        head("upgrade", ("upgrade", "h2c")), head("te other than trailers", ("te", "gzip")),
        head("An unknown pseudo-header field", (":foo", "x")),
        head("A response's pseudo-header field", (":status", "200")),
        head("A pseudo-header field behind a field", ("a", "b"), (":path", "/")),
        head("A method with a blank", (":method", "GET /x HTTP/1.1\r\n")), head("An empty method", (":method", "")),
        head("An empty path", (":path", "")), head("A path with a blank", (":path", "/a HTTP/1.1")),
        head("A path with a line end", (":path", "/a\r\nb: c")), head("A path without a slash", (":path", "a")),
        head("A target in absolute form", (":path", "http://b/")), head("An asterisk for GET", (":path", "*")),
        head("An empty authority", (":authority", "")), head("A blank in the authority", (":authority", "a b")),
        head("User information", (":authority", "u@a")), head("A slash in the authority", (":authority", "a/b")),
        head("A port that is a word", (":authority", "a:x")), head("An open bracket", (":authority", "[::1")),
        head("A port that is a word in host", ("host", "a:x")), head("A blank before host", ("host", " a")),
        head("A blank behind a length", ("content-length", "0 ")), head("A blank before te", ("te", " trailers")),
        head("A scheme that is none", (":scheme", "ht tp")), head("A blank in host", ("host", "a b")),
        head("Two lengths", ("content-length", "0"), ("content-length", "0")),
        head("A length that is no number", ("content-length", "+1")),
        head("A length without body", ("content-length", "1")),
        bare("No method", (":scheme", "http"), (":authority", "a"), (":path", "/")),
        bare("No scheme", (":method", "GET"), (":authority", "a"), (":path", "/")),
        bare("No path", (":method", "GET"), (":scheme", "http"), (":authority", "a")),
        bare("No authority", (":method", "GET"), (":scheme", "http"), (":path", "/")),
        bare("CONNECT with a path", (":method", "CONNECT"), (":authority", "a:1"), (":path", "/")),
        bare(
            "Two methods", (":method", "GET"), (":method", "GET"), (":scheme", "http"), (":authority", "a"),
            (":path", "/")),
        bare(
            "Two paths", (":method", "GET"), (":path", "/"), (":scheme", "http"), (":authority", "a"), (":path", "/")),
        Request(
            "More body than announced",
            [
                Frames.headers(1, [("content-length", "1")], end: false), Frames.data(1, "ab", end: true),
            ]),
        Request(
            "Less body than announced",
            [
                Frames.headers(1, [("content-length", "3")], end: false), Frames.data(1, "ab", end: true),
            ]),
        Request(
            "Less body than announced before trailers",
            [
                Frames.headers(1, [("content-length", "3")], end: false), Frames.data(1, "ab"),
                Frames.frame(1, 5, 1, Frames.block([("a", "b")])),
            ]),
        Request(
            "A pseudo-header field in trailers",
            [
                Frames.headers(1, end: false), Frames.frame(1, 5, 1, Frames.block([(":path", "/")])),
            ]),
        Request(
            "Trailers that do not end the stream",
            [
                Frames.headers(1, end: false), Frames.frame(1, 4, 1, Frames.block([("a", "b")])),
            ]),
    ]

    @Test("A malformed request is reset", arguments: malformed)
    func isReset(_ request: Request) {
        for size in [Int.max, 1] {
            let face = ServerFace()
            face.receive(Frames.preface + request.bytes, by: size)
            #expect(face.steps.last?.hasPrefix("broken 1") == true, "\(face.steps)")
            #expect(face.written().contains("RST_STREAM 1 1"))
            #expect(face.session.streamCount == 0)
        }
    }

    @Test("A request is read whole and byte by byte")
    func isRead() {
        let bytes =
            Frames.headers(1, [("cookie", "a=1"), ("te", "trailers"), ("cookie", "b=2"), ("x", " y ")], end: false)
            + Frames.data(1, "hello", padding: 3) + Frames.data(1, "", end: false, padding: nil)
            + Frames.frame(1, 5, 1, Frames.block([("t", "1"), ("content-length", "5"), ("host", "b")]))
        for size in [Int.max, 1] {
            let face = ServerFace()
            face.receive(Frames.preface + bytes, by: size)
            #expect(face.steps.first == "head 1 :method=GET|:path=/|:authority=a.test|te=trailers|x=y|cookie=a=1; b=2")
            let text = face.steps.dropFirst().filter { $0.hasPrefix("data") }.map { $0.dropFirst(7) }.joined()
            #expect(text == "hello")
            #expect(face.steps.last == "trailers 1 t=1")
        }
    }

    @Test("host names the authority where there is no other")
    func hostIsAuthority() {
        let face = ServerFace()
        face.receive(
            Frames.preface
                + Frames.frame(
                    1, 5, 1, Frames.block([(":method", "GET"), (":scheme", "http"), (":path", "/"), ("host", "h")]))
                + Frames.headers(3, [("host", "other")]))
        #expect(face.steps[0] == "head 1 :method=GET|:path=/|:authority=h end")
        #expect(face.steps[1] == "head 3 :method=GET|:path=/|:authority=a.test end")
    }

    @Test("Each field counts while it is decoded, cookie crumbs and fields from the table too")
    func limits() {
        var options = HTTP2Options()
        options.maxFields = 8
        let crumbs = (0..<5).map { ("cookie", "c\($0)") }
        let many = ServerFace(options)
        many.receive(Frames.preface + Frames.headers(1, Array(crumbs.prefix(4))) + Frames.headers(3, crumbs))
        #expect(many.steps.count == 2)
        #expect(many.steps.last == "broken 3 countOfHTTP2")
        #expect(many.written().contains("RST_STREAM 3 2"))

        options = HTTP2Options()
        options.maxHeadBytes = 1000
        // One literal of 300 bytes goes into the table, and is named four times.
        let entry: [UInt8] = [0x40] + Frames.string("a") + Frames.string(String(repeating: "v", count: 300))
        let big = ServerFace(options)
        big.receive(Frames.preface + Frames.frame(1, 5, 1, Frames.request() + entry + [0xbe, 0xbe, 0xbe]))
        #expect(big.steps == ["broken 1 sizeOfHTTP2"])
    }

    @Test("Names with underscores pass, are dropped, or refuse the request")
    func underscores() {
        var options = HTTP2Options()
        let bytes = Frames.preface + Frames.headers(1, [("a_b", "1"), ("c", "2")])
        let head = "head 1 :method=GET|:path=/|:authority=a.test"
        for (action, expected) in [
            (HTTP2Options.Underscores.allow, head + "|a_b=1|c=2 end"), (.drop, head + "|c=2 end"),
            (.reject, "broken 1 underscoreOfHTTP2"),
        ] {
            options.underscores = action
            let face = ServerFace(options)
            face.receive(bytes)
            #expect(face.steps == [expected])
        }
    }
}

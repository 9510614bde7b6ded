import HTTP2
import Testing

/// Frames in places where RFC 9113 forbids them; nghttp2 alone would pass over many.
@Suite struct FrameRuleTests {
    /// What a client sends behind its preface, and how the connection ends.
    struct Rule: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var code: UInt32
        init(_ name: String, _ code: HTTP2ErrorCode, _ frames: Frames) {
            testDescription = name
            bytes = frames.bytes
            self.code = code.rawValue
        }
    }

    static let rules = [
        Rule("DATA on stream 0", .protocolError, [Frames.data(0, "x")]),
        Rule("DATA on an idle stream", .protocolError, [Frames.data(1, "x")]),
        Rule("DATA on a half-closed stream", .streamClosed, [Frames.headers(1), Frames.data(1, "x")]),
        Rule("HEADERS on a half-closed stream", .streamClosed, [Frames.headers(1), Frames.headers(1)]),
        Rule(
            "DATA behind the peer's own RST_STREAM", .streamClosed,
            [Frames.headers(1, end: false), Frames.reset(1), Frames.data(1, "x")]),
        Rule(
            "HEADERS behind the peer's own RST_STREAM", .streamClosed,
            [Frames.headers(1, end: false), Frames.reset(1), Frames.headers(1)]),
        Rule(
            "CONTINUATION behind the peer's own RST_STREAM", .protocolError,
            [Frames.headers(1, end: false), Frames.reset(1), Frames.continuation(1, Frames.block([("a", "b")]))]),
        Rule("CONTINUATION without HEADERS", .protocolError, [Frames.continuation(1, [])]),
        Rule(
            "CONTINUATION behind END_HEADERS", .protocolError,
            [Frames.headers(1, end: false), Frames.continuation(1, Frames.block([("a", "b")]))]),
        Rule(
            "Another frame inside a header block", .protocolError,
            [Frames.headers(1, end: false, endHeaders: false), Frames.ping()]),
        Rule(
            "An unknown frame inside a header block", .protocolError,
            [Frames.headers(1, end: false, endHeaders: false), Frames.frame(0x77, 0, 0)]),
        Rule(
            "CONTINUATION of another stream", .protocolError,
            [Frames.headers(1, end: false, endHeaders: false), Frames.continuation(3, [])]),
        Rule("HEADERS on stream 0", .protocolError, [Frames.headers(0)]),
        Rule("HEADERS on an even stream", .protocolError, [Frames.headers(2)]),
        Rule("A stream below an earlier one", .protocolError, [Frames.headers(5), Frames.headers(3)]),
        Rule("RST_STREAM on stream 0", .protocolError, [Frames.reset(0)]),
        Rule("RST_STREAM on an idle stream", .protocolError, [Frames.reset(1)]),
        Rule(
            "RST_STREAM of a wrong size", .frameSizeError, [Frames.headers(1, end: false), Frames.frame(3, 0, 1, [0])]),
        Rule("WINDOW_UPDATE on an idle stream", .protocolError, [Frames.windowUpdate(1, 5)]),
        Rule("WINDOW_UPDATE of 0 on the connection", .protocolError, [Frames.windowUpdate(0, 0)]),
        Rule(
            "WINDOW_UPDATE of 0 on a stream", .protocolError,
            [Frames.headers(1, end: false), Frames.windowUpdate(1, 0)]),
        Rule("A connection window above 2^31-1", .flowControlError, [Frames.windowUpdate(0, 0x7fff_ffff)]),
        Rule("PRIORITY on stream 0", .protocolError, [Frames.priority(0)]),
        Rule("PRIORITY of a wrong size", .frameSizeError, [Frames.frame(2, 0, 1, [0, 0, 0])]),
        Rule("PRIORITY that depends on itself", .protocolError, [Frames.priority(3, on: 3)]),
        Rule("PUSH_PROMISE from a client", .protocolError, [Frames.headers(1), Frames.frame(5, 4, 1, [0, 0, 0, 2])]),
        Rule("SETTINGS on a stream", .protocolError, [Frames.frame(4, 0, 1)]),
        Rule("SETTINGS of a wrong size", .frameSizeError, [Frames.frame(4, 0, 0, [0])]),
        Rule("An acknowledgement of SETTINGS with a payload", .frameSizeError, [Frames.frame(4, 1, 0, [0])]),
        Rule("ENABLE_PUSH of 2", .protocolError, [Frames.settings((2, 2))]),
        Rule("A window setting above 2^31-1", .flowControlError, [Frames.settings((4, 0x8000_0000))]),
        Rule("A frame size setting below 16384", .protocolError, [Frames.settings((5, 16_383))]),
        Rule("A frame size setting above 2^24-1", .protocolError, [Frames.settings((5, 0x0100_0000))]),
        Rule("PING on a stream", .protocolError, [Frames.frame(6, 0, 1, Array("12345678".utf8))]),
        Rule("PING of a wrong size", .frameSizeError, [Frames.frame(6, 0, 0, [0])]),
        Rule("GOAWAY on a stream", .protocolError, [Frames.frame(7, 0, 1, [UInt8](repeating: 0, count: 8))]),
        Rule(
            "DATA above the frame size", .frameSizeError,
            [Frames.headers(1, end: false), Frames.data(1, String(repeating: "x", count: 16_385))]),
        Rule(
            "HEADERS above the frame size", .frameSizeError,
            [Frames.headers(1, [("a", String(repeating: "x", count: 16_385))])]),
        Rule(
            "Padding beyond the frame", .protocolError, [Frames.headers(1, end: false), Frames.frame(0, 9, 1, [9, 0])]),
        Rule(
            "Padding as long as the frame", .protocolError,
            [Frames.headers(1, end: false), Frames.frame(0, 9, 1, [2, 0])]),
        Rule("Padding beyond HEADERS", .protocolError, [Frames.frame(1, 0xd, 1, [200] + Frames.request())]),
        Rule("HEADERS without room for their priority", .frameSizeError, [Frames.frame(1, 0x25, 1, [0, 0, 0, 0])]),
        Rule(
            "Padding in a frame without room for its length", .frameSizeError,
            [Frames.headers(1, end: false), Frames.frame(0, 8, 1)]),
        Rule("A header block that is no HPACK", HTTP2ErrorCode(rawValue: 9), [Frames.frame(1, 5, 1, [0x80])]),
        Rule(
            "A table size update behind the first field", HTTP2ErrorCode(rawValue: 9),
            [Frames.frame(1, 5, 1, Frames.request() + [0x20])]),
        Rule(
            "A table size above the setting", HTTP2ErrorCode(rawValue: 9),
            [Frames.frame(1, 5, 1, [0x3f, 0xe2, 0x1f] + Frames.request())]),
    ]

    @Test("A frame in a forbidden place ends the connection", arguments: rules)
    func endsConnection(_ rule: Rule) {
        for size in [Int.max, 1] {
            let face = ServerFace()
            face.receive(Frames.preface + rule.bytes, by: size)
            let goAways = face.written().filter { $0.hasPrefix("GOAWAY") }
            #expect(goAways.last?.hasSuffix(" \(rule.code)") == true, "by \(size): \(goAways) \(face.steps)")
            #expect(face.steps.last?.hasPrefix("failed") == true)
        }
    }

    @Test("Frames on a stream that we have reset are passed over")
    func afterOwnReset() throws {
        let face = ServerFace()
        face.receive(Frames.preface + Frames.headers(1, end: false))
        let stream = try #require(face.place(1))
        face.session.submitReset(stream, .cancel)
        face.session.leave(stream)
        face.receive(Frames.data(1, "x") + Frames.headers(1, [("b", "c")]) + Frames.windowUpdate(1, 1) + Frames.ping())
        #expect(face.written().contains("PING ack"))
        #expect(face.steps.count == 1)
    }

    @Test("A stream window above 2^31-1 ends the connection, so that no stream goes on without the peer")
    func hugeWindow() {
        let face = ServerFace()
        face.receive(Frames.preface + Frames.headers(1, end: false) + Frames.windowUpdate(1, 0x7fff_ffff))
        #expect(
            face.written().filter { $0.hasPrefix("RST") || $0.hasPrefix("GO") } == ["RST_STREAM 1 3", "GOAWAY 1 3"])
        #expect(face.steps.last == "failed protocolViolation")
    }

    @Test("More than a stream's window ends the connection")
    func overrunWindow() {
        var options = HTTP2Options()
        options.streamWindow = 4
        let face = ServerFace(options)
        let acknowledged = Frames.preface + Frames.frame(4, 1, 0)
        face.receive(acknowledged + Frames.headers(1, end: false) + Frames.data(1, "12345"))
        #expect(
            face.written().filter { $0.hasPrefix("RST") || $0.hasPrefix("GO") } == ["RST_STREAM 1 3", "GOAWAY 1 3"])
        #expect(face.steps.last == "failed protocolViolation")
    }

    @Test("Frames and settings of unknown kinds are passed over, and so are PRIORITY frames")
    func unknownFrames() {
        let face = ServerFace()
        face.receive(
            Frames.preface + Frames.frame(0x77, 0xff, 0, [1, 2]) + Frames.frame(0x77, 0, 9, [])
                + Frames.settings((99, 1))
                + Frames.priority(7) + Frames.headers(1))
        #expect(face.steps == ["head 1 :method=GET|:path=/|:authority=a.test end"])
    }

    @Test("Bytes that are no preface end the connection")
    func noPreface() {
        for text in ["GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"] {
            let face = ServerFace()
            face.receive(Array(text.utf8))
            #expect(face.steps.last == "failed protocolViolation")
        }
    }

    @Test("Something other than SETTINGS behind the preface ends the connection")
    func noSettings() {
        let face = ServerFace()
        face.receive(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Frames.ping() + Frames.ping())
        #expect(face.steps.last?.hasPrefix("failed") == true)
    }
}

import Buffers
import HTTP2
import HTTPSemantics
import Testing

/// Extended CONNECT (RFC 8441) and CONNECT (RFC 9113 §8.5): what the rest of the proxy sees of them, and how each
/// direction of a tunnel ends.
@Suite struct TunnelRuleTests {
    private static var options: HTTP2Options {
        var options = HTTP2Options()
        options.allowsExtendedConnect = true
        return options
    }

    private static let handshake = [
        (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":path", "/chat"),
        (":authority", "a.test"), ("x", "y"),
    ]
    private static let connect = [(":method", "CONNECT"), (":authority", "b.test:80")]

    private static func head(_ stream: UInt32, _ fields: [(String, String)], end: Bool = false) -> [UInt8] {
        Frames.frame(1, end ? 5 : 4, stream, Frames.block(fields))
    }

    @Test("An extended CONNECT is the upgrade that HTTP/1.1 knows")
    func upgrade() {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, Self.handshake))
        #expect(
            face.steps == [
                "head 1 :method=GET|:path=/chat|:authority=a.test|x=y|upgrade=websocket|connection=upgrade"
            ])
        #expect(face.place(1)?.server?.requestHead.tunnel == .upgrade)
        #expect(face.place(1)?.server?.requestHead.method == .get)
    }

    @Test("A CONNECT has neither scheme nor path")
    func plain() {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, Self.connect))
        #expect(face.steps == ["head 1 :method=CONNECT|:authority=b.test:80"])
        #expect(face.place(1)?.server?.requestHead.tunnel == .connect)
    }

    @Test(
        "What is neither is refused",
        arguments: [
            [(":method", "GET"), (":protocol", "websocket"), (":scheme", "http"), (":path", "/"), (":authority", "a")],
            [(":method", "CONNECT"), (":protocol", "websocket"), (":path", "/"), (":authority", "a")],
            [(":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"), (":authority", "a")],
            [(":method", "CONNECT"), (":protocol", "a b"), (":scheme", "http"), (":path", "/"), (":authority", "a")],
            [(":method", "CONNECT"), (":protocol", ""), (":scheme", "http"), (":path", "/"), (":authority", "a")],
            [
                (":method", "CONNECT"), (":protocol", "a"), (":protocol", "b"), (":scheme", "http"), (":path", "/"),
                (":authority", "a"),
            ],
            [(":method", "CONNECT"), (":authority", "a"), (":path", "/")],
        ])
    func refused(_ fields: [(String, String)]) {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, fields))
        #expect(face.steps.first?.hasPrefix("broken 1") == true, "\(face.steps)")
    }

    @Test("Without the setting there is no extended CONNECT, and it is not offered")
    func notSpoken() {
        let face = ServerFace()
        face.receive(Frames.preface + Self.head(1, Self.handshake))
        #expect(face.steps.first?.hasPrefix("broken 1") == true)
        #expect(!Self.offers(HTTP2Options()))
        #expect(Self.offers(Self.options))
    }

    private static func offers(_ options: HTTP2Options) -> Bool {
        let face = ServerFace(options)
        face.receive(Frames.preface)
        let bytes = face.writtenBytes()
        return (0..<(bytes.count - 5)).contains { Array(bytes[$0..<($0 + 6)]) == [0, 8, 0, 0, 0, 1] }
    }

    @Test("Our end does not end the other direction of a tunnel", arguments: [handshake, connect])
    func endsFirst(_ fields: [(String, String)]) throws {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, fields))
        _ = face.written()
        face.respond(1, status: fields.count > 2 ? 101 : 200, end: false)
        face.send(1, "bye", end: true)
        #expect(face.written() == ["HEADERS 1", "DATA 1 bye end"])
        let stream = try #require(face.place(1))
        #expect(stream.isTunnel && !stream.isReceivedWhole)
        face.receive(Frames.data(1, "more") + Frames.data(1, "", end: true))
        #expect(Array(face.steps.dropFirst()) == ["data 1 more", "data 1  end"])
        #expect(stream.isReceivedWhole)
    }

    @Test("An answer that opens no tunnel ends the stream as any answer")
    func noTunnel() {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, Self.connect))
        _ = face.written()
        face.respond(1, status: 403, end: true)
        #expect(face.written() == ["HEADERS 1 end", "RST_STREAM 1 0"])
    }

    @Test("A length that a head announces means nothing in a tunnel")
    func length() {
        let face = ServerFace(Self.options)
        face.receive(Frames.preface + Self.head(1, Self.connect + [("content-length", "1")]) + Frames.data(1, "hello"))
        #expect(face.steps.last == "data 1 hello")
    }

    // MARK: - The client's side

    private final class Answer: ClientStream {}

    /// What a client's session makes of an answer with that status to an upgrade.
    private static func answer(_ status: String) -> (HTTP2Session, Answer, [String]) {
        let session = HTTP2Session(isServer: false, options: options)
        var head = RequestHead()
        for (id, value) in [
            (HeaderID.method, "GET"), (.path, "/"), (.authority, "a"), (.upgrade, "foo"), (.connection, "upgrade"),
            (.contentLength, "0"),
        ] {
            head.headers.append(id, Array(value.utf8))
        }
        head.method = .get
        head.tunnel = .upgrade
        let stream = Answer()
        var output = ByteBuffer()
        session.drain(into: &output, limit: .max)
        _ = session.submitRequest(for: stream, head, endStream: false, into: &output, limit: .max)
        var input = ByteBuffer()
        input.append(Frames.settings() + Frames.frame(1, 4, 1, Frames.block([(":status", status), ("x", "y")])))
        var steps: [String] = []
        while true {
            var consumed = 0
            let step = session.step(input.readable, consumed: &consumed)
            if case .needMoreBytes = step { break }
            if case .head(_, let end) = step { steps.append("\(stream.responseHead.status) \(end)") }
            input.consume(consumed)
        }
        return (session, stream, steps)
    }

    @Test("A 200 to an extended CONNECT is the 101 that HTTP/1.1 knows, and any other status is itself")
    func statuses() {
        let (_, granted, steps) = Self.answer("200")
        #expect(steps == ["101 false"] && granted.isTunnel)
        #expect(ServerFace.text(granted.responseHead.headers) == "x=y|upgrade=foo|connection=upgrade")
        for status in ["201", "204", "403"] {
            let (_, other, steps) = Self.answer(status)
            #expect(steps == ["\(status) false"] && !other.isTunnel)
        }
    }
}

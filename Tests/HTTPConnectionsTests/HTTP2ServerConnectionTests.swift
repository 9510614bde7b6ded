import Buffers
import EventLoops
import HTTP1
import HTTP2
import HTTPSemantics
import Testing
import Transports

@testable import HTTPConnections

/// HTTP/2's server connection over a pair of sockets.
@Suite struct HTTP2ServerConnectionTests {
    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
        [
            UInt8(payload.count >> 16), UInt8(payload.count >> 8 & 0xff), UInt8(payload.count & 0xff), type, flags, 0,
            0, 0,
        ]
            + [stream] + payload
    }

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0)

    /// `:method: POST`, `:scheme: http`, `:path: /` and `:authority: a` in HPACK.
    private static let post: [UInt8] = [0x83, 0x86, 0x84, 0x01, 0x01, 0x61]

    /// A connection whose streams record.
    private final class Fixture {
        let pair: SocketPair
        let journal = Journal()
        let server: HTTP2ServerConnection
        let owner: Owner

        final class Owner: HTTPServerConnectionOwner {
            let journal: Journal
            let conduct: Conduct
            var streams: [RecordingStream] = []
            var events: [HTTP2Event] = []

            init(_ journal: Journal, _ conduct: Conduct) {
                self.journal = journal
                self.conduct = conduct
            }

            override func makeStream(on connection: HTTPServerConnection) -> ServerStream {
                let stream = RecordingStream(journal, conduct, connection)
                streams.append(stream)
                return stream
            }

            override func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
                streams.removeAll { $0 === stream }
            }

            override func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {
                journal.lines.append("closed")
            }

            override func idleTimeout(_ connection: HTTPServerConnection) { journal.lines.append("idle") }

            override func counted(_ connection: HTTPServerConnection, _ event: HTTP2Event, _ count: UInt64) {
                events.append(event)
            }
        }

        init(
            _ conduct: Conduct, codec: HTTP2Options = HTTP2Options(), keepalive: HTTP2KeepaliveOptions? = nil,
            _ change: (inout HTTPServerConnectionOptions) -> Void = { _ in }
        ) throws {
            pair = try SocketPair()
            owner = Owner(journal, conduct)
            var options = HTTPServerConnectionOptions()
            change(&options)
            server = HTTP2ServerConnection(
                connection: pair.connection, owner: owner, options: options, codec: codec, keepalive: keepalive)
            pair.connection.handler = server
            pair.connection.start()
        }

        /// Lets streams that have paused go on, and answers complete ones.
        func settle() {
            for _ in 0..<50 {
                pair.turn(2)
                for stream in owner.streams {
                    if stream.isPaused {
                        stream.isPaused = false
                        server.resumeRequest(stream)
                    } else if stream.isComplete && stream.conduct == .later {
                        stream.answer()
                    }
                }
            }
        }

        /// The types and streams of the frames that the far end has got since the last call.
        func frames() -> [String] {
            var lines: [String] = []
            var rest = pair.receivedBytes()[...]
            while rest.count >= 9 {
                let at = rest.startIndex
                let count = Int(rest[at]) << 16 | Int(rest[at + 1]) << 8 | Int(rest[at + 2])
                lines.append("\(rest[at + 3])/\(rest[at + 8])")
                rest = rest.dropFirst(9 + count)
            }
            return lines
        }
    }

    @Test("Requests mean the same wherever they are cut, also when their bodies are taken haltingly")
    func cuts() throws {
        let bytes =
            Self.preface + Self.frame(1, 4, 1, Self.post) + Self.frame(0, 0, 1, Array("abc".utf8))
            + Self.frame(0, 1, 1, Array("de".utf8)) + Self.frame(1, 4, 3, Self.post)
            + Self.frame(0, 0, 3, Array("f".utf8)) + Self.frame(1, 5, 3, [0, 1, 0x74, 1, 0x31])
        for conduct in Conduct.allCases {
            for size in [bytes.count, 7, 1] {
                let fixture = try Fixture(conduct)
                var rest = bytes[...]
                while !rest.isEmpty {
                    fixture.pair.send(rest.prefix(size))
                    rest = rest.dropFirst(size)
                }
                fixture.settle()
                #expect(fixture.journal.lines.sorted() == ["POST / 'abcde'", "POST / 'f +1'"], "\(conduct) by \(size)")
                let frames = fixture.frames()
                #expect(frames.filter { $0 == "1/1" || $0 == "1/3" }.count == 2)
                #expect(fixture.owner.streams.isEmpty && fixture.server.activeStreams == 0)
            }
        }
    }

    @Test("Heads that come together go on in their order, and before whatever follows them", arguments: [true, false])
    func heads(_ together: Bool) throws {
        func head(_ stream: UInt8, _ path: String, ends: Bool = true) -> [UInt8] {
            Self.frame(1, ends ? 5 : 4, stream, [0x83, 0x86, 0x04, 0x02] + Array(path.utf8) + [0x01, 0x01, 0x61])
        }
        let frames = [
            Self.preface, head(1, "/a"), head(3, "/b", ends: false), head(5, "/c"),
            Self.frame(0, 1, 3, Array("x".utf8)), head(7, "/d"), Self.frame(3, 0, 7, [0, 0, 0, 8]), head(9, "/e"),
            Self.frame(0, 1, 0),
        ]
        let fixture = try Fixture(.later)
        if together {
            fixture.pair.send(Array(frames.joined())[...])
        } else {
            for frame in frames { fixture.pair.send(frame[...]) }
        }
        let told = fixture.journal.lines.prefix(6)
        #expect(told == ["POST /a ''", "POST /c ''", "POST /b 'x'", "POST /d ''", "POST /d reset", "POST /e ''"])
        #expect(fixture.journal.lines.dropFirst(6).allSatisfy { $0.hasPrefix("malformed") })
        #expect(fixture.server.activeStreams == 0)
    }

    @Test("A paused stream keeps its window, and holds up no other")
    func pausedStream() throws {
        var codec = HTTP2Options()
        codec.streamWindow = 65_535
        codec.connectionWindow = 1 << 20
        let fixture = try Fixture(.haltingly, codec: codec)
        let piece = [UInt8](repeating: 0x78, count: 16_000)
        fixture.pair.send(
            (Self.preface + Self.frame(1, 4, 1, Self.post) + Self.frame(0, 0, 1, piece) + Self.frame(0, 0, 1, piece)
                + Self.frame(0, 0, 1, piece) + Self.frame(1, 5, 3, Self.post))[...])
        #expect(fixture.journal.lines == ["POST / ''"])
        #expect(!fixture.frames().contains("8/1"))
        fixture.settle()
        #expect(fixture.frames().contains("8/1"))
    }

    @Test("Who sends much at once is served over several turns of the loop, to the end", arguments: [false, true])
    func turns(_ ends: Bool) throws {
        let fixture = try Fixture(.atOnce)
        var bytes = Self.preface
        for stream in (0..<400).map({ 2 * $0 + 1 }) {
            var head = Self.frame(1, 5, UInt8(stream & 0xff), Self.post)
            head[7] = UInt8(stream >> 8)
            bytes += head
        }
        fixture.pair.sendWithoutTurn(bytes)
        if ends { fixture.pair.finishWithoutTurn() }
        fixture.pair.turn(1)
        let first = fixture.journal.lines.count
        #expect(first >= 32 && first <= 200)
        fixture.pair.turn(20)
        #expect(fixture.journal.lines.prefix(400).allSatisfy { $0 == "POST / ''" })
        #expect(fixture.journal.lines.count == (ends ? 401 : 400))
        #expect(fixture.journal.lines.last == (ends ? "closed" : "POST / ''"))
    }

    @Test("An idle connection says goodbye twice, and closes")
    func idle() throws {
        let fixture = try Fixture(.atOnce) {
            $0.idleTimeout = 1_000_000_000
            $0.drainTimeout = 2_000_000_000
            $0.delayedCloseTimeout = nil
        }
        fixture.pair.send(Self.preface[...])
        _ = fixture.frames()
        fixture.pair.loop.advanceClock(by: 1_100_000_000)
        #expect(fixture.frames() == ["7/0"] && fixture.journal.lines == ["idle"])
        fixture.pair.loop.advanceClock(by: 2_100_000_000)
        #expect(fixture.frames() == ["7/0"])
        #expect(fixture.journal.lines == ["idle", "closed"])
    }

    @Test("A client that does not answer PING is given up")
    func keepalive() throws {
        let fixture = try Fixture(
            .atOnce, keepalive: HTTP2KeepaliveOptions(interval: 1_000_000_000, timeout: 500_000_000))
        fixture.pair.send(Self.preface[...])
        _ = fixture.frames()
        fixture.pair.loop.advanceClock(by: 1_100_000_000)
        #expect(fixture.frames() == ["6/0"])
        fixture.pair.loop.advanceClock(by: 600_000_000)
        fixture.pair.turn()
        #expect(fixture.journal.lines == ["closed"])
        #expect(fixture.owner.events.contains(.keepaliveTimeout))
    }

    @Test("A client that has said goodbye is heard to the end of its streams, and let go")
    func goodbye() throws {
        let fixture = try Fixture(.later) { $0.delayedCloseTimeout = nil }
        let goodbye = Self.frame(7, 0, 0, [UInt8](repeating: 0, count: 8))
        fixture.pair.send(
            (Self.preface + Self.frame(1, 5, 1, Self.post) + goodbye + Self.frame(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]))[
                ...])
        #expect(fixture.frames().contains("6/0") && fixture.journal.lines == ["POST / ''"])
        fixture.settle()
        #expect(fixture.frames().contains("1/1") && fixture.journal.lines == ["POST / ''", "closed"])

        let idle = try Fixture(.later) { $0.delayedCloseTimeout = nil }
        idle.pair.send((Self.preface + goodbye)[...])
        #expect(idle.journal.lines == ["closed"])
    }

    /// Requests on the first `count` streams, of a client whose windows take everything.
    private static func requests(_ count: UInt8) -> [UInt8] {
        let wide: [UInt8] = [0x7f, 0xff, 0, 0]
        return preface + frame(4, 0, 0, [0, 4] + wide) + frame(8, 0, 0, wide)
            + (0..<count).flatMap { frame(1, 5, $0 * 2 + 1, post) }
    }

    @Test("Bodies of one turn that are more than the output holds leave in between, and none waits")
    func bodiesOfOneTurn() throws {
        let fixture = try Fixture(.later)
        fixture.pair.send(Self.requests(50)[...])
        _ = fixture.frames()
        for stream in fixture.owner.streams { stream.answer(200, String(repeating: "x", count: 1000)) }
        #expect(!fixture.server.session.waitsForOutput)
        #expect(fixture.server.connection.outbound.count < HTTP2Work.outputLimit + 2000)
        #expect(fixture.frames() == (0..<50).flatMap { ["1/\($0 * 2 + 1)", "0/\($0 * 2 + 1)"] })
    }

    @Test("An end that waits behind the bytes of another stream has its time, as those have")
    func endBehindOthers() throws {
        let fixture = try Fixture(.later) { $0.flushTimeout = 1_000_000_000 }
        fixture.pair.send(Self.requests(2)[...])
        _ = fixture.frames()
        let streams = fixture.owner.streams
        try #require(streams.count == 2)
        var head = ResponseHead()
        head.status = 200
        for stream in streams { fixture.server.writeHeaders(stream, head, endStream: false) }
        fixture.server.writeData(streams[1], Array("all".utf8).span, endStream: false)
        // More than the far end's socket takes while nobody reads.
        fixture.server.writeData(streams[0], [UInt8](repeating: 0x78, count: 8 << 20).span, endStream: true)
        fixture.pair.turn(50)
        fixture.server.writeData(streams[1], Span(), endStream: true)
        fixture.pair.turn()
        #expect(fixture.owner.streams.isEmpty && fixture.server.session.streamCount == 2)
        fixture.pair.loop.advanceClock(by: 1_100_000_000)
        fixture.pair.turn()
        #expect(fixture.owner.events.filter { $0 == .flushTimeout }.count == 2)
        let frames = fixture.frames()
        #expect(frames.contains("3/1") && frames.contains("3/3"))
        #expect(fixture.server.session.streamCount == 0)
    }

    @Test("What the handshake agreed on tells the version, else the first bytes; others are HTTP/1")
    func preface() throws {
        final class Owner: HTTPServerConnectionOwner {
            var found = 0
            override func http2Chosen(_ connection: HTTPServerConnection) { found += 1 }
        }
        final class Agreed: TransportSocket {
            let name: String
            init(_ name: String) { self.name = name }
            override var applicationProtocol: String { name }
        }
        let preface = "PRI * HTTP/2.0\r\n"
        let cases = [
            (preface, "", 1), ("PUT / HTTP/1.1\r\n", "", 0), ("PRI * HTTP/1.1\r\n", "", 0),
            ("GET / HTTP/1.1\r\n", "h2", 1),
            (preface, "http/1.1", 0), (preface, "h2", 1),
        ]
        for (text, agreed, expected) in cases {
            let pair = try SocketPair()
            let owner = Owner()
            var options = HTTPServerConnectionOptions()
            options.detectsHTTP2 = true
            let server = HTTP1ServerConnection(
                connection: pair.connection, owner: owner, options: options, codec: .init())
            pair.connection.handler = server
            if !agreed.isEmpty { pair.connection.transport = Agreed(agreed) }
            pair.connection.start()
            for byte in Array(text.utf8) { pair.send([byte][...]) }
            #expect(owner.found == expected, "\(text) by \(agreed)")
        }
    }
}

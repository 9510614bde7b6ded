import Buffers
import Glibc
import HTTP2
import HTTPSemantics
import LoopTesting
import NetworkAddresses
import Testing
import Transports

@testable import EventLoops
@testable import HTTPConnections

/// HTTP/2's client connection and an upstream that is a socket only.
@Suite struct HTTP2ClientConnectionTests {
    private final class Stream: ClientStream {
        let journal: Journal
        /// Whether lines have the stream's name and its body's bytes.
        var name: String?
        /// What it does when it hears of the head.
        var atHead: (Stream) -> Void = { _ in }

        init(_ journal: Journal) { self.journal = journal }

        override func responseHeadersReceived(endStream: Bool) {
            note("\(responseHead.status)\(endStream ? " end" : "")")
            atHead(self)
        }
        override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
            if name != nil && data.count > 0 { note(text(data)) }
            if endStream { note("end") }
        }
        override func responseTrailersReceived() { note("trailers") }

        private func note(_ line: String) { journal.lines.append((name.map { $0 + " " } ?? "") + line) }
        override func streamReset(_ reason: StreamResetReason) { journal.lines.append("\(reason)") }
    }

    private final class Owner: HTTPClientConnectionOwner {
        let journal: Journal
        var hasRoom: [Bool] = []

        init(_ journal: Journal) { self.journal = journal }

        override func roomChanged(_ connection: HTTPClientConnection) { hasRoom.append(connection.hasRoom) }
        override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
            journal.lines.append("closed")
        }
    }

    private final class Fixture {
        let loop: EventLoop
        let journal = Journal()
        let owner: Owner
        let client: HTTP2ClientConnection
        var streams: [Stream] = []
        private var far: FileDescriptor

        init(codec: HTTP2Options = HTTP2Options()) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
            let address = try #require(Sockets.localAddress(of: listener.rawValue))
            owner = Owner(journal)
            let connection = try Connection.connect(loop: loop, to: address)
            client = HTTP2ClientConnection(connection: connection, owner: owner, codec: codec)
            connection.handler = client
            var wait = pollfd(fd: listener.rawValue, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&wait, 1, 60_000)
            var remote = SocketAddress.unix("")
            far = FileDescriptor(owning: Sockets.accept(listener.rawValue, remote: &remote))
            send([0, 0, 0, 4, 0, 0, 0, 0, 0])
            turn { client.hasRoom && !client.awaitsSettings }
        }

        func turn(until condition: () -> Bool) {
            loop.turn(until: condition)
        }

        func send(_ bytes: [UInt8]) { _ = unsafe Glibc.send(far.rawValue, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

        func request(_ count: Int) {
            for _ in 0..<count { write(Stream(journal)) }
            loop.runOnce(maximumWait: 0)
        }

        func write(_ stream: Stream, tunnel: TunnelRequest = .none, body: [UInt8]? = nil) {
            streams.append(stream)
            var head = RequestHead()
            head.tunnel = tunnel
            head.headers.append(.method, tunnel == .connect ? "CONNECT" : body == nil ? "GET" : "POST")
            if tunnel == .none { head.headers.append(.path, "/") }
            head.headers.append(.authority, "a")
            _ = client.writeHeaders(stream, head, endStream: tunnel == .none && body == nil)
            if let body { client.writeData(stream, body.span, endStream: true) }
        }

        /// A first request whose user leaves at the head of its answer, and sends a second one then.
        func writeLeaving() {
            let first = Stream(journal)
            first.name = "1"
            let second = Stream(journal)
            second.name = "3"
            first.atHead = { [unowned self] stream in
                client.reset(stream)
                write(second)
            }
            write(first)
            _ = frames()
        }

        /// The frames that have come, as type and stream.
        func frames() -> [String] {
            var bytes: [UInt8] = []
            var room = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                loop.runOnce(maximumWait: 0)
                let count = unsafe recv(far.rawValue, &room, room.count, Int32(MSG_DONTWAIT))
                if count <= 0 { break }
                bytes += room[..<count]
            }
            var found: [String] = []
            // What was said first begins with the preface.
            var rest = bytes.starts(with: "PRI".utf8) ? bytes.dropFirst(24) : bytes[...]
            while rest.count >= 9 {
                let head = Array(rest.prefix(9))
                found.append("\(head[3])/\(head[8])")
                rest = rest.dropFirst(9 + Int(head[1]) << 8 + Int(head[2]))
            }
            return found
        }

        /// Reads what has come, so that the close is no reset.
        func finish() {
            var room = [UInt8](repeating: 0, count: 1 << 16)
            while unsafe recv(far.rawValue, &room, room.count, Int32(MSG_DONTWAIT)) > 0 {}
            far = FileDescriptor(owning: -1)
        }

        func reset() {
            var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
            _ = unsafe setsockopt(
                far.rawValue, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            far = FileDescriptor(owning: -1)
        }
    }

    /// 200 with two bytes of body each.
    private static func answers(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { index -> [UInt8] in
            let number = [UInt8(0), 0, UInt8((2 * index + 1) >> 8), UInt8((2 * index + 1) & 0xff)]
            return [0, 0, 1, 1, 4] + number + [0x88] + [0, 0, 2, 0, 1] + number + [0x6f, 0x6b]
        }
    }

    @Test("All answers of an upstream that ends right behind them are told, and no request goes to it any more")
    func finished() throws {
        let fixture = try Fixture()
        fixture.request(200)
        fixture.send(Self.answers(200))
        fixture.finish()
        fixture.owner.hasRoom = []
        fixture.turn { fixture.journal.lines.last == "closed" }
        #expect(fixture.journal.lines.dropLast() == (0..<200).flatMap { _ in ["200", "end"] }[...])
        #expect(fixture.journal.lines.last == "closed")
        #expect(fixture.owner.hasRoom.suffix(1) == [false])
    }

    @Test("What was read of an upstream's answers is told also when it resets the connection")
    func lost() throws {
        let fixture = try Fixture()
        fixture.request(200)
        fixture.send(Self.answers(200))
        // One turn reads them, and leaves most for others.
        fixture.loop.runOnce(maximumWait: 10_000_000_000)
        let first = fixture.journal.lines.count
        #expect(first > 0)
        fixture.reset()
        fixture.turn { fixture.journal.lines.last == "closed" }
        #expect(fixture.journal.lines.dropLast() == (0..<200).flatMap { _ in ["200", "end"] }[...])
    }

    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
        [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xff), type, flags, 0, 0, 0, stream] + payload
    }

    private static let ok: [UInt8] = [0x88]

    @Test("Answers that come together are told in the order of their frames", arguments: [0, 1, 7])
    func together(size: Int) throws {
        let fixture = try Fixture()
        for number in [1, 3, 5, 7, 9] {
            let stream = Stream(fixture.journal)
            stream.name = "\(number)"
            fixture.write(stream)
        }
        let frames = [
            Self.frame(1, 4, 1, Self.ok), Self.frame(0, 0, 1, Array("a".utf8)), Self.frame(1, 4, 3, Self.ok),
            Self.frame(0, 1, 1, Array("b".utf8)), Self.frame(0, 0, 3, Array("c".utf8)), Self.frame(1, 5, 5, Self.ok),
            Self.frame(1, 5, 3, [0x00, 0x01, 0x74, 0x01, 0x78]), Self.frame(1, 4, 7, Self.ok),
            Self.frame(6, 0, 0, Array("12345678".utf8)), Self.frame(0, 0, 7, Array("d".utf8)),
            Self.frame(3, 0, 7, [0, 0, 0, 2]), Self.frame(1, 4, 9, Self.ok), Self.frame(0, 1, 9),
        ]
        let bytes = Array(frames.joined())
        if size == 0 {
            fixture.send(bytes)
        } else {
            for start in stride(from: 0, to: bytes.count, by: size) {
                fixture.send(Array(bytes[start..<min(bytes.count, start + size)]))
                fixture.loop.runOnce(maximumWait: 0)
            }
        }
        fixture.turn { fixture.client.activeStreams == 0 }
        #expect(
            fixture.journal.lines == [
                "1 200", "1 a", "3 200", "1 b", "1 end", "3 c", "5 200 end", "3 trailers", "7 200", "7 d",
                "remoteReset", "9 200", "9 end",
            ])
    }

    @Test("Bodies of one turn that are more than the output holds leave in between, and none waits")
    func bodiesOfOneTurn() throws {
        let fixture = try Fixture()
        _ = fixture.frames()
        // Together less than the window of the connection, and more than twice what the output takes of bodies.
        for _ in 0..<50 { fixture.write(Stream(fixture.journal), body: [UInt8](repeating: 0x78, count: 1000)) }
        #expect(!fixture.client.session.waitsForOutput)
        #expect(fixture.client.connection.outbound.count < HTTP2Work.outputLimit + 2000)
        let expected = (0..<50).flatMap { ["1/\($0 * 2 + 1)", "0/\($0 * 2 + 1)"] }
        #expect(fixture.frames() == expected)
    }

    @Test("Who leaves at the head hears no more, nor does who follows it, and the connection's window opens again")
    func leaves() throws {
        var codec = HTTP2Options()
        codec.streamWindow = 65_535
        codec.connectionWindow = 65_535
        let fixture = try Fixture(codec: codec)
        fixture.writeLeaving()
        let piece = [UInt8](repeating: 0x78, count: 16_000)
        let body = Self.frame(0, 0, 1, piece)
        fixture.send(Self.frame(1, 4, 1, Self.ok) + body + body + body)
        fixture.turn { fixture.client.connection.bytesReceived > 48_000 }
        let frames = fixture.frames()
        #expect(frames.contains("3/1") && frames.contains("1/3") && frames.contains("8/0"), "\(frames)")
        fixture.send(Self.frame(1, 4, 3, Self.ok) + Self.frame(0, 1, 3, Array("new".utf8)))
        fixture.turn { fixture.client.activeStreams == 0 }
        #expect(fixture.journal.lines == ["1 200", "3 200", "3 new", "3 end"])
    }

    @Test("What is wrong with an answer ends no request that has taken its place")
    func broken() throws {
        let fixture = try Fixture()
        fixture.writeLeaving()
        // Trailers where five bytes were announced.
        let announced = Self.ok + [0x0f, 0x0d, 0x01, 0x35]
        let answer = Self.frame(1, 4, 1, announced) + Self.frame(1, 5, 1, [0x00, 0x01, 0x74, 0x01, 0x78])
        fixture.send(answer)
        fixture.turn { !fixture.journal.lines.isEmpty }
        #expect(fixture.frames().contains("1/3") && fixture.client.activeStreams == 1)
        fixture.send(Self.frame(1, 5, 3, Self.ok))
        fixture.turn { fixture.client.activeStreams == 0 }
        #expect(fixture.journal.lines == ["1 200", "3 200 end"])
    }

    @Test("The end of a tunnel is told to who ends its own direction at the head")
    func tunnel() throws {
        let fixture = try Fixture()
        let stream = Stream(fixture.journal)
        stream.name = "1"
        stream.atHead = { fixture.client.writeData($0, Span(), endStream: true) }
        fixture.write(stream, tunnel: .connect)
        fixture.loop.runOnce(maximumWait: 0)
        fixture.send(Self.frame(1, 4, 1, Self.ok) + Self.frame(1, 5, 1, [0x00, 0x01, 0x74, 0x01, 0x78]))
        fixture.turn { fixture.client.activeStreams == 0 }
        #expect(fixture.journal.lines == ["1 200", "1 trailers"])
    }

    @Test("Who pauses at the head gets what came with it when it goes on")
    func pauses() throws {
        let fixture = try Fixture()
        let stream = Stream(fixture.journal)
        stream.name = "1"
        stream.atHead = { fixture.client.pauseResponse($0) }
        fixture.write(stream)
        fixture.loop.runOnce(maximumWait: 0)
        fixture.send(
            Self.frame(1, 4, 1, Self.ok) + Self.frame(0, 0, 1, Array("a".utf8)) + Self.frame(0, 1, 1, Array("b".utf8)))
        fixture.turn { !fixture.journal.lines.isEmpty }
        #expect(fixture.journal.lines == ["1 200"])
        fixture.client.resumeResponse(stream)
        fixture.turn { fixture.client.activeStreams == 0 }
        #expect(fixture.journal.lines == ["1 200", "1 ab", "1 end"])
    }
}

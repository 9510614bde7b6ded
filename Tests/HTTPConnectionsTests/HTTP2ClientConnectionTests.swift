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

        init(_ journal: Journal) { self.journal = journal }

        override func responseHeadersReceived(endStream: Bool) {
            journal.lines.append("\(responseHead.status)\(endStream ? " end" : "")")
        }
        override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
            if endStream { journal.lines.append("end") }
        }
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

        init() throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
            let address = try #require(Sockets.localAddress(of: listener.rawValue))
            owner = Owner(journal)
            let connection = try Connection.connect(loop: loop, to: address)
            client = HTTP2ClientConnection(connection: connection, owner: owner, codec: HTTP2Options())
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
            for _ in 0..<count {
                let stream = Stream(journal)
                streams.append(stream)
                var head = RequestHead()
                head.headers.append(.method, "GET")
                head.headers.append(.path, "/")
                head.headers.append(.authority, "a")
                _ = client.writeHeaders(stream, head, endStream: true)
            }
            loop.runOnce(maximumWait: 0)
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
}

import Buffers
import EventLoops
import HTTPSemantics
import LoopTesting
import NetworkAddresses
import Testing
import Transports

@testable import HTTPConnections

/// The small server over loopback, with clients of bare sockets on the same loop.
@Suite struct HTTPServiceServerTests {
    /// Answers with what it is told, at once or when it is told to.
    private final class Service: HTTPService {
        var limit = 100
        var answers: (HTTPExchange) -> Void = { $0.answer(.text(200, $0.field(named: "x-say") ?? "plain")) }
        var early: ((HTTPExchange) -> Void)?
        var journal: [String] = []
        var waiting: [HTTPExchange] = []

        func bodyLimit(of exchange: HTTPExchange) -> Int {
            early?(exchange)
            return limit
        }

        func serve(_ exchange: HTTPExchange) {
            journal.append("serve \(String(decoding: exchange.body.bytes, as: UTF8.self))")
            answers(exchange)
        }

        func clientLeft(_ exchange: HTTPExchange) { journal.append("left") }

        func bodyGivenUp(_ exchange: HTTPExchange, _ reason: HTTPExchange.Surrender) { journal.append("\(reason)") }

        func exchangeEnded(_ exchange: HTTPExchange) { journal.append("ended \(exchange.status)") }
    }

    private final class Client: ConnectionHandler {
        var received: [UInt8] = []
        var isClosed = false
        var text: String { String(decoding: received, as: UTF8.self) }
        private var connection: Connection?

        init(_ loop: EventLoop, _ address: SocketAddress) throws {
            super.init()
            let connection = try Connection.connect(loop: loop, to: address)
            connection.handler = self
            self.connection = connection
        }

        func send(_ text: String) { connection?.write(Array(text.utf8).span) }

        func close() { connection?.close(.now) }

        func finish() { connection?.close(.afterFlush) }

        override func connectionReadable(endOfStream: Bool) {
            guard let connection else { return }
            received += connection.inbound.bytes
            connection.inbound.removeAll()
            if endOfStream { isClosed = true }
        }

        override func connectionClosed(_ reason: ConnectionCloseReason) {
            isClosed = true
            connection = nil
        }
    }

    private struct Fixture {
        let loop: EventLoop
        let service = Service()
        let server: HTTPServiceServer
        let address: SocketAddress

        init(_ change: (inout HTTPServiceServer.Options) -> Void = { _ in }) throws {
            loop = try EventLoop(name: "test")
            var options = HTTPServiceServer.Options()
            change(&options)
            server = HTTPServiceServer(loop: loop, service: service, options: options)
            address = try server.listen(on: #require(SocketAddress("127.0.0.1:0")))
        }

        func client() throws -> Client { try Client(loop, address) }

        /// Turns the loop until something holds.
        func reaches(_ condition: () -> Bool) -> Bool { loop.turn(until: condition) }
    }

    @Test func `a request is answered, and the connection goes on`() throws {
        let fixture = try Fixture()
        let client = try fixture.client()
        client.send("GET / HTTP/1.1\r\nhost: h\r\nx-say: one\r\n\r\n")
        #expect(fixture.reaches { client.text.hasSuffix("\r\n\r\none") })
        #expect(client.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        client.send("POST / HTTP/1.1\r\nhost: h\r\nx-say: two\r\ncontent-length: 4\r\n\r\nbody")
        #expect(fixture.reaches { client.text.hasSuffix("\r\n\r\ntwo") })
        #expect(fixture.service.journal == ["serve ", "ended 200", "serve body", "ended 200"])
        fixture.server.close()
    }

    @Test func `an answer may come later`() throws {
        let fixture = try Fixture()
        fixture.service.answers = { fixture.service.waiting.append($0) }
        let client = try fixture.client()
        client.send("GET / HTTP/1.1\r\nhost: h\r\n\r\n")
        #expect(fixture.reaches { !fixture.service.waiting.isEmpty })
        #expect(fixture.service.waiting.first?.isWaiting == true)
        fixture.service.waiting.first?.answer(HTTPAnswer(304))
        #expect(fixture.reaches { client.text.hasPrefix("HTTP/1.1 304") })
        #expect(!client.text.contains("content-length"))
        // A second answer is none.
        fixture.service.waiting.first?.answer(.text(200, "late"))
        #expect(fixture.service.journal == ["serve ", "ended 304"])
        fixture.server.close()
    }

    @Test func `who leaves before the answer is noticed`() throws {
        let fixture = try Fixture()
        fixture.service.answers = { fixture.service.waiting.append($0) }
        let client = try fixture.client()
        client.send("GET / HTTP/1.1\r\nhost: h\r\n\r\n")
        #expect(fixture.reaches { !fixture.service.waiting.isEmpty })
        client.close()
        #expect(fixture.reaches { fixture.service.waiting.first?.hasClientLeft == true })
        fixture.service.waiting.first?.answer(.text(200, "nobody"))
        #expect(fixture.reaches { fixture.server.connectionCount == 0 })
        fixture.server.close()
    }

    @Test func `a body over the limit is answered 413, and nobody serves it`() throws {
        let fixture = try Fixture()
        let client = try fixture.client()
        let body = String(repeating: "x", count: 101)
        client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 101\r\n\r\n\(body)")
        #expect(fixture.reaches { client.isClosed })
        #expect(client.text.hasPrefix("HTTP/1.1 413 "))
        #expect(client.text.contains("at most 100 bytes"))
        #expect(fixture.service.journal == ["ended 413"])
        fixture.server.close()
    }

    @Test func `a head may be answered before its body, which is not read`() throws {
        let fixture = try Fixture()
        fixture.service.early = { $0.answer(.text(401, "who?")) }
        let client = try fixture.client()
        client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 50\r\n\r\n")
        #expect(fixture.reaches { client.isClosed })
        #expect(client.text.hasPrefix("HTTP/1.1 401 ") && client.text.hasSuffix("who?"))
        #expect(fixture.service.journal == ["ended 401"])
        fixture.server.close()
    }

    @Test func `a body that does not come in time is given up, however often a byte of it comes`() throws {
        let fixture = try Fixture { $0.bodyTimeout = 50_000_000 }
        fixture.service.limit = 1 << 20
        let client = try fixture.client()
        client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1000000\r\n\r\n")
        #expect(
            fixture.reaches {
                client.send("x")
                return client.text.hasPrefix("HTTP/1.1 408 ")
            })
        #expect(fixture.reaches { fixture.service.journal == ["slow", "ended 408"] })
        // One that is served is not waited for any more.
        fixture.service.answers = { fixture.service.waiting.append($0) }
        let other = try fixture.client()
        other.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\n\r\nx")
        #expect(fixture.reaches { !fixture.service.waiting.isEmpty })
        let third = try fixture.client()
        third.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 50\r\n\r\n")
        #expect(fixture.reaches { third.text.hasPrefix("HTTP/1.1 408 ") })
        #expect(fixture.service.waiting.first?.isWaiting == true)
        fixture.server.close()
    }

    @Test func `memory counts as it comes, not as it is announced, and the oldest body makes room`() throws {
        let fixture = try Fixture { $0.memoryLimit = 400 }
        fixture.service.limit = 1_000
        func head(_ count: Int) -> String { "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: \(count)\r\n\r\n" }
        func pad(_ count: Int) -> String { String(repeating: "x", count: count) }
        let slow = try fixture.client()
        slow.send(head(1_000) + pad(150))
        #expect(fixture.reaches { fixture.server.memory.count == 150 })
        // What announces all there is takes nothing.
        let other = try fixture.client()
        other.send(head(40) + pad(40))
        #expect(fixture.reaches { other.text.hasSuffix("plain") })
        #expect(fixture.server.memory.count == 150)
        let next = try fixture.client()
        next.send(head(100) + pad(100))
        #expect(fixture.reaches { next.text.hasSuffix("plain") && slow.isClosed })
        #expect(slow.text.hasPrefix("HTTP/1.1 503 "))
        #expect(fixture.service.journal.contains("crowded"))
        // More than a client's share is nobody's to displace.
        let large = try fixture.client()
        large.send(head(300) + pad(300))
        #expect(fixture.reaches { large.text.hasPrefix("HTTP/1.1 503 ") })
        #expect(fixture.reaches { fixture.server.memory.count == 0 })
        fixture.server.close()
    }

    @Test func `what a service keeps of a request counts until its exchange ends`() throws {
        let fixture = try Fixture { $0.memoryLimit = 400 }
        var isKept: [Bool] = []
        fixture.service.answers = {
            isKept.append($0.releaseBody(keeping: 150))
            fixture.service.waiting.append($0)
        }
        let clients = try (0..<2).map { _ in try fixture.client() }
        for client in clients { client.send("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 4\r\n\r\nbody") }
        #expect(fixture.reaches { fixture.service.waiting.count == 2 })
        #expect(isKept == [true, false])
        #expect(fixture.server.memory.count == 150)
        for exchange in fixture.service.waiting { exchange.answer(.text(200, "ok")) }
        #expect(fixture.reaches { clients.allSatisfy { $0.text.hasSuffix("ok") } && fixture.server.memory.count == 0 })
        fixture.server.close()
    }

    @Test func `a long answer comes whole, however slowly it is read`() throws {
        let fixture = try Fixture { $0.bufferLimit = 8 << 10 }
        let long = [UInt8](repeating: UInt8(ascii: "y"), count: 3 << 20)
        fixture.service.answers = { $0.answer(HTTPAnswer(200, long)) }
        let client = try fixture.client()
        client.send("GET / HTTP/1.1\r\nhost: h\r\n\r\n")
        #expect(fixture.reaches { client.received.count > long.count })
        #expect(client.received.suffix(long.count).allSatisfy { $0 == UInt8(ascii: "y") })
        #expect(fixture.service.journal == ["serve ", "ended 200"])
        fixture.server.close()
    }

    @Test func `HEAD has the length and no body, and a tunnel is none`() throws {
        let fixture = try Fixture()
        let client = try fixture.client()
        client.send("HEAD / HTTP/1.1\r\nhost: h\r\n\r\n")
        #expect(fixture.reaches { client.text.hasSuffix("\r\n\r\n") })
        #expect(client.text.contains("content-length: 5\r\n"))
        let other = try fixture.client()
        other.send("CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n")
        #expect(fixture.reaches { other.isClosed })
        #expect(other.text.hasPrefix("HTTP/1.1 405 "))
        fixture.server.close()
    }

    @Test func `the oldest idle connection makes room`() throws {
        let fixture = try Fixture { $0.connectionLimit = 2 }
        let clients = try (0..<3).map { number in
            let client = try fixture.client()
            client.send("GET / HTTP/1.1\r\nhost: h\r\nx-say: \(number)\r\n\r\n")
            #expect(fixture.reaches { client.text.hasSuffix("\(number)") })
            return client
        }
        #expect(fixture.reaches { clients[0].isClosed })
        #expect(!clients[1].isClosed && !clients[2].isClosed)
        #expect(fixture.server.connectionCount == 2)
        fixture.server.close()
    }

    @Test func `it ends politely: who waits is answered, idle connections go`() throws {
        let fixture = try Fixture()
        fixture.service.answers = { fixture.service.waiting.append($0) }
        let client = try fixture.client()
        client.send("GET / HTTP/1.1\r\nhost: h\r\n\r\n")
        let idle = try fixture.client()
        #expect(fixture.reaches { !fixture.service.waiting.isEmpty && fixture.server.connectionCount == 2 })
        var isIdle = false
        fixture.server.onIdle = { isIdle = true }
        fixture.server.stop()
        fixture.service.waiting.first?.answer(.text(200, "bye"))
        #expect(fixture.reaches { isIdle })
        #expect(client.text.contains("connection: close") && client.text.hasSuffix("bye"))
        #expect(fixture.reaches { idle.isClosed })
    }
}

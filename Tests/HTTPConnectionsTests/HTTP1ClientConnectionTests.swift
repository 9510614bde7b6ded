import EventLoops
import HTTP1
import HTTPSemantics
import NetworkAddresses
import Testing
import Transports

@testable import HTTPConnections

/// HTTP/1's client connection and an upstream that is a socket only.
@Suite struct HTTP1ClientConnectionTests {
    private final class Owner: HTTPClientConnectionOwner {
        /// Whether it was we who closed, as statistics tell it; nil: nobody has.
        var closedByUs: Bool?
        var timesLent = 0
        var protocolErrors = 0

        override func connectionIdle(_ connection: HTTPClientConnection) { timesLent += 1 }

        override func protocolError(_ connection: HTTPClientConnection) { protocolErrors += 1 }

        override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
            closedByUs =
                connection.leftFirst || (reason == .localClose && !connection.connection.hasReceivedEndOfStream)
        }
    }

    /// What an upstream sends before it ends, and whether by then it was we who closed.
    private static let endings: [(answer: String, isOurs: Bool)] = [
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", false),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok", true),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n2\r\nok\r\n0\r\n\r\n", true),
        ("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n", true),
        ("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok", true),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more", true), ("nonsense\r\n\r\n", true),
        ("HTTP/1.1 200 OK\r\n\r\nok", false), ("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nok", false),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nok", false), ("", false),
    ]

    /// A client that has sent a request, or its head, on a pair of sockets.
    private func asked(
        _ stream: ClientStream, _ owner: Owner, requestEnds: Bool = true
    ) throws -> (SocketPair, HTTP1ClientConnection) {
        let pair = try SocketPair()
        let client = HTTP1ClientConnection(connection: pair.connection, owner: owner, codec: HTTP1Options())
        pair.connection.handler = client
        pair.connection.start()
        var head = RequestHead()
        head.headers.append(.method, "POST")
        head.headers.append(.path, "/")
        head.headers.append(.authority, "a")
        let isWritten = client.writeHeaders(stream, head, endStream: requestEnds)
        #expect(isWritten)
        pair.turn()
        return (pair, client)
    }

    private func closedByUs(_ answer: String, together: Bool, requestEnds: Bool = true) throws -> Bool? {
        let owner = Owner()
        let (pair, client) = try asked(ClientStream(), owner, requestEnds: requestEnds)
        defer { withExtendedLifetime(client) {} }
        pair.sendWithoutTurn(Array(answer.utf8))
        if !together { pair.turn() }
        pair.finishWithoutTurn()
        pair.turn()
        return owner.closedByUs
    }

    @Test(
        "Who closed does not depend on whether the end came with the answer", arguments: 0..<endings.count,
        [false, true])
    func independent(_ number: Int, together: Bool) throws {
        let (answer, isOurs) = Self.endings[number]
        let found = try closedByUs(answer, together: together)
        #expect(found == isOurs, "\(answer)")
    }

    @Test("An answer before the end of its request is our reason to close", arguments: [false, true])
    func early(together: Bool) throws {
        let answer = "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\n\r\n"
        let found = try closedByUs(answer, together: together, requestEnds: false)
        #expect(found == true)
    }

    /// Sends the body of its answer on by the kernel.
    private final class SplicingStream: ClientStream {
        private let splice: (SplicingStream) -> Void
        private(set) var spliced = 0

        init(_ splice: @escaping (SplicingStream) -> Void) { self.splice = splice }

        override func responseHeadersReceived(endStream: Bool) { splice(self) }

        override func responseDataSpliced(_ count: Int, endStream: Bool) { spliced += count }
    }

    @Test(
        "Bytes behind an answer that fills a read to the last byte are seen before the connection is lent again",
        arguments: ["", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"])
    func surplusBehindFullRead(surplus: String) throws {
        let owner = Owner()
        let (pair, client) = try asked(ClientStream(), owner)
        defer { withExtendedLifetime(client) {} }
        let read = 64 << 10
        let head = "HTTP/1.1 200 OK\r\ncontent-length: \(read - 42)\r\n\r\n"
        let answer = head + String(repeating: "x", count: read - 42)
        try #require(answer.utf8.count == read)
        pair.sendWithoutTurn(Array((answer + surplus).utf8))
        pair.turn()
        #expect(pair.connection.bytesReceived == UInt64(answer.utf8.count + surplus.utf8.count))
        #expect(owner.timesLent == (surplus.isEmpty ? 1 : 0))
        #expect(owner.protocolErrors == (surplus.isEmpty ? 0 : 1))
        #expect(owner.closedByUs == (surplus.isEmpty ? nil : true))
    }

    @Test("A connection that is reset right behind its answer is not lent again", arguments: [2, (64 << 10) - 42])
    func resetBehindAnswer(body: Int) throws {
        let owner = Owner()
        let (pair, client) = try asked(ClientStream(), owner)
        defer { withExtendedLifetime(client) {} }
        pair.sendWithoutTurn(
            Array("HTTP/1.1 200 OK\r\ncontent-length: \(body)\r\n\r\n\(String(repeating: "x", count: body))".utf8))
        pair.closeWithoutTurn()
        pair.turn()
        #expect(owner.timesLent == 0 && owner.protocolErrors == 0)
        #expect(owner.closedByUs == false)
    }

    @Test(
        "Bytes behind an answer that the kernel moves are seen before the connection is lent again",
        arguments: ["", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"])
    func surplusBehindSplice(surplus: String) throws {
        let owner = Owner()
        var client: HTTP1ClientConnection?
        var target: Connection?
        let stream = SplicingStream { stream in
            if let target { client?.spliceResponse(of: stream, to: target) }
        }
        let (pair, made) = try asked(stream, owner)
        client = made
        let sockets = try Sockets.pair()
        target = Connection(loop: pair.loop, descriptor: try sockets.first.duplicate(), remote: .unix(""))
        target?.start()
        let body = Int(BodySplicing.least)
        pair.send("HTTP/1.1 200 OK\r\ncontent-length: \(body)\r\n\r\n")
        #expect(pair.connection.isInputSpliced)
        pair.sendWithoutTurn(Array((String(repeating: "x", count: body) + surplus).utf8))
        pair.turn()
        #expect(stream.spliced == body)
        #expect(owner.timesLent == (surplus.isEmpty ? 1 : 0))
        #expect(owner.protocolErrors == (surplus.isEmpty ? 0 : 1))
        #expect(owner.closedByUs == (surplus.isEmpty ? nil : true))
        client = nil
    }
}

import HTTP1
import HTTPSemantics
import Testing
import Transports

@testable import HTTPConnections

/// HTTP/1's client connection and an upstream that is a socket only.
@Suite struct HTTP1ClientConnectionTests {
    private final class Owner: HTTPClientConnectionOwner {
        /// Whether it was we who closed, as statistics tell it; nil: nobody has.
        var closedByUs: Bool?

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

    private func closedByUs(_ answer: String, together: Bool, requestEnds: Bool = true) throws -> Bool? {
        let pair = try SocketPair()
        let owner = Owner()
        let client = HTTP1ClientConnection(connection: pair.connection, owner: owner, codec: HTTP1Options())
        pair.connection.handler = client
        pair.connection.start()
        var head = RequestHead()
        head.headers.append(.method, "POST")
        head.headers.append(.path, "/")
        head.headers.append(.authority, "a")
        let isWritten = client.writeHeaders(ClientStream(), head, endStream: requestEnds)
        #expect(isWritten)
        pair.turn()
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
}

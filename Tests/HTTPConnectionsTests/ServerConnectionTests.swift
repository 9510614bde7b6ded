import Buffers
import HTTP1
import HTTPSemantics
import Testing
import Transports

@testable import HTTPConnections

/// The server connection over a pair of sockets, its requests cut everywhere.
@Suite struct ServerConnectionTests {
    private static let chunked =
        "POST /c HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    private static let counted = "POST /l HTTP/1.1\r\nhost: h\r\ncontent-length: 5\r\n\r\nhello"
    private static let plain = "GET /g HTTP/1.1\r\nhost: h\r\n\r\n"

    /// Requests in a row, and what has to be understood.
    private static let rows: [(bytes: String, requests: [String])] = [
        (plain, ["GET /g ''"]),
        (counted + counted, ["POST /l 'hello'", "POST /l 'hello'"]),
        (chunked + chunked + counted, ["POST /c 'abcde'", "POST /c 'abcde'", "POST /l 'hello'"]),
        (chunked + plain + chunked, ["POST /c 'abcde'", "GET /g ''", "POST /c 'abcde'"]),
        (
            chunked.replacing("0\r\n\r\n", with: "0\r\na: b\r\n\r\n") + counted,
            ["POST /c 'abcde +1'", "POST /l 'hello'"]
        ),
        (
            "POST /e HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + plain,
            ["POST /e ''", "GET /g ''"]
        ),
    ]

    private static func codec() -> HTTP1Options {
        var options = HTTP1Options()
        options.enableTrailers = true
        return options
    }

    @Test("Pipelined requests mean the same wherever they are cut", arguments: Conduct.allCases, 0..<rows.count)
    func cuts(_ conduct: Conduct, _ row: Int) throws {
        let (requestText, requests) = Self.rows[row]
        let bytes = Array(requestText.utf8)
        for cut in 1...bytes.count {
            let fixture = try ServerFixture(conduct, codec: Self.codec())
            fixture.pair.send(bytes[..<cut])
            if conduct != .later { fixture.settle() }
            fixture.pair.send(bytes[cut...])
            fixture.settle()
            try #require(fixture.journal.lines == requests, "cut after \(cut)")
            let answers = fixture.pair.received().split(separator: "HTTP/1.1 200 OK", omittingEmptySubsequences: false)
            try #require(answers.count == requests.count + 1, "cut after \(cut)")
        }
    }

    @Test("Pipelined requests mean the same byte by byte", arguments: Conduct.allCases, 0..<rows.count)
    func bytewise(_ conduct: Conduct, _ row: Int) throws {
        let (requestText, requests) = Self.rows[row]
        let fixture = try ServerFixture(conduct, codec: Self.codec())
        for byte in requestText.utf8 { fixture.pair.send([byte][...]) }
        fixture.settle()
        #expect(fixture.journal.lines == requests)
    }

    @Test("A client that half-closes gets all its answers, then the end", arguments: Conduct.allCases, 0..<rows.count)
    func halfClose(_ conduct: Conduct, _ row: Int) throws {
        let (requestText, requests) = Self.rows[row]
        let fixture = try ServerFixture(conduct, codec: Self.codec())
        fixture.pair.send(requestText)
        fixture.pair.finish()
        fixture.settle()
        #expect(fixture.journal.lines.filter { $0 != "closed" } == requests)
        let answers = fixture.pair.received().split(separator: "HTTP/1.1 200 OK", omittingEmptySubsequences: false)
        #expect(answers.count == requests.count + 1)
        #expect(fixture.pair.isFarEnded)
        #expect(fixture.journal.lines.last == "closed")
    }

    @Test("Who pipelines much is served over several turns of the loop, to the end", arguments: [false, true])
    func turns(_ ends: Bool) throws {
        let fixture = try ServerFixture(.atOnce)
        fixture.pair.sendWithoutTurn(Array(String(repeating: Self.plain, count: 400).utf8))
        if ends { fixture.pair.finishWithoutTurn() }
        fixture.pair.turn(1)
        let first = fixture.journal.lines.count
        #expect(first >= 32 && first <= 200)
        fixture.pair.turn(20)
        #expect(fixture.journal.lines.prefix(400).allSatisfy { $0 == "GET /g ''" })
        #expect(fixture.journal.lines.count == (ends ? 401 : 400))
        #expect(fixture.journal.lines.last == (ends ? "closed" : "GET /g ''"))
    }

    @Test("Who pipelines and does not read is answered no further than the output's limit, and then to the end")
    func pipelinedUnread() throws {
        let fixture = try ServerFixture(.atOnce)
        fixture.pair.connection.bufferLimit = 20_000
        let path = "/" + String(repeating: "x", count: 1000)
        let request = "GET \(path) HTTP/1.1\r\nhost: h\r\n\r\n"
        var sent = 0
        var most = 0
        // Far more than the sockets hold.
        while sent < 4000 {
            let before = fixture.journal.lines.count
            fixture.pair.send(String(repeating: request, count: 10))
            sent += 10
            most = max(most, fixture.pair.connection.outbound.count)
            if fixture.journal.lines.count == before { break }
        }
        #expect(sent < 4000, "the client was never made to wait")
        #expect(most <= 20_000 + 2000)
        let answered = fixture.journal.lines.count
        #expect(answered < sent)
        var answers = 0
        for _ in 0..<1000 where answers < sent {
            answers +=
                fixture.pair.received().split(separator: "HTTP/1.1 200 OK", omittingEmptySubsequences: false).count - 1
        }
        #expect(answers == sent)
        #expect(fixture.journal.lines.count == sent)
    }

    @Test("A response within a body ends the connection, though no more of the body comes", arguments: [true, false])
    func earlyResponse(_ isChunked: Bool) throws {
        let fixture = try ServerFixture(.early)
        fixture.pair.send(
            isChunked
                ? "POST /c HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"
                : "POST /l HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\nabcde")
        #expect(fixture.pair.received().hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(fixture.pair.isFarEnded)
        #expect(fixture.streams.isEmpty)
    }

    @Test("A stream that was given up hears nothing of the trailers behind its body")
    func trailersOfNobody() throws {
        let fixture = try ServerFixture(.never, codec: Self.codec())
        fixture.pair.send(
            "POST /c HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\na: b\r\n\r\n")
        #expect(fixture.journal.lines == ["closed"])
        #expect(fixture.streams.isEmpty)
    }

    @Test("A request that can never become whole is given up", arguments: Conduct.allCases)
    func cutOff(_ conduct: Conduct) throws {
        let fixture = try ServerFixture(conduct)
        fixture.pair.send("POST /l HTTP/1.1\r\nhost: h\r\ncontent-length: 5\r\n\r\nhel")
        fixture.pair.finish()
        fixture.settle()
        #expect(fixture.journal.lines == ["POST /l reset", "closed"])
    }

    @Test("What follows an answer that closes is not read")
    func closeAsked() throws {
        let fixture = try ServerFixture(.atOnce)
        fixture.pair.send("GET /1 HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\nGET /2 HTTP/1.1\r\nhost: h\r\n\r\n")
        fixture.settle()
        #expect(fixture.journal.lines.filter { $0 != "closed" } == ["GET /1 ''"])
        #expect(fixture.pair.received().contains("connection: close\r\n"))
        #expect(fixture.pair.isFarEnded)
    }

    @Test("A broken request behind a good one is answered in its turn")
    func brokenSecond() throws {
        let fixture = try ServerFixture(.later)
        fixture.pair.send(Self.plain + "BAD\r\n\r\n")
        fixture.settle()
        let received = fixture.pair.received()
        #expect(received.hasPrefix("HTTP/1.1 200 OK") && received.contains("HTTP/1.1 400 Bad Request"))
        #expect(fixture.journal.lines.prefix(2) == ["GET /g ''", "malformed 400"])
    }
}

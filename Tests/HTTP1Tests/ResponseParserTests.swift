import Buffers
import HTTP1
import HTTPSemantics
import Testing

@Suite("Response parser")
struct ResponseParserTests {
    @Test("Status lines and fields are checked", arguments: ResponseCorpus.lines)
    func line(_ transcript: Transcript) { transcript.checkResponses() }

    @Test("The end of a body is found as RFC 9112 §6.3 says", arguments: ResponseCorpus.framing)
    func framing(_ transcript: Transcript) { transcript.checkResponses() }

    @Test("Statuses without a body have none", arguments: ResponseCorpus.statuses)
    func status(_ transcript: Transcript) { transcript.checkResponses() }

    @Test("The request's method decides", arguments: ResponseCorpus.methods)
    func method(_ transcript: Transcript) { transcript.checkResponses() }

    @Test("A 101 that was asked for opens a tunnel")
    func upgrade() {
        var parser = HTTP1ResponseParser(options: HTTP1Options())
        parser.begin(requestMethod: .get, tunnel: .upgrade)
        var head = ResponseHead()
        var trailers = HeaderMap()
        var input = ByteBuffer()
        input.append(
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nab" as StaticString)
        guard case .head(let consumed, false) = parser.step(input.readable, head: &head, trailers: &trailers) else {
            Issue.record("no head")
            return
        }
        let framing = parser.framing
        let keepAlive = parser.keepAlive
        #expect(head.status == 101 && framing == .tunnel && !keepAlive)
        input.consume(consumed)
        guard case .data(0, 2, false, 2) = parser.step(input.readable, head: &head, trailers: &trailers) else {
            Issue.record("no data")
            return
        }
    }

    @Test("A 101 that names no protocol is all of the answer")
    func namelessUpgrade() {
        var parser = HTTP1ResponseParser(options: HTTP1Options())
        parser.begin(requestMethod: .get, tunnel: .upgrade)
        var head = ResponseHead()
        var trailers = HeaderMap()
        var input = ByteBuffer()
        input.append("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\nab" as StaticString)
        guard case .head(_, true) = parser.step(input.readable, head: &head, trailers: &trailers) else {
            Issue.record("a body follows")
            return
        }
        let keepAlive = parser.keepAlive
        #expect(!keepAlive)
    }

    @Test("Bytes that no request asked for are a failure")
    func surplus() {
        var parser = HTTP1ResponseParser(options: HTTP1Options())
        let isIdle = parser.isBetweenMessages
        #expect(isIdle)
        var head = ResponseHead()
        var trailers = HeaderMap()
        var input = ByteBuffer()
        input.append("HTTP/1.1 200 OK\r\n\r\n" as StaticString)
        guard case .failed = parser.step(input.readable, head: &head, trailers: &trailers) else {
            Issue.record("taken")
            return
        }
        guard case .failed = parser.step(input.readable, head: &head, trailers: &trailers) else {
            Issue.record("taken the second time")
            return
        }
    }
}

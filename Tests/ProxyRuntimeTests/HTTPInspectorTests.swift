import Testing

@testable import ProxyRuntime

@Suite("First look for HTTP")
struct HTTPInspectorTests {
    private func read(_ text: String) -> FirstLineReader.Reading {
        let bytes = Array(text.utf8)
        var reader = FirstLineReader()
        return reader.read(bytes.span)
    }

    @Test(
        "A line that trickles in is understood as one that comes whole",
        arguments: [
            "GET /a%20b?c HTTP/1.1\r\nhost: a\r\n", "GET /\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI * HTTP/1.0\n",
            "GET  HTTP/1.1\r\n", "x", "hello\r\n", "OPTIONS * HTTP/1.1",
        ])
    func trickles(text: String) {
        let bytes = Array(text.utf8)
        var reader = FirstLineReader()
        for count in 0..<bytes.count {
            let part = Array(bytes[..<count])
            let reading = reader.read(part.span)
            if reading != .incomplete { return #expect(reading == read(text)) }
        }
        #expect(reader.read(bytes.span) == read(text))
    }

    @Test("The first line tells the version")
    func versions() {
        #expect(read("GET / HTTP/1.1\r\n") == .http11)
        #expect(read("GET / HTTP/1.0\r\nhost: a") == .http10)
        #expect(read("M-SEARCH * HTTP/1.1\n") == .http11)
        #expect(read("GET /\r\n") == .http10)
        #expect(read("GET / HTTP/1.2\r\n") == .http10)
        #expect(read("GET / HTTP/3.1\r\n") == .http10)
        #expect(read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == .http2)
    }

    @Test("A part of a line wants more", arguments: ["", "G", "GET ", "GET / HTTP/1.1\r", "PRI * HTTP/2.0\r\n\r\nSM"])
    func parts(text: String) { #expect(read(text) == .incomplete) }

    @Test(
        "Other bytes are no request",
        arguments: [
            "\u{16}\u{03}", "hello\r\n", " / HTTP/1.1\r\n", "GET  HTTP/1.1\r\n", "GET / HTTP/1.\r\n",
            "GET / HTTP/1.10\r\n",
            "GET / X\r\n",
        ])
    func others(text: String) { #expect(read(text) == .other) }
}

import HTTP1
import HTTPSemantics

/// Responses (RFC 9112 §4, §6.3), each with what Envoy 1.40 makes of it unless a comment says more. Its problems have
/// no status for the downstream: whatever is refused here becomes 502 there.
enum ResponseCorpus {
    private static let codecError = "failed 400 http1.codec_error"
    private static let invalidCharacters = "failed 400 http1.invalid_characters"

    private static func line(_ name: String, _ line: String, _ events: String) -> Transcript {
        Transcript(name, line + #"\r\ncontent-length: 2\r\n\r\nok"#, events)
    }

    private static func ok(_ head: String) -> String {
        head + " | content-length: 2\ndata ok\nend"
    }

    static let lines: [Transcript] = [
        line("a reason", "HTTP/1.1 200 Fine by me", ok("head 200 contentLength(2)")),
        line("no reason", "HTTP/1.1 200 ", ok("head 200 contentLength(2)")),
        line("no reason and no space", "HTTP/1.1 200", ok("head 200 contentLength(2)")),
        line("a reason with tabs and bytes beyond ASCII", #"HTTP/1.1 200 a\tb\xe9"#, ok("head 200 contentLength(2)")),
        line("a reason with a control byte", #"HTTP/1.1 200 a\x01"#, invalidCharacters),
        line("a reason with a bare carriage return", #"HTTP/1.1 200 a\rb"#, codecError),
        line("an unknown status", "HTTP/1.1 299 x", ok("head 299 contentLength(2)")),
        line("status 600", "HTTP/1.1 600 x", ok("head 600 contentLength(2)")),
        line("status 999", "HTTP/1.1 999 x", ok("head 999 contentLength(2)")),
        line("status 000", "HTTP/1.1 000 x", codecError),
        line("status 099", "HTTP/1.1 099 x", codecError),
        line("status 99", "HTTP/1.1 99 x", codecError),
        // Envoy passes it.
        line("status 2000", "HTTP/1.1 2000 x", codecError),
        line("a status that is a word", "HTTP/1.1 abc x", codecError),
        line("a status with a letter", "HTTP/1.1 20x x", codecError),
        line("a negative status", "HTTP/1.1 -20 x", codecError),
        // Envoy passes the next three.
        line("a status with a plus sign", "HTTP/1.1 +20 x", codecError),
        line("two spaces before the status", "HTTP/1.1  200 OK", codecError),
        line("a tab before the status", #"HTTP/1.1\t200 OK"#, codecError),
        line("no status", "HTTP/1.1", codecError),
        line("HTTP/1.0", "HTTP/1.0 200 OK", ok("head 200 contentLength(2) close 1.0")),
        line("HTTP/1.2 counts as 1.0", "HTTP/1.2 200 OK", ok("head 200 contentLength(2) close 1.0")),
        line("HTTP/2.0 counts as 1.0", "HTTP/2.0 200 OK", ok("head 200 contentLength(2) close 1.0")),
        line("a version in lower case", "http/1.1 200 OK", codecError),
        line("a version of one digit", "HTTP/1 200 OK", codecError),
        line("a version of three digits", "HTTP/1.10 200 OK", codecError),
        line("another protocol's name", "ICY 200 OK", codecError),
        line("a space before the version", " HTTP/1.1 200 OK", codecError),
        line("an empty line before the response", #"\r\nHTTP/1.1 200 OK"#, codecError),
        Transcript("another protocol", #"\0\0\0\x04\0\0\0\0\0"#, invalidCharacters),
        Transcript("a document without a head", "<html>hello</html>", codecError),
        Transcript("the banner of SSH", #"SSH-2.0-OpenSSH_9.2\r\n"#, codecError),
        Transcript("an answer without a first byte", "", ""),
        Transcript("half a head", #"HTTP/1.1 200 OK\r\ncontent-le"#, "left 27\n" + codecError),
        Transcript("half a first line", "HTT", "left 3\n" + codecError),
        line("a bare line feed", #"HTTP/1.1 200 OK\r\nA: b\nB: c"#, codecError),
        line("a folded line", #"HTTP/1.1 200 OK\r\nA: b\r\n c"#, codecError),
        line("NUL in a value", #"HTTP/1.1 200 OK\r\nA: \0"#, invalidCharacters),
        line("a space before the colon", #"HTTP/1.1 200 OK\r\nA : b"#, codecError),
        line("no colon", #"HTTP/1.1 200 OK\r\nAbc"#, codecError),
        line(
            "a host is an ordinary field", #"HTTP/1.1 200 OK\r\nHost: x"#,
            "head 200 contentLength(2) | host: x | content-length: 2\ndata ok\nend"),
        Transcript("101 fields", #"HTTP/1.1 200 OK\r\n{101*a: b\r\n}\r\n"#, "failed 431 http1.too_many_headers"),
        Transcript("an endless head", #"HTTP/1.1 200 OK\r\na: {70000*x}"#, "failed 431 http1.headers_too_large"),
    ]

    private static func fields(_ name: String, _ fields: String, _ body: String, _ events: String) -> Transcript {
        Transcript(name, #"HTTP/1.1 200 OK\r\n"# + fields + #"\r\n"# + body, events)
    }

    static let framing: [Transcript] = [
        fields(
            "a length", #"content-length: 2\r\n"#, "ok", "head 200 contentLength(2) | content-length: 2\ndata ok\nend"),
        fields("a length of 0", #"content-length: 0\r\n"#, "", "head 200 none | content-length: 0\nend"),
        fields("two lengths", #"content-length: 2\r\ncontent-length: 3\r\n"#, "ok", codecError),
        fields("two equal lengths", #"content-length: 2\r\ncontent-length: 2\r\n"#, "ok", codecError),
        fields("a list of lengths", #"content-length: 2, 2\r\n"#, "ok", codecError),
        fields("a negative length", #"content-length: -2\r\n"#, "ok", codecError),
        fields("an empty length", #"content-length:\r\n"#, "ok", codecError),
        fields("a length that overflows", #"content-length: 99999999999999999999999\r\n"#, "ok", codecError),
        fields(
            "a length beside chunks", #"content-length: 2\r\ntransfer-encoding: chunked\r\n"#, "ok",
            "failed 400 http1.content_length_and_chunked_not_allowed"),
        fields("another coding", #"transfer-encoding: gzip\r\n"#, "ok", "failed 501 http1.invalid_transfer_encoding"),
        fields(
            "two codings", #"transfer-encoding: gzip, chunked\r\n"#, "", "failed 501 http1.invalid_transfer_encoding"),
        fields(
            "chunks", #"transfer-encoding: chunked\r\n"#, #"2\r\nok\r\n0\r\n\r\n"#,
            "head 200 chunked | transfer-encoding: chunked\ndata ok\nend"),
        fields(
            "trailers are dropped", #"transfer-encoding: chunked\r\n"#, #"2\r\nok\r\n0\r\nx: y\r\n\r\n"#,
            "head 200 chunked | transfer-encoding: chunked\ndata ok\nend"),
        Transcript(
            "trailers are kept",
            #"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\ncontent-length: 3\r\n\r\n"#,
            "head 200 chunked | transfer-encoding: chunked\ndata ok\nend with trailers | x: y"
        ) { $0.enableTrailers = true },
        fields(
            "a bad chunk", #"transfer-encoding: chunked\r\n"#, #"2\r\nok\r\nzz\r\n"#,
            "head 200 chunked | transfer-encoding: chunked\ndata ok\n" + codecError),
        fields(
            "chunks that are cut off", #"transfer-encoding: chunked\r\n"#, #"2\r\nok\r\n"#,
            "head 200 chunked | transfer-encoding: chunked\ndata ok\nleft 0\n" + codecError),
        fields(
            "a body that is cut off", #"content-length: 5\r\n"#, "ok",
            "head 200 contentLength(5) | content-length: 5\ndata ok\nleft 0\n" + codecError),
        fields(
            "a body that ends with the connection", "", "hello", "head 200 untilClose close\ndata hello\nleft 0\nend"),
        fields("an empty body that ends with the connection", "", "", "head 200 untilClose close\nleft 0\nend"),
        fields(
            "close", #"content-length: 0\r\nconnection: close\r\n"#, "",
            "head 200 none close | content-length: 0 | connection: close\nend"),
        // RFC 9112 §6.1: what a 1.0 peer means by chunks is in doubt, so its connection ends with them.
        Transcript(
            "chunks in HTTP/1.0 end the connection",
            #"HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"#,
            "head 200 chunked close 1.0 | connection: keep-alive | transfer-encoding: chunked\ndata ok\nend"),
        Transcript(
            "HTTP/1.0 with keep-alive", #"HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n"#,
            "head 200 none 1.0 | connection: keep-alive | content-length: 0\nend"),
        Transcript(
            "HTTP/1.0 without a length", #"HTTP/1.0 200 OK\r\n\r\nhello"#,
            "head 200 untilClose close 1.0\ndata hello\nleft 0\nend"),
    ]

    private static func status(_ status: Int, _ fields: String, _ body: String, _ events: String) -> Transcript {
        Transcript(
            "status \(status), \(fields.isEmpty ? "no field" : fields), body \(body)",
            #"HTTP/1.1 \#(status) X\r\n"# + fields + #"\r\n"# + body, events)
    }

    private static let final = #"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"#
    private static let finalEvents = "head 200 none | content-length: 0\nend"

    static let statuses: [Transcript] =
        [
            status(204, "", "", "head 204 none\nend"),
            status(204, #"content-length: 0\r\n"#, "", "head 204 none\nend"),
            status(204, #"content-length: 2\r\n"#, "", "failed 400 http1.content_length_not_allowed"),
            status(204, #"transfer-encoding: chunked\r\n"#, "", "failed 400 http1.transfer_encoding_not_allowed"),
            status(304, "", "", "head 304 none\nend"),
            status(304, #"content-length: 5\r\n"#, "", "head 304 none | content-length: 5\nend"),
            status(304, #"transfer-encoding: chunked\r\n"#, "", "head 304 none | transfer-encoding: chunked\nend"),
            status(205, "", "ok", "head 205 untilClose close\ndata ok\nleft 0\nend"),
            status(100, "", final, "informational 100\n" + finalEvents),
            status(100, #"content-length: 0\r\n"#, final, "informational 100\n" + finalEvents),
            status(100, #"content-length: 2\r\n"#, final, "failed 400 http1.content_length_not_allowed"),
            status(100, #"transfer-encoding: chunked\r\n"#, final, "failed 400 http1.transfer_encoding_not_allowed"),
            status(100, "", "ok" + final, "informational 100\n" + codecError),
            status(103, #"link: a\r\n"#, final, "informational 103 | link: a\n" + finalEvents),
            status(199, "", final, "informational 199\n" + finalEvents),
            status(102, "", "", "informational 102\nleft 0"),
            // Envoy passes a 101 that nobody asked for.
            status(101, "", final, codecError),
            Transcript(
                "3,000 interim responses", #"{3000*HTTP/1.1 102 X\r\n\r\n}"# + final,
                String(repeating: "informational 102\n", count: 3000) + finalEvents),
        ]

    static let methods: [Transcript] = [
        Transcript(
            "HEAD with a length", #"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"#,
            "head 200 none | content-length: 10\nend", method: .head),
        Transcript(
            "HEAD with chunks", #"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"#,
            "head 200 none | transfer-encoding: chunked\nend", method: .head),
        Transcript("HEAD with neither", #"HTTP/1.1 200 OK\r\n\r\n"#, "head 200 none\nend", method: .head),
        Transcript(
            "HEAD with both", #"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n"#,
            "failed 400 http1.content_length_and_chunked_not_allowed", method: .head),
        Transcript(
            "HEAD with a body, which is the next answer's beginning",
            #"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"#,
            "head 200 none | content-length: 2\nend\n" + codecError, method: .head),
        Transcript(
            "CONNECT opens a tunnel", #"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhello"#,
            "head 200 tunnel close\ndata hello\nleft 0\nend", method: .connect),
        Transcript(
            "CONNECT with chunks", #"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"#,
            "head 200 tunnel close\nleft 0\nend", method: .connect),
        Transcript(
            "CONNECT that is refused", #"HTTP/1.1 403 No\r\ncontent-length: 2\r\n\r\nno"#,
            "head 403 contentLength(2) | content-length: 2\ndata no\nend", method: .connect),
    ]
}

import HTTP1

/// Field lines, hosts, limits and framing fields of requests (RFC 9112 §5, §6), each with the answer that Envoy 1.40
/// gives unless a comment says more.
enum RequestFieldCorpus {
    private static let codecError = "failed 400 http1.codec_error"
    private static let invalidCharacters = "failed 400 http1.invalid_characters"
    private static let invalidAuthority = "failed 400 http.invalid_authority"
    private static let invalidCoding = "failed 501 http1.invalid_transfer_encoding"
    private static let lengthAndChunked = "failed 400 http1.content_length_and_chunked_not_allowed"
    private static let start = "head none | :method: GET | :path: / | :authority: h"

    private static func ok(
        _ name: String, _ fields: String, _ events: String, options: (inout HTTP1Options) -> Void = { _ in }
    ) -> Transcript {
        Transcript(
            name, #"GET / HTTP/1.1\r\nHost: h\r\n"# + fields + #"\r\n"#,
            start + (events.isEmpty ? "" : " | " + events) + "\nend", options: options)
    }

    private static func refused(
        _ name: String, _ fields: String, _ problem: String = codecError,
        options: (inout HTTP1Options) -> Void = { _ in }
    ) -> Transcript {
        Transcript(
            name, #"POST / HTTP/1.1\r\nHost: h\r\n"# + fields + #"\r\n0\r\n\r\n"#, problem, options: options)
    }

    static let fields: [Transcript] = [
        ok("names come in lower case", #"X-Foo: Bar\r\nACCEPT: */*\r\n"#, "x-foo: Bar | accept: */*"),
        ok("white space around a value is cut", #"A: \t b \t\r\n"#, "a: b"),
        ok("a value may follow the colon at once", #"A:b\r\n"#, "a: b"),
        ok("a value may be empty", #"A:\r\nB: \t \r\n"#, "a:  | b: "),
        ok("a value may hold tabs and bytes beyond ASCII", #"A: b\tc\xe9\xff\r\n"#, #"a: b\x09c\xe9\xff"#),
        ok("a value may hold colons", #"A: b:c: d\r\n"#, "a: b:c: d"),
        ok(
            "a name may hold every token character", #"!#$%&'*+-.^_`|~09azAZ: x\r\n"#,
            "!#$%&'*+-.^_`|~09azaz: x"),
        ok("order and repetition stay", #"A: 1\r\nB: 2\r\na: 3\r\n"#, "a: 1 | b: 2 | a: 3"),
        // Envoy forwards a folded line as one, and takes bare line feeds and carriage returns; RFC 9112 §2.2 and §5.2
        // let us refuse all of them.
        refused("a folded line", #"A: b\r\n c\r\n"#),
        refused("a line folded with a tab", #"A: b\r\n\tc\r\n"#),
        refused("a folded framing field", #"Transfer-Encoding:\r\n chunked\r\n"#),
        refused("a bare line feed", #"A: b\n"#),
        refused("a bare line feed at the end of the head", #"A: b\r\n\n"#),
        refused("a bare carriage return in a value", #"A: b\rc\r\n"#),
        refused("two carriage returns", #"A: b\r\r\n"#),
        refused("a bare carriage return in a name", #"A\rB: c\r\n"#),
        refused("a space before the colon", #"A : b\r\n"#),
        refused("a tab before the colon", #"A\t: b\r\n"#),
        refused("a space before the colon of a framing field", #"Content-Length : 5\r\n"#),
        refused("an empty name", #": b\r\n"#),
        refused("no colon", #"Abc\r\n"#),
        refused("a space in a name", #"A b: c\r\n"#),
        refused("a parenthesis in a name", #"A(b): c\r\n"#),
        refused("a quote in a name", #"A"b: c\r\n"#),
        refused("a slash in a name", #"A/b: c\r\n"#),
        refused("a byte beyond ASCII in a name", #"A\xe9: b\r\n"#),
        refused("a pseudo-header field", #":path: /x\r\n"#),
        refused("NUL in a name", #"A\0: b\r\n"#, invalidCharacters),
        refused("a control byte in a name", #"A\x01: b\r\n"#, invalidCharacters),
        refused("NUL in a value", #"A: b\0c\r\n"#, invalidCharacters),
        refused("a control byte in a value", #"A: b\x01\r\n"#, invalidCharacters),
        refused("a vertical tab in a value", #"A: \x0bb\r\n"#, invalidCharacters),
        refused("DEL in a value", #"A: b\x7f\r\n"#, invalidCharacters),
        refused("the first of two mistakes is named", #"A: b\x01\r\nB c: d\r\n"#, invalidCharacters),
        refused("a name of 70,000 bytes", #"{70000*a}: b\r\n"#, "failed 431 http1.headers_too_large"),
        ok("underscores may pass", #"A_b: c\r\n"#, "a_b: c"),
        ok("underscores may be dropped", #"A_b: c\r\nD: e\r\n"#, "d: e") { $0.underscores = .drop },
        ok("dropped fields do not count", #"{101*A_b: c\r\n}"#, "") { $0.underscores = .drop },
        refused("a dropped field must be in order", #"A_b: \x01\r\n"#, invalidCharacters) { $0.underscores = .drop },
        refused("a dropped name must be in order", #"A_b : c\r\n"#) { $0.underscores = .drop },
        refused("underscores may be refused", #"A_b: c\r\n"#, "failed 400 http1.unexpected_underscore") {
            $0.underscores = .reject
        },
        refused("a bad name before an underscore is refused as such", #"A(_b: c\r\n"#) { $0.underscores = .reject },
        ok("100 fields with the host", #"{99*a: b\r\n}"#, Array(repeating: "a: b", count: 99).joined(separator: " | ")),
        refused("101 fields", #"{100*a: b\r\n}"#, "failed 431 http1.too_many_headers"),
        refused("101 fields, the last one bad", #"{99*a: b\r\n}a(: b\r\n"#),
        Transcript(
            "too many fields are refused before the head ends", #"GET / HTTP/1.1\r\n{101*a: b\r\n}"#,
            "failed 431 http1.too_many_headers"),
        Transcript(
            "a head of the greatest size", #"GET / HTTP/1.1\r\nHost: h\r\na: {30*x}\r\n\r\n"#,
            start + " | a: " + String(repeating: "x", count: 30) + "\nend"
        ) { $0.maxHeadBytes = 62 },
        Transcript(
            "a head one byte greater", #"GET / HTTP/1.1\r\nHost: h\r\na: {30*x}\r\n\r\n"#,
            "failed 431 http1.headers_too_large"
        ) { $0.maxHeadBytes = 61 },
        Transcript(
            "an endless field", #"GET / HTTP/1.1\r\na: {70000*x}"#, "failed 431 http1.headers_too_large"),
        Transcript("an endless target", "GET /{70000*x}", "failed 431 http1.headers_too_large"),
        Transcript("an endless method", "{70000*X}", "failed 431 http1.headers_too_large"),
        Transcript(
            "a mistake before the limit is named first", #"GET / HTTP/1.1\r\na: \0{70000*x}"#, invalidCharacters),
        Transcript(
            "more lines than the scanner remembers", #"GET / HTTP/1.1\r\nHost: h\r\n{60*a: b\r\n}\r\n"#,
            start + " | " + Array(repeating: "a: b", count: 60).joined(separator: " | ") + "\nend"),
    ]

    private static func host(_ name: String, _ fields: String, _ events: String) -> Transcript {
        Transcript(name, #"GET / HTTP/1.1\r\n"# + fields + #"\r\n"#, events)
    }

    private static func authority(_ value: String) -> String {
        "head none | :method: GET | :path: / | :authority: \(value)\nend"
    }

    static let hosts: [Transcript] = [
        host(
            "the authority stands before all fields", #"A: b\r\nHOST:  x:80 \r\n"#,
            "head none | :method: GET | :path: / | :authority: x:80 | a: b\nend"),
        host("no host, which the connection manager refuses", "", "head none | :method: GET | :path: /\nend"),
        host("an empty host", #"Host:\r\n"#, authority("")),
        host("an IPv6 host", #"Host: [::1]:80\r\n"#, authority("[::1]:80")),
        host("an empty port", #"Host: a:\r\n"#, authority("a:")),
        host("a port without a host", #"Host: :80\r\n"#, authority(":80")),
        host("an address of a later form", #"Host: [v1.a:b]:80\r\n"#, authority("[v1.a:b]:80")),
        // Envoy takes these; RFC 9112 §3.2 demands a refusal.
        host("user information in a host", #"Host: u@h\r\n"#, invalidAuthority),
        host("a port that is a word", #"Host: a:x\r\n"#, invalidAuthority),
        host("two ports", #"Host: a:80:80\r\n"#, invalidAuthority),
        host("a negative port", #"Host: a:-1\r\n"#, invalidAuthority),
        host("an IPv6 address without brackets", #"Host: ::1\r\n"#, invalidAuthority),
        host("an open bracket", #"Host: [::1\r\n"#, invalidAuthority),
        host("brackets around nothing", #"Host: []\r\n"#, invalidAuthority),
        host("a bracket inside brackets", #"Host: [::[1]\r\n"#, invalidAuthority),
        host("a name behind brackets", #"Host: [::1]a\r\n"#, invalidAuthority),
        host("brackets behind a name", #"Host: a[::1]\r\n"#, invalidAuthority),
        host("a closing bracket alone", #"Host: a]\r\n"#, invalidAuthority),
        host("a comma in a host", #"Host: a,b\r\n"#, authority("a,b")),
        host("an underscore in a host", #"Host: a_b\r\n"#, authority("a_b")),
        host("a percent sign in a host", #"Host: a%00b\r\n"#, authority("a%00b")),
        host("a space in a host", #"Host: a b\r\n"#, invalidAuthority),
        host("a slash in a host", #"Host: a/b\r\n"#, invalidAuthority),
        host("a question mark in a host", #"Host: a?b\r\n"#, invalidAuthority),
        host("a number sign in a host", #"Host: a#b\r\n"#, invalidAuthority),
        host("an angle bracket in a host", #"Host: a<b\r\n"#, invalidAuthority),
        host("a backslash in a host", #"Host: a\\b\r\n"#, invalidAuthority),
        host("a bar in a host", #"Host: a|b\r\n"#, invalidAuthority),
        host("a quote in a host", #"Host: a"b\r\n"#, invalidAuthority),
        host("a byte beyond ASCII in a host", #"Host: \xe9\r\n"#, invalidAuthority),
        host("a control byte in a host", #"Host: a\x01\r\n"#, invalidCharacters),
        // Envoy joins them by a comma; RFC 9112 §3.2 demands a refusal.
        host("two hosts", #"Host: a\r\nHost: b\r\n"#, invalidAuthority),
        host("two equal hosts", #"Host: a\r\nHost: a\r\n"#, invalidAuthority),
        Transcript(
            "two hosts beside an absolute form", #"GET http://b/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"#,
            invalidAuthority),
    ]

    private static func length(_ name: String, _ value: String, _ events: String = codecError) -> Transcript {
        Transcript(
            name, #"POST / HTTP/1.1\r\nHost: h\r\nContent-Length:"# + value + #"\r\n\r\nabc"#, events)
    }

    private static func coding(_ name: String, _ value: String, _ events: String = invalidCoding) -> Transcript {
        Transcript(
            name, #"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:"# + value + #"\r\n\r\n3\r\nabc\r\n0\r\n\r\n"#,
            events)
    }

    private static func post(_ framing: String, _ fields: String) -> String {
        "head \(framing) | :method: POST | :path: / | :authority: h | \(fields)\ndata abc\nend"
    }

    static let framing: [Transcript] = [
        length("a length", " 3", post("contentLength(3)", "content-length: 3")),
        length(
            "a length with zeros before it", " 0000000000000000000000003",
            post("contentLength(3)", "content-length: 0000000000000000000000003")),
        Transcript(
            "a length of 0 is no body", #"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"#,
            "head none | :method: POST | :path: / | :authority: h | content-length: 0\nend"),
        length(
            "the greatest length", " 18446744073709551615",
            """
            head contentLength(18446744073709551615) | :method: POST | :path: / | :authority: h \
            | content-length: 18446744073709551615
            data abc
            left 0
            """),
        length("a length that no UInt64 holds", " 18446744073709551616"),
        length("a length of 23 digits", " 99999999999999999999999"),
        length("a length with a plus sign", " +3"),
        length("a negative length", " -3"),
        length("a hexadecimal length", " 0x3"),
        length("an empty length", " "),
        length("a length with a space inside", " 1 0"),
        length("a length that is a word", " abc"),
        length("a list of lengths", " 3, 3"),
        length("two lengths", #" 3\r\nContent-Length: 4"#),
        length("two equal lengths", #" 3\r\nContent-Length: 3"#),
        Transcript(
            "a length with an underscore is another field",
            #"POST / HTTP/1.1\r\nHost: h\r\nContent_Length: 3\r\n\r\n"#,
            "head none | :method: POST | :path: / | :authority: h | content_length: 3\nend"),
        coding("chunks", " chunked", post("chunked", "transfer-encoding: chunked")),
        coding("chunks in upper case", " CHUNKED", post("chunked", "transfer-encoding: CHUNKED")),
        coding("chunks behind a tab", #"\tchunked"#, post("chunked", "transfer-encoding: chunked")),
        coding("another coding", " gzip"),
        coding("another coding, then chunks", " gzip, chunked"),
        // Envoy says 501; RFC 9112 §6.3 demands 400.
        coding("chunks, then another coding", " chunked, gzip", codecError),
        coding("the coding identity", " identity"),
        coding("chunks twice", " chunked, chunked"),
        coding("two chunked fields", #" chunked\r\nTransfer-Encoding: chunked"#),
        coding(
            "chunks, then identity in a field of its own", #" chunked\r\nTransfer-Encoding: identity"#, codecError),
        coding("chunks, then another coding, then chunks", " chunked, gzip, chunked"),
        coding("an empty coding", " "),
        coding("chunks and a comma", " chunked,"),
        coding("a comma and chunks", " ,chunked"),
        coding("chunks in quotes", #" "chunked""#),
        coding("almost chunks", " xchunked"),
        coding("chunks with a parameter", " chunked;q=1"),
        coding("chunks behind a vertical tab", #" \x0bchunked"#, invalidCharacters),
        coding("a length before chunks", #" chunked\r\nContent-Length: 3"#, lengthAndChunked),
        coding("a length beside another coding", #" gzip\r\nContent-Length: 3"#, lengthAndChunked),
        Transcript(
            "a length behind chunks", #"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"#,
            lengthAndChunked),
        Transcript(
            "a length beside chunks is removed where the options allow it",
            #"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n"#
                + #"3\r\nabc\r\n0\r\n\r\n"#,
            post("chunked", "transfer-encoding: chunked")
        ) { $0.allowChunkedLength = true },
        Transcript(
            "two lengths beside chunks are never allowed",
            #"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"#,
            codecError
        ) { $0.allowChunkedLength = true },
        // Envoy takes the chunks; RFC 9112 §6.1 says that the framing is in doubt.
        Transcript(
            "chunks in HTTP/1.0", #"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"#, codecError
        ) { $0.acceptHTTP10 = true },
        Transcript(
            "a body of GET", #"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"#,
            "head contentLength(3) | :method: GET | :path: / | :authority: h | content-length: 3\ndata abc\nend"),
    ]

    static let connection: [Transcript] = [
        Transcript(
            "close", #"GET / HTTP/1.1\r\nHost: h\r\nConnection: foo , Close\r\n\r\n"#,
            "head none close | :method: GET | :path: / | :authority: h | connection: foo , Close\nend"),
        Transcript(
            "close in a second field", #"GET / HTTP/1.1\r\nConnection: foo\r\nConnection: close\r\n\r\n"#,
            "head none close | :method: GET | :path: / | connection: foo | connection: close\nend"),
        Transcript(
            "close in Proxy-Connection", #"GET / HTTP/1.1\r\nProxy-Connection: close\r\n\r\n"#,
            "head none close | :method: GET | :path: / | proxy-connection: close\nend"),
        ok("close with a parameter is another token", #"Connection: close;x\r\n"#, "connection: close;x"),
        Transcript(
            "an upgrade", #"GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nabc"#,
            """
            head tunnel close upgrade | :method: GET | :path: / | :authority: h | connection: Upgrade \
            | upgrade: websocket
            data abc
            left 0
            """),
        Transcript(
            "an upgrade with a length",
            #"POST / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: foo\r\nContent-Length: 3\r\n\r\nabc"#,
            """
            head tunnel close upgrade | :method: POST | :path: / | connection: upgrade | upgrade: foo \
            | content-length: 3
            data abc
            left 0
            """),
        ok("an upgrade that Connection does not name", #"Upgrade: websocket\r\n"#, "upgrade: websocket"),
        ok("an upgrade without a protocol", #"Connection: upgrade\r\n"#, "connection: upgrade"),
        ok(
            "an upgrade to h2c is forgotten",
            #"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: H2C\r\nHTTP2-Settings: abc\r\n"#,
            "connection: Upgrade, HTTP2-Settings"),
        Transcript(
            "an upgrade to h2c or another protocol",
            #"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c, x\r\n\r\n"#,
            "head tunnel close upgrade | :method: GET | :path: / | connection: upgrade | upgrade: h2c, x\nleft 0"),
        Transcript(
            "an expectation", #"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\nabc"#,
            """
            head contentLength(3) expects-100 | :method: POST | :path: / | expect: 100-Continue | content-length: 3
            data abc
            end
            """),
        ok("an unknown expectation", #"Expect: foo\r\n"#, "expect: foo"),
        ok("a list of expectations", #"Expect: 100-continue, x\r\n"#, "expect: 100-continue, x"),
    ]
}

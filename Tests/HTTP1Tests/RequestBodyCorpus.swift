import HTTP1

/// Chunked bodies, trailers and sequences of requests (RFC 9112 §7, §9.3), each with the answer that Envoy 1.40 gives
/// unless a comment says more.
enum RequestBodyCorpus {
    private static let start = "head chunked | :method: POST | :path: / | transfer-encoding: chunked"
    private static let codecError = "failed 400 http1.codec_error"
    private static let head = #"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"#

    private static func body(_ name: String, _ body: String, _ events: String) -> Transcript {
        Transcript(name, head + body, start + "\n" + events)
    }

    static let chunks: [Transcript] = [
        body("one chunk", #"3\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        body("no chunk", #"0\r\n\r\n"#, "end"),
        body("several chunks", #"1\r\na\r\n00A\r\n0123456789\r\n2\r\nbc\r\n0\r\n\r\n"#, "data a0123456789bc\nend"),
        body(
            "digits in both cases", #"a\r\n0123456789\r\nB\r\n0123456789x\r\n0\r\n\r\n"#,
            "data 01234567890123456789x\nend"),
        body("zeros before a size", #"00000000000000000000000003\r\nabc\r\n0000\r\n\r\n"#, "data abc\nend"),
        body("extensions", #"3;a=b;c\r\nabc\r\n0;z="x;y"\r\n\r\n"#, "data abc\nend"),
        body("white space around an extension", #"3 ;\t a\t= b ;c\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        body("a quoted extension", #"3;a="b;\\"=\t\x80\\\\";c\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        body("an empty quoted extension", #"3;a=""\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        body("white space before an extension", #"3 \t; a = b\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        body("an extension of 10,000 bytes", #"3;{10000*x}\r\nabc\r\n0\r\n\r\n"#, "data abc\nend"),
        // Envoy has no limit.
        body("an extension of 20,000 bytes", #"3;{20000*x}\r\nabc\r\n0\r\n\r\n"#, codecError),
        body(
            "extensions of 20,000 bytes in small pieces", #"{200*1;{100*x}\r\na\r\n}"#.expandedInside,
            "data " + String(repeating: "a", count: 192) + "\n" + codecError),
        body(
            "many chunks of one byte", #"{5000*1\r\na\r\n}0\r\n\r\n"#,
            "data " + String(repeating: "a", count: 5000) + "\nend"),
        // Envoy takes NUL in an extension, and white space behind a size; both are outside the grammar.
        body("NUL in an extension", #"3;a\0b\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a space behind a size", #"3 \r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a tab behind a size", #"3\t\r\nabc\r\n0\r\n\r\n"#, codecError),
        // Envoy takes all of these.
        body("a semicolon without an extension", #"3;\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a semicolon behind an extension", #"3;a;\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension without a name", #"3;=a\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension without a value", #"3;a=\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension whose name is no token", #"3;a[b\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension whose value is no token", #"3;a=b@c\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension with two values", #"3;a=b=c\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension of two words", #"3;a b\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a space behind an extension", #"3;a \r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a space behind an extension's value", #"3;a=b \r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension with an open quote", #"3;a="b\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a word behind a quoted extension", #"3;a="b"c\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a line end in a quoted extension", #"3;a="\r\nabc\r\n0\r\n\r\n""#, codecError),
        body("a space before a size", #" 3\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a bare carriage return in an extension", #"3;a\rb\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a bare line feed in an extension", #"3;a\nabc\r\n0\r\n\r\n"#, codecError),
        body("a bare line feed behind a size", #"3\nabc\r\n0\r\n\r\n"#, codecError),
        body("a bare carriage return behind a size", #"3\rabc\r\n0\r\n\r\n"#, codecError),
        body("no size", #"\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("an extension without a size", #";a\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size with 0x", #"0x3\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size with a plus sign", #"+3\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a negative size", #"-3\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size that is a word", #"g\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size with a word behind it", #"3x\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size with an underscore", #"3_0\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size with a comma", #"3,a\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("a size of 17 digits", #"10000000000000003\r\nabc\r\n0\r\n\r\n"#, codecError),
        body("the greatest size", #"ffffffffffffffff\r\nabc"#, "data abc\nleft 0"),
        // Envoy takes a bare line feed behind the bytes of a chunk, and drops bytes beyond its size.
        body("a bare line feed behind a chunk", #"3\r\nabc\n0\r\n\r\n"#, "data abc\n" + codecError),
        body("bytes beyond the size", #"3\r\nabcd\r\n0\r\n\r\n"#, "data abc\n" + codecError),
        body("no line end behind a chunk", #"3\r\nabc0\r\n\r\n"#, "data abc\n" + codecError),
        body("a bare carriage return behind a chunk", #"3\r\nabc\r0\r\n\r\n"#, "data abc\n" + codecError),
        body("a bare line feed behind the last chunk", #"3\r\nabc\r\n0\n\r\n"#, "data abc\n" + codecError),
        body("a bare line feed at the end", #"3\r\nabc\r\n0\r\n\n"#, "data abc\n" + codecError),
        body("half an end", #"3\r\nabc\r\n0\r\n"#, "data abc\nleft 0"),
    ]

    private static func trailers(_ name: String, _ lines: String, dropped: String, kept: String) -> [Transcript] {
        let input = head + #"3\r\nabc\r\n0\r\n"# + lines + #"\r\n"#
        return [
            Transcript(name + ", dropped", input, start + "\ndata abc\n" + dropped),
            Transcript(name + ", kept", input, start + "\ndata abc\n" + kept) { $0.enableTrailers = true },
        ]
    }

    private static func refused(_ name: String, _ lines: String, _ problem: String = codecError) -> [Transcript] {
        trailers(name, lines, dropped: problem, kept: problem)
    }

    static let trailers: [Transcript] =
        trailers("a trailer", #"X-Foo: y\r\n"#, dropped: "end", kept: "end with trailers | x-foo: y")
        + trailers(
            // Envoy passes them.
            "trailers that frame or route",
            #"Content-Length: 4\r\nTransfer-Encoding: chunked\r\nHost: z\r\nAuthorization: a\r\nX: y\r\n"#,
            dropped: "end", kept: "end with trailers | x: y")
        + trailers("only trailers that frame", #"Content-Length: 4\r\n"#, dropped: "end", kept: "end")
        + trailers(
            "101 trailers", #"{101*a: b\r\n}"#, dropped: "end", kept: "failed 431 http1.too_many_headers")
        + refused("trailers of 70,000 bytes", #"a: {70000*x}\r\n"#, "failed 431 http1.headers_too_large")
        // Envoy unfolds the first, and takes the next two.
        + refused("a folded trailer", #"x: y\r\n z\r\n"#)
        + refused("a trailer with a bare line feed", #"x: y\n"#)
        + refused("a trailer with a bare carriage return", #"x: y\rz\r\n"#)
        + refused("a trailer without a colon", #"xyz\r\n"#)
        + refused("a trailer with a space before the colon", #"x : y\r\n"#)
        + refused("a trailer without a name", #": y\r\n"#)
        + refused("a trailer with NUL", #"x: \0\r\n"#, "failed 400 http1.invalid_characters")
        + refused("a trailer with a control byte in its name", #"x\x01: \r\n"#, "failed 400 http1.invalid_characters")

    static let sequences: [Transcript] = [
        Transcript(
            "three requests in a row",
            #"GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nab\r\nGET /3 HTTP/1.1\r\n\r\n"#,
            """
            head none | :method: GET | :path: /1
            end
            head contentLength(2) | :method: POST | :path: /2 | content-length: 2
            data ab
            end
            head none | :method: GET | :path: /3
            end
            """),
        Transcript(
            "a chunked request and another",
            head + #"3\r\nabc\r\n0\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"#,
            """
            head chunked | :method: POST | :path: / | transfer-encoding: chunked
            data abc
            end
            head none | :method: GET | :path: /2
            end
            """),
        Transcript(
            "garbage behind a request", #"GET /1 HTTP/1.1\r\n\r\njunk junk\r\n\r\n"#,
            "head none | :method: GET | :path: /1\nend\nfailed 400 http1.codec_error"),
        Transcript(
            "what one message said is not kept for the next",
            #"GET /1 HTTP/1.0\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"#
                + #"GET https://b/ HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n"#,
            """
            head none close 1.0 | :method: GET | :path: /1 | connection: close | expect: 100-continue
            end
            head none https | :method: GET | :path: / | :authority: b
            end
            head none | :method: GET | :path: /3
            end
            """
        ) { $0.acceptHTTP10 = true },
        Transcript(
            "half a body", #"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"#,
            "head contentLength(5) | :method: POST | :path: / | content-length: 5\ndata ab\nleft 0"),
    ]
}

extension String {
    /// `{200*1;{100*x}...}` needs its inner repetition written out first.
    fileprivate var expandedInside: String {
        replacing("{100*x}", with: String(repeating: "x", count: 100))
    }
}

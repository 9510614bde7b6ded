/// Byte streams that try to make two readers see different requests, made by rule: combinations of a few lists, and
/// random mutations of what is well formed.
struct HostileStreams {
    /// What a body would smuggle.
    static let smuggled = "GET /smuggled HTTP/1.1\r\nhost: a\r\nx-smuggled: 1\r\n\r\n"

    /// All streams of the lists, then `count` mutations from `seed`.
    static func all(mutations count: Int, seed: UInt64) -> [ByteString] {
        var streams = framings + trailers + heads + targets + sequences
        var random = Random(state: seed)
        let seeds = wellFormed
        for _ in 0..<count { streams.append(random.mutation(of: seeds)) }
        return streams.map { ByteString($0) }
    }

    // MARK: - Framing

    private static let lengths = [
        "", "content-length: 5", "content-length: 0", "content-length: 47", "Content-Length:5", "content-length:\t5",
        "content-length: 5 ", "content-length: +5", "content-length: -5", "content-length: 0x5", "content-length: 5,5",
        "content-length: 5, 6", "content-length: 5\r\ncontent-length: 5", "content-length: 5\r\ncontent-length: 6",
        "content-length: 05", "content-length:", "content-length: 5;", "content-length: 5 5", "content-length : 5",
        "content_length: 5", "content-length\u{0B}: 5", "x: y\r\n content-length: 5",
        "content-length: 18446744073709551615", "content-length: 18446744073709551621",
        "content-length: 9223372036854775808", "content-length: 00000000000000000000000000005", "content-length: 5.0",
        "content-length: 1e1", "\u{0}content-length: 5", "content-length: \u{0}5",
    ]

    private static let codings = [
        "", "transfer-encoding: chunked", "Transfer-Encoding: Chunked", "transfer-encoding:chunked",
        "transfer-encoding:\tchunked", "transfer-encoding: chunked ", "transfer-encoding: \"chunked\"",
        "transfer-encoding: chunked, chunked", "transfer-encoding: gzip, chunked", "transfer-encoding: chunked, gzip",
        "transfer-encoding: identity", "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
        "transfer-encoding: identity\r\ntransfer-encoding: chunked", "transfer-encoding : chunked",
        "transfer_encoding: chunked", "transfer-encoding: xchunked", "transfer-encoding: chunkedx",
        "transfer-encoding:\r\n chunked", "transfer-encoding: chun\u{0}ked", "transfer-encoding: \u{0B}chunked",
        "x: y\rtransfer-encoding: chunked", "x: y\ntransfer-encoding: chunked", "transfer-encoding:",
        "transfer-encoding: chunked;q=1", "transfer-encoding: ,chunked", "te: chunked\r\nconnection: te",
        "transfer-encoding\u{00}: chunked", " transfer-encoding: chunked", "transfer-encoding: chunked\u{7F}",
    ]

    private static let bodies = [
        "", "hello", "5\r\nhello\r\n0\r\n\r\n", "0\r\n\r\n" + smuggled, smuggled,
        "2F\r\n" + smuggled + "\r\n0\r\n\r\n",
    ]

    private static var framings: [String] {
        var streams: [String] = []
        for length in lengths {
            for coding in codings {
                for (index, body) in bodies.enumerated() {
                    // Everything with everything would be five thousand; the ends of the lists meet less often.
                    if !length.isEmpty && !coding.isEmpty && (length.count + coding.count + index) % 5 != 0 { continue }
                    let fields = [length, coding].filter { !$0.isEmpty }.map { $0 + "\r\n" }.joined()
                    streams.append("POST /first HTTP/1.1\r\nhost: a\r\n\(fields)\r\n\(body)")
                }
            }
        }
        return streams
    }

    private static var trailers: [String] {
        let sizes = [
            "5", "05", "0000000000000005", "00000000000000005", "5;x", "5;x=\"y\"", "5 ;x", "5\t;x", "5 ", "5\t", " 5",
            "+5",
            "-5", "0x5", "5h", "", "5;\r", "5;x\n", "5\u{0}", "FFFFFFFFFFFFFFFF", "10000000000000005",
            "8000000000000005", "5;" + String(repeating: "x", count: 3000), "5\r", "5\n", "g", "5,5", "5 5",
        ]
        let ends = ["\r\n", "\n", "\r", "", "\r\n\r\n", "x\r\n", "\n\r", " \r\n", "\r\r\n"]
        let lasts = [
            "0\r\n\r\n", "0\n\n", "00\r\n\r\n", "0\r\n", "0\r\nx: y\r\n\r\n", "0\r\ncontent-length: 9\r\n\r\n",
            "0\r\ntransfer-encoding: chunked\r\n\r\n", "0\r\nhost: b\r\n\r\n", "0\r\n: y\r\n\r\n",
            "0\r\nx y: z\r\n\r\n",
            "0\r\nx: y\r\n z\r\n\r\n", "0\r\nx: \u{0}\r\n\r\n", "0\r\nx: y\n\r\n", "0;x\r\n\r\n", "0 \r\n\r\n",
            "-0\r\n\r\n",
            "0\r\n\r\n\r\n", "0\r\n" + smuggled, "0\r\nx: y\r\n" + smuggled,
        ]
        var streams: [String] = []
        func chunked(_ body: String) -> String {
            "POST /first HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + body
                + smuggled.replacing("smuggled", with: "second")
        }
        for size in sizes { streams.append(chunked(size + "\r\nhello\r\n0\r\n\r\n")) }
        for end in ends { streams.append(chunked("5\r\nhello" + end + "0\r\n\r\n")) }
        for end in ends { streams.append(chunked("5" + end + "hello\r\n0\r\n\r\n")) }
        for last in lasts { streams.append(chunked("5\r\nhello\r\n" + last)) }
        return streams
    }

    // MARK: - Heads

    private static var heads: [String] {
        let names = [
            "x", "X-Y", "x y", "x\ty", "x\r", "", " ", "x(", "x\u{7F}", "x\u{1}", "x\u{80}", "\"x\"", "x,y", "x;y",
            "x@y", ":x", "x:",
            "!#$%&'*+-.^_`|~", "content-length", "host", "connection", String(repeating: "n", count: 9000),
        ]
        let values = [
            "", "y", " y ", "\ty\t", "y\u{0}", "y\u{1}", "y\u{7F}", "y\rz", "y\nz", "y\r\n z", "y\r\n\tz", "y\u{FF}",
            "y\u{B}", "\"", "y,z",
            "y\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: a",
        ]
        let separators = [":", ": ", " :", "\t:", ":\t ", "", "=", ": \r\n "]
        var streams: [String] = []
        for name in names { streams.append("GET /first HTTP/1.1\r\nhost: a\r\n\(name): y\r\n\r\n" + smuggled) }
        for value in values { streams.append("GET /first HTTP/1.1\r\nhost: a\r\nx: \(value)\r\n\r\n") }
        for value in values { streams.append("GET /first HTTP/1.1\r\nhost:\(value)\r\n\r\n") }
        for text in separators { streams.append("GET /first HTTP/1.1\r\nhost: a\r\nx\(text)y\r\n\r\n") }
        for text in separators { streams.append("GET /first HTTP/1.1\r\nhost\(text)a\r\n\r\n") }
        for end in ["\n", "\r", "\r\r\n", "\n\r", "\u{B}\r\n", " \r\n", "\r\n\r", "\0\r\n"] {
            streams.append("GET /first HTTP/1.1\(end)host: a\r\n\r\n" + smuggled)
            streams.append("GET /first HTTP/1.1\r\nhost: a\(end)x: y\r\n\r\n" + smuggled)
            streams.append("GET /first HTTP/1.1\r\nhost: a\r\n\(end)" + smuggled)
            streams.append("\(end)GET /first HTTP/1.1\r\nhost: a\r\n\r\n")
        }
        for count in [99, 100, 101, 300] {
            let fields = (0..<count).map { "x\($0): y\r\n" }.joined()
            streams.append("GET /first HTTP/1.1\r\nhost: a\r\n\(fields)\r\n" + smuggled)
        }
        return streams
    }

    private static var targets: [String] {
        let lines = [
            "GET /first HTTP/1.1", "get /first HTTP/1.1", "GET  /first HTTP/1.1", "GET /first  HTTP/1.1",
            "GET\t/first HTTP/1.1",
            "GET /first\tHTTP/1.1", " GET /first HTTP/1.1", "GET /first HTTP/1.1 ", "GET /fir st HTTP/1.1",
            "GET /first",
            "GET /first HTTP/1.0", "GET /first HTTP/0.9", "GET /first HTTP/1.2", "GET /first HTTP/2.0",
            "GET /first HTTP/1.10",
            "GET /first http/1.1", "GET /first HTTP/01.1", "GET /first HTTP /1.1", "GET /first HTTP/1.1x",
            "GET first HTTP/1.1",
            "GET http://b/first HTTP/1.1", "GET http://b HTTP/1.1", "GET http://b?x HTTP/1.1",
            "GET http:///first HTTP/1.1",
            "GET http://b@c/first HTTP/1.1", "GET http://b:99999/first HTTP/1.1", "GET http://b:/first HTTP/1.1",
            "GET http://[::1]/first HTTP/1.1", "GET ftp://b/first HTTP/1.1", "GET HTTP://b/first HTTP/1.1",
            "GET //b/first HTTP/1.1",
            "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "OPTIONS *x HTTP/1.1", "CONNECT a:1 HTTP/1.1",
            "CONNECT /first HTTP/1.1",
            "GET /fi\u{0}rst HTTP/1.1", "GET /fi\u{1}rst HTTP/1.1", "GET /fi\u{7F}rst HTTP/1.1",
            "GET /fi\u{E4}rst HTTP/1.1", "GET /first#x HTTP/1.1",
            "G\u{0}T /first HTTP/1.1", "G@T /first HTTP/1.1", "G(T /first HTTP/1.1", "FOO /first HTTP/1.1",
            " /first HTTP/1.1",
            "GET /" + String(repeating: "p", count: 70_000) + " HTTP/1.1", "GET /\r\nHTTP/1.1",
            "GET /first HTTP/1.1\r\nGET /first HTTP/1.1",
        ]
        var streams: [String] = []
        for line in lines { streams.append("\(line)\r\nhost: a\r\n\r\n" + smuggled) }
        for line in lines { streams.append("\(line)\r\n\r\n") }
        return streams
    }

    private static var sequences: [String] {
        let good = "GET /first HTTP/1.1\r\nhost: a\r\n\r\n"
        let upgrade = "GET /first HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: "
        return [
            good + "BAD\r\n\r\n" + smuggled, good + good + "\r\n\r\n" + good, good + "\u{16}\u{3}\u{1}",
            good + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            upgrade + "websocket\r\n\r\n" + smuggled,
            upgrade + "h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n" + smuggled,
            upgrade + "h2c\r\ncontent-length: 47\r\n\r\n" + smuggled,
            upgrade + "foo\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
            "CONNECT a:1 HTTP/1.1\r\nhost: a\r\ncontent-length: 47\r\n\r\n" + smuggled,
            "HEAD /first HTTP/1.1\r\nhost: a\r\n\r\n" + good,
            "GET /first HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n" + smuggled,
            "POST /first HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\nhello" + good,
            "POST /first HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n\r\n" + good,
            "GET /first HTTP/1.1\r\nhost: a\r\nconnection: content-length\r\ncontent-length: 47\r\n\r\n" + smuggled,
            "GET /first HTTP/1.1\r\nhost: a\r\nconnection: transfer-encoding\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
                + good,
            "GET /first HTTP/1.1\r\nhost: a\r\nconnection: host\r\n\r\n" + good,
            "POST /first HTTP/1.0\r\nhost: a\r\ncontent-length: 47\r\n\r\n" + smuggled,
            "GET /first HTTP/1.1\r\nhost: a\r\ncontent-length: 47\r\n\r\n" + smuggled + good,
            String(repeating: good, count: 40),
            String(
                repeating: "POST /first HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
                count: 20),
        ]
    }

    // MARK: - Mutations

    private static let wellFormed = [
        "GET /first?a=b HTTP/1.1\r\nhost: a\r\nx-one: two\r\n\r\n" + smuggled,
        "POST /first HTTP/1.1\r\nhost: a\r\ncontent-length: 47\r\n\r\n" + smuggled
            + "GET /third HTTP/1.1\r\nhost: c\r\n\r\n",
        "POST /first HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n2;x=y\r\nok\r\n0\r\nt: u\r\n\r\n"
            + smuggled,
        "PUT http://b/first HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc" + smuggled,
    ]
}

/// Numbers that are the same on every machine (SplitMix64).
struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    private static let words = [
        "\r\n", "\r", "\n", "\0", " ", "\t", ":", ";", ",", "0", "5", "\r\n\r\n", "chunked", "content-length: 5\r\n",
        "transfer-encoding: chunked\r\n", "host: b\r\n", "\u{B}", "\u{7F}", "\u{85}", "-", "+", "HTTP/1.1", "GET ",
    ]

    /// One of `seeds` with one to three places changed.
    mutating func mutation(of seeds: [String]) -> String {
        var bytes = Array(seeds[below(seeds.count)].unicodeScalars)
        for _ in 0...below(3) {
            let place = below(bytes.count)
            switch below(5) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = Unicode.Scalar(UInt8(truncatingIfNeeded: next() & 0x7f))
            case 2: bytes.insert(contentsOf: Self.words[below(Self.words.count)].unicodeScalars, at: place)
            case 3: bytes.insert(bytes[place], at: place)
            default: bytes.swapAt(place, below(bytes.count))
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: bytes)
        return String(text)
    }
}

/// The filter that decompresses bodies: which it takes, what it makes of heads, and where it ends.
enum DecompressionCases {
    static let all: [ProxyCase] = bodies + windows + codings + conditions + offers + uploads + trailers

    private typealias Chain = FilterChain

    /// Bytes by their hexadecimal digits; `0*n` stands for so many zero bytes.
    private static func bytes(_ text: String) -> ByteString {
        text.split(separator: " ").flatMap { word -> ByteString in
            if word.hasPrefix("0*") { return ByteString(repeating: 0, count: Int(word.dropFirst(2)) ?? 0) }
            let digits = Array(word)
            return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
        }
    }

    // Python: gzip.compress(b"all work and no play. " * 40, mtime=0)
    private static let member = bytes(
        "1f8b08000000000002034bccc95128cf2fca5648cc4b51c8cb5728c849acd453481c151d151d15a5812800e42a462470030000")
    // Python: gzip.compress(b"\0" * 200000, mtime=0)
    private static let zeros = bytes("1f8b0800000000000203edc13101000000c2a0f54f6d067fa0 0*193 80d7007b58e05c400d0300")

    private static func filter(_ fields: JSON = [:], library: JSON = [:]) -> JSON {
        let type: JSON = [
            "@type": "type.googleapis.com/envoy.extensions.compression.gzip.decompressor.v3.Gzip"
        ]
        let base: JSON = ["decompressor_library": ["name": "l", "typed_config": type.merged(with: library)]]
        return Chain.filter("gunzip", "decompressor.v3.Decompressor", base.merged(with: fields))
    }

    private static func served(
        _ name: String, _ body: ByteString, _ fields: JSON = [:], library: JSON = [:],
        lines: [String] = ["content-encoding: gzip"], request text: String = get("/")
    ) -> ProxyCase {
        let head = (lines + ["content-length: \(body.count)"]).map { $0 + "\r\n" }.joined()
        return ProxyCase(
            "decompressed-" + name, text,
            upstream: .serving(bytes: ByteString("HTTP/1.1 200 OK\r\n\(head)\r\n") + body)
        ).with {
            $0.manager = Chain.manager(filter(fields, library: library))
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func damaged(_ change: (inout ByteString) -> Void) -> ByteString {
        var bytes = member
        change(&bytes)
        return bytes
    }

    private static let bodies: [ProxyCase] = [
        served("a-body", member), served("plain", ByteString("hello")), served("empty", []),
        served("cut", ByteString(member.dropLast(20))), served("first-byte", [0x1F]),
        served("bad-checksum", damaged { $0[$0.count - 6] ^= 1 }),
        served("bad-length", damaged { $0[$0.count - 1] = 1 }), served("tail", member + ByteString("extra")),
        served("two-members", member + member), served("reserved-flags", damaged { $0[3] = 0x20 }),
        served("bad-middle", damaged { $0.replaceSubrange(30..<40, with: ByteString(repeating: 0xFF, count: 10)) }),
        served("head", member, request: request("HEAD", "/", [])).with {
            $0.steps = [.send(ByteString(request("HEAD", "/", []))), .headAnswers(1)]
        },
    ]

    private static let windows: [ProxyCase] = [
        served("too-much", zeros), served("too-much-by-little", zeros, library: ["max_inflate_ratio": 1]),
        served("much", zeros, library: ["max_inflate_ratio": 1_032]),
        served("too-much-in-large-chunks", zeros, library: ["max_inflate_ratio": 2, "chunk_size": 65_536]),
        served("little-window", member, library: ["window_bits": 9]),
    ]

    private static let codings: [ProxyCase] = [
        ("others-inside", "gzip, br"), ("others-outside", "br, gzip"), ("another", "br"), ("capitals", "GZip"),
        ("twice", "gzip,gzip"), ("another-name", "x-gzip"), ("spaces", "gzip , br ,x"), ("comma", "gzip,"),
        ("empty-element", ",gzip"), ("parameter", "gzip;q=1"),
    ].map { name, value in served("coding-" + name, member, lines: ["content-encoding: \(value)"]) }

    private static func gzipped(_ lines: String...) -> [String] { ["content-encoding: gzip"] + lines }

    private static let off: JSON = ["common_config": ["enabled": ["default_value": false, "runtime_key": "x"]]]

    private static let conditions: [ProxyCase] = [
        served("not-to-be", member, lines: gzipped("cache-control: public, No-Transform")),
        served("nearly-not-to-be", member, lines: gzipped("cache-control: no-transformx")),
        served(
            "all-the-same", member,
            ["response_direction_config": ["common_config": ["ignore_no_transform_header": true]]],
            lines: gzipped("cache-control: no-transform")),
        served("not-at-all", member, ["response_direction_config": off]),
        served("tagged", member, lines: gzipped("etag: \"x\"", "vary: a", "content-type: image/png")),
        served("no-coding", member, lines: []),
    ]

    private static let offers: [ProxyCase] =
        ["br", "GZIP", "br;q=1 ,  deflate , gzip", "*", "", "a,,b,gzip ;q=1", "gzipx, gzip;q=0"].enumerated().map {
            served("offer-\($0)", member, request: get("/", host: "a", "accept-encoding: \($1)"))
        } + [
            served("offer-twice", member, request: get("/", host: "a", "accept-encoding: br", "accept-encoding: gzip")),
            served(
                "no-offer", member, ["request_direction_config": ["advertise_accept_encoding": false]],
                request: get("/", host: "a", "accept-encoding: br")),
            served("no-offer-for-nothing", member, ["response_direction_config": off]),
        ]

    private static func upload(
        _ name: String, _ body: ByteString, _ lines: [String] = ["content-encoding: gzip"], _ fields: JSON = [:]
    ) -> ProxyCase {
        let head = request("POST", "/", lines + ["content-length: \(body.count)"])
        return ProxyCase("decompressed-upload-" + name, bytes: ByteString(head) + body).with {
            $0.manager = Chain.manager(filter(fields))
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let uploads: [ProxyCase] = [
        upload("whole", member), upload("damaged", damaged { $0[20] ^= 0xFF }), upload("plain", member, []),
        upload("off", member, gzipped(), ["request_direction_config": off]),
        upload("not-to-be", member, gzipped("cache-control: no-transform")),
        upload(
            "all-the-same", member, gzipped("cache-control: no-transform"),
            ["request_direction_config": ["common_config": ["ignore_no_transform_header": true]]]),
        upload("none", []),
    ]

    private static let trailers: [ProxyCase] = [
        served("with-trailers", member).with {
            let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n33\r\n"
            $0.upstream = .serving(
                bytes: ByteString(head) + member + ByteString("\r\n0\r\nx-t: 1\r\n\r\n"))
        }
    ]
}

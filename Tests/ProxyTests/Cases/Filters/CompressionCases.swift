/// The filter that compresses bodies: which it takes, what it makes of heads, and what is counted. What the compressed
/// bytes are is a matter of the encoder (`CompressionTests`).
enum CompressionCases {
    static let all: [ProxyCase] = bodies + acceptance + conditions + tags + told + chains + routes + requests

    private typealias Chain = FilterChain

    private static let text = String(repeating: "all work and no play. ", count: 4)
    private static let takes = "accept-encoding: gzip"

    private static func compressor(_ fields: JSON = [:], name: String = "gzip") -> JSON {
        let base: JSON = [
            "compressor_library": [
                "name": "l",
                "typed_config": [
                    "@type": "type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip"
                ],
            ]
        ]
        return Chain.filter(name, "compressor.v3.Compressor", base.merged(with: fields))
    }

    private static func respond(_ fields: JSON) -> JSON { ["response_direction_config": fields] }

    private static func common(_ fields: JSON) -> JSON { respond(["common_config": fields]) }

    private static func asked(
        _ name: String, _ requests: [String], _ fields: JSON = [:], answering lines: [String] = [], body: String = text
    ) -> ProxyCase {
        let head = (["content-type: text/plain"] + lines).map { $0 + "\r\n" }.joined()
        return ProxyCase(
            "compressed-" + name, inTurn: requests,
            upstream: .serving("HTTP/1.1 200 OK\r\n\(head)content-length: \(body.utf8.count)\r\n\r\n\(body)")
        ).with {
            $0.manager = Chain.manager(compressor(fields))
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let gzipped = get("/", host: "a", takes)

    private static let bodies: [ProxyCase] = [
        asked("a-body", [gzipped]), asked("by-response-direction", [gzipped], respond([:])),
        asked("a-body-twice", [gzipped, gzipped]),
        asked("head-alone", [request("HEAD", "/", [takes])]).with {
            $0.steps = [.send(ByteString(request("HEAD", "/", [takes]))), .headAnswers(1)]
        },
        ProxyCase(
            "compressed-chunks-with-trailers", gzipped,
            upstream: .serving(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n")
        ).with {
            $0.manager = Chain.manager(compressor())
            $0.omitting = [.probe, .bytewise]
        },
    ]

    private static let asks: [(name: String, values: [String])] = [
        ("nothing", []), ("empty", [""]), ("identity", ["identity"]), ("all", ["*"]), ("none", ["gzip;q=0"]),
        ("others", ["br, deflate"]), ("less", ["identity, gzip;q=0.5"]), ("more", ["identity;q=0.2, gzip ; q = 0.5"]),
        ("all-but", ["gzip;q=0, *"]), ("capitals", ["GZIP"]), ("no-number", ["gzip;q=x"]), ("twice", ["br", "gzip"]),
        ("unknown-parameter", ["gzip;x=0"]), ("tie", ["identity, gzip"]), ("zero-for-all", ["*;q=0"]),
        ("points", ["gzip;q=.5"]), ("many-digits", ["identity;q=0.001, gzip;q=0.0005"]),
    ]

    private static let acceptance: [ProxyCase] = asks.map { name, values in
        asked("asked-for-\(name)", [request("GET", "/", values.map { "accept-encoding: \($0)" })], respond([:]))
    }

    private static let conditions: [ProxyCase] = [
        asked("too-short", [gzipped], body: "hello"),
        asked("just-long-enough", [gzipped], body: String(text.prefix(30))),
        asked("length-by-option", [gzipped], common(["min_content_length": 5]), body: "hello"),
        asked("another-type", [gzipped], common(["content_type": ["a/b"]])),
        asked("type-in-capitals", [gzipped], common(["content_type": ["TEXT/PLAIN"]])),
        asked("type-with-parameters", [gzipped], answering: ["x: y"]).with {
            $0.upstream = .serving(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html ; charset=x\r\ncontent-length: \(text.utf8.count)\r\n\r\n"
                    + text)
        },
        asked("compressed-already", [gzipped], answering: ["content-encoding: br"]),
        asked("no-transform", [gzipped], answering: ["cache-control: private, No-Transform"]),
        asked("vary", [gzipped], answering: ["vary: origin"]),
        asked("vary-known", [gzipped], answering: ["vary: origin, Accept-Encoding"]),
        asked("vary-in-small-letters", [gzipped], answering: ["vary: accept-encoding"]),
        asked("status", [gzipped], respond(["uncompressible_response_codes": [200]])),
        asked("another-status", [gzipped], respond(["uncompressible_response_codes": [201]])),
        asked("off", [gzipped], common(["enabled": ["default_value": false, "runtime_key": "x"]])),
        asked("acceptance-hidden", [gzipped], respond(["remove_accept_encoding_header": true])),
        asked(
            "old-fields", [gzipped],
            ["content_length": 500, "content_type": ["text/plain"], "remove_accept_encoding_header": true]),
    ]

    private static let tags: [ProxyCase] = [("strong", "\"abc\""), ("weak", "W/\"abc\""), ("short", "ab")].flatMap {
        name, tag in
        [
            asked("tag-\(name)", [gzipped], answering: ["etag: \(tag)"]),
            asked(
                "tag-\(name)-weakened", [gzipped], respond(["weaken_etag_on_compress": true]),
                answering: ["etag: \(tag)"]),
            asked(
                "tag-\(name)-kept", [gzipped], respond(["disable_on_etag_header": true]), answering: ["etag: \(tag)"]),
        ]
    }

    private static func telling(
        _ name: String, _ fields: JSON = [:], answering lines: [String] = [], body: String = text
    )
        -> ProxyCase
    {
        let base: JSON = ["status_header_enabled": true]
        return asked(
            "told-" + name, [gzipped, get()], respond(base.merged(with: fields)), answering: lines, body: body)
    }

    private static let told: [ProxyCase] = [
        telling("done"), telling("too-short", body: "hello"),
        telling("type", ["common_config": ["content_type": ["a/b"]]]),
        telling("tag", ["disable_on_etag_header": true], answering: ["etag: \"abc\""]),
        telling("status", ["uncompressible_response_codes": [200]]),
        telling("off", ["common_config": ["enabled": ["default_value": false, "runtime_key": "x"]]]),
        telling("compressed-already", answering: ["content-encoding: br"]),
    ]

    private static let first: JSON = ["choose_first": true]

    private static let chains: [ProxyCase] = [
        asked("by-two", [gzipped, get("/", host: "a", "accept-encoding: identity, gzip")]).with {
            $0.manager = Chain.manager(
                compressor(common(["content_type": ["a/b"]])),
                compressor(first.merged(with: respond([:])), name: "second"),
                compressor(name: "third"))
        },
        asked("local-reply", [gzipped], common(["min_content_length": 5])).with { $0.routes = [] },
    ]

    private static func under(_ name: String, _ fields: JSON, _ own: JSON = [:]) -> ProxyCase {
        asked("route-" + name, [gzipped], own).with {
            $0.virtualHosts = Chain.host([
                Chain.route(Chain.perFilter("gzip", Chain.message("compressor.v3.CompressorPerRoute", fields)))
            ])
        }
    }

    private static let off = common(["enabled": ["default_value": false, "runtime_key": "x"]])

    private static let routes: [ProxyCase] = [
        under("off", ["disabled": true]), under("on", ["overrides": ["response_direction_config": [:]]], off),
        under("says-nothing", ["overrides": [:]], off),
        under(
            "hides", ["overrides": ["response_direction_config": ["remove_accept_encoding_header": true]]]),
        under(
            "shows", ["overrides": ["response_direction_config": ["remove_accept_encoding_header": false]]],
            respond(["remove_accept_encoding_header": true])),
        under(
            "library",
            [
                "overrides": [
                    "compressor_library": [
                        "name": "m",
                        "typed_config": [
                            "@type": "type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip",
                            "compression_level": "BEST_SPEED",
                        ],
                    ]
                ]
            ]),
    ]

    private static func upload(_ name: String, _ lines: [String], _ fields: JSON = [:], body: String = text)
        -> ProxyCase
    {
        asked(
            "upload-" + name,
            [
                request(
                    "POST", "/", ["content-type: text/plain", "content-length: \(body.utf8.count)"] + lines, body: body)
            ],
            ["request_direction_config": fields])
    }

    private static let requests: [ProxyCase] = [
        upload("whole", []), upload("short", [], body: "hello"), upload("compressed-already", ["content-encoding: br"]),
        upload("type", [], ["common_config": ["content_type": ["a/b"]]]),
        upload("off", [], ["common_config": ["enabled": ["default_value": false, "runtime_key": "x"]]]),
        asked(
            "upload-trailers",
            [
                request(
                    "POST", "/", ["transfer-encoding: chunked"], body: "5\r\nhello\r\n5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n"
                )
            ], ["request_direction_config": [:]]),
        asked("upload-none", [get()], ["request_direction_config": [:]]),
    ]
}

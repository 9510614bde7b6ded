/// Endpoints that speak HTTP/2, and those that should: what the client gets, and what is counted.
enum HTTP2UpstreamCases {
    static let all: [ProxyCase] = [
        spoken("answers", [.send(answer)]),
        spoken("is-too-slow", [], action: ["timeout": "0.25s"]),
        spoken(
            "is-too-slow-for-one-try", [],
            then: [.received(head(3)), .send(ByteString([0, 0, 1, 1, 5, 0, 0, 0, 3, 0x88]))],
            action: ["timeout": "0s", "retry_policy": ["retry_on": "5xx", "per_try_timeout": "2s"]]),
        spoken("resets", [.send(frame(3, 0, 1, [0, 0, 0, 2]))]),
        spoken("resets-for-a-broken-rule", [.send(frame(3, 0, 1, [0, 0, 0, 1]))]),
        spoken("says-what-only-requests-say", [.send(frame(1, 5, 1, [0x88] + field("te", "gzip")))]),
        spoken("resets-behind-the-head", [.send(frame(1, 4, 1, [0x88]) + frame(3, 0, 1, [0, 0, 0, 2]))]),
        spoken("closes", [.close], waits: false),
        spoken("closes-behind-the-head", [.send(frame(1, 4, 1, [0x88])), .close], waits: false),
        spoken("says-what-no-head-may-say", [.send(frame(1, 5, 1, [0x88] + field("connection", "close")))]),
        spoken("says-no-status", [.send(frame(1, 5, 1, field("a", "b")))]),
        spoken("sends-a-body-of-no-content", [.send(frame(1, 4, 1, [0x89])), .send(threeBytes)]),
        spoken(
            "sends-more-than-it-said",
            [.send(frame(1, 4, 1, [0x88] + field("content-length", "2"))), .send(threeBytes)]),
        spoken(
            "sends-a-body-behind-an-interim-head",
            [.send(frame(1, 4, 1, interim)), .send(threeBytes)]),
        spoken(
            "sends-a-body-between-heads",
            [.send(frame(1, 4, 1, interim)), .send(frame(0, 0, 1, ByteString("abc")) + answer)]),
        spoken(
            "sends-a-body-of-a-head-and-trailers",
            [
                .send(frame(1, 4, 1, [0x88])),
                .send(frame(0, 0, 1, ByteString("abc")) + frame(1, 5, 1, field("x-t", "1"))),
            ]
        ).with { $0.steps = [.text(request("HEAD", "/", [])), .headAnswers(1), .end] },
        spoken(
            "sends-less-than-it-said-and-trailers",
            [
                .send(frame(1, 4, 1, [0x88] + field("content-length", "9"))), .send(frame(0, 0, 1, ByteString("abc"))),
                .send(frame(1, 5, 1, field("x-t", "1"))),
            ]),
        spoken("answers-with-trailers", [.send(frame(1, 4, 1, [0x88])), .send(frame(1, 5, 1, field("x-t", "1")))]).with
        {
            $0.statistics += ["cluster.http2.trailers"]
        },
        spoken("sends-a-body-to-head", [.send(frame(1, 4, 1, [0x88])), .send(threeBytes)]).with {
            $0.steps = [.text(request("HEAD", "/", [])), .headAnswers(1)]
        },
        spoken(
            "sends-the-length-alone-to-head", [.send(frame(1, 5, 1, [0x88] + field("content-length", "7")))]
        ).with { $0.steps = [.text(request("HEAD", "/", [])), .headAnswers(1)] },
        spoken("breaks-a-frame", [.send(frame(0, 0, 0, [1]))]),
        // A connection that was silent for that long is asked before it gets another request, and does not answer. What is
        // sent meanwhile waits in vain.
        spoken("is-silent-when-asked", [.send(answer)], then: [.received(head(3))]).with {
            $0.steps = [.text(get()), .answers(1), .text(post("content-length: 0")), .answers(1)]
            $0.manager = pausing
            $0.cluster = http2(["connection_keepalive": ["connection_idle_interval": "0.02s", "timeout": "0.3s"]])
            $0.statistics += ["cluster.http2.keepalive_timeout"]
        },
        ProxyCase(
            "http2-upstream-speaks-http1", get(),
            upstream: UpstreamScript([
                .received(head(1)),
                .send(ByteString("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")),
                .awaitEnd,
            ])
        ).with { $0.cluster = http2() },
    ]

    private static func http2(_ options: JSON = [:]) -> JSON {
        [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions),
                    "explicit_http_config": ["http2_protocol_options": options],
                ]
            ]
        ]
    }

    /// Each request waits a little before it goes on.
    private static let pausing: JSON = [
        "http_filters": [
            [
                "name": "fault",
                "typed_config": [
                    "@type": .string(TypeName.fault),
                    "delay": ["fixed_delay": "0.05s", "percentage": ["numerator": 100]],
                ],
            ],
            ["name": "router", "typed_config": ["@type": .string(TypeName.router)]],
        ]
    ]

    /// A request whose endpoint begins with SETTINGS and goes on with these steps.
    private static func spoken(
        _ name: String, _ steps: [UpstreamStep], then rest: [UpstreamStep] = [], waits: Bool = true, action: JSON = [:]
    ) -> ProxyCase {
        let begin: [UpstreamStep] = [.received(head(1)), .send(frame(4, 0, 0, []))]
        return ProxyCase(
            "http2-upstream-\(name)", get(), upstream: UpstreamScript(begin + steps + rest + (waits ? [.awaitEnd] : []))
        ).with {
            $0.cluster = http2()
            $0.action = action
            $0.statistics = [
                "upstream_rq_tx_reset", "upstream_rq_rx_reset", "upstream_rq_pending_failure_eject",
                "upstream_cx_protocol_error", "http2.tx_reset", "http2.rx_reset", "http2.goaway_sent",
                "upstream_cx_destroy_with_active_rq",
            ].map { "cluster.\($0)" }
            $0.omitting = [.bytewise]
        }
    }

    private static let interim: ByteString = field(":status", "103")
    private static let threeBytes = frame(0, 1, 1, ByteString("abc"))
    private static let answer = frame(1, 4, 1, [0x88]) + frame(0, 1, 1, ByteString("ok"))

    /// The end of the frame header of a request without a body.
    private static func head(_ stream: UInt8) -> ByteString { [1, 5, 0, 0, 0, stream] }

    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: ByteString) -> ByteString {
        HTTP2Frames.frame(type, flags, stream, payload)
    }

    private static func field(_ name: String, _ value: String) -> ByteString {
        [0, UInt8(name.utf8.count)] + ByteString(name) + [UInt8(value.utf8.count)] + ByteString(value)
    }
}

/// gRPC calls to HTTP/2 endpoints that go wrong, each followed by a call that finds an endpoint which is well.
extension HTTP2Cases {
    static let faults: [HTTP2Case] = ofConnections + ofStreams + ofAnswers + unavailable

    private static let call = post2("/p.S/M", ("content-type", "application/grpc"), ("te", "trailers"))
    private static let message = "\0\0\0\0\u{2}hi"

    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]

    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
    }

    /// A field in HPACK's literal form.
    private static func field(_ name: String, _ value: String) -> [UInt8] {
        [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
    }

    private static let granted: [UInt8] = [0x88] + field("content-type", "application/grpc")

    /// The answer of a call that succeeded.
    private static func well(_ stream: UInt8) -> [UInt8] {
        frame(1, 4, stream, granted) + frame(0, 0, stream, Array(message.utf8))
            + frame(1, 5, stream, field("grpc-status", "0"))
    }

    private static func head(_ stream: UInt8) -> UpstreamStep { .received([1, 4, 0, 0, 0, stream]) }

    /// Two calls, one after the other. The first connection begins with these steps, behind the head of the first call;
    /// with `goesOn` the second call comes by it, too.
    private static func once(
        _ name: String, _ steps: [UpstreamStep], goesOn: Bool = false, action: JSON = [:]
    ) -> HTTP2Case {
        let end: [UpstreamStep] = goesOn ? [head(3), .send(ByteString(well(3))), .awaitEnd] : []
        let script = UpstreamScript(
            [head(1), .send(ByteString(settings))] + steps + end,
            [head(1), .send(ByteString(settings + well(1))), .awaitEnd])
        return made(name, script, action: action)
    }

    private static func made(_ name: String, _ script: UpstreamScript, action: JSON = [:]) -> HTTP2Case {
        let steps: [HTTP2Case.Step] = [
            .request(call, body: message), .answers(1), .request(call, body: message), .answers(2), .leave,
        ]
        return HTTP2Case("grpc-fault-\(name)", steps, upstream: script) {
            $0.cluster = http2
            $0.action = action
        }
    }

    private static let http2: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http2_protocol_options": [:]],
            ]
        ]
    ]

    private static let ofConnections: [HTTP2Case] = [
        once("close", [.close]),
        once("reset", [.reset]),
        once("half-close", [.closeWriting, .awaitEnd]),
        once("garbage", [.send(ByteString("garbage, and more of it\r\n\r\n")), .awaitEnd]),
        once(
            "going-away-beyond",
            [.send(ByteString(frame(7, 0, 0, [0, 0, 0, 1, 0, 0, 0, 0]) + well(1))), .awaitEnd]),
    ]

    private static func resetting(_ code: UInt8) -> UpstreamStep {
        .send(ByteString(frame(3, 0, 1, [0, 0, 0, code])))
    }

    private static let ofStreams: [HTTP2Case] = [
        once("no-error", [resetting(0)], goesOn: true),
        once("internal-error", [resetting(2)], goesOn: true),
        once("cancel", [resetting(8)], goesOn: true),
        once("enhance-your-calm", [resetting(11)], goesOn: true),
        once(
            "reset-behind-the-head",
            [.send(ByteString(frame(1, 4, 1, granted) + frame(3, 0, 1, [0, 0, 0, 2])))], goesOn: true),
        once(
            "reset-inside-a-message",
            [
                .send(
                    ByteString(
                        frame(1, 4, 1, granted) + frame(0, 0, 1, [0, 0, 0, 0, 9, 1]) + frame(3, 0, 1, [0, 0, 0, 2])))
            ], goesOn: true),
        once(
            "close-inside-a-message",
            [.send(ByteString(frame(1, 4, 1, granted) + frame(0, 0, 1, [0, 0, 0, 0, 9, 1]))), .close]),
    ]

    private static let ofAnswers: [HTTP2Case] = [
        once("silence", [], goesOn: true, action: ["timeout": "4s"]),
        once(
            "silence-behind-the-head", [.send(ByteString(frame(1, 4, 1, granted)))], goesOn: true,
            action: ["timeout": "4s"]),
        once(
            "silence-behind-a-message",
            [.send(ByteString(frame(1, 4, 1, granted) + frame(0, 0, 1, Array(message.utf8))))], goesOn: true,
            action: ["timeout": "4s"]),
        once("status-503", [.send(ByteString(frame(1, 5, 1, field(":status", "503"))))], goesOn: true),
        once("status-404", [.send(ByteString(frame(1, 5, 1, field(":status", "404"))))], goesOn: true),
        once("head-alone", [.send(ByteString(frame(1, 5, 1, granted)))], goesOn: true),
        once(
            "trailers-alone", [.send(ByteString(frame(1, 5, 1, granted + field("grpc-status", "14"))))], goesOn: true),
        once("no-status-at-all", [.send(ByteString(frame(1, 5, 1, field("x", "y"))))]),
        once("capital-field", [.send(ByteString(frame(1, 5, 1, [0x88] + field("Bad", "y"))))], goesOn: true),
        once("message-before-the-head", [.send(ByteString(frame(0, 0, 1, [1, 2, 3]))), .awaitEnd]),
    ]

    private static let unavailable: [HTTP2Case] = [
        made("refused", .refusing),
        made("never-answered", .stuck).with { $0.cluster = http2.merged(with: ["connect_timeout": "0.2s"]) },
        made("no-endpoint", .plain).with {
            $0.cluster = http2.merged(with: ["load_assignment": ["endpoints": []]])
        },
        made("no-cluster", .plain).with {
            $0.action = ["cluster": "nowhere"]
            $0.routeConfiguration = ["validate_clusters": false]
        },
    ]
}

extension HTTP2Case {
    /// A copy that `change` has altered.
    fileprivate func with(_ change: (inout ProxyCase) -> Void) -> HTTP2Case {
        var copy = self
        copy.base = base.with(change)
        return copy
    }
}

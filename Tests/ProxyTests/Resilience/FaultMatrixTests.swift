import Testing

/// Every fault of an endpoint against both versions of HTTP: with retries, and another endpoint that is well, no client
/// sees it.
@Suite struct FaultMatrixTests {
    /// One way to go wrong.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let http1: UpstreamScript
        let http2: UpstreamScript
        var testDescription: String { name }

        init(_ name: String, _ http1: UpstreamScript, _ http2: UpstreamScript) {
            self.name = name
            self.http1 = http1
            self.http2 = http2
        }

        init(_ name: String, both: UpstreamScript) { self.init(name, both, both) }
    }

    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
    private static let hasHead = UpstreamStep.received([1, 5, 0, 0, 0, 1])
    /// A whole answer of 503 without body: its status by name, in HPACK's literal form.
    private static let unavailable: [UInt8] =
        settings + [0, 0, 5, 1, 5, 0, 0, 0, 1, 0x08, 3] + Array("503".utf8)

    private static let faults: [Fault] = [
        Fault("refused", both: .refusing),
        Fault("black hole", both: .stuck),
        Fault("closed at once", both: .closingAtOnce),
        Fault("reset at once", both: UpstreamScript([.reset])),
        Fault("silence", .silent, UpstreamScript([hasHead, .awaitEnd])),
        Fault(
            "reset after the request", UpstreamScript([.request, .reset]), UpstreamScript([hasHead, .reset])),
        Fault(
            "half-close after the request", UpstreamScript([.request, .closeWriting, .awaitEnd]),
            UpstreamScript([hasHead, .closeWriting, .awaitEnd])),
        Fault(
            "reset inside the head", UpstreamScript([.request, .send(ByteString("HTTP/1.1 200 OK\r\nx: ")), .reset]),
            UpstreamScript([hasHead, .send(settings + [0, 0, 9, 1, 5, 0, 0, 0, 1, 0x88]), .reset])),
        Fault(
            "slow head", UpstreamScript([.request, .send(ByteString("HTTP/1.1 200 OK\r\nx: ")), .awaitEnd]),
            UpstreamScript([hasHead, .send(settings + [0, 0, 9, 1, 5, 0, 0, 0, 1, 0x88]), .awaitEnd])),
        Fault(
            "garbage", UpstreamScript([.request, .send(ByteString("garbage\r\n\r\n")), .awaitEnd]),
            UpstreamScript([hasHead, .send(ByteString("garbage, and more of it\r\n\r\n")), .awaitEnd])),
        Fault(
            "503", .serving(answer("503 Service Unavailable", "content-length: 0")),
            UpstreamScript([hasHead, .send(unavailable), .awaitEnd])),
        Fault(
            "refused stream", UpstreamScript([.request, .close]),
            UpstreamScript([hasHead, .send(settings + [0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 7]), .awaitEnd])),
        Fault(
            "going away", UpstreamScript([.request, .close]),
            UpstreamScript([
                hasHead, .send(settings + [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .awaitEnd,
            ])),
    ]

    private static func options(_ version: String) -> JSON {
        [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions),
                    "explicit_http_config": .object([.init(key: "\(version)_protocol_options", value: [:])]),
                ]
            ]
        ]
    }

    @Test("No client sees a fault that another endpoint could make good", arguments: faults, ["http", "http2"])
    func masked(_ fault: Fault, _ version: String) throws {
        let well = ProxyCase("well", steps: []).with {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "well"]]]
            ]
        }
        let backDirectory = try TemporaryDirectory()
        let back = try ProxyHarness(
            .apus,
            configuration: Theme(name: "back", cases: [well]).configuration(
                upstreams: [:], log: backDirectory.file("access.log")),
            directory: backDirectory)
        let ill = try #require(ScriptedUpstream(version == "http" ? fault.http1 : fault.http2))
        defer { ill.stop() }
        let endpoints = [ill.port, try #require(back.port(of: "well"))].map { port -> JSON in
            ["endpoint": ["address": Theme.address(port: port)]]
        }
        let served = ProxyCase("served", steps: []).with {
            let cluster: JSON = [
                "connect_timeout": "0.2s", "load_assignment": ["endpoints": [["lb_endpoints": .array(endpoints)]]],
                "circuit_breakers": ["thresholds": [["max_retries": 100]]],
            ]
            $0.cluster = cluster.merged(with: Self.options(version))
            $0.action = [
                "retry_policy": [
                    "retry_on": "5xx,reset,connect-failure,refused-stream", "num_retries": 8,
                    "per_try_timeout": "0.3s",
                ]
            ]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "front", cases: [served]).configuration(
                upstreams: ["served": 1], log: directory.file("access.log")),
            directory: directory)
        let client = AdminClient(port: try #require(proxy.port(of: "served")))
        for _ in 0..<6 { #expect(client.get("/")?.body.text == "well", "\(fault.name), \(version)") }
        let statistics = proxy.admin.statistics()
        #expect(statistics["http.served.downstream_rq_5xx"] == "0")
        // The last try of six requests that were answered well.
        #expect(statistics["cluster.served.upstream_rq_200"] == "6")
    }
}

import Testing

/// HTTP/2 on either side, on both, and with clients that others wrote.
@Suite struct HTTP2PeerTests {
    /// Two proxies in a row: `front` speaks to `back` by the version that its cluster says, `back` answers by itself.
    private final class Pair: Sendable {
        let back: ProxyHarness
        let front: ProxyHarness

        init(cluster: JSON) throws {
            let direct = ProxyCase("c", steps: []).with {
                $0.routes = [
                    ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "hello"]]]
                ]
            }
            let backDirectory = try TemporaryDirectory()
            back = try ProxyHarness(
                .apus,
                configuration: Theme(name: "back", cases: [direct]).configuration(
                    upstreams: [:], log: backDirectory.file("access.log")),
                directory: backDirectory)
            let port = try #require(back.port(of: "c"))
            let forward = ProxyCase("c", steps: []).with { $0.cluster = cluster }
            let directory = try TemporaryDirectory()
            front = try ProxyHarness(
                .apus,
                configuration: Theme(name: "front", cases: [forward]).configuration(
                    upstreams: ["c": port], log: directory.file("access.log")),
                directory: directory)
        }

        var port: UInt16 { front.port(of: "c") ?? 0 }
    }

    private static func options(_ choice: JSON) -> JSON {
        let options: JSON = ["@type": .string(TypeName.httpProtocolOptions)]
        return [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": options.merged(with: choice)
            ]
        ]
    }

    private static let http1 = options(["explicit_http_config": ["http_protocol_options": [:]]])
    private static let http2 = options(["explicit_http_config": ["http2_protocol_options": [:]]])
    private static let asDownstream = options(["use_downstream_protocol_config": ["http2_protocol_options": [:]]])

    /// What a client of HTTP/2 gets.
    private func lines(_ port: UInt16, requests: Int = 1) throws -> [String] {
        let client = try #require(HTTP2Client(port: port))
        for _ in 0..<requests { client.send(get2(), body: nil, trailers: nil, ends: true) }
        client.wait { $0.exchanges.allSatisfy(\.isOver) }
        return client.exchanges.map { "\($0.lines.first ?? "") \($0.lines.last ?? "")" }
    }

    @Test(
        "All pairs of versions pass",
        arguments: [
            ("1", http1, ["1"]), ("2", http2, ["2"]), ("as it came", asDownstream, ["1", "2"]),
            ("deprecated", ["http2_protocol_options": [:]], ["2"]),
        ] as [(String, JSON, [String])])
    func pairs(_ name: String, _ cluster: JSON, _ versions: [String]) throws {
        let pair = try Pair(cluster: cluster)
        #expect(AdminClient(port: pair.port).get("/")?.body.text == "hello")
        #expect(try lines(pair.port, requests: 20) == Array(repeating: "200 body: hello", count: 20))
        let statistics = pair.back.admin.statistics()
        for version in ["1", "2"] {
            let count = statistics["http.c.downstream_cx_http\(version)_total"] ?? "0"
            #expect((count != "0") == versions.contains(version), "\(name): \(version): \(count)")
        }
    }

    @Test("Streams share a connection, and a further one is opened when it is full")
    func sharing() throws {
        let one = try Pair(cluster: Self.http2)
        _ = try lines(one.port, requests: 50)
        #expect(one.front.admin.statistics()["cluster.c.upstream_cx_http2_total"] == "1")

        let script = UpstreamScript([.head, .send(HTTP2Frames.frame(4, 0, 0)), .awaitEnd])
        let upstream = try #require(ScriptedUpstream(script))
        defer { upstream.stop() }
        let few = Self.options(["explicit_http_config": ["http2_protocol_options": ["max_concurrent_streams": 2]]])
        let case5 = ProxyCase("c", steps: []).with {
            $0.cluster = few
            $0.action = ["timeout": "4s"]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "few", cases: [case5]).configuration(
                upstreams: ["c": upstream.port], log: directory.file("access.log")),
            directory: directory)
        let answers = try lines(proxy.port(of: "c") ?? 0, requests: 5)
        #expect(answers == Array(repeating: "504 body: upstream request timeout", count: 5))
        #expect(proxy.admin.statistics()["cluster.c.upstream_cx_http2_total"] == "3")
    }

    @Test("h2load, nghttp and curl are served", arguments: ["h2load", "nghttp", "curl"])
    func realClients(_ tool: String) throws {
        let pair = try Pair(cluster: Self.http2)
        let path = try #require(
            ["/usr/bin/", "/usr/local/bin/"].map { $0 + tool }.first { readFile($0) != nil }, "\(tool) is not there")
        let directory = try TemporaryDirectory()
        let address = "http://127.0.0.1:\(pair.port)/"
        let arguments: [String: ([String], String)] = [
            "h2load": (["-n", "600", "-c", "4", "-m", "20", address], "600 succeeded, 0 failed, 0 errored"),
            "nghttp": (["-v", address], ":status: 200"),
            "curl": (["-s", "--http2-prior-knowledge", "-w", "%{http_version}", address], "hello2"),
        ]
        let (words, expected) = try #require(arguments[tool])
        let process = try ChildProcess(
            path, words, output: directory.file("output.txt"), errors: directory.file("errors.txt"))
        #expect(process.ending(within: 60) == .exit(0))
        let output = (readFile(directory.file("output.txt")) ?? []).text
        #expect(output.contains(expected), "\(output.suffix(2000))")
    }
}

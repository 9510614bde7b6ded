import Testing

/// Clients whose first bytes tell late that they speak HTTP/2.
@Suite struct HTTP2PrefaceTests {
    @Test("A connection that grew too old before it chose HTTP/2 does not count as one that drains for ever")
    func oldBeforeItChose() throws {
        let aging = ProxyCase("c", steps: []).with {
            $0.manager = [
                "codec_type": "AUTO", "http1_safe_max_connection_duration": true,
                "common_http_protocol_options": ["max_connection_duration": "0.1s"],
            ]
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "preface", cases: [aging]).configuration(
                upstreams: [:], log: directory.file("access.log")),
            directory: directory)
        func shows(_ name: String, _ value: String) -> Bool {
            Deadline(seconds: 60).reached { proxy.admin.statistics()["http.c.\(name)"] == value }
        }
        let client = try #require(Socket.connected(to: proxy.port(of: "c") ?? 0))
        client.send(ByteString(HTTP2Frames.preface.prefix(5)), until: Deadline(seconds: 60))
        #expect(shows("downstream_cx_http1_soft_drain", "1"))
        client.send(ByteString(HTTP2Frames.preface.dropFirst(5)), until: Deadline(seconds: 60))
        #expect(shows("downstream_cx_http2_total", "1"))
        client.close()
        #expect(shows("downstream_cx_destroy", "1"))
        #expect(shows("downstream_cx_http1_soft_drain", "0"))
    }
}

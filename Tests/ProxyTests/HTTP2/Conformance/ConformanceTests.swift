import Testing

/// RFC 9113 and RFC 7541 against a running proxy, by raw frames.
@Suite struct ConformanceTests {
    /// How frames come to the proxy.
    enum Face: String, CaseIterable, CustomTestStringConvertible {
        case plain, overTLS
        var testDescription: String { rawValue }
        /// The listener that a client connects to.
        var listener: String { self == .plain ? "plain" : "entry" }
    }

    private static let proxy = Result { try Subject() }

    /// A proxy in front of an upstream of HTTP/1.1 that answers everything. What comes to its listener `entry` goes by
    /// TLS to its listener `secured`.
    private final class Subject: Sendable {
        let upstream: ScriptedUpstream
        let harness: ProxyHarness

        init() throws {
            upstream = try #require(ScriptedUpstream(.plain))
            let directory = try TemporaryDirectory()
            let files = try TLSFiles.shared.get()
            let socket: JSON = ["pipe": ["path": .string(directory.file("secured.sock"))]]
            let plain = ProxyCase("plain", steps: []).with {
                $0.manager = ["http2_protocol_options": ["max_concurrent_streams": 100]]
            }
            var secured = plain
            secured.name = "secured"
            secured.listener = ["address": socket.merged(with: ["socket_address": .null])]
            secured.chain = [
                "transport_socket": Self.tls(TLSCase(name: "h2", listener: Self.protocols).downstream(files))
            ]
            let entry: JSON = [
                "name": "entry", "address": Theme.address(port: 0),
                "filter_chains": [["filters": [TCPDocuments.proxy(["cluster": "secured-entry", "access_log": []])]]],
            ]
            let way: JSON = [
                "name": "secured-entry", "type": "STATIC", "connect_timeout": "30s",
                "load_assignment": [
                    "cluster_name": "secured-entry",
                    "endpoints": [["lb_endpoints": [["endpoint": ["address": socket]]]]],
                ],
                "transport_socket": Self.tls(TLSCase(name: "h2", cluster: Self.protocols).upstream(files)),
            ]
            let base = Theme(name: "conformance", cases: [plain, secured]).configuration(
                upstreams: ["plain": upstream.port, "secured": upstream.port], log: directory.file("access.log"))
            harness = try ProxyHarness(
                .apus, configuration: base.appending(entry, to: "listeners").appending(way, to: "clusters"),
                directory: directory)
        }

        private static let protocols: JSON = ["common_tls_context": ["alpn_protocols": ["h2"]]]

        private static func tls(_ context: JSON) -> JSON { ["name": "tls", "typed_config": context] }
    }

    @Test("Each demand on a server is met", arguments: Face.allCases, ConformanceCases.all)
    func demand(_ face: Face, _ item: ConformanceCase) async throws {
        let port = try Self.proxy.get().harness.port(of: face.listener) ?? 0
        let problem = await onThread {
            guard var client = ConformanceClient(port: port) else { return "no connection" as String? }
            return client.run(item)
        }
        if let problem { Issue.record("\(item.testDescription): \(problem)") }
    }

    @Test("What came to the entry was secured, and spoke HTTP/2 by its own word")
    func isSecured() throws {
        let harness = try Self.proxy.get().harness
        var client = try #require(ConformanceClient(port: harness.port(of: "entry") ?? 0))
        let first = try #require(ConformanceCases.all.first)
        #expect(client.run(first) == nil)
        let statistics = harness.admin.statistics()
        #expect((statistics["http.secured.downstream_cx_ssl_total"].flatMap { Int($0) } ?? 0) > 0)
        #expect((statistics["http.secured.downstream_cx_http2_total"].flatMap { Int($0) } ?? 0) > 0)
    }
}

extension JSON {
    /// A bootstrap with one more resource in a list of `static_resources`.
    fileprivate func appending(_ resource: JSON, to list: String) -> JSON {
        guard case .array(let known)? = self["static_resources"]?[list] else { return self }
        return merged(with: ["static_resources": .object([.init(key: list, value: .array(known + [resource]))])])
    }
}

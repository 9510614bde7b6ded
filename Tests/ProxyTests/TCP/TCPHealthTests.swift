import Testing

/// Connections of the TCP proxy to an endpoint that comes to fail.
@Suite struct TCPHealthTests {
    /// An endpoint that answers health checks as the test says, and keeps what else comes.
    private final class Endpoint: Sendable {
        let isWell = Watched(true)
        let port: UInt16
        private let listener: Socket

        init() throws {
            let listener = try #require(Socket.listening())
            self.listener = listener
            port = listener.port
            detachThread { [listener, isWell] in
                while let socket = listener.accepted() { Self.serve(socket, isWell) }
            }
        }

        deinit { listener.interrupt() }

        private static func serve(_ socket: Socket, _ isWell: Watched<Bool>) {
            detachThread {
                let deadline = Deadline(seconds: 60)
                while case .bytes(let bytes) = socket.receive(until: deadline) {
                    guard bytes.text.hasPrefix("GET /health") else {
                        _ = socket.send(ByteString("heard"), until: deadline)
                        continue
                    }
                    let status = isWell.value ? "200 OK" : "503 Service Unavailable"
                    let answer = ByteString("HTTP/1.1 \(status)\r\ncontent-length: 0\r\n\r\n")
                    if !socket.send(answer, until: deadline) { return }
                }
            }
        }
    }

    private func makeProxy(_ binary: ProxyBinary, _ endpoint: Endpoint, _ cluster: JSON) throws -> ProxyHarness {
        let checks: JSON = [
            "name": "flow",
            "health_checks": [
                [
                    "timeout": "60s", "interval": "0.05s", "no_traffic_interval": "0.05s", "unhealthy_threshold": 1,
                    "healthy_threshold": 1, "http_health_check": ["path": "/health"],
                ]
            ],
            "load_assignment": [
                "cluster_name": "flow",
                "endpoints": [["lb_endpoints": [["endpoint": ["address": Theme.address(port: endpoint.port)]]]]],
            ],
        ]
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    [
                        "name": "flow", "address": Theme.address(port: 0),
                        "filter_chains": [["filters": [TCPDocuments.proxy(["access_log": []])]]],
                    ]
                ],
                "clusters": [checks.merged(with: cluster)],
            ],
        ]
        return try ProxyHarness(
            binary, configuration: configuration.replacing("NAME", with: "flow").replacing("CLUSTER", with: "flow"),
            directory: try TemporaryDirectory())
    }

    private func statistic(_ proxy: ProxyHarness, _ name: String) -> Int {
        proxy.admin.statistics()["cluster.flow.\(name)"].flatMap { Int($0) } ?? 0
    }

    @Test("A connection outlives its endpoint's health unless it is to end with it", arguments: ProxyBinary.present)
    func ends(_ binary: ProxyBinary) throws {
        for closes in [false, true] {
            let endpoint = try Endpoint()
            let proxy = try makeProxy(binary, endpoint, ["close_connections_on_host_health_failure": .bool(closes)])
            defer { proxy.stop() }
            let isUp = Deadline(seconds: 60).reached { statistic(proxy, "membership_healthy") == 1 }
            #expect(isUp)
            let client = try #require(Socket.connected(to: proxy.port(of: "flow") ?? 0))
            let isSent = client.send(ByteString("hello"), until: Deadline(seconds: 60))
            #expect(isSent)
            #expect(client.receive(until: Deadline(seconds: 60)) == .bytes(ByteString("heard")))
            endpoint.isWell.change { $0 = false }
            let isDown = Deadline(seconds: 60).reached { statistic(proxy, "membership_healthy") == 0 }
            #expect(isDown)
            guard closes else {
                let isSentAgain = client.send(ByteString("again"), until: Deadline(seconds: 60))
                #expect(isSentAgain)
                #expect(client.receive(until: Deadline(seconds: 60)) == .bytes(ByteString("heard")))
                continue
            }
            #expect(client.receive(until: Deadline(seconds: 60)) == .end)
            let isCounted = Deadline(seconds: 60).reached {
                statistic(proxy, "upstream_cx_destroy_local_with_active_rq") == 1
            }
            #expect(isCounted)
        }
    }
}

import Glibc
import Testing

/// Programs that speak protocols of their own, through the TCP proxy.
@Suite struct TCPPeerTests {
    private static let server = ProxyBinary.inSearchPath("redis-server")

    @Test(
        "A Redis client finds its server behind the proxy",
        .enabled(if: server != nil, "no redis-server here"), arguments: ProxyBinary.present)
    func redis(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("redis.sock")
        let program = try #require(Self.server)
        let server = try ChildProcess(
            program,
            ["--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no", "--dir", directory.path],
            output: directory.file("redis-out"), errors: directory.file("redis-err"))
        defer { server.signal(SIGKILL) }
        let deadline = Deadline(seconds: 60)
        #expect(deadline.reached { unsafe access(path, R_OK) == 0 })
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    [
                        "name": "redis", "address": Theme.address(port: 0),
                        "filter_chains": [["filters": [TCPDocuments.proxy(["access_log": []])]]],
                    ]
                ],
                "clusters": [
                    [
                        "name": "redis",
                        "load_assignment": [
                            "cluster_name": "redis",
                            "endpoints": [
                                ["lb_endpoints": [["endpoint": ["address": ["pipe": ["path": .string(path)]]]]]]
                            ],
                        ],
                    ]
                ],
            ],
        ]
        let proxy = try ProxyHarness(
            binary,
            configuration: configuration.replacing("NAME", with: "redis").replacing("CLUSTER", with: "redis"),
            directory: directory)
        let client = RawConnection(port: proxy.port(of: "redis") ?? 0)
        let value = String(repeating: "v", count: 300_000)
        client.perform(.send(ByteString("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$300000\r\n\(value)\r\n")))
        client.perform(.receive("+OK\r\n"))
        client.perform(.send(ByteString("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n")))
        client.perform(.receive("+PONG\r\n"))
        #expect(client.received == ByteString("+OK\r\n$300000\r\n\(value)\r\n+PONG\r\n"))
        client.close()
    }
}

import Testing

/// Large flows through the TCP proxy, which the kernel moves where it can.
@Suite struct TCPLoadTests {
    private static let size = 24 << 20

    /// Bytes of which no part repeats soon.
    private static let bytes: ByteString = {
        var state: UInt32 = 1
        return (0..<size).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()

    /// A proxy to `upstream`, and the port of its listener.
    private func proxy(_ upstream: UInt16, _ fields: JSON = [:]) throws -> ProxyHarness {
        let document = TCPDocuments.proxy((["access_log": []] as JSON).merged(with: fields))
        return try ProxyHarness(
            .apus,
            configuration: ([
                "admin": ["address": Theme.address(port: 0)],
                "static_resources": [
                    "listeners": [
                        [
                            "name": "flow", "address": Theme.address(port: 0),
                            "filter_chains": [["filters": [document]]],
                        ]
                    ],
                    "clusters": [
                        [
                            "name": "flow",
                            "load_assignment": [
                                "cluster_name": "flow",
                                "endpoints": [
                                    ["lb_endpoints": [["endpoint": ["address": Theme.address(port: upstream)]]]]
                                ],
                            ],
                        ]
                    ],
                ],
            ] as JSON).replacing("NAME", with: "flow").replacing("CLUSTER", with: "flow"),
            directory: try TemporaryDirectory())
    }

    @Test("A large flow arrives whole, both ways at once, and ends")
    func bothWays() throws {
        let listener = try #require(Socket.listening())
        let deadline = Deadline(seconds: 60)
        let heard = Watched<ByteString?>(nil)
        detachThread {
            guard let socket = listener.accepted() else { return }
            detachThread {
                socket.send(Self.bytes, until: deadline)
                socket.closeWriting()
            }
            heard.change { $0 = Self.readAll(socket, deadline) }
        }
        let proxy = try proxy(listener.port)
        let client = try #require(Socket.connected(to: proxy.port(of: "flow") ?? 0))
        detachThread {
            client.send(Self.bytes, until: deadline)
            client.closeWriting()
        }
        let answer = Self.readAll(client, deadline)
        #expect(answer == Self.bytes, "\(answer.count) bytes came back")
        heard.wait(seconds: 60) { $0 != nil }
        #expect(heard.value == Self.bytes)
        #expect(
            deadline.reached { proxy.admin.statistics()["tcp.flow.downstream_cx_rx_bytes_total"] == "\(Self.size)" })
        #expect(proxy.admin.statistics()["cluster.flow.upstream_cx_rx_bytes_total"] == "\(Self.size)")
        #expect(deadline.reached { proxy.admin.statistics()["cluster.flow.upstream_cx_active"] == "0" })
    }

    @Test("A reader that rests holds the writer back, and gets everything afterwards")
    func slowReader() throws {
        let listener = try #require(Socket.listening())
        let deadline = Deadline(seconds: 60)
        let heard = Watched<ByteString?>(nil)
        let mayRead = Watched(false)
        detachThread {
            guard let socket = listener.accepted() else { return }
            mayRead.wait(seconds: 60) { $0 }
            heard.change { $0 = Self.readAll(socket, deadline) }
            socket.close()
        }
        let proxy = try proxy(listener.port)
        let client = try #require(Socket.connected(to: proxy.port(of: "flow") ?? 0))
        let sent = Watched(false)
        detachThread {
            client.send(Self.bytes, until: deadline)
            client.closeWriting()
            sent.change { $0 = true }
        }
        // All buffers together hold less than the flow.
        _ = deadline.reached { proxy.admin.statistics()["tcp.flow.downstream_cx_rx_bytes_total"] != "0" }
        #expect(!sent.value)
        mayRead.change { $0 = true }
        heard.wait(seconds: 60) { $0 != nil }
        #expect(heard.value == Self.bytes)
        #expect(Self.readAll(client, deadline).isEmpty)
    }

    private static func readAll(_ socket: Socket, _ deadline: Deadline) -> ByteString {
        var bytes = ByteString()
        while case .bytes(let part) = socket.receive(until: deadline) { bytes += part }
        return bytes
    }
}

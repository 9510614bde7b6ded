import Glibc
import Testing

/// Peers of the TCP proxy that take their time: what the proxy holds for them is neither lost nor held for ever.
@Suite struct TCPSlowPeerTests {
    /// A proxy whose listener `flow` leads to an endpoint that is driven by hand. The system's buffers are small, the
    /// proxy's hold whatever a test sends.
    private final class Subject {
        let listener: Socket
        let proxy: ProxyHarness
        private let endpoint = Watched<Socket?>(nil)

        init(
            _ binary: ProxyBinary, idleTimeout: String = "5s", bufferLimit: Int = 64 << 20, chain: JSON = [:],
            isFiltered: Bool = true, filter: JSON? = nil, fields: JSON = [:], arguments: [String] = []
        ) throws {
            // Made before anybody can be idle.
            #expect(!TCPSlowPeerTests.bytes.isEmpty)
            listener = try #require(Socket.listening(receiveBuffer: 16 << 10))
            let limit: JSON = ["per_connection_buffer_limit_bytes": .integer(bufferLimit)]
            let base: JSON = ["access_log": [], "idle_timeout": .string(idleTimeout)]
            let document = TCPDocuments.proxy(base.merged(with: fields))
            // With a filter in between the kernel does not move the bytes by itself, in buffers of its own.
            let filter =
                filter
                ?? TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit", ["stat_prefix": "flow", "max_connections": 9])
            let filterChain: JSON = ["filters": .array(isFiltered ? [filter, document] : [document])]
            let listenerDocument: JSON = [
                "name": "flow", "address": Theme.address(port: 0), "filter_chains": [filterChain.merged(with: chain)],
            ]
            let cluster: JSON = [
                "name": "flow",
                "load_assignment": [
                    "cluster_name": "flow",
                    "endpoints": [["lb_endpoints": [["endpoint": ["address": Theme.address(port: listener.port)]]]]],
                ],
            ]
            let configuration: JSON = [
                "admin": ["address": Theme.address(port: 0)],
                "static_resources": [
                    "listeners": [listenerDocument.merged(with: limit)], "clusters": [cluster.merged(with: limit)],
                ],
            ]
            proxy = try ProxyHarness(
                binary,
                configuration: configuration.replacing("NAME", with: "flow").replacing("CLUSTER", with: "flow"),
                directory: try TemporaryDirectory(), arguments: arguments)
            detachThread { [listener, endpoint] in
                guard let socket = listener.accepted() else { return }
                endpoint.change { $0 = socket }
            }
        }

        deinit {
            listener.interrupt()
            proxy.process.signal(SIGKILL)
        }

        func connect() throws -> Socket {
            try #require(Socket.connected(to: proxy.port(of: "flow") ?? 0, receiveBuffer: 16 << 10))
        }

        /// The proxy's connection to the endpoint.
        func accepted() throws -> Socket {
            endpoint.wait(seconds: 60) { $0 != nil }
            return try #require(endpoint.value)
        }

        /// Waits until a statistic has a value.
        func shows(_ name: String, _ value: Int) -> Bool {
            Deadline(seconds: 60).reached { statistic(name) == value }
        }

        func statistic(_ name: String) -> Int { proxy.admin.statistics()[name].flatMap { Int($0) } ?? 0 }
    }

    fileprivate static let bytes = ByteString((0..<4 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7) })

    /// Reads to the end, evenly for so many seconds, by default for longer than a session may be idle; false when
    /// something else came than `bytes`.
    private static func readSlowly(_ socket: Socket, for seconds: Double = 8) -> Bool {
        let deadline = Deadline(seconds: 60)
        let start = Deadline.now
        var received = ByteString()
        while case .bytes(let part) = socket.receive(until: deadline) {
            received += part
            let due = seconds * Double(received.count) / Double(bytes.count)
            let early = due - Double(Deadline.now - start) / 1e9
            if early > 0 { Deadline.pause(milliseconds: Int32(early * 1_000)) }
        }
        return received == bytes
    }

    @Test("A client that is still being sent bytes is not idle", arguments: ProxyBinary.present)
    func sending(binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        let client = try subject.connect()
        let endpoint = try subject.accepted()
        let isSent = endpoint.send(Self.bytes, until: Deadline(seconds: 60))
        #expect(isSent)
        #expect(subject.shows("cluster.flow.upstream_cx_rx_bytes_total", Self.bytes.count))
        let isWhole = Self.readSlowly(client)
        #expect(isWhole)
        #expect(subject.shows("tcp.flow.idle_timeout", 1))
    }

    @Test("What pauses an endpoint is counted for its cluster", arguments: ProxyBinary.present)
    func pauses(binary: ProxyBinary) throws {
        let subject = try Subject(binary, idleTimeout: "60s", bufferLimit: 16 << 10)
        let client = try subject.connect()
        let endpoint = try subject.accepted()
        detachThread {
            endpoint.send(Self.bytes, until: Deadline(seconds: 60))
            endpoint.closeWriting()
        }
        let isPaused = Deadline(seconds: 60).reached {
            subject.statistic("cluster.flow.upstream_flow_control_paused_reading_total") > 0
        }
        #expect(isPaused)
        let isWhole = Self.readSlowly(client, for: 0)
        #expect(isWhole)
        let paused = subject.statistic("cluster.flow.upstream_flow_control_paused_reading_total")
        #expect(subject.shows("cluster.flow.upstream_flow_control_resumed_reading_total", paused))
    }

    /// Lets a client leave after it sent everything, while its endpoint has yet to read; the endpoint.
    private func leave(_ subject: Subject) throws -> Socket {
        let client = try subject.connect()
        let endpoint = try subject.accepted()
        // With its own direction ended nothing holds the client's connection when that is done.
        endpoint.closeWriting()
        let isSent = client.send(Self.bytes, until: Deadline(seconds: 60))
        #expect(isSent)
        #expect(client.receive(until: Deadline(seconds: 60)) == .end)
        client.close()
        #expect(subject.shows("tcp.flow.upstream_flush_active", 1))
        return endpoint
    }

    @Test("An endpoint that reads slowly gets everything from a client that has left", arguments: ProxyBinary.present)
    func flushes(binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        let endpoint = try leave(subject)
        let isWhole = Self.readSlowly(endpoint)
        #expect(isWhole)
        endpoint.close()
        #expect(subject.shows("tcp.flow.upstream_flush_active", 0))
        #expect(subject.statistic("tcp.flow.upstream_flush_total") == 1)
        #expect(subject.statistic("tcp.flow.idle_timeout") == 0)
    }

    @Test("An endpoint that does not read is given up, and that is counted", arguments: ProxyBinary.present)
    func givesUp(binary: ProxyBinary) throws {
        let subject = try Subject(binary)
        let endpoint = try leave(subject)
        #expect(subject.shows("tcp.flow.upstream_flush_active", 0))
        #expect(subject.statistic("tcp.flow.idle_timeout") == 1)
        #expect(subject.shows("cluster.flow.upstream_cx_active", 0))
        endpoint.close()
    }

    @Test("A proxy that ends waits for endpoints that have yet to read")
    func drains() throws {
        let subject = try Subject(.apus, idleTimeout: "60s", arguments: ["--drain-time-s", "30", "--concurrency", "2"])
        let endpoint = try leave(subject)
        subject.proxy.process.signal(SIGTERM)
        // It takes longer than the three seconds after which nobody is accepted any more.
        let isWhole = Self.readSlowly(endpoint, for: 10)
        #expect(isWhole)
        endpoint.close()
        #expect(subject.proxy.process.ending(within: 60) == .exit(0))
    }

    @Test("A client that does not end its handshake makes the proxy read no endpoint without end")
    func handshake() throws {
        let files = try TLSFiles.shared.get()
        let context: JSON = [
            "@type": .string(TLSCase.context + "DownstreamTlsContext"),
            "common_tls_context": [
                "tls_certificates": [
                    [
                        "certificate_chain": ["filename": .string(files.path("server.crt"))],
                        "private_key": ["filename": .string(files.path("server.key"))],
                    ]
                ]
            ],
        ]
        let subject = try Subject(
            .apus, idleTimeout: "60s", bufferLimit: 1 << 20,
            chain: ["transport_socket": ["name": "tls", "typed_config": context]], isFiltered: false)
        let client = try subject.connect()
        let endpoint = try subject.accepted()
        // Far more than all buffers hold.
        let most = 64 << 20
        let deadline = Deadline(seconds: 2)
        var sent = 0
        while sent < most, endpoint.send(Self.bytes, until: deadline) { sent += Self.bytes.count }
        #expect(sent < most)
        #expect(subject.statistic("cluster.flow.upstream_cx_active") == 1)
        client.close()
    }

    @Test("An endpoint may grant a tunnel before it has read what asks for it, and the client waits for it then")
    func grantedUnread() throws {
        // The request's head is longer than all buffers of the system: a field names a long text many times.
        let text: JSON = [
            "object_key": "a", "factory_key": "envoy.string",
            "format_string": ["text_format_source": ["inline_string": .string(String(repeating: "v", count: 12_000))]],
        ]
        let value = String(repeating: "%FILTER_STATE(a:PLAIN)%", count: 600)
        let field: JSON = ["header": ["key": "x", "value": .string(value)]]
        let subject = try Subject(
            .apus, idleTimeout: "60s", bufferLimit: 16 << 10,
            filter: TCPDocuments.filter("set_filter_state.v3.Config", ["on_new_connection": [text]]),
            fields: ["tunneling_config": ["hostname": "there.test:443", "headers_to_add": [field]]])
        let client = try subject.connect()
        let endpoint = try subject.accepted()
        let isGranted = endpoint.send(ByteString("HTTP/1.1 200 OK\r\n\r\nhi"), until: Deadline(seconds: 60))
        #expect(isGranted)
        #expect(client.receive(until: Deadline(seconds: 60)) == .bytes(ByteString("hi")))
        #expect(subject.statistic("tcp.flow.downstream_flow_control_paused_reading_total") == 1)
        let isSent = client.send(ByteString("hello"), until: Deadline(seconds: 60))
        #expect(isSent)
        var last = ByteString()
        while last.firstIndex(of: ByteString("\r\n\r\nhello")) == nil,
            case .bytes(let part) = endpoint.receive(until: Deadline(seconds: 60))
        {
            last = last.suffix(16) + part
        }
        #expect(last.firstIndex(of: ByteString("\r\n\r\nhello")) != nil)
        #expect(subject.shows("tcp.flow.downstream_flow_control_resumed_reading_total", 1))
    }
}

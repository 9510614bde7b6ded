import Glibc
import Testing

/// Datagrams through the UDP proxy, beside Envoy.
@Suite struct UDPProxyTests {
    private static let types = "type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3."

    /// A listener that leads datagrams to a cluster of its own name.
    private static func listener(_ name: String, _ fields: JSON = [:], cluster: String? = nil) -> JSON {
        let base: JSON = [
            "@type": .string(types + "UdpProxyConfig"), "stat_prefix": .string(name),
            "matcher": [
                "on_no_match": [
                    "action": [
                        "name": "route",
                        "typed_config": ["@type": .string(types + "Route"), "cluster": .string(cluster ?? name)],
                    ]
                ]
            ],
        ]
        return [
            "name": .string(name), "stat_prefix": .string(name),
            "address": ["socket_address": ["address": "127.0.0.1", "port_value": 0, "protocol": "UDP"]],
            "udp_listener_config": [:],
            "listener_filters": [["name": "proxy", "typed_config": base.merged(with: fields)]],
        ]
    }

    private static func place(_ address: String, _ fields: JSON = [:]) -> JSON {
        let socket: JSON = ["address": .string(address), "port_value": 0, "protocol": "UDP"]
        return ["address": ["socket_address": socket.merged(with: fields)]]
    }

    private static func cluster(_ name: String, _ port: UInt16?, _ fields: JSON = [:]) -> JSON {
        let endpoints: [JSON] =
            port.map { [["lb_endpoints": [["endpoint": ["address": Theme.address(port: $0)]]]]] } ?? []
        let base: JSON = [
            "name": .string(name),
            "load_assignment": ["cluster_name": .string(name), "endpoints": .array(endpoints)],
        ]
        return base.merged(with: fields)
    }

    /// What both proxies say and count.
    private func facts(_ binary: ProxyBinary) throws -> [String] {
        let upstream = try #require(DatagramPeer())
        upstream.echo()
        let directory = try TemporaryDirectory()
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    Self.listener("there", ["idle_timeout": "4s"]), Self.listener("empty"),
                    Self.listener("nowhere", cluster: "gone"), Self.listener("limited"),
                    Self.listener("each", ["use_per_packet_load_balancing": true]),
                    Self.listener("everywhere").merged(with: Self.place("0.0.0.0")),
                    Self.listener("both").merged(with: Self.place("::", ["ipv4_compat": true])),
                ],
                "clusters": [
                    Self.cluster("there", upstream.port), Self.cluster("empty", nil),
                    Self.cluster(
                        "limited", upstream.port, ["circuit_breakers": ["thresholds": [["max_connections": 1]]]]),
                    Self.cluster("each", upstream.port), Self.cluster("everywhere", upstream.port),
                    Self.cluster("both", upstream.port),
                ],
            ],
        ]
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        func ask(_ name: String, _ words: [String], answered: Bool = true) throws -> [String] {
            let client = try #require(DatagramPeer())
            return words.map { word in
                client.send(ByteString(word), to: proxy.port(of: name) ?? 0)
                return "\(name): \(answered ? client.receive()?.escaped ?? "silence" : "-")"
            }
        }
        var facts: [String] = []
        facts += try ask("there", ["one", "two", ""])
        facts += try ask("there", [String(repeating: "x", count: 1500)])
        facts += try ask("there", [String(repeating: "x", count: 1501)], answered: false)
        facts += try ask("empty", ["one"], answered: false)
        facts += try ask("nowhere", ["one"], answered: false)
        facts += try ask("limited", ["one"])
        facts += try ask("limited", ["two"], answered: false)
        facts += try ask("each", ["one", "two"])
        // Answers come from the address that was asked.
        for (name, host) in [("everywhere", 2), ("everywhere", 3), ("both", 4)] as [(String, UInt8)] {
            let client = try #require(DatagramPeer())
            client.send(ByteString("here"), to: proxy.port(of: name) ?? 0, host: host)
            let answer = client.answer()
            facts.append("\(name) \(host): \(answer?.bytes.escaped ?? "silence") of \(answer?.host ?? 0)")
        }
        // The last of what is counted: sessions that were silent for long enough, and what was refused.
        _ = Deadline(seconds: 60).reached {
            let numbers = proxy.admin.statistics()
            return numbers["udp.there.idle_timeout"] == "2" && numbers["udp.nowhere.downstream_sess_no_route"] == "1"
                && numbers["cluster.limited.upstream_cx_overflow"] == "1"
                && numbers["cluster.empty.upstream_cx_none_healthy"] == "1"
        }
        facts += proxy.admin.statistics().filter { name, _ in
            name.hasPrefix("udp.") || name.contains(".udp.") || name.hasSuffix("upstream_cx_overflow")
                || name.hasSuffix("upstream_cx_none_healthy")
        }.map { "\($0.key)=\($0.value)" }.sorted()
        return facts
    }

    @Test("Both proxies say and count the same", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"))
    func likeEnvoy() throws {
        let facts = try ProxyBinary.allCases.map { try self.facts($0) }
        #expect(facts[0].filter { !facts[1].contains($0) } == [], "what only Apus says")
        #expect(facts[1].filter { !facts[0].contains($0) } == [], "what only Envoy says")
        #expect(facts[0].count == facts[1].count)
    }
}

/// One socket for datagrams on loopback.
final class DatagramPeer: @unchecked Sendable {  // Guarded by use on one thread at a time.
    private let descriptor: Int32
    let port: UInt16

    init?() {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Self.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (own, size) = (descriptor, length)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(own, pointer, size) == 0 && getsockname(own, pointer, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        if !isBound { return nil }
    }

    deinit { close(descriptor) }

    private static func address(_ port: UInt16, host: UInt8 = 1) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = (0x7f00_0000 | UInt32(host)).bigEndian
        return address
    }

    /// Sends to a port of 127.0.0.`host`.
    func send(_ bytes: ByteString, to port: UInt16, host: UInt8 = 1) {
        var address = Self.address(port, host: host)
        let own = descriptor
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = unsafe sendto(own, bytes, bytes.count, 0, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// The next datagram; nil when none comes.
    func receive() -> ByteString? { answer()?.bytes }

    /// As above, and the last byte of the address that it comes from.
    func answer() -> (bytes: ByteString, host: UInt8)? { next(milliseconds: 20_000).map { ($0.bytes, $0.host) } }

    private func next(milliseconds: Int32) -> (bytes: ByteString, port: UInt16, host: UInt8)? {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&interest, 1, milliseconds) > 0 else { return nil }
        var room = ByteString(repeating: 0, count: 65_536)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let own = descriptor
        let count = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe recvfrom(own, &room, room.count, 0, pointer, &length)
            }
        }
        if count < 0 { return nil }
        let host = UInt8(truncatingIfNeeded: UInt32(bigEndian: address.sin_addr.s_addr))
        return (Array(room.prefix(count)), UInt16(bigEndian: address.sin_port), host)
    }

    /// Sends everything back, for as long as a test lasts.
    func echo() {
        detachThread { [self] in
            while let (bytes, port, _) = next(milliseconds: 60_000) { send(bytes, to: port) }
        }
    }
}

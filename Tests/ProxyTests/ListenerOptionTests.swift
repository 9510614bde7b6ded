import Glibc
import Testing

/// Options of listening sockets.
@Suite struct ListenerOptionTests {
    /// Starts Apus with one listener that `overlay` changes.
    private func start(_ overlay: JSON) throws -> ProxyHarness {
        let directory = try TemporaryDirectory()
        let theme = Theme(name: "options", cases: [ProxyCase("c", get())])
        let base = theme.configuration(upstreams: [:], log: directory.file("access.log"))
        guard case .array(let listeners)? = base["static_resources"]?["listeners"] else { throw CancellationError() }
        let changed: JSON = .array(listeners.map { $0.merged(with: overlay) })
        return try ProxyHarness(
            .apus, configuration: base.merged(with: ["static_resources": ["listeners": changed]]),
            directory: directory)
    }

    /// The status of a request to a route that does not need an upstream.
    private func status(_ proxy: ProxyHarness) -> Int? {
        guard let port = proxy.port(of: "c"), let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 60)
        socket.send(ByteString(get("/", host: "probe.invalid")), until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() { return answer.status }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    // An address of a block for documentation: no machine has it.
    private static let foreign: JSON = [
        "address": ["socket_address": ["address": "203.0.113.7", "port_value": 0]]
    ]

    @Test("An address that the machine lacks is bound with freebind, and refused without")
    func freebind() throws {
        let proxy = try start(Self.foreign.merged(with: ["freebind": true]))
        #expect(proxy.admin.get("/listeners")?.body.text.contains("c::203.0.113.7:") == true)
        #expect(throws: ProxyHarness.StartError.self) { try start(Self.foreign) }
    }

    @Test("Sockets take keepalive and further options, and serve")
    func options() throws {
        let proxy = try start([
            "tcp_keepalive": ["keepalive_time": 7],
            "socket_options": [["level": 1, "name": 8, "buf_value": "AEAAAA==", "state": "STATE_PREBIND"]],
        ])
        #expect(status(proxy) == 200)
    }

    @Test("An option that the kernel does not know is a mistake of the start, told by its numbers")
    func unknownOption() {
        do {
            _ = try start(["socket_options": [["level": 1, "name": 9999, "int_value": 1]]])
            Issue.record("it started")
        } catch {
            #expect("\(error)".contains("set socket option 1/9999"), "\(error)")
        }
    }
}

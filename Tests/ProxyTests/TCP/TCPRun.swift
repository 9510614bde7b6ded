/// Runs cases without HTTP against one proxy process and writes their transcripts.
struct TCPRun {
    let cases: [TCPCase]
    let binary: ProxyBinary

    /// The transcripts by case.
    func transcripts() throws -> [String: String] {
        let directory = try TemporaryDirectory()
        var upstreams: [String: RawUpstream] = [:]
        for item in cases { upstreams[item.name] = RawUpstream(item.upstream) }
        defer { for upstream in upstreams.values { upstream.stop() } }
        let started = upstreams
        let logs = Dictionary(uniqueKeysWithValues: cases.map { ($0.name, directory.file("\($0.name).log")) })
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)], "stats_flush_interval": "0.2s",
            "static_resources": [
                "listeners": .array(cases.map { listener($0, logs, started) }),
                "clusters": .array(cases.map { cluster($0, started) }),
            ],
        ]
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        let conversations = concurrently(cases, width: 16) { item in
            Self.converse(
                item, port: proxy.port(of: item.name) ?? 0, upstream: started[item.name], log: logs[item.name] ?? "")
        }
        let statistics = Self.settledStatistics(proxy.admin, cases)
        proxy.stop()
        var transcripts: [String: String] = [:]
        for (index, item) in cases.enumerated() {
            let masks = Masks(
                listenerPort: proxy.port(of: item.name) ?? 0, upstreamPort: started[item.name]?.port ?? 0)
            var lines = conversations[index]
            if let received = started[item.name]?.received, !received.isEmpty {
                lines.append("upstream: \(Self.portless(received.escaped))")
            }
            lines += Self.lines(logs[item.name] ?? "").map { masks.apply(toOwnLog: $0) }.sorted()
            lines += Self.moved(statistics, item)
            transcripts[item.name] =
                lines.filter { line in !item.omitting.contains { line.hasPrefix($0) } }.joined(separator: "\n")
        }
        return transcripts
    }

    // MARK: - Configuration

    private func listener(_ item: TCPCase, _ logs: [String: String], _ upstreams: [String: RawUpstream]) -> JSON {
        let chain: JSON = ["name": "chain", "filters": .array(item.filters)]
        let base: JSON = [
            "name": "NAME", "stat_prefix": "NAME", "address": Theme.address(port: 0),
            "access_log": [TCPDocuments.log("listener")], "filter_chains": [chain.merged(with: item.chain)],
        ]
        return base.merged(with: item.listener).replacing("NAME", with: .string(item.name))
            .replacing("CLUSTER", with: .string(item.name)).replacing("LOG", with: .string(logs[item.name] ?? ""))
            .replacing("PEER", with: Theme.address(port: upstreams[item.name]?.port ?? 1))
    }

    private func cluster(_ item: TCPCase, _ upstreams: [String: RawUpstream]) -> JSON {
        let address = Theme.address(port: upstreams[item.name]?.port ?? 1)
        let base: JSON = [
            "name": "CLUSTER", "type": "STATIC", "connect_timeout": "1s",
            "load_assignment": [
                "cluster_name": "CLUSTER", "endpoints": [["lb_endpoints": [["endpoint": ["address": address]]]]],
            ],
        ]
        return base.merged(with: item.cluster).replacing("CLUSTER", with: .string(item.name))
            .replacing("NAME", with: .string(item.name)).replacing("PEER", with: address)
    }

    // MARK: - Conversations

    private static func converse(_ item: TCPCase, port: UInt16, upstream: RawUpstream?, log: String) -> [String] {
        var clients: [RawConnection] = []
        var current = -1
        var lines: [String] = []
        for step in item.steps {
            switch step {
            case .connect:
                clients.append(RawConnection(port: port))
                current = clients.count - 1
            case .use(let index): current = index
            case .upstreamReceived(let text): upstream?.waitUntilReceived(text)
            case .logged(let count): _ = Deadline(seconds: 30).reached { Self.lines(log).count >= count }
            default: clients[current].perform(step)
            }
        }
        for (index, client) in clients.enumerated() {
            lines.append("client \(index): \(portless(client.received.escaped)) \(client.ending)")
            client.close()
        }
        return lines
    }

    /// A text without ports that the system chose.
    private static func portless(_ text: String) -> String { text.replacing(/\b\d{4,5}\b/, with: "{port}") }

    private static func lines(_ path: String) -> [String] {
        (readFile(path) ?? []).split(separator: 0x0a).map { ByteString($0).escaped }
    }

    // MARK: - Statistics

    private static func settledStatistics(_ admin: AdminClient, _ cases: [TCPCase]) -> [String: Int] {
        let deadline = Deadline(seconds: 12)
        _ = deadline.reached {
            let active = admin.numbers(filter: "(cx_active|flush_active)$")
            return cases.allSatisfy { active["listener.\($0.name).downstream_cx_active", default: 0] == 0 }
                && cases.allSatisfy { active["cluster.\($0.name).upstream_cx_active", default: 0] == 0 }
        }
        return admin.numbers()
    }

    private static let scopes = [
        "tcp", "cluster", "listener", "connection_limit", "local_rate_limit", "proxy_proto",
    ]

    private static func moved(_ statistics: [String: Int], _ item: TCPCase) -> [String] {
        var lines: [String] = []
        for scope in scopes {
            let prefix = "\(scope).\(item.name)."
            var words: [String] = []
            for (name, value) in statistics where name.hasPrefix(prefix) {
                let short = String(name.dropFirst(prefix.count))
                let isWanted = item.statistics.contains("\(scope).\(short)")
                if !isWanted && (value == 0 || short.hasPrefix("membership") || short.hasPrefix("default.")) {
                    continue
                }
                words.append("\(short)=\(value)")
            }
            if !words.isEmpty { lines.append("stat \(scope): \(words.sorted().joined(separator: " "))") }
        }
        for name in item.statistics where statistics[name] != nil {
            lines.append("stat \(name)=\(statistics[name] ?? 0)")
        }
        return lines
    }
}

/// One connection of a client that speaks no protocol.
final class RawConnection {
    private let socket: Socket?
    private let deadline = Deadline(seconds: 30)
    private(set) var received = ByteString()
    /// How it stands.
    private(set) var ending = "open"

    init(port: UInt16) {
        socket = Socket.connected(to: port)
        if socket == nil { ending = "refused" }
    }

    func perform(_ step: TCPCase.Step) {
        guard let socket else { return }
        switch step {
        case .send(let bytes): socket.send(bytes, until: deadline)
        case .receive(let text):
            let pattern = ByteString(text)
            while received.firstIndex(of: pattern) == nil, read(socket) {}
        case .end: while read(socket) {}
        case .closeWriting: socket.closeWriting()
        case .leave:
            ending = "left"
            socket.close()
        case .reset:
            ending = "reset by the client"
            socket.reset()
        case .connect, .use, .upstreamReceived, .logged: break
        }
    }

    private func read(_ socket: Socket) -> Bool {
        switch socket.receive(until: deadline) {
        case .bytes(let bytes):
            received += bytes
            return true
        case .end: ending = "ended"
        // Whether bytes of the client are still unread when the proxy closes is a race.
        case .reset: ending = "ended"
        case .timedOut: ending = "silent"
        }
        return false
    }

    func close() { socket?.close() }
}

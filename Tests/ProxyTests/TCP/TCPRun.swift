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
                "listeners": .array(
                    cases.map { listener($0, logs, started) } + cases.compactMap { innerListener($0, directory) }),
                "clusters": .array(
                    cases.map { cluster($0, started, directory) } + cases.compactMap { innerCluster($0, started) }),
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
            let socket = Self.socket(item, directory)
            lines += Self.lines(logs[item.name] ?? "").map { line in
                let line = masks.apply(toOwnLog: line).replacing(socket, with: "{socket}")
                return TranscriptMask.hides(.upstreamBytes, of: item.name)
                    ? line.replacing(/\bup=\d+\/\d+/, with: "up={n}") : line
            }.sorted()
            lines += Self.moved(statistics, item)
            transcripts[item.name] =
                lines.filter { !TranscriptMask.hides(line: $0, of: item.name) }.joined(separator: "\n")
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

    private func cluster(
        _ item: TCPCase, _ upstreams: [String: RawUpstream], _ directory: TemporaryDirectory
    ) -> JSON {
        let address = Theme.address(port: upstreams[item.name]?.port ?? 1)
        return Self.cluster("CLUSTER", at: address).merged(with: item.cluster)
            .replacing("CLUSTER", with: .string(item.name))
            .replacing("NAME", with: .string(item.name)).replacing("PEER", with: address)
            .replacing("PORT", with: .integer(Int(upstreams[item.name]?.port ?? 1)))
            .replacing("SOCKET", with: .string(Self.socket(item, directory)))
    }

    private static func cluster(_ name: String, at address: JSON) -> JSON {
        [
            "name": .string(name), "type": "STATIC", "connect_timeout": "10s",
            "load_assignment": [
                "cluster_name": .string(name), "endpoints": [["lb_endpoints": [["endpoint": ["address": address]]]]],
            ],
        ]
    }

    private static func socket(_ item: TCPCase, _ directory: TemporaryDirectory) -> String {
        directory.file("\(item.name).sock")
    }

    private func innerListener(_ item: TCPCase, _ directory: TemporaryDirectory) -> JSON? {
        let name = item.name + "-inner"
        return item.inner?.replacing("NAME-inner", with: .string(name))
            .replacing("SOCKET", with: .string(Self.socket(item, directory)))
    }

    private func innerCluster(_ item: TCPCase, _ upstreams: [String: RawUpstream]) -> JSON? {
        if item.inner == nil { return nil }
        return Self.cluster(item.name + "-inner", at: Theme.address(port: upstreams[item.name]?.port ?? 1))
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
            case .logged(let count): _ = Deadline(seconds: 60).reached { Self.lines(log).count >= count }
            default: clients[current].perform(step)
            }
        }
        for (index, client) in clients.enumerated() {
            lines.append("client \(index): \(portless(client.received.escaped)) \(client.ending)")
            client.close()
        }
        return lines
    }

    /// A text without ports that the system chose, and without the date.
    private static func portless(_ text: String) -> String {
        text.replacing(/date: \w{3}, [^\\]* GMT/, with: "date: {date}").replacing(/\b\d{4,5}\b/, with: "{port}")
    }

    private static func lines(_ path: String) -> [String] {
        (readFile(path) ?? []).split(separator: 0x0a).map { ByteString($0).escaped }
    }

    // MARK: - Statistics

    private static func settledStatistics(_ admin: AdminClient, _ cases: [TCPCase]) -> [String: Int] {
        // Of those whose connections nobody compares some stay.
        let compared = cases.filter { !TranscriptMask.hides(line: "stat cluster", of: $0.name) }
        _ = Deadline(seconds: 60).reached {
            let active = admin.numbers(filter: "(cx_active|flush_active)$")
            return !active.isEmpty
                && cases.allSatisfy { active["listener.\($0.name).downstream_cx_active", default: 0] == 0 }
                && compared.allSatisfy {
                    active["cluster.\($0.name).upstream_cx_active", default: 0] == $0.keptConnections
                }
        }
        // Until nothing moves for a second.
        var last = used(admin)
        _ = Deadline(seconds: 20).reached {
            Deadline.pause(milliseconds: 1_000)
            let next = used(admin)
            defer { last = next }
            return next == last
        }
        return admin.numbers()
    }

    /// What has moved, without what moves by being read.
    private static func used(_ admin: AdminClient) -> [String: Int] {
        admin.numbers(filter: "^(" + scopes.joined(separator: "|") + ")", isUsedOnly: true)
            .filter { !$0.key.hasPrefix("listener.admin.") }
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
    private let deadline = Deadline(seconds: 60)
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

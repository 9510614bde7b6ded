/// Runs cases of HTTP/2 against one proxy process and writes their transcripts.
struct HTTP2Run {
    /// The transcripts by case.
    static func transcripts(_ cases: [HTTP2Case], _ binary: ProxyBinary) throws -> [String: String] {
        let directory = try TemporaryDirectory()
        let log = directory.file("access.log")
        var upstreams: [String: ScriptedUpstream] = [:]
        for item in cases { upstreams[item.base.name] = ScriptedUpstream(item.base.upstream) }
        defer { for upstream in upstreams.values { upstream.stop() } }
        let configuration = Theme(name: "http2", cases: cases.map(\.base)).configuration(
            upstreams: upstreams.mapValues(\.port), log: log)
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        let started = upstreams
        let conversations = concurrently(cases, width: 16) { item in
            converse(item, port: proxy.port(of: item.base.name) ?? 0, upstream: started[item.base.name])
        }
        let seen = cases.map { item -> [UpstreamConnectionRecord] in
            // What nobody compares need not end.
            if TranscriptMask.hides(.upstream, of: item.base.name) { return [] }
            return started[item.base.name]?.settledRecords() ?? []
        }
        settle(proxy.admin, cases)
        let statistics = proxy.admin.statistics()
        proxy.stop()
        let lines = logLines(log)
        var transcripts: [String: String] = [:]
        for (index, item) in cases.enumerated() {
            let masks = Masks(
                listenerPort: proxy.port(of: item.base.name) ?? 0, upstreamPort: started[item.base.name]?.port ?? 0)
            let rest = Transcript.text(
                item.base, client: ClientRecord(), upstream: seen[index], log: lines[item.base.name] ?? [],
                statistics: moved(statistics, item.base), masks: masks)
            let client = conversations[index].map { "\($0.0) < \(masks.apply(toHead: $0.1))" }
            let others = rest.split(separator: "\n").filter { !$0.hasPrefix("connection: ") }.map(String.init)
            transcripts[item.base.name] = (client + others).joined(separator: "\n")
        }
        return transcripts
    }

    private static func converse(_ item: HTTP2Case, port: UInt16, upstream: ScriptedUpstream?) -> [(Int, String)] {
        guard let client = HTTP2Client(port: port) else { return [(0, "no connection")] }
        var lines: [(Int, String)] = []
        for step in item.steps {
            switch step {
            case .request(let fields, let body, let trailers, let ends):
                client.send(fields, body: body, trailers: trailers, ends: ends)
            case .data(let index, let text, let ends): client.sendData(index, text, ends: ends)
            case .body(let index, let text):
                client.wait { $0.exchanges[index].text.contains(text) || $0.exchanges[index].isOver }
            case .answers(let count):
                client.wait { $0.exchanges.filter(\.isOver).count >= count }
            case .head(let index): client.wait { $0.exchanges[index].hasHead || $0.exchanges[index].isOver }
            case .upstreamReceived(let text):
                let pattern = ByteString(text)
                _ = Deadline(seconds: 60).reached {
                    upstream?.records.contains { $0.bytes.firstIndex(of: pattern) != nil } ?? true
                }
            case .reset(let index): client.reset(index)
            case .raw(let bytes): client.sendRaw(bytes)
            case .frames(let count): client.wait { $0.frames.count >= count }
            case .end:
                client.wait { _ in false }
                lines.append((0, "ended"))
            case .leave: break
            }
        }
        lines += client.frames.map { (0, $0) }
        for (index, exchange) in client.exchanges.enumerated() {
            for line in exchange.lines { lines.append((index + 1, line)) }
        }
        return lines
    }

    /// Waits until the proxy has seen that all clients are gone, and has counted everything.
    private static func settle(_ admin: AdminClient, _ cases: [HTTP2Case]) {
        _ = Deadline(seconds: 60).reached {
            let active = admin.numbers(filter: "downstream_cx_active$")
            return !active.isEmpty
                && cases.allSatisfy { active["http.\($0.base.name).downstream_cx_active", default: 0] == 0 }
        }
    }

    /// What moved among the statistics that concern HTTP/2.
    private static func moved(_ statistics: [String: String], _ base: ProxyCase) -> [String] {
        let wanted = [
            "downstream_cx_http2_total", "downstream_rq_http2_total", "downstream_rq_total", "downstream_rq_rx_reset",
            "downstream_rq_tx_reset", "downstream_rq_completed", "downstream_rq_2xx", "downstream_rq_4xx",
            "downstream_rq_5xx", "downstream_cx_max_requests_reached", "downstream_rq_timeout",
            "downstream_rq_idle_timeout", "downstream_rq_max_duration_reached", "downstream_cx_upgrades_total",
            "downstream_cx_upgrades_active", "downstream_rq_ws_on_non_ws_route",
            "downstream_rq_too_many_premature_resets", "rq_total",
        ]
        return (wanted + base.statistics).compactMap { counter in
            guard let value = statistics["http.\(base.name).\(counter)"], value != "0" else { return nil }
            return "\(counter): \(value)"
        }
    }

    private static func logLines(_ path: String) -> [String: [String]] {
        var lines: [String: [String]] = [:]
        for line in (readFile(path) ?? []).split(separator: 0x0a) {
            guard let space = line.firstIndex(of: 0x20) else { continue }
            lines[ByteString(line[..<space]).text, default: []].append(ByteString(line[(space + 1)...]).escaped)
        }
        return lines
    }
}

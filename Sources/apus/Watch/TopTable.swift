internal import Buffers
internal import ControlPlane

/// Two looks side by side.
struct TopTable {
    let groups: [String]
    let filter: String
    let sort: String

    struct Row {
        let group: String
        let name: String
        /// Requests and errors a second.
        let rate: Double
        let errors: Double
        let quantiles: [Double?]
        let active: Double?
        let total: Double
    }

    func rows(_ before: TopReading, _ now: TopReading) -> [Row] {
        let seconds = max(0.001, Double(now.moment &- before.moment) / 1e9)
        func counted(_ group: String, _ name: String, _ prefix: String, _ kind: String) -> Row {
            func rate(_ counter: String) -> Double {
                max(0, (now.counters[prefix + counter] ?? 0) - (before.counters[prefix + counter] ?? 0)) / seconds
            }
            return Row(
                group: group, name: name, rate: rate("\(kind)_rq_total"), errors: rate("\(kind)_rq_5xx"),
                quantiles: now.quantiles["\(prefix)\(kind)_rq_time"] ?? [nil, nil, nil],
                active: now.counters["\(prefix)\(kind)_rq_active"],
                total: now.counters["\(prefix)\(kind)_rq_total"] ?? 0)
        }
        var rows: [Row] = []
        if groups.contains("route") {
            for name in now.counters.keys {
                if name.hasPrefix("http."), name.hasSuffix(".downstream_rq_total"),
                    name != "http.admin.downstream_rq_total"
                {
                    let prefix = String(name.dropLast("downstream_rq_total".count))
                    rows.append(counted("route", "\(prefix.dropFirst(5).dropLast()) (all)", prefix, "downstream"))
                } else if name.hasPrefix("vhost."), name.hasSuffix(".upstream_rq_total") {
                    let prefix = String(name.dropLast("upstream_rq_total".count))
                    rows.append(counted("route", String(prefix.dropFirst(6).dropLast()), prefix, "upstream"))
                }
            }
        }
        let hosts = Dictionary(before.clusters.map { ($0.name, $0.hosts) }, uniquingKeysWith: { first, _ in first })
        for cluster in now.clusters {
            if groups.contains("cluster") {
                rows.append(counted("cluster", cluster.name, "cluster.\(cluster.statName).", "upstream"))
            }
            guard groups.contains("endpoint") else { continue }
            let known = Dictionary(
                (hosts[cluster.name] ?? []).map { ($0.address, $0.counts) }, uniquingKeysWith: { first, _ in first })
            for host in cluster.hosts {
                func rate(_ name: String) -> Double {
                    guard let then = known[host.address] else { return 0 }
                    return max(0, (host.counts[name] ?? 0) - (then[name] ?? 0)) / seconds
                }
                rows.append(
                    Row(
                        group: "endpoint", name: "\(cluster.name) \(host.address)", rate: rate("rq_total"),
                        errors: rate("rq_error"), quantiles: [nil, nil, nil], active: host.counts["rq_active"],
                        total: host.counts["rq_total"] ?? 0))
            }
        }
        let shown = rows.filter { filter.isEmpty || $0.name.contains(text: filter) }
        return shown.sorted { one, other in
            let places = (groups.firstIndex(of: one.group) ?? 0, groups.firstIndex(of: other.group) ?? 0)
            if places.0 != places.1 { return places.0 < places.1 }
            let (a, b) = (weight(one), weight(other))
            return a == b ? one.name < other.name : a > b
        }
    }

    private func weight(_ row: Row) -> Double {
        switch sort {
        case "rate": row.rate
        case "errors": row.errors
        case "p99": row.quantiles.last?.flatMap(\.self) ?? -1
        default: 0
        }
    }

    func text(_ rows: [Row], _ now: TopReading) -> String {
        var lines = [["", "NAME", "RATE", "ERRORS", "P50", "P95", "P99", "ACTIVE", "TOTAL"]]
        for row in rows {
            let times = row.quantiles.map { $0.map { "\($0.fixed($0 < 10 ? 2 : 0)) ms" } ?? "-" }
            let share = row.rate > 0 ? "\((100 * row.errors / row.rate).fixed(1)) %" : "-"
            lines.append(
                [row.group, row.name.oneLine, "\(row.rate.fixed(1))/s", share] + times
                    + [row.active?.fixed(0) ?? "-", row.total.fixed(0)])
        }
        return "\(now.state), up \(now.uptime)\n" + PlainTable.text(lines, texts: 2)
    }

    static func json(_ rows: [Row]) -> String {
        TextTree.list(
            rows.map { row in
                var members: [(String, TextTree)] = [
                    ("by", .text(row.group)), ("name", .text(row.name)), ("rate", .number(row.rate)),
                    ("errors", .number(row.errors)),
                ]
                for (name, value) in zip(["p50_ms", "p95_ms", "p99_ms"], row.quantiles) {
                    members.append((name, .number(value)))
                }
                members += [("active", .number(row.active, digits: 0)), ("total", .number(row.total, digits: 0))]
                return .object(members)
            }
        ).json
    }
}

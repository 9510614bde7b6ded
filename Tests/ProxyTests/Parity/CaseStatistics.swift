/// The statistics of all cases of a theme, once a proxy has counted everything.
struct CaseStatistics: Sendable {
    /// Counters, gauges and the numbers of samples of histograms, by name.
    private(set) var values: [String: Int] = [:]

    init() {}

    /// Reads the statistics when all clients are gone and the histograms of their connections have been merged, or after
    /// some seconds, as they then are.
    init(settled admin: AdminClient, cases: [ProxyCase]) {
        var earlier: [String: Int] = [:]
        _ = Deadline(seconds: 6).reached {
            values = admin.numbers().merging(admin.histogramCounts()) { number, _ in number }
            let isQuiet = cases.allSatisfy { testCase in
                ["http.\(testCase.name)", "listener.\(testCase.name)"].allSatisfy { scope in
                    values["\(scope).downstream_cx_active", default: 0] == 0
                        && values["\(scope).downstream_cx_destroy", default: 0]
                            == values["\(scope).downstream_cx_length_ms", default: 0]
                }
            }
            defer { earlier = values }
            return isQuiet && values == earlier
        }
    }

    /// What moved below a case's names, and what it asks for by name even when it did not. Names that begin alike up to
    /// `_cx_` or `_rq_` share a line.
    func lines(of testCase: ProxyCase) -> [String] {
        var found: [String: String] = [:]
        for (name, value) in values where value != 0 {
            guard let short = Self.shortName(name, testCase.name) else { continue }
            found[short] = StatisticsMask.apply(short, value)
        }
        for name in testCase.statistics where found[name] == nil {
            let parts = name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = values[parts[0] == "process" ? "\(parts[1])" : "\(parts[0]).\(testCase.name).\(parts[1])"]
            found[name] = value.map(String.init) ?? "-"
        }
        var groups: [String: [String]] = [:]
        for (name, value) in found where value != StatisticsMask.nothing {
            let cut =
                ["_cx_", "_rq_"].compactMap { name.firstRange(of: $0)?.upperBound }.min()
                ?? name.firstIndex(of: ".").map { name.index(after: $0) } ?? name.startIndex
            groups[String(name[..<cut]), default: []].append("\(name[cut...])=\(value)")
        }
        return groups.map { "\($0.key): \($0.value.sorted().joined(separator: " "))" }.sorted()
    }

    /// `http.downstream_rq_total` for `http.<case>.downstream_rq_total`.
    private static func shortName(_ name: String, _ testCase: String) -> String? {
        for scope in ["http", "cluster", "listener"] where name.hasPrefix("\(scope).\(testCase).") {
            let rest = name.dropFirst(scope.count + testCase.count + 2)
            return "\(scope).\(rest.replacing("http.\(testCase).", with: "http."))"
        }
        return nil
    }
}

/// The statistics that are not compared by value, by name.
enum StatisticsMask {
    /// Only that they moved is compared: they count bytes on the wire, of which a peer may not have read the last, and
    /// among which are texts whose length varies (a number of milliseconds, this machine's address).
    static let amounts: Set<String> = [
        "http.downstream_cx_rx_bytes_total", "http.downstream_cx_tx_bytes_total",
        "cluster.upstream_cx_rx_bytes_total", "cluster.upstream_cx_tx_bytes_total",
        // The bytes of the last read: how many come at once is the kernel's choice.
        "cluster.upstream_cx_rx_bytes_buffered",
    ]
    /// Not compared at all.
    static let hidden: Set<String> = [
        // Apus ends its own direction at once, so that a client which waits for the end leaves before the time is up.
        // Envoy lets it wait for the whole time.
        "http.downstream_cx_delayed_close_timeout"
    ]
    /// What a hidden value is shown as.
    static let nothing = ""

    static func apply(_ name: String, _ value: Int) -> String {
        if hidden.contains(name) { return nothing }
        return amounts.contains(name) ? "{n}" : String(value)
    }
}

extension AdminClient {
    /// The counters and gauges, by name.
    func numbers() -> [String: Int] { statistics().compactMapValues { Int($0) } }

    /// How many samples each histogram has, by name.
    func histogramCounts() -> [String: Int] {
        var counts: [String: Int] = [:]
        var name = ""
        for line in (get("/stats?type=Histograms&histogram_buckets=detailed")?.body.text ?? "").split(separator: "\n") {
            if line.hasPrefix("  totals=") {
                let bins = line.dropFirst("  totals=".count).split(separator: " ")
                counts[name] = bins.reduce(0) { sum, bin in
                    let count = bin.split(separator: ":").last?.prefix { $0 != "," }
                    return sum + (count.flatMap { Int($0) } ?? 0)
                }
            } else if !line.hasPrefix(" "), let colon = line.lastIndex(of: ":") {
                name = String(line[..<colon])
            }
        }
        return counts
    }
}

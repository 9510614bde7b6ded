/// The statistics of all cases of a theme, once a proxy has counted everything: counters, gauges and the numbers of
/// samples of histograms.
struct CaseStatistics: Sendable {
    /// What stands below a case's names, by case and by names such as `http.downstream_rq_total`.
    private var cases: [String: [String: Int]] = [:]
    /// What belongs to no case, by its whole name.
    private var process: [String: Int] = [:]

    init() {}

    /// Reads the statistics when all clients are gone and the histograms of their connections have been merged, or
    /// after a minute, as they then are.
    init(settled admin: AdminClient, cases: [ProxyCase]) {
        let names = cases.map(\.name)
        let deadline = Deadline(seconds: 60)
        while !Self.isQuiet(admin, names), !deadline.hasPassed { Deadline.pause(milliseconds: 40) }
        var moved = Self.moved(admin)
        while !deadline.hasPassed {
            Deadline.pause(milliseconds: 100)
            let next = Self.moved(admin)
            defer { moved = next }
            if next == moved { break }
        }
        // Once more with the zeros, which cases may ask for by name.
        for (name, value) in admin.numbers() { insert(name, value) }
        for (name, value) in moved { insert(name, value) }
    }

    /// Whether every client has gone and been counted. Asks for few names, since pages of all are long.
    private static func isQuiet(_ admin: AdminClient, _ names: [String]) -> Bool {
        let destroyed = admin.numbers(filter: "downstream_cx_(active|destroy)$")
        let measured = admin.histogramCounts(filter: "downstream_cx_length_ms$")
        return names.allSatisfy { name in
            ["http.\(name).downstream_cx_", "listener.\(name).downstream_cx_"].allSatisfy { scope in
                destroyed[scope + "active", default: 0] == 0
                    && destroyed[scope + "destroy", default: 0] == measured[scope + "length_ms", default: 0]
            }
        }
    }

    /// What moved, without what moves by being read.
    private static func moved(_ admin: AdminClient) -> [String: Int] {
        let filter = "^(http|cluster|listener)"
        let values = admin.numbers(filter: filter, isUsedOnly: true).merging(admin.histogramCounts(filter: filter)) {
            number, _ in number
        }
        return values.filter { !$0.key.hasPrefix("http.admin.") && !$0.key.hasPrefix("listener.admin.") }
    }

    private mutating func insert(_ name: String, _ value: Int) {
        let parts = name.split(separator: ".", maxSplits: 2)
        guard parts.count == 3, ["http", "cluster", "listener"].contains(parts[0]) else {
            process[name] = value
            return
        }
        let own = "http.\(parts[1])."
        let rest = parts[2].hasPrefix(own) ? "http.\(parts[2].dropFirst(own.count))" : String(parts[2])
        cases[String(parts[1]), default: [:]]["\(parts[0]).\(rest)"] = value
    }

    /// What moved below a case's names, and what it asks for by name even when it did not. Names that begin alike up to
    /// `_cx_` or `_rq_` share a line.
    func lines(of testCase: ProxyCase) -> [String] {
        let own = cases[testCase.name, default: [:]]
        var found: [String: String] = [:]
        for (name, value) in own where value != 0 { found[name] = StatisticsMask.apply(name, value) }
        for name in testCase.statistics where found[name] == nil {
            let value = name.hasPrefix("process.") ? process[String(name.dropFirst("process.".count))] : own[name]
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
        // How short a body becomes is each proxy's choice.
        "http.compressor.l.gzip.total_compressed_bytes", "http.compressor.l.gzip.request.total_compressed_bytes",
        "http.compressor.l.gzip.response.total_compressed_bytes",
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
    /// The counters and gauges, by name: those whose name the pattern finds, or all.
    func numbers(filter: String = "", isUsedOnly: Bool = false) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for line in statisticsPage(isUsedOnly ? "usedonly" : "", filter) {
            let text = String(decoding: line, as: UTF8.self)
            // Text values stand in quotes, histograms have words.
            guard let colon = text.utf8.lastIndex(of: 0x3a), let number = Int(text[colon...].dropFirst(2)) else {
                continue
            }
            numbers[String(text[..<colon])] = number
        }
        return numbers
    }

    /// How many samples each histogram has, by name.
    func histogramCounts(filter: String = "") -> [String: Int] {
        var counts: [String: Int] = [:]
        var name = ""
        let totals = Array("  totals=".utf8)
        for line in statisticsPage("type=Histograms&histogram_buckets=detailed", filter) {
            if line.starts(with: totals) {
                let bins = String(decoding: line.dropFirst(totals.count), as: UTF8.self).split(separator: " ")
                counts[name] = bins.reduce(0) { sum, bin in
                    let count = bin.split(separator: ":").last?.prefix { $0 != "," }
                    return sum + (count.flatMap { Int($0) } ?? 0)
                }
            } else if line.first != 0x20, let colon = line.lastIndex(of: 0x3a) {
                name = String(decoding: line[..<colon], as: UTF8.self)
            }
        }
        return counts
    }

    /// The lines of `/stats`. They are bytes: such pages have ten thousand lines, and texts are slow without an optimiser.
    private func statisticsPage(_ query: String, _ filter: String) -> [ByteString.SubSequence] {
        let filter = filter.replacing("$", with: "%24").replacing("|", with: "%7C").replacing("^", with: "%5E")
        let body = get("/stats?\(query)&filter=\(filter)")?.body ?? []
        return body.split(separator: 0x0a)
    }
}

internal import Configuration
internal import EventLoops

/// What one look at a proxy found.
struct TopReading {
    /// Nanoseconds of the monotonic clock.
    let moment = LoopClock.monotonic()
    private(set) var counters: [String: Double] = [:]
    private(set) var quantiles: [String: [Double?]] = [:]
    /// Name, name in statistics and endpoints of each cluster.
    private(set) var clusters: [(name: String, statName: String, hosts: [Host])] = []
    let state: String
    let uptime: String

    struct Host {
        let address: String
        let counts: [String: Double]
    }

    private static let names = "%5E(cluster|http|vhost)%5C."
    private static let levels = [50.0, 95.0, 99.0]

    init(_ questions: AdminQuestions) throws(AdminQuestions.Failure) {
        let info = try questions.ask("/server_info")
        state = info["state"]?.string ?? ""
        uptime = info["uptime_current_epoch"]?.string ?? ""
        let statistics = try questions.ask("/stats?format=json&usedonly&filter=\(Self.names)")
        for entry in statistics["stats"]?.elements ?? [] {
            if let name = entry["name"]?.string { counters[name] = entry["value"]?.double ?? 0 }
            guard let histograms = entry["histograms"] else { continue }
            let known = (histograms["supported_quantiles"]?.elements ?? []).map { $0.double ?? -1 }
            let places = Self.levels.map { known.firstIndex(of: $0) }
            for histogram in histograms["computed_quantiles"]?.elements ?? [] {
                let values = histogram["values"]?.elements ?? []
                quantiles[histogram["name"]?.string ?? ""] = places.map { place in
                    guard let place, place < values.count else { return nil }
                    return values[place]["interval"]?.double ?? values[place]["cumulative"]?.double
                }
            }
        }
        for status in try questions.ask("/clusters?format=json")["cluster_statuses"]?.elements ?? [] {
            let name = status["name"]?.string ?? ""
            let hosts = (status["host_statuses"]?.elements ?? []).map { host -> Host in
                var counts: [String: Double] = [:]
                for stat in host["stats"]?.elements ?? [] {
                    counts[stat["name"]?.string ?? ""] = stat["value"]?.double ?? 0
                }
                return Host(address: Self.address(host["address"]), counts: counts)
            }
            clusters.append((name, status["observability_name"]?.string ?? name, hosts))
        }
    }

    private static func address(_ node: JSONNode?) -> String {
        if let socket = node?["socket_address"] {
            return "\(socket["address"]?.string ?? ""):\(socket["port_value"]?.numberText ?? "0")"
        }
        return node?["pipe"]?["path"]?.string ?? ""
    }
}

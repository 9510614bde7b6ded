/// Reads `envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy`.
enum TCPProxyDocument {
    /// Reads a TCP proxy; nil when it cannot be built.
    static func read(_ reader: inout MessageReader) -> TCPProxyConfiguration? {
        let prefix = reader.requiredString("stat_prefix")
        var result = TCPProxyConfiguration(statPrefix: prefix ?? "", destinations: readDestinations(&reader))
        result.idleTimeout = reader.timer("idle_timeout", unset: result.idleTimeout)
        // Envoy has these fields and does nothing with them.
        _ = reader.duration("downstream_idle_timeout")
        _ = reader.duration("upstream_idle_timeout")
        result.maxConnectAttempts = reader.uint32("max_connect_attempts", in: 1 ... .max) ?? 1
        result.backoff = reader.message("backoff_options", BackoffDocument.read) ?? nil
        result.maxDuration = milliseconds("max_downstream_connection_duration", of: &reader)
        result.maxDurationJitter =
            reader.message("max_downstream_connection_duration_jitter_percentage", HTTPOptionsDocument.readPercent) ?? 0
        result.hashesSource = readHashPolicy(&reader)
        result.accessLogs = AccessLogDocument.readList("access_log", of: &reader)
        readLogOptions(&reader, into: &result)
        readConnectMode(&reader, into: &result)
        result.endsWhenDraining = reader.bool("check_drain_close") ?? false
        return prefix == nil ? nil : result
    }

    private static func readDestinations(_ reader: inout MessageReader) -> [TCPProxyConfiguration.Destination] {
        if reader.has("weighted_clusters") {
            return reader.message("weighted_clusters") { reader in
                let destinations = reader.messages("clusters", readDestination)
                if destinations.isEmpty { reader.missing("clusters") }
                return destinations.compactMap(\.self)
            } ?? []
        }
        guard reader.has("cluster") else {
            reader.missing("cluster", "weighted_clusters")
            return []
        }
        return reader.string("cluster").map { [TCPProxyConfiguration.Destination(cluster: $0, weight: 1)] } ?? []
    }

    private static func readDestination(_ reader: inout MessageReader) -> TCPProxyConfiguration.Destination? {
        let name = reader.requiredString("name")
        guard reader.has("weight") else {
            reader.missing("weight")
            return nil
        }
        let weight = reader.uint32("weight", in: 1 ... .max)
        guard let name, let weight else { return nil }
        return TCPProxyConfiguration.Destination(cluster: name, weight: weight)
    }

    /// Whether the client's address is hashed.
    private static func readHashPolicy(_ reader: inout MessageReader) -> Bool {
        let place = reader.node("hash_policy")
        let policies = reader.messages("hash_policy") { reader -> Bool in
            if reader.has("filter_state") {
                reader.refuse("filter_state")
                return false
            }
            guard reader.has("source_ip") else {
                reader.missing("source_ip", "filter_state")
                return false
            }
            reader.accept("source_ip")
            return true
        }
        if policies.count > 1, let place { reader.session.wrong(place, expected: "at most one policy") }
        return policies.contains(true)
    }

    private static func readLogOptions(_ reader: inout MessageReader, into result: inout TCPProxyConfiguration) {
        let oldNames = ["access_log_flush_interval", "flush_access_log_on_connected"]
        if let node = reader.key("access_log_options"), oldNames.contains(where: reader.has) {
            reader.session.complain(
                .wrongValue, at: node,
                "expected \"access_log_options\" or the deprecated fields in its place, found both")
        }
        result.logInterval = milliseconds("access_log_flush_interval", of: &reader)
        result.logsOnConnected = reader.bool("flush_access_log_on_connected") ?? false
        reader.message("access_log_options") { reader in
            result.logInterval = milliseconds("access_log_flush_interval", of: &reader)
            result.logsOnConnected = reader.bool("flush_access_log_on_connected") ?? false
            result.logsOnStart = reader.bool("flush_access_log_on_start") ?? false
        }
    }

    private static func readConnectMode(_ reader: inout MessageReader, into result: inout TCPProxyConfiguration) {
        let node = reader.node("upstream_connect_mode")
        result.connectMode =
            reader.choice(
                "upstream_connect_mode", [0: .immediate, 1: .onDownstreamData, 2: .onDownstreamHandshake]) ?? .immediate
        result.mostEarlyBytes = reader.uint32("max_early_data_bytes", in: 0...1_048_576)
        if result.connectMode != .immediate, result.mostEarlyBytes == nil, let node {
            reader.session.wrong(node, expected: "\"max_early_data_bytes\" beside this mode")
        }
    }

    /// A duration of at least a millisecond; nil when it is not given.
    private static func milliseconds(_ name: String, of reader: inout MessageReader) -> UInt64? {
        let node = reader.node(name)
        guard let value = reader.duration(name), let node else { return nil }
        if value >= 1_000_000 { return value }
        reader.session.wrong(node, expected: "a duration of at least 0.001s")
        return nil
    }
}

/// Reads `envoy.config.core.v3.BackoffStrategy`.
enum BackoffDocument {
    static func read(_ reader: inout MessageReader) -> BackoffConfiguration? {
        guard let node = reader.node("base_interval") else {
            reader.missing("base_interval")
            return nil
        }
        let mostNode = reader.node("max_interval")
        let base = reader.duration("base_interval")
        let most = reader.duration("max_interval")
        guard let base else { return nil }
        if base < 1_000_000 {
            reader.session.wrong(node, expected: "a duration of at least 0.001s")
            return nil
        }
        if let most, let mostNode, most < base {
            reader.session.wrong(mostNode, expected: "a duration that is not shorter than \"base_interval\"")
            return nil
        }
        // Envoy's own factor.
        return BackoffConfiguration(base: base, most: most ?? (base > .max / 10 ? .max : base * 10))
    }
}

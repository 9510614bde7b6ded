internal import Buffers

/// Reads the network filters of a filter chain.
enum NetworkFilterDocument {
    private static let package = "envoy.extensions.filters.network."

    /// What reads each filter's configuration, by its type without the package.
    private static let readers: [String: @Sendable (inout MessageReader) -> NetworkFilterConfiguration?] = [
        "http_connection_manager.v3.HttpConnectionManager": {
            HTTPConnectionManagerDocument.read(&$0).map { .httpConnectionManager($0) }
        },
        "tcp_proxy.v3.TcpProxy": { TCPProxyDocument.read(&$0).map { .tcpProxy($0) } },
        "echo.v3.Echo": { _ in .echo },
        "direct_response.v3.Config": { .directResponse(readResponse(&$0)) },
        "sni_cluster.v3.SniCluster": { _ in .sniCluster },
        "connection_limit.v3.ConnectionLimit": { readConnectionLimit(&$0).map { .connectionLimit($0) } },
        "rbac.v3.RBAC": { NetworkRBACDocument.read(&$0).map { .rbac($0) } },
        "set_filter_state.v3.Config": { .filterState(FilterStateDocument.readNetworkFilter(&$0)) },
        "local_ratelimit.v3.LocalRateLimit": { readLocalRateLimit(&$0).map { .localRateLimit($0) } },
    ]

    /// Reads the `filters` of a chain: any number that pass bytes on, and one at the end that takes them. A chain
    /// without filters closes its connections.
    static func readList(_ reader: inout MessageReader) -> [NetworkFilterConfiguration] {
        let filters = reader.messages("filters") { reader in (read(&reader), reader.node("name") ?? reader.place) }
        for (index, (filter, node)) in filters.enumerated() {
            guard let filter else { continue }
            let isLast = index == filters.count - 1
            if case .istioStats = filter, let last = filters.last?.0, last.isTerminal {
                if case .tcpProxy = last { continue }
                reader.session.complain(
                    .wrongValue, at: node,
                    "expected Istio's metrics of connections before the TCP proxy, found another filter at the end",
                    isFoundLate: true)
            }
            if filter.isTerminal && !isLast {
                reader.session.complain(
                    .wrongValue, at: node,
                    "expected a terminal filter at the end of its chain only, found one that others follow",
                    isFoundLate: true)
            } else if !filter.isTerminal && isLast {
                reader.session.complain(
                    .wrongValue, at: node,
                    "expected a terminal filter at the end of the chain, found one that passes bytes on",
                    isFoundLate: true)
            }
        }
        return filters.compactMap(\.0)
    }

    private static func read(_ reader: inout MessageReader) -> NetworkFilterConfiguration? {
        let name = reader.requiredString("name")
        if reader.has("config_discovery") {
            reader.refuse("config_discovery")
            return nil
        }
        guard let content = reader.configuration(of: name) else { return nil }
        let type = content.typeName
        if type == IstioStatsDocument.typeName {
            return content.read(IstioStatsDocument.readSettings).map { .istioStats($0) }
        }
        if type.hasPrefix(package), let body = readers[String(type.dropFirst(package.count))] {
            return content.read(body) ?? nil
        }
        if type.contains(text: ".filters.network.") {
            content.refuse("a network filter")
        } else {
            content.misplace("the configuration of a network filter")
        }
        return nil
    }

    // MARK: - Small filters

    private static func readResponse(_ reader: inout MessageReader) -> [UInt8] {
        reader.message("response", DataSourceDocument.read) ?? []
    }

    private static func readConnectionLimit(_ reader: inout MessageReader) -> ConnectionLimitConfiguration? {
        let prefix = reader.requiredString("stat_prefix")
        guard reader.has("max_connections") else {
            reader.missing("max_connections")
            return nil
        }
        let most = reader.uint64("max_connections", in: 1 ... .max)
        let delay = reader.duration("delay")
        let enabled = readEnabled(&reader)
        guard let prefix, let most else { return nil }
        return ConnectionLimitConfiguration(
            statPrefix: prefix, maxConnections: most, delay: delay ?? 0, enabled: enabled)
    }

    private static func readLocalRateLimit(_ reader: inout MessageReader) -> NetworkRateLimitConfiguration? {
        let prefix = reader.requiredString("stat_prefix")
        let shareKey = reader.string("share_key") ?? ""
        let enabled = readEnabled(&reader)
        guard reader.has("token_bucket") else {
            reader.missing("token_bucket")
            return nil
        }
        let bucket = reader.message("token_bucket", TokenBucketDocument.read) ?? nil
        guard let prefix, let bucket else { return nil }
        return NetworkRateLimitConfiguration(
            statPrefix: prefix, bucket: bucket, shareKey: shareKey, enabled: enabled)
    }

    /// Reads `runtime_enabled`.
    private static func readEnabled(_ reader: inout MessageReader) -> RuntimeFlagConfiguration {
        (reader.message("runtime_enabled", RuntimeFlagDocument.read) ?? nil) ?? RuntimeFlagConfiguration(true)
    }
}

/// Reads `envoy.type.v3.TokenBucket`.
enum TokenBucketDocument {
    /// The shortest interval that Envoy takes, in nanoseconds.
    private static let shortestInterval: UInt64 = 50_000_000

    static func read(_ reader: inout MessageReader) -> TokenBucketConfiguration? {
        let most = reader.uint32("max_tokens") ?? 0
        let perFill = reader.uint32("tokens_per_fill", in: 1 ... .max) ?? 1
        guard let node = reader.node("fill_interval") else {
            reader.missing("fill_interval")
            return nil
        }
        guard let interval = reader.duration("fill_interval") else { return nil }
        if interval < shortestInterval {
            reader.session.wrong(node, expected: "a duration of at least 0.05s")
            return nil
        }
        return TokenBucketConfiguration(maxTokens: most, tokensPerFill: perFill, fillInterval: interval)
    }
}

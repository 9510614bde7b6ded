/// Reads `stats.PluginConfig`, Istio's filter for its standard metrics, for HTTP and for connections.
enum IstioStatsDocument: HTTPFilterReading {
    static let typeName = "stats.PluginConfig"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readSettings(&reader) }

    static func readSettings(_ reader: inout MessageReader) -> IstioStatsConfiguration {
        var result = IstioStatsConfiguration()
        result.usesHost = !(reader.bool("disable_host_header_fallback") ?? false)
        result.reportInterval = reader.timer("tcp_reporting_duration", unset: result.reportInterval)
        _ = reader.messages("metrics") { readChange(&$0, into: &result) }
        _ = reader.choice("reporter", [0: true])
        for name in ["definitions", "rescoping_duration", "scope_grace_period_duration"] { reader.refuse(name) }
        return result
    }

    private static func readChange(_ reader: inout MessageReader, into result: inout IstioStatsConfiguration) {
        let node = reader.node("name")
        let name = reader.string("name") ?? ""
        let drops = reader.bool("drop") ?? false
        let removed = reader.strings("tags_to_remove")
        // Expressions of CEL.
        reader.refuse("dimensions")
        // Istio itself does nothing with it.
        reader.refuse("match")
        let metric = IstioMetricName(rawValue: name)
        if metric == nil, let node, !name.isEmpty {
            let known = IstioMetricName.allCases.map(\.rawValue)
            reader.session.wrong(
                node, expected: "one of Istio's metrics without \"istio_\"",
                suggestion: NearestName.of(name, in: known))
            return
        }
        if drops {
            if let metric { result.dropped.insert(metric) } else { reader.missing("name") }
            return
        }
        for (label, node) in removed {
            guard IstioLabelName.all.contains(label) else {
                reader.session.wrong(
                    node, expected: "one of Istio's labels", suggestion: NearestName.of(label, in: IstioLabelName.all))
                continue
            }
            for each in metric.map({ [$0] }) ?? IstioMetricName.allCases {
                result.removedLabels[each, default: []].insert(label)
            }
        }
    }
}

/// Reads `io.istio.http.peer_metadata.Config`, by which proxies tell each other what they serve.
///
/// `workload_discovery` finds nothing where the bootstrap has no extension for it, in Istio's proxy too; Apus has none.
enum PeerMetadataDocument: HTTPFilterReading {
    static let typeName = "io.istio.http.peer_metadata.Config"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = PeerMetadataConfiguration()
        result.readsRequests = readDiscovery("downstream_discovery", of: &reader)
        result.readsResponses = readDiscovery("upstream_discovery", of: &reader)
        result.responseFields = readPropagation("downstream_propagation", of: &reader)
        result.requestFields = readPropagation("upstream_propagation", of: &reader)
        result.moreLabels = reader.strings("additional_labels").map(\.text)
        return result
    }

    /// Whether the fields are looked for.
    private static func readDiscovery(_ name: String, of reader: inout MessageReader) -> Bool {
        reader.messages(name) { reader in
            reader.refuse("baggage")
            reader.message("workload_discovery") { _ in }
            return reader.message("istio_headers", readFields) != nil
        }.contains(true)
    }

    private static func readPropagation(
        _ name: String, of reader: inout MessageReader
    ) -> PeerMetadataConfiguration.Fields? {
        reader.messages(name) { reader in reader.message("istio_headers", readFields) }.lazy.compactMap { $0 }.first
    }

    private static func readFields(_ reader: inout MessageReader) -> PeerMetadataConfiguration.Fields {
        PeerMetadataConfiguration.Fields(skipsExternal: reader.bool("skip_external_clusters") ?? false)
    }
}

/// The labels of Istio's standard metrics.
public enum IstioLabelName {
    /// All of them.
    public static let all = [
        "reporter", "source_workload", "source_canonical_service", "source_canonical_revision",
        "source_workload_namespace", "source_principal", "source_app", "source_version", "source_cluster",
        "destination_workload", "destination_workload_namespace", "destination_principal", "destination_app",
        "destination_version", "destination_service", "destination_canonical_service",
        "destination_canonical_revision", "destination_service_name", "destination_service_namespace",
        "destination_cluster", "request_protocol", "response_code", "grpc_response_status", "response_flags",
        "connection_security_policy",
    ]
}

/// Reads `envoy.config.route.v3.RouteAction.RequestMirrorPolicy`.
enum MirrorDocument {
    /// Reads where copies of requests go.
    static func read(_ reader: inout MessageReader, validates: Bool) -> [MirrorConfiguration] {
        reader.messages("request_mirror_policies") { readPolicy(&$0, validates) }.compactMap(\.self)
    }

    private static func readPolicy(_ reader: inout MessageReader, _ validates: Bool) -> MirrorConfiguration? {
        let fieldNode = reader.node("cluster_header")
        let cluster = reader.string("cluster") ?? ""
        let field = (reader.headerText("cluster_header") ?? "").lowercased()
        // Copies are not traced.
        _ = reader.bool("trace_sampled")
        let share = reader.message("runtime_fraction", readShare) ?? nil
        let keepsHost = reader.bool("disable_shadow_host_suffix_append") ?? false
        let host = reader.headerText("host_rewrite_literal") ?? ""
        if cluster.isEmpty && field.isEmpty {
            reader.missing("cluster", "cluster_header")
            return nil
        }
        if let fieldNode, !cluster.isEmpty, !field.isEmpty {
            reader.session.wrong(fieldNode, expected: "\"cluster\" or \"cluster_header\" alone")
            return nil
        }
        if validates, !cluster.isEmpty, let node = reader.node("cluster") {
            reader.session.clusterReferences.append((cluster, node))
        }
        var result = MirrorConfiguration(target: cluster.isEmpty ? .field(field) : .cluster(cluster))
        result.share = share ?? result.share
        result.keepsHost = keepsHost
        result.hostRewrite = host
        return result
    }

    /// Reads `envoy.config.core.v3.RuntimeFractionalPercent`. Values that can be changed at run time have their
    /// defaults.
    private static func readShare(_ reader: inout MessageReader) -> FractionalPercentConfiguration? {
        _ = reader.string("runtime_key")
        if !reader.has("default_value") { reader.missing("default_value") }
        return reader.message("default_value", FractionDocument.read)
    }
}

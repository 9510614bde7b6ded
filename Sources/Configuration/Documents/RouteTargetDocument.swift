/// Reads which cluster a route leads to: a oneof of `envoy.config.route.v3.RouteAction`, and `WeightedCluster`.
enum RouteTargetDocument {
    /// Reads the target; nil after a complaint. With `validates`, clusters that are named have to exist.
    static func read(_ reader: inout MessageReader, validates: Bool) -> RouteTargetConfiguration? {
        for name in ["cluster_specifier_plugin", "inline_cluster_specifier_plugin"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        if reader.has("cluster_header") { return reader.requiredHeaderName("cluster_header").map { .field($0) } }
        if reader.has("weighted_clusters") {
            return (reader.message("weighted_clusters") { readWeighted(&$0, validates: validates) } ?? nil)
                .map { .weighted($0) }
        }
        guard let node = reader.node("cluster") else {
            reader.missing("cluster", "cluster_header", "weighted_clusters")
            return nil
        }
        guard let name = reader.requiredString("cluster") else { return nil }
        if validates { reader.session.clusterReferences.append((name, node)) }
        return .cluster(name)
    }

    private static func readWeighted(
        _ reader: inout MessageReader, validates: Bool
    ) -> WeightedClustersConfiguration? {
        let place = reader.node("clusters") ?? reader.place
        let branches = reader.messages("clusters") { readBranch(&$0, validates: validates) }
        // Envoy adds the weights itself, and passes over the old field.
        reader.accept("total_weight")
        let prefix = reader.string("runtime_key_prefix") ?? ""
        let field = reader.headerText("header_name") ?? ""
        if reader.node("use_hash_policy")?.bool == false { reader.accept("use_hash_policy") }
        if branches.isEmpty {
            if !reader.isMistyped(["clusters"]) && !reader.isUnreadable("clusters") {
                reader.session.wrong(place, expected: "at least one cluster")
            }
            return nil
        }
        let read = branches.compactMap(\.self)
        guard read.count == branches.count else { return nil }
        let total = read.reduce(0) { $0 + UInt64($1.weight) }
        if total == 0 || total > UInt64(UInt32.max) {
            reader.session.complain(
                .wrongValue, at: place, "expected weights that add up to 1 to \(UInt32.max), found \(total)")
            return nil
        }
        var result = WeightedClustersConfiguration(read)
        result.runtimeKeyPrefix = prefix
        result.numberField = field.lowercased()
        return result
    }

    private static func readBranch(
        _ reader: inout MessageReader, validates: Bool
    ) -> WeightedBranchConfiguration? {
        let node = reader.node("name")
        let (isNameGiven, isFieldGiven) = (reader.has("name"), reader.has("cluster_header"))
        let (nameText, fieldText) = (reader.string("name"), reader.headerText("cluster_header"))
        let (name, field) = (nameText ?? "", fieldText ?? "")
        let requestHeaders = HeaderEditsDocument.read(
            adding: "request_headers_to_add", removing: "request_headers_to_remove", of: &reader)
        let responseHeaders = HeaderEditsDocument.read(
            adding: "response_headers_to_add", removing: "response_headers_to_remove", of: &reader)
        let perFilter = HTTPFilterDocument.readOverrides(&reader)
        let hostRewrite = reader.headerText("host_rewrite_literal") ?? ""
        guard reader.has("weight") else {
            reader.missing("weight")
            return nil
        }
        guard let weight = reader.uint32("weight") else { return nil }
        // What is given, and is no text, was complained of.
        if isNameGiven && nameText == nil || isFieldGiven && fieldText == nil { return nil }
        guard name.isEmpty != field.isEmpty else {
            if name.isEmpty {
                reader.missing("name", "cluster_header")
            } else if let node {
                reader.session.complain(
                    .wrongValue, at: node, "expected \"name\" or \"cluster_header\", found both")
            }
            return nil
        }
        if validates, let node, !name.isEmpty { reader.session.clusterReferences.append((name, node)) }
        var branch = WeightedBranchConfiguration(
            name.isEmpty ? .field(field.lowercased()) : .cluster(name), weight: weight)
        branch.requestHeaders = requestHeaders
        branch.responseHeaders = responseHeaders
        branch.perFilter = perFilter
        branch.hostRewrite = hostRewrite
        return branch
    }
}

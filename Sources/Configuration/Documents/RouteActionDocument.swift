/// Reads what routes do: `RouteAction`, `RedirectAction` and `DirectResponseAction` of `envoy.config.route.v3`.
enum RouteActionDocument {
    static func readRoute(_ reader: inout MessageReader, validates: Bool) -> RouteActionConfiguration? {
        var result = RouteActionConfiguration(cluster: "")
        result.timeout = reader.timer("timeout", unset: result.timeout)
        if let idle = reader.duration("idle_timeout") { result.idleTimeout = idle == 0 ? .disabled : .after(idle) }
        let rewriteNode = reader.node("regex_rewrite")
        result.prefixRewrite = reader.headerText("prefix_rewrite") ?? ""
        result.regexRewrite = reader.message("regex_rewrite", RegularExpressionDocument.readRewrite) ?? nil
        if let rewriteNode, !result.prefixRewrite.isEmpty {
            reader.session.wrong(rewriteNode, expected: "nothing, since \"prefix_rewrite\" rewrites the path")
        }
        result.hostRewrite = readHostRewrite(&reader)
        result.appendXForwardedHost = reader.bool("append_x_forwarded_host") ?? false
        result.flushTimeout = reader.duration("flush_timeout")
        result.maxStreamDuration = reader.message("max_stream_duration") { reader in
            StreamDurationConfiguration(
                limit: reader.duration("max_stream_duration"),
                grpcTimeoutLimit: reader.duration("grpc_timeout_header_max"),
                grpcTimeoutOffset: reader.duration("grpc_timeout_header_offset"))
        }
        let oldOffset = reader.duration("grpc_timeout_offset") ?? 0
        result.oldGRPCTimeout = reader.duration("max_grpc_timeout").map { .init(limit: $0, offset: oldOffset) }
        result.rateLimits = RateLimitDocument.readList("rate_limits", of: &reader, hasStages: true)
        result.includesHostRateLimits = reader.bool("include_vh_rate_limits") ?? false
        result.priority = reader.choice("priority", [0: .default, 1: .high]) ?? .default
        result.clusterNotFoundResponseCode =
            reader.choice("cluster_not_found_response_code", [0: 503, 1: 404, 2: 500]) ?? 503
        // Metadata matches endpoints in subset balancing alone, which clusters refuse by name.
        for name in [
            "cluster_header", "weighted_clusters", "cluster_specifier_plugin", "inline_cluster_specifier_plugin",
        ] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        let clusterNode = reader.node("cluster")
        guard let clusterNode else {
            reader.missing("cluster")
            return nil
        }
        guard let cluster = reader.requiredString("cluster") else { return nil }
        if validates { reader.session.clusterReferences.append((cluster, clusterNode)) }
        result.cluster = cluster
        return result
    }

    private static func readHostRewrite(_ reader: inout MessageReader) -> HostRewriteConfiguration {
        if let literal = reader.headerText("host_rewrite_literal"), !literal.isEmpty { return .literal(literal) }
        if let name = reader.headerText("host_rewrite_header"), !name.isEmpty { return .field(name.lowercased()) }
        if reader.has("host_rewrite_path_regex") {
            let rewrite = reader.message("host_rewrite_path_regex", RegularExpressionDocument.readRewrite) ?? nil
            return rewrite.map { .path($0) } ?? .none
        }
        return reader.bool("auto_host_rewrite") == true ? .endpointHostname : .none
    }

    static func readRedirect(_ reader: inout MessageReader) -> RedirectActionConfiguration? {
        var result = RedirectActionConfiguration()
        if let scheme = reader.string("scheme_redirect"), !scheme.isEmpty {
            result.scheme = .scheme(scheme)
        } else if reader.bool("https_redirect") == true {
            result.scheme = .https
        }
        result.hostRedirect = reader.headerText("host_redirect") ?? ""
        let port = reader.uint32("port_redirect") ?? 0
        result.portRedirect = port == 0 ? nil : port
        if let path = reader.headerText("path_redirect"), !path.isEmpty {
            result.path = .path(path)
        } else if let prefix = reader.headerText("prefix_rewrite"), !prefix.isEmpty {
            result.path = .prefixRewrite(prefix)
        } else if let rewrite = reader.message("regex_rewrite", RegularExpressionDocument.readRewrite) ?? nil {
            result.path = .regexRewrite(rewrite)
        }
        result.responseCode = reader.choice("response_code", [0: 301, 1: 302, 2: 303, 3: 307, 4: 308]) ?? 301
        result.stripQuery = reader.bool("strip_query") ?? false
        return result
    }

    static func readDirectResponse(
        _ reader: inout MessageReader, longestBody: UInt32
    ) -> DirectResponseConfiguration? {
        let bodyNode = reader.node("body")
        var body: [UInt8] = []
        if bodyNode != nil { body = reader.message("body", DataSourceDocument.read) ?? [] }
        if body.count > Int(longestBody), let bodyNode {
            reader.session.complain(
                .wrongValue, at: bodyNode,
                "expected a body of at most \(longestBody) bytes (max_direct_response_body_size_bytes), "
                    + "found \(body.count)"
            )
        }
        guard reader.has("status") else {
            reader.missing("status")
            return nil
        }
        guard let status = reader.uint32("status", in: 200...599) else { return nil }
        return DirectResponseConfiguration(status: UInt16(truncatingIfNeeded: status), body: body)
    }
}

/// Reads `envoy.config.core.v3.DataSource`. Files and environment variables are not read here.
enum DataSourceDocument {
    /// The bytes that stand in the configuration; empty after a complaint.
    static func read(_ reader: inout MessageReader) -> [UInt8] {
        for name in ["filename", "environment_variable"] where reader.has(name) {
            reader.refuse(name)
            return []
        }
        if reader.has("inline_string") { return reader.string("inline_string").map { Array($0.utf8) } ?? [] }
        if reader.has("inline_bytes") { return reader.bytes("inline_bytes") ?? [] }
        reader.missing("inline_string", "inline_bytes", "filename", "environment_variable")
        return []
    }
}

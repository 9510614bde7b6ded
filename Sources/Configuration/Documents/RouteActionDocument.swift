/// Reads what routes do: `RouteAction`, `RedirectAction` and `DirectResponseAction` of `envoy.config.route.v3`.
enum RouteActionDocument {
    static func readRoute(_ reader: inout MessageReader, validates: Bool) -> RouteActionConfiguration? {
        var result = RouteActionConfiguration(target: .cluster(""))
        result.timeout = reader.timer("timeout", unset: result.timeout)
        if let idle = reader.duration("idle_timeout") { result.idleTimeout = idle == 0 ? .disabled : .after(idle) }
        readPathRewrite(&reader, into: &result)
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
        result.priority = reader.choice("priority", [0: .default, 1: .high]) ?? .default
        result.clusterNotFoundResponseCode =
            reader.choice("cluster_not_found_response_code", [0: 503, 1: 404, 2: 500]) ?? 503
        result.upgrades = UpgradeDocument.readRouteList(&reader)
        result.resilience = ResilienceDocument.readPolicies(&reader, validates: validates)
        result.internalRedirects = reader.message("internal_redirect_policy", InternalRedirectDocument.read)
        guard let target = RouteTargetDocument.read(&reader, validates: validates) else { return nil }
        result.target = target
        return result
    }

    private static func readPathRewrite(_ reader: inout MessageReader, into result: inout RouteActionConfiguration) {
        let expression = reader.node("regex_rewrite")
        let format = reader.node("path_rewrite").flatMap { $0.string?.isEmpty == false ? $0 : nil }
        result.prefixRewrite = reader.headerText("prefix_rewrite") ?? ""
        result.regexRewrite = reader.message("regex_rewrite", RegularExpressionDocument.readRewrite) ?? nil
        result.pathFormat = reader.format("path_rewrite")
        if let expression, !result.prefixRewrite.isEmpty {
            reader.session.wrong(expression, expected: "nothing, since \"prefix_rewrite\" rewrites the path")
        } else if let format, expression != nil || !result.prefixRewrite.isEmpty {
            let other = expression == nil ? "prefix_rewrite" : "regex_rewrite"
            reader.session.wrong(format, expected: "nothing, since \"\(other)\" rewrites the path")
        }
    }

    private static func readHostRewrite(_ reader: inout MessageReader) -> HostRewriteConfiguration {
        if let literal = reader.headerText("host_rewrite_literal"), !literal.isEmpty { return .literal(literal) }
        if let name = reader.headerText("host_rewrite_header"), !name.isEmpty { return .field(name.lowercased()) }
        if reader.has("host_rewrite_path_regex") {
            let rewrite = reader.message("host_rewrite_path_regex", RegularExpressionDocument.readRewrite) ?? nil
            return rewrite.map { .path($0) } ?? .none
        }
        if let format = reader.format("host_rewrite") { return .format(format) }
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
        } else if let format = reader.format("path_rewrite") {
            result.path = .format(format)
        }
        result.responseCode = reader.choice("response_code", [0: 301, 1: 302, 2: 303, 3: 307, 4: 308]) ?? 301
        result.stripQuery = reader.bool("strip_query") ?? false
        return result
    }

    static func readDirectResponse(
        _ reader: inout MessageReader, longestBody: UInt32
    ) -> DirectResponseConfiguration? {
        let bodyNode = reader.node("body")
        let body: DataSourceConfiguration? = reader.message("body", TLSDataSourceDocument.read) ?? .bytes([])
        if let bodyNode, case .bytes(let bytes)? = body, bytes.count > Int(longestBody) {
            reader.session.complain(
                .wrongValue, at: bodyNode,
                "expected a body of at most \(longestBody) bytes (max_direct_response_body_size_bytes), "
                    + "found \(bytes.count)"
            )
        }
        let format = reader.message("body_format", FormatDocument.read) ?? nil
        guard reader.has("status") else {
            reader.missing("status")
            return nil
        }
        guard let status = reader.uint32("status", in: 200...599), let body else { return nil }
        return DirectResponseConfiguration(
            status: UInt16(truncatingIfNeeded: status), body: body, longestBody: longestBody, format: format)
    }
}

extension MessageReader {
    /// A text that is a format; nil when it is unset or empty, or after a complaint.
    fileprivate mutating func format(_ name: String) -> SubstitutionFormat? {
        guard let node = node(name), let text = headerText(name), !text.isEmpty else { return nil }
        return SubstitutionFormatReader.read(text, at: node, in: session)
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

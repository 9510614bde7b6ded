/// Reads `envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`.
enum HTTPConnectionManagerDocument {
    /// Reads a connection manager; nil when it cannot be built.
    static func read(_ reader: inout MessageReader) -> HTTPConnectionManagerConfiguration? {
        var result = HTTPConnectionManagerConfiguration(statPrefix: reader.requiredString("stat_prefix") ?? "")
        result.codecType = reader.choice("codec_type", [0: .auto, 1: .http1, 2: .http2]) ?? .auto
        readIdentity(&reader, into: &result)
        readTimers(&reader, into: &result)
        RequestTrustDocument.read(&reader, into: &result)
        result.proxyStatus = reader.message("proxy_status_config", RequestTrustDocument.readProxyStatus)
        result.commonOptions =
            reader.message("common_http_protocol_options") { reader in
                if let node = reader.key("max_response_headers_kb") {
                    reader.session.complain(
                        .wrongValue, at: node, "expected max_response_headers_kb in a cluster, found it here")
                }
                return HTTPOptionsDocument.readCommon(&reader)
            } ?? result.commonOptions
        result.http1Options =
            reader.message("http_protocol_options", HTTPOptionsDocument.readHTTP1) ?? result.http1Options
        result.http2Options =
            reader.message("http2_protocol_options", HTTP2OptionsDocument.read) ?? result.http2Options
        result.maxRequestHeadersKB = reader.uint32("max_request_headers_kb", in: 1...8192) ?? 60
        result.accessLogs = AccessLogDocument.readList("access_log", of: &reader)
        result.localReplies = reader.message("local_reply_config", LocalReplyDocument.read)
        readLogOptions(&reader, into: &result)
        result.tracing = reader.message("tracing", TracingDocument.read)
        result.httpFilters = HTTPFilterDocument.readChain(of: &reader)
        result.earlyMutations = reader.messages("early_header_mutation_extensions", readEarlyMutation).flatMap(\.self)
        result.upgrades = UpgradeDocument.readList(&reader)
        if reader.has("scoped_routes") {
            reader.refuse("scoped_routes")
            return nil
        }
        if reader.has("rds") {
            result.routeDiscovery = reader.message("rds", ConfigSourceDocument.readRoutes) ?? nil
            return result.routeDiscovery == nil ? nil : result
        }
        guard reader.has("route_config") else {
            reader.missing("route_config", "rds", "scoped_routes")
            return nil
        }
        guard let routes = reader.message("route_config", { RouteDocument.read(&$0) }) else { return nil }
        result.routeConfiguration = routes
        return result
    }

    private static func readEarlyMutation(_ reader: inout MessageReader) -> [HeaderMutationConfiguration.Change] {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            if name != nil { ExtensionAdvice.missingConfiguration(name, in: &reader) }
            return []
        }
        guard let content = reader.any("typed_config", named: name) else { return [] }
        let package = "envoy.extensions.http.early_header_mutation."
        if content.typeName == package + "header_mutation.v3.HeaderMutation" {
            return content.read(HeaderMutationDocument.readEarly) ?? []
        }
        if content.typeName.hasPrefix(package) {
            content.refuse("an early header mutation")
        } else {
            content.misplace("an early header mutation")
        }
        return []
    }

    private static func readLogOptions(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        // The deprecated places come first.
        var options = AccessLogOptionsConfiguration(
            flushInterval: reader.logInterval(),
            flushesOnNewRequest: reader.bool("flush_access_log_on_new_request") ?? false)
        reader.message("access_log_options") { reader in
            options = AccessLogOptionsConfiguration(
                flushInterval: reader.logInterval(),
                flushesOnNewRequest: reader.bool("flush_access_log_on_new_request") ?? false)
        }
        result.accessLogOptions = options
    }

    private static func readIdentity(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        result.useRemoteAddress = reader.bool("use_remote_address") ?? false
        result.xffNumTrustedHops = reader.uint32("xff_num_trusted_hops") ?? 0
        result.skipXffAppend = reader.bool("skip_xff_append") ?? false
        result.via = reader.headerText("via") ?? ""
        // Envoy takes an empty name for an unset one.
        if let name = reader.headerText("server_name"), !name.isEmpty { result.serverName = name }
        result.serverHeaderTransformation =
            reader.choice("server_header_transformation", [0: .overwrite, 1: .appendIfAbsent, 2: .passThrough])
            ?? .overwrite
        result.generateRequestID = reader.bool("generate_request_id") ?? true
        result.preserveExternalRequestID = reader.bool("preserve_external_request_id") ?? false
        result.tellsOrigin = reader.bool("add_proxy_protocol_connection_state") ?? true
        result.alwaysSetRequestIDInResponse = reader.bool("always_set_request_id_in_response") ?? false
    }

    private static func readTimers(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        result.streamIdleTimeout = reader.timer("stream_idle_timeout", unset: result.streamIdleTimeout)
        result.requestTimeout = reader.timer("request_timeout", unset: nil)
        result.requestHeadersTimeout = reader.timer("request_headers_timeout", unset: nil)
        result.drainTimeout = reader.duration("drain_timeout") ?? result.drainTimeout
        result.streamFlushTimeout = reader.timer("stream_flush_timeout", unset: result.streamIdleTimeout)
        result.safeMaxConnectionDuration = reader.bool("http1_safe_max_connection_duration") ?? false
        result.delayedCloseTimeout = reader.timer("delayed_close_timeout", unset: result.delayedCloseTimeout)
    }
}

extension MessageReader {
    /// The interval between lines of a request that lasts, in nanoseconds: at least a millisecond.
    mutating func logInterval(_ name: String = "access_log_flush_interval") -> UInt64? {
        let node = node(name)
        guard let interval = duration(name) else { return nil }
        if interval >= 1_000_000 { return interval }
        if let node { session.wrong(node, expected: "a duration of at least 0.001s") }
        return nil
    }
}

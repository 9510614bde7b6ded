/// Reads `envoy.extensions.filters.http.ext_authz.v3.ExtAuthz` and `ExtAuthzPerRoute`. Services over gRPC are refused
/// by name.
enum ExternalAuthorizationDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.ext_authz.v3.ExtAuthz"
    static let routeTypeName: String? = "envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute"

    private typealias Value = ExternalAuthorizationConfiguration

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        let isRefused = reader.has("grpc_service")
        if isRefused {
            reader.refuse("grpc_service")
        } else if !reader.has("http_service") {
            // Envoy takes a filter without a service, which can ask nobody.
            reader.missing("http_service")
        }
        let service = reader.message("http_service", readService) ?? nil
        var result = service ?? ExternalAuthorizationConfiguration(cluster: "", timeout: 0)
        // Which messages a service over gRPC speaks, and what it is told besides; one over HTTP is not, in Envoy
        // neither.
        for name in [
            "transport_api_version", "include_peer_certificate", "include_tls_session", "metadata_context_namespaces",
            "typed_metadata_context_namespaces", "route_metadata_context_namespaces",
            "route_typed_metadata_context_namespaces",
        ] {
            reader.accept(name)
        }
        result.allowsFailures = reader.bool("failure_mode_allow") ?? false
        result.tellsFailures = reader.bool("failure_mode_allow_header_add") ?? false
        result.statusOnError = reader.message("status_on_error", readStatus) ?? result.statusOnError
        result.body = reader.message("with_request_body", readBody) ?? nil
        result.clearsRouteCache = reader.bool("clear_route_cache") ?? false
        result.enabled = (reader.message("filter_enabled", RuntimeFractionDocument.read) ?? nil) ?? result.enabled
        result.enabledMetadata = reader.message("filter_enabled_metadata", MetadataMatcherDocument.read) ?? nil
        result.deniesAtDisable =
            (reader.message("deny_at_disable", RuntimeFlagDocument.read) ?? nil) ?? RuntimeFlagConfiguration(false)
        result.statPrefix = reader.string("stat_prefix") ?? ""
        result.chargesCluster = reader.bool("charge_cluster_response_stats") ?? true
        let allowed = readList("allowed_headers", of: &reader)
        if !allowed.isEmpty { result.allowedHeaders = allowed }
        result.disallowedHeaders = readList("disallowed_headers", of: &reader)
        return service == nil || isRefused ? nil : result
    }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if let node = reader.node("disabled") {
            guard let isOff = reader.bool("disabled") else { return nil }
            if !isOff { reader.session.wrong(node, expected: "true") }
            return ExternalAuthorizationRouteConfiguration.disabled
        }
        guard reader.has("check_settings") else {
            reader.missing("disabled", "check_settings")
            return nil
        }
        return reader.message("check_settings") { reader -> ExternalAuthorizationRouteConfiguration in
            // What a service over gRPC is told besides; one over HTTP is not, in Envoy neither.
            reader.accept("context_extensions")
            let isBodiless = reader.bool("disable_request_body_buffering") ?? false
            let node = reader.node("with_request_body")
            let body = reader.message("with_request_body", readBody) ?? nil
            if let node, isBodiless {
                reader.session.wrong(node, expected: "no \"disable_request_body_buffering\" beside a body")
            }
            return isBodiless ? .body(nil) : body.map { .body($0) } ?? .unchanged
        }
    }

    private static func readStatus(_ reader: inout MessageReader) -> UInt16 {
        let node = reader.node("code") ?? reader.place
        let code = reader.enumeration("code") ?? 0
        if code == 0 { reader.session.wrong(node, expected: "a status other than Empty") }
        return UInt16(truncatingIfNeeded: code)
    }

    private static func readService(_ reader: inout MessageReader) -> ExternalAuthorizationConfiguration? {
        guard reader.has("server_uri") else {
            reader.missing("server_uri")
            return nil
        }
        guard let address = reader.message("server_uri", HTTPAddressDocument.read) ?? nil else { return nil }
        var result = ExternalAuthorizationConfiguration(cluster: address.cluster, timeout: address.timeout)
        let node = reader.node("path_prefix")
        result.pathPrefix = reader.string("path_prefix") ?? ""
        if let node, !result.pathPrefix.isEmpty, !result.pathPrefix.hasPrefix("/") {
            reader.session.wrong(node, expected: "a path that begins with \"/\"")
        }
        reader.message("authorization_request") { reader in
            result.allowedHeaders = readList("allowed_headers", of: &reader)
            result.addedFields = reader.messages("headers_to_add") { reader in
                (name: reader.requiredHeaderName("key"), value: reader.headerText("value") ?? "")
            }.compactMap { field in field.name.map { (name: $0, value: field.value) } }
        }
        reader.message("authorization_response") { reader in
            result.upstreamHeaders = readList("allowed_upstream_headers", of: &reader)
            result.appendedUpstreamHeaders = readList("allowed_upstream_headers_to_append", of: &reader)
            result.clientHeaders = readList("allowed_client_headers", of: &reader)
            result.clientHeadersOnSuccess = readList("allowed_client_headers_on_success", of: &reader)
            result.metadataHeaders = readList("dynamic_metadata_from_headers", of: &reader)
        }
        return result
    }

    /// Reads `envoy.type.matcher.v3.ListStringMatcher`.
    private static func readList(_ name: String, of reader: inout MessageReader) -> [StringMatcherConfiguration] {
        reader.message(name) { reader in
            let patterns = reader.messages("patterns", StringMatcherDocument.read)
            if patterns.isEmpty { reader.missing("patterns") }
            return patterns.compactMap(\.self)
        } ?? []
    }

    private static func readBody(_ reader: inout MessageReader) -> ExternalAuthorizationConfiguration.Body? {
        guard reader.has("max_request_bytes") else {
            reader.missing("max_request_bytes")
            return nil
        }
        let most = reader.uint32("max_request_bytes", in: 1 ... .max)
        let allowsPart = reader.bool("allow_partial_message") ?? false
        // Says how a service over gRPC gets it.
        reader.accept("pack_as_bytes")
        return most.map { Value.Body(maxBytes: $0, allowsPart: allowsPart) }
    }
}

/// Reads `envoy.config.cluster.v3.Cluster`.
enum ClusterDocument {
    private static let httpOptionsType = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

    /// Reads a cluster; nil when it cannot be built.
    static func read(_ reader: inout MessageReader) -> ClusterConfiguration? {
        let name = reader.requiredString("name")
        var result = ClusterConfiguration(name: name ?? "")
        result.altStatName = reader.string("alt_stat_name") ?? ""
        let timeoutNode = reader.node("connect_timeout")
        if let timeout = reader.duration("connect_timeout") {
            if timeout == 0, let timeoutNode {
                reader.session.wrong(timeoutNode, expected: "a duration of more than 0s")
            }
            result.connectTimeout = timeout
        }
        result.discoveryType = DiscoveryDocument.read(&reader)
        result.perConnectionBufferLimit = reader.uint32("per_connection_buffer_limit_bytes") ?? 1_048_576
        var allowsHostnames = reader.has("cluster_type")
        var choosesItself = false
        switch result.discoveryType {
        case .strictDNS: allowsHostnames = true
        case .originalDestination, .aggregate, .forwarding: choosesItself = true
        case .static, .logicalDNS, .eds: break
        }
        (result.lbPolicy, result.balancing) = LoadBalancingDocument.read(
            &reader, allowsHostnames: allowsHostnames, choosesItself: choosesItself)
        if let breakers = reader.message("circuit_breakers", readCircuitBreakers) {
            (result.defaultThresholds, result.highThresholds) = breakers
        }
        result.outlierDetection = reader.message("outlier_detection", OutlierDetectionDocument.read)
        readConnectionOptions(&reader, into: &result)
        readHTTPOptions(&reader, into: &result)
        let complaints = reader.session.complaintCount
        let transport = TransportSocketDocument.readUpstream(&reader)
        result.tls = transport.tls
        result.proxyProtocol = transport.proxyProtocol
        result.transportMatches = TransportSocketDocument.readMatches(&reader)
        let isPlainSomewhere = result.tls == nil || result.transportMatches.contains { $0.tls == nil }
        if result.upstreamProtocol == .negotiated, isPlainSomewhere, reader.session.complaintCount == complaints {
            reader.session.complain(
                .wrongValue, at: reader.place,
                "expected a transport_socket that negotiates (TLS) in a cluster with auto_config, found none",
                isFoundLate: true)
        }
        let checksNode = reader.node("health_checks") ?? reader.place
        let checks = reader.messages("health_checks", HealthCheckDocument.read)
        if checks.count > 1 {
            reader.session.wrong(checksNode, expected: "one health check, as in Envoy", isFoundLate: true)
        }
        result.healthCheck = checks.first ?? nil
        if case .grpc? = result.healthCheck?.kind, result.upstreamProtocol == .http1 {
            reader.session.wrong(checksNode, expected: "another health check, or HTTP/2 to the endpoints")
        }
        result.ignoresHealthOnRemoval = reader.bool("ignore_health_on_host_removal") ?? false
        result.closesConnectionsOnFailure = reader.bool("close_connections_on_host_health_failure") ?? false
        result.tracksBudgets = reader.bool("track_timeout_budgets") ?? false
        reader.message("track_cluster_stats") { reader in
            if reader.bool("timeout_budgets") ?? false { result.tracksBudgets = true }
            result.tracksSizes = reader.bool("request_response_sizes") ?? false
            result.tracksEndpoints = reader.bool("per_endpoint_stats") ?? false
        }
        result.metadata = StructDocument.readMetadata("metadata", of: &reader)
        if case .originalDestination = result.discoveryType { refuseOfDestinations(&reader) }
        readEndpoints(&reader, into: &result)
        let hasKeys = result.tls != nil || result.transportMatches.contains { $0.tls != nil }
        result.source = !hasKeys ? reader.source : SecretRedaction.redact(reader.source)
        if name == nil { reader.session.isClusterListDoubtful = true }
        return name == nil ? nil : result
    }

    private static func readConnectionOptions(_ reader: inout MessageReader, into result: inout ClusterConfiguration) {
        result.bind = reader.message("upstream_bind_config", SocketOptionsDocument.readBind)
        result.keepalive =
            reader.message("upstream_connection_options") { reader in
                reader.message("tcp_keepalive", SocketOptionsDocument.readKeepalive) ?? nil
            } ?? nil
        reader.message("preconnect_policy") { reader in
            for name in ["per_upstream_preconnect_ratio", "predictive_preconnect_ratio"] {
                guard let node = reader.node(name), let ratio = reader.double(name), ratio != 1 else { continue }
                if ratio >= 1 && ratio <= 3 {
                    reader.session.complain(
                        .unimplemented, at: node, "expected 1, found a ratio that Apus does not implement")
                } else {
                    reader.session.wrong(node, expected: "a number from 1 to 3")
                }
            }
        }
    }

    /// Endpoints that clients name are not written down.
    private static func refuseOfDestinations(_ reader: inout MessageReader) {
        guard let key = reader.key("load_assignment") else { return }
        reader.session.complain(
            .wrongValue, at: key, "expected no \"load_assignment\" in an ORIGINAL_DST cluster, found one")
    }

    private static func readEndpoints(_ reader: inout MessageReader, into result: inout ClusterConfiguration) {
        let place = reader.node("load_assignment") ?? reader.place
        let allowsNames = result.discoveryType != .static
        let complaints = reader.session.complaintCount
        let assignment = reader.message("load_assignment") { EndpointDocument.read(&$0, allowsNames: allowsNames) }
        result.endpoints = assignment?.endpoints ?? []
        result.dropOverload = assignment?.dropOverload ?? FractionalPercentConfiguration()
        result.balancing.overprovisioningFactor = assignment?.overprovisioningFactor ?? 140
        result.balancing.weighsPriorityHealth = assignment?.weighsPriorityHealth ?? false
        // An endpoint that was complained of is missing from the list.
        guard case .logicalDNS = result.discoveryType, reader.session.complaintCount == complaints else { return }
        if result.endpoints.count != 1 || result.endpoints[0].endpoints.count != 1 {
            reader.session.complain(
                .wrongValue, at: place, "expected one locality with one endpoint in a LOGICAL_DNS cluster",
                isFoundLate: true)
        }
    }

    /// Reads the options of HTTP in their one place, and in the deprecated ones that Envoy reads when it is empty.
    private static func readHTTPOptions(_ reader: inout MessageReader, into result: inout ClusterConfiguration) {
        let oldMostRequests = reader.uint32("max_requests_per_connection") ?? 0
        let oldCommon = reader.message("common_http_protocol_options", HTTPOptionsDocument.readCommon)
        let oldHTTP1 = reader.message("http_protocol_options", HTTPOptionsDocument.readHTTP1)
        let hasOldHTTP2 = reader.has("http2_protocol_options")
        let oldHTTP2 = reader.message("http2_protocol_options", HTTP2OptionsDocument.read)
        let oldNames = reader.message("upstream_http_protocol_options", UpstreamNamesDocument.read)
        var isReplaced = false
        let session = reader.session
        for (key, value) in reader.map("typed_extension_protocol_options") {
            let name = key.string ?? ""
            guard name == httpOptionsType else {
                let nearest = NearestName.of(name, in: [httpOptionsType])
                session.complain(
                    .wrongValue, at: key, "expected \"\(httpOptionsType)\", found \(DecodingSession.quote(name))",
                    suggestion: nearest)
                session.checkAny(value)
                continue
            }
            guard let content = session.open(value, named: name) else { continue }
            guard content.typeName == httpOptionsType else {
                content.misplace("the type \(httpOptionsType)")
                continue
            }
            isReplaced = true
            if let options = content.read(readUpstreamOptions) {
                result.commonOptions = options.common
                result.http1Options = options.http1
                result.http2Options = options.http2
                result.upstreamProtocol = options.version
                result.names = options.names
            }
        }
        if !isReplaced {
            result.commonOptions = oldCommon ?? result.commonOptions
            result.http1Options = oldHTTP1 ?? result.http1Options
            result.http2Options = oldHTTP2 ?? result.http2Options
            if hasOldHTTP2 { result.upstreamProtocol = .http2 }
            result.names = oldNames ?? result.names
        }
        if case .forwarding(_, let isUnchecked) = result.discoveryType {
            checkNames(reader, isUnchecked, hasNone: !isReplaced && oldNames == nil, &result.names)
        }
        if result.commonOptions.maxRequestsPerConnection == nil, oldMostRequests > 0 {
            result.commonOptions.maxRequestsPerConnection = oldMostRequests
        }
    }

    /// Endpoints that clients name have to show that they are who is meant; so it is where nothing is said of HTTP.
    private static func checkNames(
        _ reader: MessageReader, _ isUnchecked: Bool, hasNone: Bool,
        _ names: inout UpstreamNamesConfiguration
    ) {
        if hasNone {
            names.asksForHost = true
            names.demandsHost = true
        }
        if isUnchecked || names.asksForHost && names.demandsHost { return }
        reader.session.complain(
            .wrongValue, at: reader.place,
            "expected \"auto_sni\" and \"auto_san_validation\" in a cluster of dynamic hosts without "
                + "\"allow_insecure_cluster_options\", found not both", isFoundLate: true)
    }

    /// What a cluster says of HTTP.
    private struct UpstreamOptions {
        var common = CommonHTTPOptionsConfiguration()
        var http1 = HTTP1OptionsConfiguration()
        var http2 = HTTP2OptionsConfiguration()
        var version = ClusterConfiguration.UpstreamProtocol.http1
        var names = UpstreamNamesConfiguration()
    }

    /// Reads `envoy.extensions.upstreams.http.v3.HttpProtocolOptions`.
    private static func readUpstreamOptions(_ reader: inout MessageReader) -> UpstreamOptions {
        var result = UpstreamOptions()
        result.common = reader.message("common_http_protocol_options", HTTPOptionsDocument.readCommon) ?? result.common
        result.names = reader.message("upstream_http_protocol_options", UpstreamNamesDocument.read) ?? result.names
        UpstreamFiltersDocument.read("http_filters", of: &reader)
        if reader.has("auto_config") {
            result.version = .negotiated
            reader.message("auto_config") { reader in
                for name in ["http3_protocol_options", "alternate_protocols_cache_options"] where reader.has(name) {
                    reader.refuse(name)
                }
                result.http1 = reader.message("http_protocol_options", HTTPOptionsDocument.readHTTP1) ?? result.http1
                result.http2 = reader.message("http2_protocol_options", HTTP2OptionsDocument.read) ?? result.http2
            }
            return result
        }
        if reader.has("use_downstream_protocol_config") {
            result.version = .asDownstream
            reader.message("use_downstream_protocol_config") { reader in
                result.http1 = reader.message("http_protocol_options", HTTPOptionsDocument.readHTTP1) ?? result.http1
                result.http2 = reader.message("http2_protocol_options", HTTP2OptionsDocument.read) ?? result.http2
            }
            return result
        }
        guard reader.has("explicit_http_config") else {
            reader.missing("explicit_http_config", "use_downstream_protocol_config", "auto_config")
            return result
        }
        reader.message("explicit_http_config") { reader in
            if reader.has("http3_protocol_options") {
                reader.refuse("http3_protocol_options")
            } else if reader.has("http2_protocol_options") {
                result.version = .http2
                result.http2 = reader.message("http2_protocol_options", HTTP2OptionsDocument.read) ?? result.http2
            } else if let options = reader.message("http_protocol_options", HTTPOptionsDocument.readHTTP1) {
                result.http1 = options
            } else if !reader.has("http_protocol_options") {
                reader.missing("http_protocol_options", "http2_protocol_options", "http3_protocol_options")
            }
        }
        return result
    }

    /// Reads `envoy.config.cluster.v3.CircuitBreakers`: of several thresholds for a priority, the first counts.
    private static func readCircuitBreakers(
        _ reader: inout MessageReader
    ) -> (CircuitBreakerThresholds, CircuitBreakerThresholds) {
        var (standard, high): (CircuitBreakerThresholds?, CircuitBreakerThresholds?)
        for (priority, thresholds) in reader.messages("thresholds", readThresholds) {
            switch priority {
            case .default: standard = standard ?? thresholds
            case .high: high = high ?? thresholds
            }
        }
        var result = (standard ?? CircuitBreakerThresholds(), high ?? CircuitBreakerThresholds())
        for (priority, most) in reader.messages("per_host_thresholds", readEndpointThresholds) {
            switch priority {
            case .default: result.0.maxConnectionsPerEndpoint = result.0.maxConnectionsPerEndpoint ?? most
            case .high: result.1.maxConnectionsPerEndpoint = result.1.maxConnectionsPerEndpoint ?? most
            }
        }
        return result
    }

    /// Reads thresholds that hold for each endpoint: connections alone can be limited so.
    private static func readEndpointThresholds(_ reader: inout MessageReader) -> (RoutingPriority, UInt32?) {
        let priority: RoutingPriority = reader.choice("priority", [0: .default, 1: .high]) ?? .default
        for name in [
            "max_pending_requests", "max_requests", "max_retries", "retry_budget", "track_remaining",
            "max_connection_pools",
        ] {
            guard let key = reader.key(name), !(name == "track_remaining" && reader.node(name)?.bool == false) else {
                continue
            }
            reader.session.complain(
                .wrongValue, at: key, "expected \"max_connections\" alone in thresholds of endpoints")
            reader.accept(name)
        }
        return (priority, reader.uint32("max_connections"))
    }

    private static func readThresholds(_ reader: inout MessageReader) -> (RoutingPriority, CircuitBreakerThresholds) {
        let priority: RoutingPriority = reader.choice("priority", [0: .default, 1: .high]) ?? .default
        var result = CircuitBreakerThresholds()
        result.maxConnections = reader.uint32("max_connections") ?? result.maxConnections
        result.maxPendingRequests = reader.uint32("max_pending_requests") ?? result.maxPendingRequests
        result.maxRequests = reader.uint32("max_requests") ?? result.maxRequests
        result.maxRetries = reader.uint32("max_retries") ?? result.maxRetries
        result.maxConnectionPools = reader.uint32("max_connection_pools") ?? result.maxConnectionPools
        result.retryBudget = reader.message("retry_budget") { reader in
            var budget = CircuitBreakerThresholds.RetryBudget()
            budget.percent = reader.message("budget_percent", HTTPOptionsDocument.readPercent) ?? budget.percent
            budget.minConcurrency = reader.uint32("min_retry_concurrency") ?? budget.minConcurrency
            if let interval = reader.duration("budget_interval"), interval > 0 { budget.interval = interval }
            return budget
        }
        result.trackRemaining = reader.bool("track_remaining") ?? false
        return (priority, result)
    }
}

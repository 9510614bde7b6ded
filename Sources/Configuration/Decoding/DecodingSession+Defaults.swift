/// Which values of a field that Apus does not implement change nothing, so that they are accepted.
extension DecodingSession {
    /// Whether a value is its field's default, so that leaving it out means the same: `null`, an empty list or map, the
    /// zero of a scalar, a message of defaults whose presence alone means nothing, or the default that Envoy documents.
    /// Says no, without complaint, for a value that is wrong.
    func isDefault(_ value: JSONNode, of field: FieldDescription, in message: String) -> Bool {
        if value.isNull { return true }
        if field.isRepeated || field.isMap {
            if field.isMap { return value.kind == .object && value.isEmptyContainer }
            var elements: [JSONNode] = []
            MessageReader.flatten(value, into: &elements)
            return elements.isEmpty
        }
        let documented = DocumentedDefaults.values["\(message).\(field.name)"]
        switch field.kind {
        case .message(let type):
            if let wrapped = WellKnownType.wrapped(type) {
                guard let documented else { return false }
                return isScalar(value, documented, kind: wrapped)
            }
            if type == "google.protobuf.Duration" {
                guard let documented, let text = value.string else { return false }
                return DurationText(text) == DurationText(documented)
            }
            guard value.kind == .object, !DocumentedDefaults.presenceMatters(type, "\(message).\(field.name)") else {
                return false
            }
            if type == "google.protobuf.Any" { return value.isEmptyContainer }
            if type == "google.protobuf.Struct" || type == "google.protobuf.Value" { return value.isEmptyContainer }
            return isEveryMemberDefault(value, type)
        case .bool, .string, .bytes, .double, .float, .uint32, .uint64, .int32, .int64, .enumeration:
            return isScalar(value, zero(of: field.kind), kind: field.kind)
                || documented.map { isScalar(value, $0, kind: field.kind) } ?? false
        }
    }

    private func isEveryMemberDefault(_ value: JSONNode, _ type: String) -> Bool {
        guard let message = types.message(type) else { return value.isEmptyContainer }
        var isDefault = true
        value.forEachMember { key, member in
            guard isDefault else { return }
            if let place = message.place(of: key) {
                let field = message.fields[place]
                // A chosen alternative says something even when it is empty.
                if field.oneof != nil && !member.isNull { isDefault = false }
                if isDefault { isDefault = self.isDefault(member, of: field, in: type) }
            } else {
                isDefault = false
            }
        }
        return isDefault
    }

    private func zero(of kind: FieldKind) -> String {
        switch kind {
        case .bool: "false"
        case .string, .bytes: ""
        default: "0"
        }
    }

    /// Whether a scalar, bare or as a wrapper object, says the same as `expected`.
    private func isScalar(_ value: JSONNode, _ expected: String, kind: FieldKind) -> Bool {
        var value = value
        if value.kind == .object {
            guard let inner = value["value"] else { return expected == zero(of: kind) && value.isEmptyContainer }
            if inner.isNull { return expected == zero(of: kind) }
            value = inner
        }
        switch kind {
        case .bool:
            if let bool = value.bool { return expected == (bool ? "true" : "false") }
            return value.string?.lowercased() == expected
        case .string, .bytes: return value.string == expected
        case .enumeration(let name):
            let values = types.enumeration(name)?.values ?? []
            if let text = value.string?.lowercased(), let found = values.first(where: { $0.name.lowercased() == text })
            {
                return found.name == expected || String(found.number) == expected
            }
            return isSameNumber(value, expected)
        case .double, .float, .uint32, .uint64, .int32, .int64: return isSameNumber(value, expected)
        case .message: return false
        }
    }

    private func isSameNumber(_ value: JSONNode, _ expected: String) -> Bool {
        let text = value.numberText ?? value.string ?? ""
        guard let number = NumberText(text, isQuoted: value.kind == .string).double else { return false }
        return number == NumberText(expected, isQuoted: false).double
    }
}

/// What Envoy documents about fields that Apus does not implement.
enum DocumentedDefaults {
    /// Defaults of wrappers and durations (which have no zero: unset is not 0), and defaults other than zero.
    static let values: [String: String] = {
        var values: [String: String] = [:]
        for (message, fields) in table {
            for (field, value) in fields { values["\(message).\(field)"] = value }
        }
        return values
    }()

    private static let table: KeyValuePairs<String, KeyValuePairs<String, String>> = [
        "envoy.config.bootstrap.v3.Bootstrap": ["stats_flush_interval": "5s"],
        "envoy.config.listener.v3.Listener": [
            "listener_filters_timeout": "15s", "use_original_dst": "false",
        ],
        "envoy.config.listener.v3.Listener.DeprecatedV1": ["bind_to_port": "true"],
        "envoy.config.listener.v3.FilterChain": [
            "use_proxy_proto": "false", "transport_socket_connect_timeout": "0s",
        ],
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager": [
            "add_proxy_protocol_connection_state": "true"
        ],
        "envoy.config.route.v3.RouteAction": ["include_vh_rate_limits": "false"],
        "envoy.extensions.filters.http.router.v3.Router": ["reject_connect_request_early_data": "false"],
    ]

    /// Whether an empty message still means something: it turns a feature on, or Envoy refuses it.
    static func presenceMatters(_ type: String, _ field: String) -> Bool {
        types.contains(type) || fields.contains(field)
    }

    private static let types: Set<String> = [
        "envoy.config.core.v3.TypedExtensionConfig", "envoy.config.core.v3.TransportSocket",
        "envoy.config.core.v3.ApiConfigSource", "envoy.config.core.v3.ConfigSource",
        "envoy.config.core.v3.TcpKeepalive", "envoy.config.core.v3.HealthStatusSet",
        "envoy.config.core.v3.RuntimeFractionalPercent", "envoy.config.core.v3.WatchedDirectory",
        "envoy.config.cluster.v3.OutlierDetection", "envoy.config.route.v3.CorsPolicy",
        "envoy.config.route.v3.InternalRedirectPolicy", "envoy.config.route.v3.Vhds",
        "envoy.config.route.v3.Decorator", "envoy.config.route.v3.Tracing", "envoy.config.accesslog.v3.AccessLogFilter",
        "envoy.config.metrics.v3.StatsMatcher", "envoy.type.matcher.v3.RegexMatchAndSubstitute",
        "xds.type.matcher.v3.Matcher",
    ]

    private static let fields: Set<String> = [
        "envoy.config.bootstrap.v3.Bootstrap.tracing",
        "envoy.config.listener.v3.Listener.default_filter_chain",
        "envoy.config.listener.v3.Listener.fcds_config",
        "envoy.config.listener.v3.Listener.udp_listener_config",
        "envoy.config.listener.v3.Listener.api_listener",
        "envoy.config.listener.v3.Listener.internal_listener",
        "envoy.config.listener.v3.Listener.connection_balance_config",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.tracing",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.internal_address_config",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.proxy_status_config",
        "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.forward_proto_config",
        "envoy.config.route.v3.RouteMatch.grpc", "envoy.config.route.v3.RouteMatch.tls_context",
        "envoy.extensions.filters.http.fault.v3.HTTPFault.response_rate_limit",
        "envoy.config.cluster.v3.Cluster.http2_protocol_options",
        "envoy.config.cluster.v3.Cluster.eds_cluster_config",
        "envoy.config.cluster.v3.Cluster.dns_resolution_config",
        "envoy.config.cluster.v3.Cluster.original_dst_lb_config",
        "envoy.config.cluster.v3.CircuitBreakers.Thresholds.retry_budget",
    ]
}

/// What the survey of the reader must know beforehand: what makes the reader look at a message, and which packages hold
/// the extensions of a field.
enum SurveyNeeds {
    /// What must stand in a message, beyond what the reader asks for by name.
    static let inside: [String: KeyValuePairs<String, String>] = [
        "envoy.config.core.v3.ApiConfigSource": ["api_type": "\"REST\""],
        "envoy.config.trace.v3.ZipkinConfig": ["collector_endpoint_version": "\"HTTP_JSON\""],
        "xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate": ["input": address],
        "xds.type.matcher.v3.Matcher.MatcherTree": ["input": address],
    ]

    /// An input that a listener's matcher looks at.
    private static let address =
        "{\"name\":\"x\",\"typed_config\":{\"@type\":\"type.googleapis.com/"
        + "envoy.extensions.matching.common_inputs.network.v3.DestinationIPInput\"}}"

    /// How the places end where filters of upstream requests stand.
    static let upstreamFilters = "HttpProtocolOptions.http_filters"

    /// What must stand beside a field.
    static let beside: [String: KeyValuePairs<String, String>] = [
        "envoy.config.listener.v3.Listener.udp_listener_config": ["address": datagrams],
        "envoy.config.overload.v3.OverloadAction.typed_config": ["name": "\"envoy.overload_actions.reduce_timeouts\""],
    ]

    /// The fields that hold others in a listener of datagrams; of the rest only the types are checked there.
    static let ofDatagrams: Set<String> = ["listener_filters", "typed_config", "udp_listener_config"]

    /// An address that makes a listener one of datagrams.
    static let datagrams = "{\"socket_address\":{\"protocol\":\"UDP\",\"address\":\"127.0.0.1\",\"port_value\":1}}"

    /// The packages of the extensions of a field, or of what holds them under that field.
    static let packages: [String: [String]] = {
        let filters = "envoy.extensions.filters."
        return [
            "http_filters": [filters + "http."], "filters": [filters + "network.", filters + "http."],
            "typed_per_filter_config": [filters + "http.", "envoy.config.route.v3.FilterConfig"],
            "config": [filters + "http."],
            "listener_filters": [filters + "listener.", filters + "udp."],
            "session_filters": [filters + "udp.udp_proxy.session."],
            "transport_socket": ["envoy.extensions.transport_sockets."],
            "access_log": ["envoy.extensions.access_loggers."],
            "upstream_log": ["envoy.extensions.access_loggers."],
            "access_log_options": ["envoy.extensions.access_loggers."],
            "extension_filter": ["envoy.extensions.access_loggers.filters."],
            "load_balancing_policy": ["envoy.extensions.load_balancing_policies."],
            "endpoint_picking_policy": ["envoy.extensions.load_balancing_policies."],
            "locality_picking_policy": ["envoy.extensions.load_balancing_policies."],
            "original_ip_detection_extensions": ["envoy.extensions.http.original_ip_detection."],
            "request_id_extension": ["envoy.extensions.request_id."],
            "early_header_mutation_extensions": ["envoy.extensions.http.early_header_mutation."],
            "header_validation_config": ["envoy.extensions.http.header_validators."],
            "stateful_formatter": ["envoy.extensions.http.header_formatters."],
            "provider": ["envoy.config.trace.", "envoy.extensions.tracers."],
            "http": ["envoy.config.trace.", "envoy.extensions.tracers."],
            "sampler": ["envoy.extensions.tracers.opentelemetry.samplers."],
            "wrapped_sampler": ["envoy.extensions.tracers.opentelemetry.samplers."],
            "resource_detectors": ["envoy.extensions.tracers.opentelemetry.resource_detectors."],
            "retry_host_predicate": ["envoy.extensions.retry.host."],
            "retry_priority": ["envoy.extensions.retry.priority."],
            "predicates": ["envoy.extensions.internal_redirect."],
            "typed_extension_protocol_options": ["envoy.extensions.upstreams.http.v3."],
            "cluster_type": ["envoy.extensions.clusters."],
            "typed_dns_resolver_config": ["envoy.extensions.network.dns_resolver."],
            "stats_sinks": ["envoy.extensions.stat_sinks.", "envoy.config.metrics."],
            "resource_monitors": ["envoy.extensions.resource_monitors."],
            "actions": [
                "envoy.config.overload.", "envoy.extensions.watchdog.",
                "envoy.extensions.filters.udp.udp_proxy.v3.Route",
            ],
            "decompressor_library": ["envoy.extensions.compression.gzip.decompressor."],
            "credential": ["envoy.extensions.http.injected_credentials."],
            "event_logger": ["envoy.extensions.health_check.event_sinks."],
            "session_state": ["envoy.extensions.http.stateful_session."],
            "formatters": ["envoy.extensions.formatter."],
            "input": [
                "envoy.extensions.matching.", "envoy.type.matcher.v3.",
            ],
            "custom_match": ["envoy.extensions.matching.input_matchers."],
            "on_match": ["envoy.extensions.filters.udp.udp_proxy.v3.Route", "envoy.config.route.v3.RouteList"],
            "on_no_match": ["envoy.extensions.filters.udp.udp_proxy.v3.Route", "envoy.config.route.v3.RouteList"],
            "bootstrap_extensions": ["envoy.extensions.bootstrap."],
            "path_rewrite_policy": ["envoy.extensions.path."], "path_match_policy": ["envoy.extensions.path."],
            "custom_validator_config": ["envoy.extensions.transport_sockets.tls."],
            "upgrade_configs": [filters + "http."],
        ]
    }()
}

extension FieldTexts {
    /// The HTTP connection manager, and routes.
    static let http = #"""
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
        codec_type which versions of HTTP; AUTO finds out
        rds where its routes come from
        route_config its routes
        http_filters what requests pass through; the router is the last
        add_user_agent whether user-agent and the cluster's name are added
        tracing how requests are traced
        common_http_protocol_options what holds for all versions
        http1_safe_max_connection_duration whether HTTP/1.1 of the greatest age ends only behind an answer
        http_protocol_options HTTP/1.1
        http2_protocol_options HTTP/2
        server_name ["envoy"] what answers say of their server
        server_header_transformation whether that goes before what the upstream says
        scheme_header_transformation the scheme that upstreams are told
        max_request_headers_kb [60] KiB that a request's head may have
        stream_idle_timeout [5m] how long a request may move nothing; 0s: for ever
        stream_flush_timeout how long the rest of an answer may wait to be sent
        request_timeout [unlimited] how long a request may take to come whole
        request_headers_timeout [unlimited] how long its head may take
        drain_timeout [5s] how long a connection of HTTP/2 goes on after it was told to end
        delayed_close_timeout [1s] how long the client may take to close behind the last answer
        access_log_flush_interval how often a line is written in between; of before access_log_options
        flush_access_log_on_new_request whether a line is written at the beginning; of before access_log_options
        access_log_options when lines are written
        use_remote_address whether the client is who connects, rather than who x-forwarded-for says
        xff_num_trusted_hops proxies before us that are believed
        original_ip_detection_extensions other ways to find out who the client is
        early_header_mutation_extensions changes of the head before anything looks at it
        internal_address_config which addresses count as our own
        skip_xff_append whether x-forwarded-for stays as it is
        via what is added to via
        generate_request_id [true] whether requests without x-request-id get one
        preserve_external_request_id whether one from outside stays
        always_set_request_id_in_response whether answers tell it
        forward_client_cert_details what happens to x-forwarded-client-cert
        set_current_client_cert_details what of the client's certificate it tells
        proxy_100_continue whether "expect: 100-continue" is left to the upstream
        represent_ipv4_remote_address_as_ipv4_mapped_ipv6 whether x-forwarded-for has IPv6 alone
        upgrade_configs protocols that may take a connection over
        normalize_path whether "." and ".." are resolved
        merge_slashes whether "//" becomes "/"
        path_with_escaped_slashes_action what becomes of "%2F"
        request_id_extension how x-request-id is used
        local_reply_config how answers of our own look
        strip_matching_host_port whether the listener's port is taken out of the host
        strip_any_host_port whether any port is
        strip_trailing_host_dot whether a dot at the end of the host is
        stream_error_on_invalid_http_message whether a connection goes on behind a request that was refused
        proxy_status_config whether answers have proxy-status (RFC 9209)
        append_x_forwarded_port whether upstreams are told the port
        add_proxy_protocol_connection_state [true] whether what the PROXY protocol said is known to others
        @ extensions.filters.network.http_connection_manager.v3.Rds
        config_source where they come from
        route_config_name the name of the resource
        @ extensions.filters.network.http_connection_manager.v3.HttpFilter
        is_optional whether one that Envoy does not know is left out
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing
        client_sampling [100 %] the share of clients' wishes that are followed
        random_sampling [100 %] the share that is traced at random
        overall_sampling [100 %] the share of all that may be traced
        verbose whether spans tell of moments in between
        max_path_tag_length [256] bytes of the path that are told
        custom_tags further tags
        provider who is told
        spawn_upstream_span whether each try has a span of its own
        operation the name of spans, with operators
        upstream_operation the name of tries' spans, with operators
        no_context_propagation whether upstreams are told nothing of the trace
        @ config.trace.v3.Tracing.Http
        name its name; the type is what counts
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.HcmAccessLogOptions
        access_log_flush_interval how often a line is written in between
        flush_access_log_on_new_request whether a line is written at the beginning
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.InternalAddressConfig
        unix_sockets whether clients of Unix sockets are our own
        cidr_ranges blocks of addresses that are
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.SetCurrentClientCertDetails
        subject whether its subject
        cert whether the whole of it
        chain whether the whole chain
        dns whether its names
        uri whether its URIs
        issuer whether its issuer
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig
        upgrade_type the protocol, such as "websocket" or "CONNECT"
        filters the filters that it passes through; those of requests without it
        enabled [true] whether it is allowed where the route says nothing
        @ extensions.filters.network.http_connection_manager.v3.LocalReplyConfig
        mappers changes of answers that fit
        body_format how bodies look
        @ extensions.filters.network.http_connection_manager.v3.ResponseMapper
        filter which answers
        status_code another status
        body the text that the body's format gets
        body_format_override how the body looks
        headers_to_add further fields
        @ extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.ProxyStatusConfig
        remove_details whether details are left out
        remove_connection_termination_details whether those of connections are
        remove_response_flags whether flags are
        set_recommended_response_code whether the status is the one that the RFC advises
        use_node_id whether the proxy is called by its node's id
        literal_proxy_name what the proxy is called
        @ extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig
        forward_reason_phrase whether the words behind a status go on
        formatter_type_on_envoy_headers how names of our own fields are written
        @ extensions.http.original_ip_detection.custom_header.v3.CustomHeaderConfig
        header_name the field that holds the client's address
        allow_extension_to_set_address_as_trusted whether such a client may be internal
        reject_with_status [403] the answer where there is none
        @ extensions.http.original_ip_detection.xff.v3.XffConfig
        xff_num_trusted_hops proxies before us that are believed
        xff_trusted_cidrs proxies that are believed by their addresses
        skip_xff_append [true] whether x-forwarded-for stays as it is
        @ extensions.http.original_ip_detection.xff.v3.XffTrustedCidrs
        cidrs blocks of addresses
        @ extensions.request_id.uuid.v3.UuidRequestIdConfig
        pack_trace_reason [true] whether the id tells why a request is traced
        use_request_id_for_trace_sampling [true] whether the id decides what is traced
        @ config.route.v3.HeaderMatcher
        name the field
        exact_match its value
        safe_regex_match an expression that its value fits
        range_match a whole number in between
        present_match whether it is there
        prefix_match the beginning of its value
        suffix_match the end of its value
        contains_match a part of its value
        string_match a condition on its value
        invert_match whether it must not fit
        treat_missing_header_as_empty whether one that is missing is an empty one
        @ config.route.v3.RouteConfiguration
        virtual_hosts routes by host
        internal_only_headers fields that requests from outside lose
        most_specific_header_mutations_wins whether a route's changes of fields go after those around it
        validate_clusters whether its clusters must be there
        max_direct_response_body_size_bytes [4096] the longest body of a direct response
        request_mirror_policies where copies of requests go
        ignore_port_in_host_matching whether ports of hosts count for nothing
        vhost_header the field that holds the host to choose by
        ignore_path_parameters_in_path_matching whether what stands behind ";" counts for nothing
        @ config.route.v3.RouteList
        routes routes of which the first that fits is taken
        @ config.route.v3.VirtualHost
        domains its hosts: exact, "*.example.com", "www.*" or "*"
        routes its routes; the first that fits is taken
        matcher chooses routes that stand in it, in the place of routes
        require_tls whether requests without TLS are redirected
        virtual_clusters statistics of kinds of requests
        rate_limits descriptors for rate limits
        cors of before the filter's own settings
        include_request_attempt_count whether upstreams are told which try it is
        include_attempt_count_in_response whether clients are told how many there were
        retry_policy when requests are tried again
        hedge_policy what happens while a try is slow
        include_is_timeout_retry_header whether upstreams are told that the try before was too slow
        per_request_buffer_limit_bytes bytes of a body that are kept for tries; of before request_body_buffer_limit
        request_body_buffer_limit bytes of a body that are kept for tries
        request_mirror_policies where copies of requests go
        @ config.route.v3.RouteAction.RequestMirrorPolicy
        cluster the cluster
        cluster_header the field that names it
        runtime_fraction the share [all]
        trace_sampled whether copies are traced [as the request]
        disable_shadow_host_suffix_append whether the host stays without "-shadow"
        host_rewrite_literal the host of copies
        @ config.route.v3.FilterConfig
        config what is other
        is_optional whether a type that Envoy does not know is passed over
        @ config.route.v3.Route
        match which requests
        route they go to a cluster
        redirect they are redirected
        direct_response they are answered here
        decorator what the trace calls them
        tracing how they are traced
        per_request_buffer_limit_bytes bytes of a body that are kept for tries; of before request_body_buffer_limit
        request_body_buffer_limit bytes of a body that are kept for tries
        @ config.route.v3.VirtualCluster
        headers what its requests have
        @ config.route.v3.RateLimit
        stage filters of this number use it
        actions the entries of the descriptor
        @ config.route.v3.CorsPolicy
        allow_origin_string_match origins that are allowed
        allow_methods methods that are
        allow_headers fields that are
        expose_headers fields that pages may read
        max_age how long browsers keep the answer
        allow_credentials whether cookies may come along
        allow_private_network_access whether pages of wider networks may ask
        forward_not_matching_preflights [true] whether questions of other origins go on to the upstream
        @ config.route.v3.RetryPolicy
        retry_on conditions, such as "5xx,reset"
        num_retries [1] tries behind the first
        per_try_timeout how long a try may take [as long as the request]
        per_try_idle_timeout how long a try may move nothing
        retry_priority which priority a further try chooses
        retry_host_predicate which endpoints it passes over
        host_selection_retry_max_attempts [1] how often it chooses anew
        retriable_status_codes statuses of the condition retriable-status-codes
        retry_back_off pauses between tries [25ms, doubling]
        rate_limited_retry_back_off pauses that the upstream asks for
        retriable_headers fields of answers that are tried again
        retriable_request_headers fields of requests that may be
        @ config.route.v3.HedgePolicy
        initial_requests checked; as in Envoy one is sent
        additional_request_chance checked; as in Envoy nothing follows from it
        hedge_on_per_try_timeout whether a slow try goes on beside the next
        @ config.route.v3.RouteAction.HashPolicy
        header a field
        cookie a cookie
        connection_properties what is known of the connection
        query_parameter a parameter of the query
        terminal whether later ones are left out once this has a value
        @ config.route.v3.RouteMatch
        prefix the beginning of the path
        path the whole path
        safe_regex an expression that the path fits
        connect_matcher CONNECT requests
        path_separated_prefix a beginning of whole parts: "/a" takes "/a/b" and no "/ab"
        case_sensitive [true] whether case counts
        runtime_fraction a share of those that fit
        headers fields that must fit
        query_parameters parameters that must fit
        cookies cookies that must fit
        grpc gRPC alone
        tls_context by the client's certificate
        dynamic_metadata metadata that must fit
        filter_state objects that must fit
        @ config.route.v3.RouteAction
        cluster the cluster
        cluster_header the field that names it
        weighted_clusters several clusters by weight
        cluster_not_found_response_code the answer where it is not there
        prefix_rewrite what takes the place of the prefix
        regex_rewrite changes the path by an expression
        path_rewrite the path, with operators
        host_rewrite_literal the host
        auto_host_rewrite whether the host is the endpoint's name
        host_rewrite_header the field that holds the host
        host_rewrite_path_regex makes the host of the path
        host_rewrite the host, with operators
        append_x_forwarded_host whether upstreams are told the host that came
        timeout [15s] how long an answer may take; 0s: for ever
        idle_timeout how long the request may move nothing [stream_idle_timeout]
        flush_timeout how long the rest of an answer may wait to be sent
        retry_policy when requests are tried again
        request_mirror_policies where copies of requests go
        priority which limits of the cluster hold
        rate_limits descriptors for rate limits
        include_vh_rate_limits whether those of the virtual host count too
        hash_policy what the endpoint is chosen by
        cors of before the filter's own settings
        max_grpc_timeout how long gRPC calls may ask for; of before max_stream_duration
        grpc_timeout_offset what is taken off that; of before max_stream_duration
        upgrade_configs protocols that may take a connection over
        internal_redirect_policy redirects that are followed here
        hedge_policy what happens while a try is slow
        max_stream_duration how long a request may take as a whole
        @ config.route.v3.RedirectAction
        https_redirect whether to HTTPS
        scheme_redirect another scheme
        host_redirect another host
        port_redirect another port
        path_redirect another path
        prefix_rewrite another prefix
        regex_rewrite changes the path by an expression
        path_rewrite the path, with operators
        response_code the status
        strip_query whether the query is left out
        @ config.route.v3.DirectResponseAction
        status the status
        body the body
        body_format how the body looks
        @ config.route.v3.Decorator
        operation the name
        propagate [true] whether others are told
        @ config.route.v3.Tracing
        client_sampling [100 %] the share of clients' wishes that are followed
        random_sampling [100 %] the share that is traced at random
        overall_sampling [100 %] the share of all that may be traced
        custom_tags further tags
        operation the name of spans, with operators
        upstream_operation the name of tries' spans, with operators
        @ config.route.v3.RateLimit.Action
        source_cluster this proxy's cluster
        destination_cluster the route's cluster
        request_headers a field
        query_parameters a parameter of the query
        remote_address the client's address
        generic_key a text
        header_value_match whether fields fit
        query_parameter_value_match whether parameters of the query fit
        remote_address_match whether the client's address fits
        dynamic_metadata metadata; of before metadata
        metadata metadata
        masked_remote_address the client's network
        @ config.route.v3.RetryPolicy.RetryBackOff
        base_interval the first pause
        max_interval [10 times the first] the longest pause
        @ config.route.v3.RetryPolicy.RateLimitedRetryBackOff
        reset_headers fields that say when to come again
        max_interval [300s] longer ones are not followed
        @ config.route.v3.RetryPolicy.ResetHeader
        name the field
        format seconds, or a moment
        @ config.route.v3.RouteAction.HashPolicy.Header
        header_name the field
        regex_rewrite changes its value before
        @ config.route.v3.RouteAction.HashPolicy.Cookie
        name its name
        ttl how long one that is made here lives; without it none is made
        path where the client sends it
        attributes further attributes
        @ config.route.v3.RouteAction.HashPolicy.CookieAttribute
        name its name
        value its value
        @ config.route.v3.RouteAction.HashPolicy.ConnectionProperties
        source_ip the client's address
        @ config.route.v3.RouteAction.HashPolicy.QueryParameter
        name the parameter
        @ config.route.v3.QueryParameterMatcher
        name the parameter
        string_match a condition on its value
        present_match whether it is there
        @ config.route.v3.CookieMatcher
        name the cookie
        string_match a condition on its value
        invert_match whether it must not fit
        @ config.route.v3.RouteMatch.TlsContextMatchOptions
        presented whether the client showed a certificate
        validated whether it was found good
        @ config.route.v3.WeightedCluster
        clusters clusters with their shares
        total_weight [their sum] checked
        runtime_key_prefix runtime keys below it change the weights
        header_name the field whose number chooses, in the place of chance
        use_hash_policy whether the hash policy chooses
        @ config.route.v3.WeightedCluster.ClusterWeight
        name the cluster
        cluster_header the field that names it
        weight its share
        host_rewrite_literal the host
        @ config.route.v3.RouteAction.UpgradeConfig
        upgrade_type the protocol, such as "websocket" or "CONNECT"
        enabled [true] whether it is allowed
        connect_config ends CONNECT here: the upstream gets what it carries
        @ config.route.v3.RouteAction.UpgradeConfig.ConnectConfig
        allow_post whether POST opens a tunnel too
        @ config.route.v3.InternalRedirectPolicy
        max_internal_redirects [1] how many in a row
        redirect_response_codes [302] statuses that are followed
        predicates conditions on where they lead
        allow_cross_scheme_redirect whether they may leave HTTPS, or go there
        response_headers_to_copy fields of the answer that the next request gets
        @ config.route.v3.RouteAction.MaxStreamDuration
        max_stream_duration how long a request may take
        grpc_timeout_header_max how long gRPC calls may ask for
        grpc_timeout_header_offset what is taken off that
        @ config.route.v3.RateLimit.Action.RequestHeaders
        header_name the field
        descriptor_key the entry's name
        skip_if_absent whether the entry, rather than the descriptor, is left out without it
        @ config.route.v3.RateLimit.Action.QueryParameters
        query_parameter_name the parameter
        descriptor_key the entry's name
        skip_if_absent whether the entry, rather than the descriptor, is left out without it
        @ config.route.v3.RateLimit.Action.GenericKey
        descriptor_value the text
        descriptor_key ["generic_key"] the entry's name
        @ config.route.v3.RateLimit.Action.HeaderValueMatch
        descriptor_value the text where they fit
        descriptor_key ["header_match"] the entry's name
        expect_match [true] whether they must fit
        headers conditions on fields
        @ config.route.v3.RateLimit.Action.QueryParameterValueMatch
        descriptor_key [query_match] the descriptor's key
        descriptor_value the descriptor's value
        expect_match [true] whether the parameters have to fit, or not to
        query_parameters conditions on parameters, all of which count
        @ config.route.v3.RateLimit.Action.RemoteAddressMatch
        descriptor_key [remote_address_match] the descriptor's key
        descriptor_value the descriptor's value, with operators
        default_value the value where an operator has none
        address_matcher the networks
        @ config.route.v3.RateLimit.Action.DynamicMetaData
        descriptor_key the entry's name
        metadata_key where it is
        default_value what stands where it is not there
        @ config.route.v3.RateLimit.Action.MetaData
        descriptor_key the entry's name
        metadata_key where it is
        default_value what stands where it is not there
        source whose metadata
        skip_if_absent whether the entry, rather than the descriptor, is left out without it
        @ config.route.v3.RateLimit.Action.MaskedRemoteAddress
        v4_prefix_mask_len [32] bits of an IPv4 address that count
        v6_prefix_mask_len [128] bits of an IPv6 address that count
        @ extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig
        update_frequency tries until priorities that were tried are left out
        @ extensions.retry.host.omit_host_metadata.v3.OmitHostMetadataConfig
        metadata_match endpoints with it are passed over
        @ extensions.internal_redirect.allow_listed_routes.v3.AllowListedRoutesConfig
        allowed_route_names routes that they may lead to
        """#
}

extension FieldTexts {
    /// HTTP filters, and rules of who may do what.
    static let filters = #"""
        @ extensions.filters.http.api_key_auth.v3.ApiKeyAuthPerRoute
        credentials keys and whose they are
        key_sources where requests have them
        allowed_clients the only clients that may pass
        forwarding what the upstream is told
        @ extensions.filters.http.api_key_auth.v3.ApiKeyAuth
        credentials keys and whose they are
        key_sources where requests have them
        forwarding what the upstream is told
        @ extensions.filters.http.api_key_auth.v3.Credential
        key the key
        client whose it is
        @ extensions.filters.http.api_key_auth.v3.KeySource
        header the field
        query the parameter of the query
        cookie the cookie
        @ extensions.filters.http.api_key_auth.v3.Forwarding
        header the field that tells the client's name
        hide_credentials whether the key is taken out
        @ extensions.filters.http.bandwidth_limit.v3.BandwidthLimit
        enable_mode which direction is limited
        limit_kbps KiB a second
        fill_interval [50ms] how often bytes are let through
        runtime_enabled whether it is applied [true]
        enable_response_trailers whether trailers tell the delays
        response_trailer_prefix the beginning of their names
        @ extensions.filters.http.compressor.v3.Compressor
        content_length of before min_content_length
        content_type of before the directions' own
        disable_on_etag_header of before the response direction's own
        remove_accept_encoding_header of before the response direction's own
        runtime_enabled of before enabled
        compressor_library the coding
        request_direction_config how bodies of requests are compressed; nothing: they are not
        response_direction_config how bodies of responses are compressed
        choose_first whether its coding wins where a client likes several as much
        @ extensions.filters.http.compressor.v3.Compressor.RequestDirectionConfig
        common_config what is compressed
        @ extensions.filters.http.compressor.v3.Compressor.ResponseDirectionConfig
        common_config what is compressed
        disable_on_etag_header whether what has an ETag is left alone
        weaken_etag_on_compress whether strong ETags become weak ones, rather than going
        remove_accept_encoding_header whether the upstream does not hear which codings the client takes
        uncompressible_response_codes statuses whose bodies are left alone
        status_header_enabled whether a field tells why a body is compressed or not
        @ extensions.filters.http.compressor.v3.Compressor.CommonDirectionConfig
        enabled whether it is applied [true]
        min_content_length [30] bytes that a body has at least
        content_type types of content that are compressed [texts, scripts, JSON, XML, fonts and pictures of text]
        @ extensions.filters.http.compressor.v3.CompressorPerRoute
        overrides what is other here
        @ extensions.filters.http.compressor.v3.CompressorOverrides
        response_direction_config what is other for responses
        compressor_library the coding
        @ extensions.filters.http.compressor.v3.ResponseDirectionOverrides
        remove_accept_encoding_header whether the upstream does not hear which codings the client takes
        @ extensions.filters.http.decompressor.v3.Decompressor
        decompressor_library the coding
        request_direction_config how bodies of requests are decompressed
        response_direction_config how bodies of responses are decompressed
        @ extensions.filters.http.decompressor.v3.Decompressor.RequestDirectionConfig
        common_config what is decompressed
        advertise_accept_encoding [true] whether requests say that the coding is taken, where responses are decompressed
        @ extensions.filters.http.decompressor.v3.Decompressor.ResponseDirectionConfig
        common_config what is decompressed
        @ extensions.filters.http.decompressor.v3.Decompressor.CommonDirectionConfig
        enabled whether it is applied [true]
        ignore_no_transform_header whether messages that say no-transform are decompressed as well
        @ extensions.compression.gzip.decompressor.v3.Gzip
        window_bits [15] how far back matches may lie, as a power of two
        chunk_size [4096] bytes after which it is asked whether there are too many
        max_inflate_ratio [100] how many times more bytes may come out of a piece than went in
        @ extensions.filters.http.credential_injector.v3.CredentialInjector
        credential the credential
        overwrite whether it takes the place of what is there
        allow_request_without_credential whether requests go on while there is none
        @ extensions.http.injected_credentials.generic.v3.Generic
        credential a generic secret, of the file or from a source
        header [authorization] the field that it is put into
        header_value_prefix what stands before it
        @ extensions.filters.http.basic_auth.v3.BasicAuthPerRoute
        users names and hashes, as htpasswd writes them
        realm what clients are told
        @ extensions.filters.http.basic_auth.v3.BasicAuth
        users names and hashes, as htpasswd writes them
        forward_username_header the field that tells the name
        authentication_header the field that holds it in the place of authorization
        allow_missing whether requests without it pass
        emit_dynamic_metadata whether the name becomes metadata
        realm what clients are told
        @ extensions.filters.http.buffer.v3.BufferPerRoute
        buffer another limit
        @ extensions.filters.http.buffer.v3.Buffer
        max_request_bytes the longest body that is waited for
        @ extensions.filters.http.cors.v3.CorsPolicy
        allow_origin_string_match origins that are allowed
        allow_methods methods that are
        allow_headers fields that are
        expose_headers fields that pages may read
        max_age how long browsers keep the answer
        allow_credentials whether cookies may come along
        allow_private_network_access whether pages of wider networks may ask
        forward_not_matching_preflights [true] whether questions of other origins go on to the upstream
        @ extensions.filters.http.csrf.v3.CsrfPolicy
        additional_origins origins that may post beside our own
        @ extensions.filters.http.dynamic_forward_proxy.v3.PerRouteConfig
        host_rewrite_literal the host that is resolved
        host_rewrite_header the field that holds it
        @ extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig
        dns_cache_config the cache of names, as its cluster has it
        @ extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
        check_settings what is other here
        @ extensions.filters.http.ext_authz.v3.CheckSettings
        context_extensions texts for the authoriser; HTTP has no place for them
        disable_request_body_buffering whether the body is not sent along
        with_request_body how much of the body is
        @ extensions.filters.http.ext_authz.v3.ExtAuthz
        http_service who is asked
        transport_api_version V3
        failure_mode_allow whether requests pass when nobody answers
        failure_mode_allow_header_add whether the upstream is told that
        with_request_body how much of the body is sent along
        clear_route_cache whether the route is chosen anew behind changes
        status_on_error [403] the answer when nobody answers
        filter_enabled_metadata metadata that turns it on
        deny_at_disable whether requests are refused where it is off
        allowed_headers fields that are sent along
        disallowed_headers fields that are not
        charge_cluster_response_stats [true] whether refusals count for the cluster
        metadata_context_namespaces for gRPC; of no use here
        typed_metadata_context_namespaces for gRPC; of no use here
        route_metadata_context_namespaces for gRPC; of no use here
        route_typed_metadata_context_namespaces for gRPC; of no use here
        include_peer_certificate for gRPC; of no use here
        include_tls_session for gRPC; of no use here
        @ extensions.filters.http.ext_authz.v3.HttpService
        server_uri where to ask
        path_prefix what is put before the path
        authorization_request what the question has
        authorization_response what is taken of the answer
        @ extensions.filters.http.ext_authz.v3.BufferSettings
        max_request_bytes bytes that are sent along
        allow_partial_message whether a longer body is cut off, rather than refused
        pack_as_bytes for gRPC; of no use here
        @ extensions.filters.http.ext_authz.v3.AuthorizationRequest
        allowed_headers fields that are sent along; of before the filter's own
        headers_to_add further fields
        @ extensions.filters.http.ext_authz.v3.AuthorizationResponse
        allowed_upstream_headers fields that the upstream gets
        allowed_upstream_headers_to_append fields that it gets beside those of their names
        allowed_client_headers fields of a refusal that the client gets
        allowed_client_headers_on_success fields that the client gets with the upstream's answer
        dynamic_metadata_from_headers fields that become metadata
        @ extensions.filters.http.fault.v3.HTTPFault
        delay how requests are delayed
        abort how they are answered
        upstream_cluster only for this cluster
        headers only for requests that fit
        downstream_nodes only from these
        max_active_faults faults at once
        response_rate_limit how slowly answers go
        delay_percent_runtime the runtime key of the share that is delayed
        abort_percent_runtime the runtime key of the share that is answered
        delay_duration_runtime the runtime key of the delay
        abort_http_status_runtime the runtime key of the status
        max_active_faults_runtime the runtime key of faults at once
        response_rate_limit_percent_runtime the runtime key of the share that is slow
        abort_grpc_status_runtime the runtime key of the gRPC status
        disable_downstream_cluster_stats whether callers have no statistics
        filter_metadata metadata of what was done
        @ extensions.filters.common.fault.v3.FaultDelay
        fixed_delay how long
        header_delay x-envoy-fault-delay-request says how long
        percentage the share of requests
        @ extensions.filters.http.fault.v3.FaultAbort
        http_status the status
        grpc_status the gRPC status
        header_abort x-envoy-fault-abort-request says the status
        percentage the share of requests
        @ extensions.filters.common.fault.v3.FaultRateLimit
        fixed_limit how fast
        header_limit x-envoy-fault-throughput-response says how fast
        percentage the share of requests
        @ extensions.filters.common.fault.v3.FaultRateLimit.FixedLimit
        limit_kbps KiB a second
        @ extensions.filters.http.header_mutation.v3.HeaderMutationPerRoute
        mutations what is changed
        @ extensions.filters.http.header_mutation.v3.HeaderMutation
        mutations what is changed
        most_specific_header_mutations_wins whether a route's changes go after those around it
        @ extensions.filters.http.header_mutation.v3.Mutations
        request_mutations fields of requests
        query_parameter_mutations parameters of queries
        response_mutations fields of answers
        response_trailers_mutations trailers of answers
        request_trailers_mutations trailers of requests
        @ extensions.filters.http.header_to_metadata.v3.Config
        request_rules for requests
        response_rules for answers
        @ extensions.filters.http.header_to_metadata.v3.Config.Rule
        header the field
        cookie the cookie
        on_header_present what is noted where it is there
        on_header_missing what is noted where it is not
        remove whether the field is taken out
        @ extensions.filters.http.header_to_metadata.v3.Config.KeyValuePair
        metadata_namespace [the filter's name] the space
        key the name
        value the value in the place of the field's
        regex_value_rewrite changes the value
        type as what it is noted
        encode whether it is base64
        @ extensions.filters.http.json_to_metadata.v3.JsonToMetadata
        request_rules for requests, which are waited for
        response_rules for answers, which are waited for
        @ extensions.filters.http.json_to_metadata.v3.JsonToMetadata.MatchRules
        rules what is made of bodies
        allow_content_types [`application/json`] the types of bodies that are looked at
        allow_empty_content_type whether bodies are looked at that do not say their type
        allow_content_types_regex further types
        @ extensions.filters.http.json_to_metadata.v3.JsonToMetadata.Rule
        selectors the keys that lead to the value
        on_present what is noted where it is there
        on_missing what is noted where it is not
        on_error what is noted where the body is no JSON
        @ extensions.filters.http.json_to_metadata.v3.JsonToMetadata.Selector
        key a key
        @ extensions.filters.http.json_to_metadata.v3.JsonToMetadata.KeyValuePair
        metadata_namespace [the filter's name] the space
        key the name
        value the value in the place of the body's
        type as what it is noted
        preserve_existing_metadata_value whether what is there already stays
        @ extensions.filters.http.jwt_authn.v3.PerRouteConfig
        requirement_name the requirement of that name
        @ extensions.filters.http.jwt_authn.v3.JwtAuthentication
        providers who issues tokens, by name
        rules what requests need
        bypass_cors_preflight whether questions of browsers pass
        requirement_map requirements by name
        strip_failure_response whether refusals say no reason
        @ extensions.filters.http.jwt_authn.v3.JwtProvider
        issuer who must have issued it
        audiences for whom, one of these
        subjects about whom
        require_expiration whether it must run out
        max_lifetime how long it may hold
        remote_jwks keys of a server
        local_jwks keys of the file
        forward whether the token goes on
        from_headers fields that hold it
        from_params parameters of the query that hold it
        from_cookies cookies that hold it
        forward_payload_header the field that tells its payload
        pad_forward_payload_header whether that is padded
        payload_in_metadata the name in metadata of its payload
        normalize_payload_in_metadata how that is written
        header_in_metadata the name in metadata of its header
        clock_skew_seconds [60] how far clocks may be apart
        jwt_cache_config tokens that were good are remembered
        claim_to_headers claims that become fields
        clear_route_cache whether the route is chosen anew
        @ extensions.filters.http.jwt_authn.v3.RequirementRule
        match which requests
        requires what they need
        requirement_name the requirement of that name
        @ extensions.filters.http.jwt_authn.v3.JwtRequirement
        provider_name a token of this provider
        provider_and_audiences the same, for others than the provider says
        requires_any one of several
        requires_all all of several
        allow_missing_or_failed nothing; what there is may be wrong
        allow_missing nothing; what there is must be good
        @ extensions.filters.http.jwt_authn.v3.RemoteJwks
        http_uri where they are
        cache_duration [10m] how long they hold
        async_fetch whether they are fetched beforehand
        retry_policy tries
        @ extensions.filters.http.jwt_authn.v3.JwksAsyncFetch
        fast_listener whether the listener does not wait for them
        failed_refetch_duration [1s] the pause behind a failure
        @ extensions.filters.http.jwt_authn.v3.JwtHeader
        name the field
        value_prefix what stands before the token
        @ extensions.filters.http.jwt_authn.v3.JwtProvider.NormalizePayload
        space_delimited_claims claims whose texts become lists
        @ extensions.filters.http.jwt_authn.v3.JwtCacheConfig
        jwt_cache_size [100] tokens
        jwt_max_token_size [4096] the longest token
        @ extensions.filters.http.jwt_authn.v3.JwtClaimToHeader
        header_name the field
        claim_name the claim
        claim_path the way to it
        @ extensions.filters.http.jwt_authn.v3.JwtClaimToHeader.PathSegment
        key a member of the object
        @ extensions.filters.http.jwt_authn.v3.ProviderWithAudiences
        provider_name the provider
        audiences for whom, one of these
        @ extensions.filters.http.jwt_authn.v3.JwtRequirementOrList
        requirements what of which one is needed
        @ extensions.filters.http.jwt_authn.v3.JwtRequirementAndList
        requirements what is all needed
        @ extensions.filters.http.local_ratelimit.v3.LocalRateLimit
        status the answer [429]
        token_bucket requests in a time
        filter_enforced the share of requests that it refuses [none]
        request_headers_to_add_when_not_enforced what upstreams are told of one that should have been refused
        response_headers_to_add what refusals tell
        descriptors tokens of their own for requests that fit
        stage descriptors of this number are used
        local_rate_limit_per_downstream_connection whether each connection has tokens of its own
        enable_x_ratelimit_headers whether answers tell what is left
        vh_rate_limits which descriptors of the virtual host count
        always_consume_default_token_bucket [true] whether requests with tokens of their own take of the common ones too
        rate_limited_as_resource_exhausted whether gRPC calls get RESOURCE_EXHAUSTED
        rate_limits descriptors of the filter
        max_dynamic_descriptors [20] values that have tokens of their own at once
        enable_retry_after_header whether refusals tell when to come again
        @ extensions.common.ratelimit.v3.LocalRateLimitDescriptor
        entries what a request must say
        token_bucket requests in a time
        shadow_mode whether it only counts
        @ extensions.common.ratelimit.v3.RateLimitDescriptor.Entry
        key the entry's name
        value its text; any without it
        @ extensions.filters.http.rbac.v3.RBACPerRoute
        rbac the rules here; none without them
        @ extensions.filters.http.rbac.v3.RBAC
        rules who may do what
        rules_stat_prefix what their statistics are called by
        shadow_rules rules that are only counted
        shadow_rules_stat_prefix what their statistics are called by
        track_per_rule_stats whether each policy has statistics
        matcher who may do what, as a tree of matchers
        shadow_matcher the same, that is only counted
        @ extensions.filters.http.set_filter_state.v3.Config
        on_request_headers objects that each request makes
        clear_route_cache whether the route is chosen anew
        @ extensions.filters.http.set_metadata.v3.Config
        metadata_namespace the space; of before metadata
        value what is noted; of before metadata
        metadata what is noted
        @ extensions.filters.http.set_metadata.v3.Metadata
        metadata_namespace the space
        allow_overwrite whether it takes the place of what is there
        value what is noted
        @ extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute
        stateful_session what is other here
        @ extensions.filters.http.stateful_session.v3.StatefulSession
        session_state how clients carry it
        strict whether no other endpoint may answer
        status_on_strict_destination_not_found [503] the answer then
        @ extensions.http.stateful_session.cookie.v3.CookieBasedSessionState
        cookie the cookie that tells the endpoint
        @ extensions.http.stateful_session.header.v3.HeaderBasedSessionState
        name the field that tells the endpoint
        @ extensions.filters.http.admission_control.v3.AdmissionControl
        enabled whether it is applied [true]
        success_criteria which answers are good
        sampling_window [30s] the time that is looked back upon
        aggression how steeply refusals rise [1]
        sr_threshold the share of good answers below which it refuses [95 %]
        rps_threshold requests a second below which it refuses none [0]
        max_rejection_probability the share that it refuses at most [80 %]
        @ extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria
        http_criteria by status
        grpc_criteria by gRPC status
        @ extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria.HttpCriteria
        http_success_status ranges of good statuses
        @ extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria.GrpcCriteria
        grpc_success_status good statuses
        @ extensions.filters.http.grpc_stats.v3.FilterConfig
        emit_filter_state whether formats see the counts of messages
        individual_method_stats_allowlist methods with statistics
        stats_for_all_methods whether all methods have them
        enable_upstream_stats whether times are counted
        replace_dots_in_grpc_service_name whether dots of services become "_"
        @ extensions.filters.http.health_check.v3.HealthCheck
        pass_through_mode whether upstreams answer
        cache_time how long their answer holds
        cluster_min_healthy_percentages the share of each cluster that must be healthy
        headers which requests are such checks
        @ extensions.filters.http.router.v3.Router
        dynamic_stats [true] whether statuses are counted
        start_child_span whether each try has a span of its own; of before the manager's
        upstream_log a line for each try
        upstream_http_filters filters behind it: the codec alone
        upstream_log_options when those are written
        suppress_envoy_headers whether upstreams and clients get no x-envoy- fields
        strict_check_headers fields that are a mistake of the client where they cannot be read
        respect_expected_rq_timeout whether x-envoy-expected-rq-timeout-ms is believed
        @ extensions.filters.http.router.v3.Router.UpstreamAccessLogOptions
        flush_upstream_log_on_upstream_stream whether a line is written when a try begins
        upstream_log_flush_interval how often a line is written in between
        @ config.rbac.v3.RBAC
        action whether what fits is allowed, refused or noted
        policies policies by name
        @ config.rbac.v3.Policy
        permissions what is done, one of these
        principals by whom, one of these
        @ config.rbac.v3.Permission
        and_rules all of several
        or_rules one of several
        any anything
        header a field of the request
        url_path the path without its query
        destination_ip the address that the connection was meant for
        destination_port the port that it was meant for
        destination_port_range a range of ports
        metadata metadata; of before sourced_metadata
        not_rule not this
        requested_server_name the name that TLS asked for
        sourced_metadata metadata
        @ config.rbac.v3.Principal
        and_ids all of several
        or_ids one of several
        any anybody
        authenticated by certificate
        source_ip the address that connects; of before direct_remote_ip
        direct_remote_ip the address that connects
        remote_ip the client's address
        header a field of the request
        url_path the path without its query
        metadata metadata; of before sourced_metadata
        filter_state an object that filters left
        not_id not this
        sourced_metadata metadata
        @ config.rbac.v3.Permission.Set
        rules conditions
        @ config.rbac.v3.Principal.Set
        ids conditions
        @ config.rbac.v3.SourcedMetadata
        metadata_matcher what it must be
        metadata_source of the request, or of the route
        @ config.rbac.v3.Principal.Authenticated
        principal_name the name of the certificate; any that is good without it
        """#
}

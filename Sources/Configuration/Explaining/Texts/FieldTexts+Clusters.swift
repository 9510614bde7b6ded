extension FieldTexts {
    /// Clusters, endpoints, balancing and TLS.
    static let clusters = #"""
        @ config.cluster.v3.Cluster
        transport_socket_matches transport sockets by metadata of the endpoint
        alt_stat_name what statistics call it [its name]
        type where its endpoints come from
        cluster_type kinds of clusters that are extensions
        eds_cluster_config where endpoints of EDS come from
        connect_timeout [5s] how long a connection may take to come about
        per_connection_buffer_limit_bytes [1 MiB] bytes that a connection may hold
        lb_policy how an endpoint is chosen
        load_assignment its endpoints, or the names of them
        health_checks how endpoints are asked whether they are well; one at most
        max_requests_per_connection requests until a connection is ended; of before the options of HTTP
        circuit_breakers how much may be under way
        upstream_http_protocol_options of before typed_extension_protocol_options
        common_http_protocol_options of before typed_extension_protocol_options
        http_protocol_options of before typed_extension_protocol_options
        http2_protocol_options of before typed_extension_protocol_options
        typed_extension_protocol_options how HTTP is spoken to it
        dns_failure_refresh_rate [as dns_refresh_rate] how often after a failure
        wait_for_warm_on_init [true] whether the start waits for it
        outlier_detection endpoints that answer badly are left out for a while
        cleanup_interval [5s] how long endpoints that clients name are kept unused
        upstream_bind_config the address that connections come from
        lb_subset_config how endpoints are chosen by metadata
        ring_hash_lb_config for RING_HASH
        maglev_lb_config for MAGLEV
        original_dst_lb_config for ORIGINAL_DST
        least_request_lb_config for LEAST_REQUEST
        round_robin_lb_config for ROUND_ROBIN
        common_lb_config what concerns all ways to choose
        upstream_connection_options options of connections
        close_connections_on_host_health_failure whether connections to an endpoint that fails end
        ignore_health_on_host_removal whether endpoints that are removed go at once, however well they are
        load_balancing_policy how an endpoint is chosen, as an extension; goes before lb_policy
        track_timeout_budgets of before track_cluster_stats
        track_cluster_stats further statistics
        preconnect_policy connections ahead of requests: none
        @ config.cluster.v3.Cluster.TransportSocketMatch
        match metadata that the endpoint must have
        @ config.cluster.v3.Cluster.EdsClusterConfig
        eds_config where they come from
        service_name what they are asked for by [the cluster's name]
        @ config.cluster.v3.Cluster.RefreshRate
        base_interval the first pause
        max_interval [10 times the first] the longest pause
        @ config.cluster.v3.OutlierDetection
        consecutive_5xx [5] errors in a row
        interval [10s] how often rates are compared
        base_ejection_time [30s] how long one is left out, times how often it was
        max_ejection_percent [10] the share of endpoints that may be left out
        enforcing_consecutive_5xx [100] how often, in a hundred, a row of errors leads to it
        enforcing_success_rate [100] how often a low rate does
        success_rate_minimum_hosts [5] endpoints that must be compared
        success_rate_request_volume [100] requests that each must have had
        success_rate_stdev_factor [1900] thousandths of the deviation below which a rate is low
        consecutive_gateway_failure [5] 502, 503 and 504 in a row
        enforcing_consecutive_gateway_failure [0] how often those lead to it
        split_external_local_origin_errors whether failures of connections are counted apart
        consecutive_local_origin_failure [5] failures of connections in a row
        enforcing_consecutive_local_origin_failure [100] how often those lead to it
        enforcing_local_origin_success_rate [100] how often a low rate of connections does
        failure_percentage_threshold [85] the share of errors that is too much
        enforcing_failure_percentage [0] how often that leads to it
        enforcing_failure_percentage_local_origin [0] how often that of connections does
        failure_percentage_minimum_hosts [5] endpoints that must be there
        failure_percentage_request_volume [50] requests that each must have had
        max_ejection_time [300s] how long one is left out at most
        max_ejection_time_jitter [0s] what is added to that at random
        successful_active_health_check_uneject_host [true] whether a health check takes it back
        always_eject_one_host whether one may always be left out
        @ config.cluster.v3.Cluster.RingHashLbConfig
        minimum_ring_size [1024] places on the ring at least
        hash_function how they are found
        maximum_ring_size [8 Mi] places on the ring at most
        @ config.cluster.v3.Cluster.MaglevLbConfig
        table_size [65537] places of the table; a prime
        @ config.cluster.v3.Cluster.OriginalDstLbConfig
        use_http_header whether a field names the address
        http_header_name ["x-envoy-original-dst-host"] that field
        upstream_port_override another port
        metadata_key metadata that names the address
        @ config.cluster.v3.Cluster.LeastRequestLbConfig
        choice_count [2] endpoints that are compared
        active_request_bias [1] how much requests under way count where weights differ
        @ config.cluster.v3.Cluster.CommonLbConfig
        healthy_panic_threshold the share of healthy endpoints below which all are used [50 %]
        zone_aware_lb_config whether the own zone goes before
        locality_weighted_lb_config whether localities have weights
        update_merge_window checked; changes are put together by themselves
        ignore_new_hosts_until_first_hc whether endpoints do not count before their first check
        close_connections_on_host_set_change whether connections end when endpoints change
        consistent_hashing_lb_config for RING_HASH and MAGLEV
        @ config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig
        routing_enabled the share of requests that is so chosen [100 %]
        min_cluster_size [6] endpoints that must be there
        fail_traffic_on_panic whether none is used, rather than all
        @ config.cluster.v3.Cluster.CommonLbConfig.ConsistentHashingLbConfig
        use_hostname_for_hashing whether names, rather than addresses, have places
        hash_balance_factor requests that one may have, in hundredths of the mean
        @ config.cluster.v3.LoadBalancingPolicy
        policies policies, the first that is known being used
        @ config.cluster.v3.LoadBalancingPolicy.Policy
        typed_extension_config the policy
        @ config.cluster.v3.TrackClusterStats
        timeout_budgets how much of timeouts is used
        request_response_sizes sizes of heads and bodies
        per_endpoint_stats what is counted of each endpoint
        @ config.cluster.v3.Cluster.PreconnectPolicy
        per_upstream_preconnect_ratio [1] 1: none
        predictive_preconnect_ratio [1] 1: none
        @ config.cluster.v3.CircuitBreakers
        thresholds limits for each priority
        per_host_thresholds limits of connections for each endpoint
        @ config.cluster.v3.CircuitBreakers.Thresholds
        priority for which
        max_connections [1024] connections
        max_pending_requests [1024] requests that wait for a connection
        max_requests [1024] requests under way
        max_retries [3] retries under way
        retry_budget retries as a share of requests, in the place of max_retries
        track_remaining whether statistics tell what is left
        max_connection_pools [unlimited] pools
        @ config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget
        budget_percent [20 %] the share
        budget_interval the time whose requests count too
        min_retry_concurrency [3] retries that are always allowed
        @ config.cluster.v3.Cluster.LbSubsetConfig
        fallback_policy what is used where no subset fits
        default_subset the metadata of DEFAULT_SUBSET
        subset_selectors keys by which subsets are made
        locality_weight_aware whether localities keep their weights
        scale_locality_weight whether these shrink with the subset
        panic_mode_any whether all endpoints are used where the fallback has none
        list_as_any whether each element of a list counts
        metadata_fallback_policy whether routes may name further criteria
        @ config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector
        keys the keys
        single_host_per_subset whether each subset has one endpoint
        fallback_policy what is used where no subset fits
        fallback_keys_subset keys that are tried then
        @ config.cluster.v3.Cluster.SlowStartConfig
        slow_start_window how long it takes
        aggression how steeply it grows [1]
        min_weight_percent the share at the beginning [10 %]
        @ extensions.clusters.aggregate.v3.ClusterConfig
        clusters members, the first ones going before
        @ extensions.clusters.dns.v3.DnsCluster
        all_addresses_in_single_endpoint whether a name is one endpoint
        dns_min_refresh_rate the least pause, whatever answers say
        @ extensions.clusters.dns.v3.DnsCluster.RefreshRate
        base_interval the first pause
        max_interval [10 times the first] the longest pause
        @ extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig
        dns_cache_config the cache of names
        allow_insecure_cluster_options whether certificates need not be for the host
        @ extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig
        dns_min_refresh_rate [5s] the least pause, whatever answers say
        host_ttl [5m] how long an unused host is kept
        max_hosts [1024] hosts at once
        dns_cache_circuit_breaker how much may be under way
        dns_query_timeout [5s] how long an answer is waited for
        @ extensions.common.dynamic_forward_proxy.v3.DnsCacheCircuitBreakers
        max_pending_requests [1024] requests that wait for a name
        @ config.endpoint.v3.ClusterLoadAssignment
        cluster_name the cluster
        endpoints its endpoints by locality
        named_endpoints checked, and of no use, as in Envoy
        policy what concerns all
        @ config.endpoint.v3.ClusterLoadAssignment.Policy
        drop_overloads shares of requests that are refused
        overprovisioning_factor [140] how much of a priority must be well, in hundredths, to be all of it
        endpoint_stale_after how long endpoints hold
        weighted_priority_health whether weights, rather than numbers, say how well a priority is
        @ config.endpoint.v3.ClusterLoadAssignment.Policy.DropOverload
        category what it is called
        drop_percentage the share
        @ config.endpoint.v3.LocalityLbEndpoints
        locality where they are
        lb_endpoints the endpoints
        load_balancing_weight the locality's share
        priority [0] who is used first; 0 goes before 1
        @ config.endpoint.v3.LbEndpoint
        endpoint the endpoint
        health_status how well it is, as its source says
        load_balancing_weight [1] its share
        @ config.endpoint.v3.Endpoint
        address where it is
        health_check_config how it is checked
        hostname what it is called: the host of checks and of auto_host_rewrite
        additional_addresses further addresses; the first that answers is used
        observability_name what logs call it
        @ config.endpoint.v3.Endpoint.HealthCheckConfig
        port_value another port
        hostname another host
        address another address
        disable_active_health_check whether it is not checked
        @ config.endpoint.v3.Endpoint.AdditionalAddress
        address the address
        @ config.core.v3.HealthCheck
        timeout how long an answer may take
        interval the pause between checks
        initial_jitter what the first is put off by, at random
        interval_jitter what is added to the pause at random
        interval_jitter_percent the same, as a share of it
        unhealthy_threshold failures in a row until it counts as ill; one where it says so itself
        healthy_threshold answers in a row until it counts as well again; at the start one
        reuse_connection [true] whether the connection is kept
        http_health_check by a request
        tcp_health_check by a connection, and what it answers
        grpc_health_check by gRPC's own service
        no_traffic_interval [60s] the pause while the cluster was never used
        no_traffic_healthy_interval the same for those that are well
        unhealthy_interval the pause for those that are ill
        unhealthy_edge_interval the pause behind the first failure
        healthy_edge_interval the pause behind the first answer
        event_log_path a file with a line for each change; of before event_logger
        event_logger where changes are told
        always_log_health_check_failures whether each failure is
        always_log_health_check_success whether each answer is
        tls_options what TLS of checks says
        transport_socket_match_criteria metadata that chooses their transport socket
        @ config.core.v3.HealthCheck.HttpHealthCheck
        host the host [the cluster's name]
        path the path
        request_headers_to_add further fields
        request_headers_to_remove fields that are left out
        expected_statuses [200] statuses that are good
        retriable_statuses statuses that count as failures, and not as illness at once
        codec_client_type the version of HTTP
        service_name_matcher what x-envoy-upstream-healthchecked-cluster must say
        method the method
        send the body
        receive what must be in the answer's body, in this order
        response_buffer_size [1 KiB] bytes of the answer's body that are looked at; 0: all
        @ config.core.v3.HealthCheck.TcpHealthCheck
        send what is sent; nothing: a connection will do
        receive what must be in the answer, in this order
        @ config.core.v3.HealthCheck.Payload
        text bytes in hexadecimal
        binary bytes in base64
        @ config.core.v3.HealthCheck.GrpcHealthCheck
        service_name the service that is asked for
        authority the host [the cluster's name]
        initial_metadata further fields
        @ config.core.v3.HealthCheck.TlsOptions
        alpn_protocols protocols that are offered
        @ extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink
        event_log_path the file
        @ extensions.upstreams.http.v3.HttpProtocolOptions
        common_http_protocol_options what holds for all versions
        upstream_http_protocol_options names of TLS that follow from the request
        http_filters filters behind the router: the codec alone
        explicit_http_config always this version
        use_downstream_protocol_config the version of the client's request
        auto_config what TLS agrees upon
        @ extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig
        http_protocol_options HTTP/1.1
        http2_protocol_options HTTP/2
        @ extensions.upstreams.http.v3.HttpProtocolOptions.UseDownstreamHttpConfig
        http_protocol_options HTTP/1.1
        http2_protocol_options HTTP/2
        @ extensions.upstreams.http.v3.HttpProtocolOptions.AutoHttpConfig
        http_protocol_options HTTP/1.1
        http2_protocol_options HTTP/2
        @ extensions.load_balancing_policies.least_request.v3.LeastRequest
        choice_count [2] endpoints that are compared
        active_request_bias how much requests under way count where weights differ [1]
        locality_lb_config how localities are chosen
        enable_full_scan whether all are compared; of before selection_method
        selection_method whether all are compared
        @ extensions.load_balancing_policies.maglev.v3.Maglev
        table_size [65537] places of the table; a prime
        consistent_hashing_lb_config how places are found
        locality_weighted_lb_config whether localities have weights
        @ extensions.load_balancing_policies.random.v3.Random
        locality_lb_config how localities are chosen
        @ extensions.load_balancing_policies.ring_hash.v3.RingHash
        hash_function how places are found
        minimum_ring_size [1024] places on the ring at least
        maximum_ring_size [8 Mi] places on the ring at most
        use_hostname_for_hashing of before consistent_hashing_lb_config
        hash_balance_factor of before consistent_hashing_lb_config
        consistent_hashing_lb_config how places are found
        locality_weighted_lb_config whether localities have weights
        @ extensions.load_balancing_policies.round_robin.v3.RoundRobin
        locality_lb_config how localities are chosen
        @ extensions.load_balancing_policies.subset.v3.Subset
        fallback_policy what is used where no subset fits
        default_subset the metadata of DEFAULT_SUBSET
        subset_selectors keys by which subsets are made
        locality_weight_aware whether localities keep their weights
        scale_locality_weight whether these shrink with the subset
        panic_mode_any whether all endpoints are used where the fallback has none
        list_as_any whether each element of a list counts
        metadata_fallback_policy whether routes may name further criteria
        subset_lb_policy how an endpoint of a subset is chosen
        @ extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector
        keys the keys
        single_host_per_subset whether each subset has one endpoint
        fallback_policy what is used where no subset fits
        fallback_keys_subset keys that are tried then
        @ extensions.load_balancing_policies.common.v3.SlowStartConfig
        slow_start_window how long it takes
        aggression how steeply it grows [1]
        min_weight_percent the share at the beginning [10 %]
        @ extensions.load_balancing_policies.common.v3.LocalityLbConfig
        zone_aware_lb_config the own zone goes before
        locality_weighted_lb_config localities have weights
        @ extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig
        routing_enabled the share of requests that is so chosen [100 %]
        min_cluster_size [6] endpoints that must be there
        fail_traffic_on_panic whether none is used, rather than all
        force_locality_direct_routing of before force_local_zone
        force_local_zone whether the own zone is used alone
        locality_basis whether healthy endpoints or weights count
        @ extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig.ForceLocalZone
        min_size endpoints that it must have
        @ extensions.load_balancing_policies.common.v3.ConsistentHashingLbConfig
        use_hostname_for_hashing whether names, rather than addresses, have places
        hash_balance_factor requests that one may have, in hundredths of the mean
        hash_policy what the endpoint is chosen by, where the route says nothing
        @ extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport
        config the header that goes ahead
        @ extensions.transport_sockets.tls.v3.Secret
        tls_certificate a certificate and its key
        session_ticket_keys keys of session tickets
        validation_context who is trusted
        generic_secret a text that a filter wants
        @ extensions.transport_sockets.tls.v3.GenericSecret
        secret the text
        @ extensions.transport_sockets.tls.v3.TlsCertificate
        certificate_chain the certificate, and those that lead to its authority
        private_key its key
        pkcs12 both, in PKCS #12
        watched_directory where changes of the files are looked for
        password the password of the key
        ocsp_staple an answer of the authority that it still holds
        @ extensions.transport_sockets.tls.v3.TlsSessionTicketKeys
        keys keys of 80 bytes; the first encrypts
        @ extensions.transport_sockets.tls.v3.CertificateValidationContext
        trusted_ca authorities
        watched_directory where changes of the files are looked for
        verify_certificate_spki hashes of keys that are taken
        verify_certificate_hash hashes of certificates that are taken
        match_typed_subject_alt_names names of which the certificate must have one
        crl revocations
        allow_expired_certificate whether one that has run out is taken
        trust_chain_verification whether one without a chain is taken
        only_verify_leaf_cert_crl whether revocations of authorities do not count
        max_verify_depth [100] certificates between it and its authority
        @ extensions.transport_sockets.tls.v3.SubjectAltNameMatcher
        san_type the kind of name
        matcher what it must be
        @ extensions.transport_sockets.tls.v3.UpstreamTlsContext
        common_tls_context what both faces have
        sni the name that is asked for
        auto_host_sni whether that is the endpoint's
        auto_sni_san_validation whether the certificate must be for it
        max_session_keys [1] sessions that are kept
        @ extensions.transport_sockets.tls.v3.DownstreamTlsContext
        common_tls_context what both faces have
        require_client_certificate whether clients must show a certificate
        session_ticket_keys keys of session tickets
        session_ticket_keys_sds_secret_config where they come from
        disable_stateless_session_resumption whether there are no tickets
        disable_stateful_session_resumption whether sessions are not kept
        session_timeout how long sessions hold
        ocsp_staple_policy whether certificates go without a staple
        full_scan_certs_on_sni_mismatch whether other kinds of keys are looked at where no name fits
        prefer_client_ciphers whether the client's order of suites counts
        @ extensions.transport_sockets.tls.v3.CommonTlsContext
        tls_params versions and suites
        tls_certificates our certificates
        tls_certificate_sds_secret_configs where they come from
        validation_context who is trusted
        validation_context_sds_secret_config where that comes from
        combined_validation_context both
        alpn_protocols protocols that are offered
        key_log a file with the keys of sessions
        @ extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext
        default_validation_context what the file says
        validation_context_sds_secret_config where the rest comes from
        @ extensions.transport_sockets.tls.v3.SdsSecretConfig
        sds_config where it comes from; a secret of the file without it
        @ extensions.transport_sockets.tls.v3.TlsParameters
        tls_minimum_protocol_version the oldest version
        tls_maximum_protocol_version the newest version
        cipher_suites suites of TLS 1.2, by OpenSSL's names
        ecdh_curves groups for the exchange of keys
        signature_algorithms algorithms of signatures
        @ extensions.transport_sockets.tls.v3.TlsKeyLog
        path the file
        local_address_range our addresses whose sessions are written
        remote_address_range addresses of peers whose sessions are written
        """#
}

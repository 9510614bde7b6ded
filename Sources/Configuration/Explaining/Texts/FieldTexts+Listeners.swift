extension FieldTexts {
    /// Listeners, their filters, and network filters.
    static let listeners = #"""
        @ config.listener.v3.Listener
        address where it listens
        additional_addresses further places
        filter_chains what is done with a connection: the chain that fits it best
        use_original_dst whether connections go to the listener of the address that they were meant for
        default_filter_chain the chain where no other fits
        filter_chain_matcher chooses the chain by its name, in the place of what chains match
        bypass_overload_manager whether it accepts also when the proxy is overloaded
        per_connection_buffer_limit_bytes [1 MiB] bytes that a connection may hold
        drain_type when connections are asked to end
        listener_filters what looks at a connection before a chain is chosen
        listener_filters_timeout [15s] how long that may take
        continue_on_listener_filters_timeout whether the connection goes on then
        transparent whether it takes connections to addresses of others
        freebind whether its address may be one that the machine does not have
        traffic_direction whether requests come from outside or from here
        connection_balance_config how workers share connections
        reuse_port of before enable_reuse_port
        enable_reuse_port [true] whether each worker has a socket of its own
        tcp_backlog_size [128] connections that wait to be taken
        max_connections_to_accept_per_socket_event how many are taken in one turn
        bind_to_port [true] whether it listens; else only others lead here
        ignore_global_conn_limit whether the limit of all connections passes it by
        udp_listener_config how a listener of datagrams reads
        @ config.listener.v3.UdpListenerConfig
        downstream_socket_config how its socket reads
        @ config.core.v3.UdpSocketConfig
        max_rx_datagram_size [1500] the largest datagram
        prefer_gro of no use: each datagram is read by itself
        @ config.listener.v3.AdditionalAddress
        address the place
        @ config.listener.v3.FilterChain
        filter_chain_match the connections that it is for; all without it
        filters what is done with them, the last one being the end
        transport_socket_connect_timeout [unlimited] how long TLS may take to begin
        @ config.listener.v3.ListenerFilter
        filter_disabled the connections that it passes over
        @ config.listener.v3.Listener.ConnectionBalanceConfig
        exact_balance each connection goes to the worker that has the fewest
        @ config.listener.v3.FilterChainMatch
        destination_port the port that the connection was meant for
        prefix_ranges the addresses that it was meant for
        direct_source_prefix_ranges where it comes from, whoever it says to speak for
        source_type whether it comes from this machine
        source_prefix_ranges where it comes from
        source_ports the ports that it comes from
        server_names names that TLS asks for; "*.example.com" takes all below
        transport_protocol "tls" or "raw_buffer"
        application_protocols protocols that TLS offers
        @ extensions.filters.listener.original_src.v3.OriginalSrc
        bind_port whether upstream connections have the client's port too
        mark the mark of their packets
        @ extensions.filters.listener.proxy_protocol.v3.ProxyProtocol
        rules which additions become metadata
        allow_requests_without_proxy_protocol whether connections without a header pass
        pass_through_tlvs which additions are kept for upstreams
        disallowed_versions versions of the header that are refused
        tlv_location where additions are kept
        @ extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.Rule
        tlv_type the number of the addition
        on_tlv_present where it goes
        @ extensions.filters.listener.proxy_protocol.v3.ProxyProtocol.KeyValuePair
        metadata_namespace [the filter's name] the space
        key the name
        value_string_encoding how bytes become text
        @ extensions.filters.listener.tls_inspector.v3.TlsInspector
        initial_read_buffer_size bytes that are looked at first
        close_connection_on_client_hello_parsing_errors whether what looks like TLS and is broken ends the connection
        max_client_hello_size the longest first message
        @ config.listener.v3.ListenerFilterChainMatchPredicate
        or_match one of several holds
        and_match all of several hold
        not_match the other does not hold
        any_match always
        destination_port_range the port that the connection was meant for
        @ config.listener.v3.ListenerFilterChainMatchPredicate.MatchSet
        rules the conditions
        @ extensions.filters.network.connection_limit.v3.ConnectionLimit
        max_connections connections at once
        delay how long one that is refused is kept waiting
        runtime_enabled whether it is applied [true]
        @ extensions.filters.network.direct_response.v3.Config
        response what is written before the connection ends
        @ extensions.filters.network.local_ratelimit.v3.LocalRateLimit
        token_bucket new connections in a time
        runtime_enabled whether it is applied [true]
        share_key filters with the same key share their tokens
        @ extensions.filters.network.rbac.v3.RBAC
        rules who may connect
        shadow_rules rules that are only counted
        shadow_rules_stat_prefix what their statistics are called by
        matcher who may connect, as a tree of matchers
        shadow_matcher the same, that is only counted
        enforcement_type at the first bytes, or at each
        delay_deny how long one that is refused is kept waiting
        @ extensions.filters.network.tcp_proxy.v3.TcpProxy
        cluster where connections go
        weighted_clusters several clusters by weight
        idle_timeout [1h] how long both sides may be silent; 0s: for ever
        downstream_idle_timeout how long the client may be silent
        upstream_idle_timeout how long the endpoint may be silent
        max_connect_attempts [1] tries to reach an endpoint
        backoff_options pauses between tries
        hash_policy what the endpoint is chosen by
        tunneling_config carries the bytes in an HTTP request
        max_downstream_connection_duration [unlimited] how old a connection may become
        max_downstream_connection_duration_jitter_percentage the share of that age that is taken off at random
        access_log_flush_interval how often a line is written in between
        flush_access_log_on_connected whether a line is written once the endpoint is reached
        access_log_options the same and more
        upstream_connect_mode when the endpoint is called
        max_early_data_bytes bytes that are read before the endpoint is called
        check_drain_close whether draining ends connections
        @ extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster
        clusters clusters with their shares
        @ extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight
        weight its share
        @ extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig
        hostname the host of the request, with operators
        use_post whether it is a POST rather than a CONNECT
        headers_to_add its further fields
        propagate_response_headers whether formats see the answer's fields
        post_path the path of a POST
        propagate_response_trailers whether formats see the answer's trailers
        @ extensions.filters.network.tcp_proxy.v3.TcpProxy.TcpAccessLogOptions
        access_log_flush_interval how often a line is written in between
        flush_access_log_on_connected whether a line is written once the endpoint is reached
        flush_access_log_on_start whether a line is written at the beginning
        @ extensions.filters.udp.udp_proxy.v3.UdpProxyConfig
        cluster where sessions go; of before matcher
        matcher where sessions go
        idle_timeout [60s] silence that ends a session
        hash_policies what the endpoint is chosen by
        upstream_socket_config how sockets to endpoints read
        use_per_packet_load_balancing whether each datagram chooses an endpoint
        @ extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.HashPolicy
        source_ip the client's address
        @ extensions.filters.udp.udp_proxy.v3.Route
        cluster the cluster
        @ extensions.filters.network.set_filter_state.v3.Config
        on_new_connection objects that each connection makes
        on_downstream_tls_handshake objects that are made when the handshake is over; without one, at once
        on_downstream_data objects that are made with the first bytes
        @ xds.type.matcher.v3.Matcher
        matcher_list conditions, of which the first that holds counts
        matcher_tree values of one input
        on_no_match what is done otherwise
        @ xds.type.matcher.v3.Matcher.OnMatch
        matcher what is asked next
        action what is done
        keep_matching whether the conditions behind it are asked as well; only false is read
        @ xds.type.matcher.v3.Matcher.MatcherList
        matchers the conditions
        @ xds.type.matcher.v3.Matcher.MatcherList.FieldMatcher
        predicate the condition
        on_match what is done where it holds
        @ xds.type.matcher.v3.Matcher.MatcherList.Predicate
        single_predicate an input is so
        or_matcher one of these holds
        and_matcher all of these hold
        not_matcher this does not hold
        @ xds.type.matcher.v3.Matcher.MatcherList.Predicate.SinglePredicate
        input what is looked at
        value_match a text that it must be like
        custom_match what else it must be like
        @ xds.type.matcher.v3.Matcher.MatcherList.Predicate.PredicateList
        predicate the conditions
        @ xds.type.matcher.v3.Matcher.MatcherTree
        input what is looked at
        exact_match_map what is done, by the whole text
        prefix_match_map what is done, by the longest beginning
        custom_match what is done, by networks or by domains
        @ xds.type.matcher.v3.Matcher.MatcherTree.MatchMap
        map what is done, by text
        @ xds.type.matcher.v3.StringMatcher
        exact the whole text
        prefix its beginning
        suffix its end
        safe_regex an expression that the whole text fits
        contains a part of it
        ignore_case whether upper and lower case are alike
        @ xds.type.matcher.v3.RegexMatcher
        google_re2 says that the syntax is RE2's, which it always is
        regex the expression
        @ type.matcher.v3.HttpRequestHeaderMatchInput
        header_name the field
        @ extensions.matching.common_inputs.network.v3.FilterStateInput
        key the name of the object
        @ extensions.matching.common_inputs.network.v3.DynamicMetadataInput
        filter the space
        path the way inside
        @ extensions.matching.common_inputs.network.v3.DynamicMetadataInput.PathSegment
        key the next name on the way
        @ extensions.matching.input_matchers.ip.v3.Ip
        cidr_ranges networks
        @ extensions.matching.input_matchers.metadata.v3.Metadata
        value what the value must be like
        invert whether it must be otherwise
        """#
}

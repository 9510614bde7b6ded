extension FieldTexts {
    /// Fields that mean the same wherever they stand, and messages that many others hold.
    static let common = #"""
        @ *
        name what it is called elsewhere in the file, in statistics and in logs
        typed_config what the extension is, by its "@type", and how it behaves
        stat_prefix what its statistics are called by
        runtime_key the key of the runtime whose value goes before the default
        metadata what others may know of it by, such as filters, formats and subsets
        request_headers_to_add fields that the upstream gets beside the client's
        request_headers_to_remove fields that the upstream does not get
        response_headers_to_add fields that the client gets beside the upstream's
        response_headers_to_remove fields that the client does not get
        typed_per_filter_config what is other here for a filter, by the filter's name
        disabled whether it is off here
        access_log where a line is written of each exchange, and which
        typed_dns_resolver_config who resolves names: always the system, as the file may say
        transport_socket what stands between the bytes and the wire, such as TLS; plain without it
        filter_enabled the share of requests that it is applied to [100 %]
        shadow_enabled the share of requests for which it only counts what it would do
        socket_options options that the kernel is given for the socket
        tcp_keepalive when the kernel asks whether a silent peer is still there
        dns_lookup_family which addresses of a name are wanted
        dns_refresh_rate [60s] how often names are resolved again
        dns_failure_refresh_rate how often after a failure
        respect_dns_ttl whether the answer says how long it holds
        dns_jitter [0s] what is added at random to the time until the next resolution
        slow_start_config how the share of a new endpoint grows
        metadata_match the metadata that an endpoint must have, in the space "envoy.lb"
        @ config.core.v3.Node
        id who this proxy is; who gives resources knows it by this
        cluster the group that it belongs to
        dynamic_parameters told to who gives resources
        locality where it is
        user_agent_name told to who gives resources
        user_agent_version told to who gives resources
        user_agent_build_version told to who gives resources
        extensions told to who gives resources
        client_features told to who gives resources
        listening_addresses told to who gives resources
        @ config.core.v3.BuildVersion
        version the version
        @ config.core.v3.Extension
        category what kind of extension
        type_descriptor its type
        version its version
        type_urls the types that configure it
        @ xds.core.v3.ContextParams
        params texts by name
        @ xds.core.v3.Authority
        name its name; nothing is asked of it
        @ config.core.v3.Locality
        region the widest part of the place
        zone a part of the region; clusters prefer their own
        sub_zone a part of the zone
        @ config.core.v3.Address
        socket_address an IP address or a name, and a port
        pipe a Unix socket
        envoy_internal_address read, and of no use: there are no internal listeners
        @ config.core.v3.EnvoyInternalAddress
        server_listener_name the listener
        endpoint_id tells endpoints at one listener apart
        @ config.core.v3.SocketAddress
        protocol TCP or UDP
        address an IP address; a name where the cluster resolves names
        port_value the port; 0 lets the kernel choose
        named_port a port by its name, which needs a resolver of one's own
        resolver_name none but the default is there
        ipv4_compat whether an IPv6 socket takes IPv4 too
        network_namespace_filepath the network namespace that the listener is bound in
        @ config.core.v3.Pipe
        path the path; a leading "@" makes an abstract name
        mode the file's permissions
        @ config.core.v3.Metadata
        filter_metadata objects by space, such as "envoy.lb"
        typed_filter_metadata messages by space; only their types are checked
        @ config.core.v3.ConfigSource
        authorities checked, and of no use
        path the file that holds the resources
        path_config_source the file that holds the resources, and where its changes are looked for
        api_config_source a server that is asked for the resources
        initial_fetch_timeout [15s] how long a start waits for the first answer; 0s: for ever
        resource_api_version V3, or AUTO for the same
        @ config.core.v3.PathConfigSource
        path the file
        watched_directory the directory whose moves tell of a change, where the file is a link into it
        @ config.core.v3.WatchedDirectory
        path the directory
        @ config.core.v3.ApiConfigSource
        api_type how it is asked
        transport_api_version V3
        cluster_names the cluster of the server; one
        refresh_delay how long to wait before the next question
        request_timeout [1s] how long to wait for an answer
        set_node_on_first_message_only for streams; here each question tells the node
        @ config.core.v3.BindConfig
        source_address the address that connections come from
        freebind whether it may be one that the machine does not have
        extra_source_addresses further ones, for the other family of addresses
        additional_source_addresses the same, of before
        @ config.core.v3.ExtraSourceAddress
        address the address
        @ config.core.v3.SocketOptionsOverride
        socket_options the options, in the place of those around
        @ config.core.v3.SocketOption
        description for readers
        level the level, as in setsockopt(2)
        name the option, as in setsockopt(2)
        int_value its value as a number
        buf_value its value as bytes
        state when it is set
        type on sockets of which type
        ip_version checked, and of no use
        @ config.core.v3.SocketOption.SocketType
        stream on TCP sockets
        datagram on UDP sockets
        @ config.core.v3.TcpKeepalive
        keepalive_probes [the system's] unanswered probes until the connection is given up
        keepalive_time [the system's] seconds of silence before the first probe
        keepalive_interval [the system's] seconds between probes
        @ config.core.v3.TypedExtensionConfig
        name its name; the type is what counts
        @ config.core.v3.TransportSocket
        name its name; the type is what counts
        @ config.core.v3.UpstreamHttpProtocolOptions
        auto_sni whether the request's host is the server name of TLS
        auto_san_validation whether the certificate must be for the request's host
        override_auto_sni_header the field that says the name, where it is not the host
        @ config.core.v3.HttpProtocolOptions
        idle_timeout [1h] how long a connection without requests is kept; 0s: for ever
        max_connection_duration [unlimited] how old a connection may become
        max_connection_duration_jitter the share of that age that is taken off at random
        max_headers_count [100] fields that a head may have
        max_response_headers_kb [80] KiB that an answer's head may have
        max_stream_duration [unlimited] how long a request may take as a whole
        headers_with_underscores_action what becomes of fields with "_" in their names
        max_requests_per_connection [unlimited] requests until a connection is ended
        @ config.core.v3.Http1ProtocolOptions
        allow_absolute_url [true] whether "GET http://host/path" is taken
        accept_http_10 whether HTTP/1.0 is served
        default_host_for_http_10 the host of requests that name none
        header_key_format how names of fields are written; in lower case without it
        enable_trailers whether trailers go on
        allow_chunked_length whether Content-Length beside chunks is passed over rather than refused
        override_stream_error_on_invalid_http_message whether the connection goes on behind a request that was refused
        send_fully_qualified_url whether upstreams get "GET http://host/path"
        use_balsa_parser of no use: there is one parser
        allow_custom_methods whether methods that nobody has registered are taken
        ignore_http_11_upgrade protocols whose upgrades are passed over
        @ config.core.v3.Http1ProtocolOptions.HeaderKeyFormat
        proper_case_words each word begins with a capital
        stateful_formatter an extension, such as one that keeps the case as it came
        @ config.core.v3.Http2ProtocolOptions
        hpack_table_size [4096] bytes of the table for packed fields
        max_concurrent_streams [1024] streams that a connection may have at once
        initial_stream_window_size [16 MiB] bytes that a peer may send of a stream before it is read
        initial_connection_window_size [24 MiB] the same for the whole connection
        allow_connect whether other protocols may be asked for (RFC 8441)
        max_outbound_frames [10000] frames that may wait to be sent
        max_outbound_control_frames [1000] PING, SETTINGS and RST_STREAM frames that may wait to be sent
        max_consecutive_inbound_frames_with_empty_payload [1] empty frames in a row
        max_inbound_priority_frames_per_stream [100] PRIORITY frames a stream
        max_inbound_window_update_frames_per_data_frame_sent [10] WINDOW_UPDATE frames for each DATA frame that was sent
        stream_error_on_invalid_http_messaging the same as the next, of before
        override_stream_error_on_invalid_http_message whether a message that is wrong ends its stream alone
        connection_keepalive PING frames that find out whether the peer is there
        @ config.core.v3.KeepaliveSettings
        interval [never] how often a PING is sent
        timeout how long its answer is waited for
        interval_jitter [15 %] the share of the interval that is added at random
        connection_idle_interval how long a connection has been idle when a PING goes ahead of its next request
        @ config.core.v3.DataSource
        filename the file that holds it
        inline_bytes it, in base64
        inline_string it, as text
        environment_variable the variable of the process that holds it
        @ config.core.v3.SubstitutionFormatString
        text_format a text with operators, such as %PROTOCOL%
        json_format an object whose values are texts with operators
        text_format_source a text from a file or the environment
        omit_empty_values whether what has no value is left out rather than "-"
        content_type the content-type of a body made so
        json_format_options how the object is written
        @ config.core.v3.CidrRange
        address_prefix an IP address
        prefix_len [0] leading bits that count
        @ xds.core.v3.CidrRange
        address_prefix an IP address
        prefix_len [0] leading bits that count
        @ config.core.v3.ProxyProtocolConfig
        version V1, a line of text, or V2, bytes
        pass_through_tlvs which additions of the client's header go on
        added_tlvs additions of our own
        @ config.core.v3.ProxyProtocolPassThroughTLVs
        match_type all of them, or those listed
        tlv_type their numbers
        @ config.core.v3.TlvEntry
        type its number
        value its bytes
        @ config.core.v3.HeaderValueOption
        header the field
        append whether it stands beside one of that name; of before append_action
        append_action what happens where there is one of that name
        keep_empty_value whether a field without a value is written
        @ config.core.v3.HeaderValue
        key its name
        value its value; operators such as %PROTOCOL% are filled in
        @ config.core.v3.KeyValue
        key its name
        value its value
        @ config.core.v3.KeyValuePair
        key its name
        value its value
        @ config.core.v3.KeyValueMutation
        append adds a parameter
        remove removes one of this name
        @ config.core.v3.KeyValueAppend
        record name and value; operators are filled in
        entry the same, of before
        action what happens where there is one of that name
        @ config.common.mutation_rules.v3.HeaderMutation
        remove removes the field of this name
        append sets or adds a field
        remove_on_match removes fields whose names fit
        @ config.common.mutation_rules.v3.HeaderMutation.RemoveOnMatch
        key_matcher which names fit
        @ extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation
        mutations what is done to the head before anything looks at it
        @ config.core.v3.RuntimeDouble
        default_value the number without that key
        @ config.core.v3.RuntimeUInt32
        default_value the number without that key
        @ config.core.v3.RuntimePercent
        default_value the share without that key
        @ config.core.v3.RuntimeFeatureFlag
        default_value whether it is on without that key
        @ config.core.v3.RuntimeFractionalPercent
        default_value the share without that key
        @ config.core.v3.SchemeHeaderTransformation
        scheme_to_overwrite the scheme that upstreams are told
        match_upstream whether it says how the upstream is spoken to
        @ config.core.v3.BackoffStrategy
        base_interval the first pause
        max_interval [10 times the first] the longest pause
        @ config.core.v3.RetryPolicy
        retry_back_off pauses between tries
        num_retries [1] tries behind the first
        retry_on conditions; 5xx and what ended without an answer are tried again here
        @ config.core.v3.HttpUri
        uri the address; its host and path go into the request
        cluster the cluster that is asked
        timeout how long to wait for the answer
        @ config.core.v3.HttpService
        http_uri where to
        @ config.core.v3.GrpcMethodList
        services services with their methods
        @ config.core.v3.GrpcMethodList.Service
        name the service, with its package
        method_names its methods
        @ type.v3.Percent
        value from 0 to 100
        @ type.v3.FractionalPercent
        numerator how many
        denominator of how many
        @ type.v3.SemanticVersion
        major_number the first part
        minor_number the second part
        patch the third part
        @ type.v3.Int32Range
        start the first number
        end the first number behind it
        @ type.v3.Int64Range
        start the first number
        end the first number behind it
        @ type.v3.DoubleRange
        start the least number
        end the first number behind it
        @ type.v3.TokenBucket
        max_tokens what it holds at most
        tokens_per_fill [1] what comes in at each interval
        fill_interval the interval
        @ type.v3.HashPolicy
        source_ip the client's address
        @ type.v3.HttpStatus
        code the number
        @ type.http.v3.Cookie
        name its name
        ttl [for the session] how long the client keeps it
        path where the client sends it
        attributes further attributes
        @ type.http.v3.CookieAttribute
        name its name
        value its value
        @ type.metadata.v3.MetadataKey
        key the space
        path the way inside
        @ type.metadata.v3.MetadataKey.PathSegment
        key a member of the object
        index an element of the list
        @ type.metadata.v3.MetadataKind
        request that of the request, which filters write
        route that of the route
        cluster that of the cluster
        host that of the endpoint
        @ type.matcher.v3.StringMatcher
        exact the whole text
        prefix its beginning
        suffix its end
        safe_regex an expression that the whole text fits
        contains a part of it
        ignore_case whether upper and lower case are alike
        @ type.matcher.v3.AddressMatcher
        ranges networks
        invert_match whether addresses outside of them fit
        @ type.matcher.v3.ListStringMatcher
        patterns texts of which one fits
        @ type.matcher.v3.RegexMatcher
        google_re2 says that the syntax is RE2's, which it always is
        regex the expression
        @ type.matcher.v3.RegexMatchAndSubstitute
        pattern what is replaced
        substitution what by; \1 is the first group
        @ type.matcher.v3.MetadataMatcher
        filter the space
        path the way inside
        value what must stand there
        invert whether it must not fit
        @ type.matcher.v3.MetadataMatcher.PathSegment
        key a member of the object
        @ type.matcher.v3.ValueMatcher
        null_match null
        double_match a number
        string_match a text
        bool_match true or false
        present_match whether there is something
        list_match a list with an element
        or_match one of several
        @ type.matcher.v3.DoubleMatcher
        range a number in between
        exact this number
        @ type.matcher.v3.ListMatcher
        one_of what one element fits
        @ type.matcher.v3.OrMatcher
        value_matchers what of which one fits
        @ type.matcher.v3.PathMatcher
        path the path without its query
        @ type.matcher.v3.FilterStateMatcher
        key the name of the object
        string_match what its text must be
        @ extensions.filters.common.set_filter_state.v3.FilterStateValue
        object_key the name of the object
        factory_key what makes it, where that has another name
        format_string the text that it is made of
        read_only whether nobody may replace it
        shared_with_upstream whether connections upstream see it
        skip_if_empty whether an empty text makes none
        """#
}

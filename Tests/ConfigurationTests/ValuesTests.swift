import Configuration
import NetworkAddresses
import RegularExpressions
import Testing

@Suite("What files become")
struct ValuesTests {
    private func read(_ text: String) throws -> BootstrapConfiguration {
        let outcome = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json")
        return try #require(outcome.configuration, "\(outcome.complaints.map(\.text))")
    }

    private func manager(_ configuration: BootstrapConfiguration) throws -> HTTPConnectionManagerConfiguration {
        let filter = configuration.listeners.first?.filterChains.first?.filters.first
        guard case .httpConnectionManager(let manager)? = filter else {
            return try #require(nil, "the first filter is no connection manager")
        }
        return manager
    }

    @Test("A small file becomes values with Envoy's defaults")
    func defaults() throws {
        let configuration = try read(ConfigurationTemplate.make())
        #expect(configuration.node.id == "one")
        #expect(configuration.node.cluster == "tests")
        #expect(configuration.admin == nil)
        let manager = try manager(configuration)
        var expected = HTTPConnectionManagerConfiguration(statPrefix: "in")
        expected.useRemoteAddress = true
        expected.httpFilters = [
            HTTPFilterConfiguration(
                name: "envoy.filters.http.router", kind: .router(RouterConfiguration(suppressEnvoyHeaders: true)))
        ]
        expected.routeConfiguration = RouteConfiguration(
            name: "local",
            virtualHosts: [
                VirtualHostConfiguration(
                    name: "all", domains: ["*"],
                    routes: [
                        RouteEntryConfiguration(
                            match: RouteMatchConfiguration(path: .prefix("/")),
                            action: .route(RouteActionConfiguration(target: .cluster("origin"))))
                    ])
            ],
            source: manager.routeConfiguration.source)
        #expect(manager == expected)
        let cluster = try #require(configuration.clusters.first)
        #expect(
            cluster
                == ClusterConfiguration(
                    name: "origin", defaultThresholds: CircuitBreakerThresholds(maxConnections: 1000),
                    endpoints: [
                        LocalityEndpoints(endpoints: [EndpointConfiguration(address: "127.0.0.1", port: 29000)])
                    ],
                    source: cluster.source))
        let listener = try #require(configuration.listeners.first)
        #expect(listener.name == "in")
        #expect(listener.address == .socket(SocketAddressConfiguration(address: "127.0.0.1", port: 20000)))
        #expect(listener.backlog == 128 && listener.reusePort && listener.bindToPort)
        #expect(listener.perConnectionBufferLimit == 1_048_576)
    }

    @Test("Every field of the connection manager reaches its value")
    func managerFields() throws {
        let text = ConfigurationTemplate.make([
            .managerFields: """
            "codec_type": "HTTP1", "xff_num_trusted_hops": 2, "skip_xff_append": true, "via": "apus",
            "server_name": "edge", "server_header_transformation": "APPEND_IF_ABSENT", "generate_request_id": false,
            "preserve_external_request_id": true, "always_set_request_id_in_response": true,
            "stream_idle_timeout": "0s", "request_timeout": "3s", "request_headers_timeout": "0s",
            "drain_timeout": "7s", "delayed_close_timeout": "0s", "max_request_headers_kb": 96,
            "common_http_protocol_options": { "idle_timeout": "0s", "max_connection_duration": "60s",
              "max_stream_duration": "1.5s", "max_headers_count": 7, "max_requests_per_connection": 9,
              "headers_with_underscores_action": "REJECT_REQUEST" },
            "http_protocol_options": { "allow_absolute_url": false, "accept_http_10": true,
              "default_host_for_http_10": "old", "enable_trailers": true, "allow_chunked_length": true,
              "header_key_format": { @preserveCase@ } },
            "access_log": [
              { "name": "a", "typed_config": { @fileLog@, "path": "/a.log" } },
              { "typed_config": { @stdoutLog@,
                "log_format": { "text_format_source": { "inline_string": "%PROTOCOL%" } } } }
            ],
            """
        ])
        let manager = try manager(try read(text))
        #expect(manager.codecType == .http1)
        #expect(manager.xffNumTrustedHops == 2 && manager.skipXffAppend && manager.via == "apus")
        #expect(manager.serverName == "edge" && manager.serverHeaderTransformation == .appendIfAbsent)
        #expect(!manager.generateRequestID && manager.preserveExternalRequestID && manager.alwaysSetRequestIDInResponse)
        #expect(manager.streamIdleTimeout == nil && manager.requestTimeout == 3_000_000_000)
        #expect(manager.requestHeadersTimeout == nil && manager.drainTimeout == 7_000_000_000)
        #expect(manager.delayedCloseTimeout == nil && manager.maxRequestHeadersKB == 96)
        #expect(
            manager.commonOptions
                == CommonHTTPOptionsConfiguration(
                    idleTimeout: nil, maxConnectionDuration: 60_000_000_000, maxStreamDuration: 1_500_000_000,
                    maxHeadersCount: 7, maxRequestsPerConnection: 9, headersWithUnderscoresAction: .rejectRequest))
        #expect(
            manager.http1Options
                == HTTP1OptionsConfiguration(
                    allowAbsoluteURL: false, acceptHTTP10: true, defaultHostForHTTP10: "old",
                    nameSpelling: .kept(properAdditions: false, forwardsReason: false),
                    enableTrailers: true, allowChunkedLength: true))
        #expect(
            manager.accessLogs == [
                AccessLogConfiguration(sink: .file("/a.log")),
                AccessLogConfiguration(
                    sink: .standardOutput,
                    format: FormatConfiguration(.text(SubstitutionFormat([.command(.field(.protocolName))])))),
            ])
    }

    @Test("What a connection manager makes of requests reaches its value")
    func managerTrust() throws {
        let text = ConfigurationTemplate.make([
            .managerFields: """
            "normalize_path": true, "merge_slashes": true, "path_with_escaped_slashes_action": "UNESCAPE_AND_REDIRECT",
            "strip_any_host_port": true, "strip_trailing_host_dot": true, "append_x_forwarded_port": true,
            "internal_address_config": { "unix_sockets": true,
              "cidr_ranges": [{ "address_prefix": "10.1.2.3", "prefix_len": 8 }] },
            "scheme_header_transformation": { "scheme_to_overwrite": "https" }, "add_user_agent": true,
            "proxy_100_continue": true,
            "stream_error_on_invalid_http_message": true, "http1_safe_max_connection_duration": true,
            "common_http_protocol_options": { "max_connection_duration_jitter": { "value": 12.5 } },
            "http_protocol_options": { "allow_custom_methods": true, "send_fully_qualified_url": true,
              "override_stream_error_on_invalid_http_message": false,
              "header_key_format": { "proper_case_words": {} },
              "ignore_http_11_upgrade": [{ "suffix": "x", "ignore_case": true }] },
            """
        ])
        let manager = try manager(try read(text))
        #expect(manager.normalizePath && manager.mergeSlashes && manager.escapedSlashesAction == .redirect)
        #expect(manager.hostPortStripping == .any && manager.stripTrailingHostDot && manager.appendXForwardedPort)
        #expect(manager.internalUnixSockets && manager.internalNetworks == [CIDRBlock("10.0.0.0/8")])
        #expect(manager.schemeToOverwrite == "https" && manager.addUserAgent)
        #expect(manager.proxies100Continue && manager.keepsConnectionAfterBadRequest)
        #expect(manager.safeMaxConnectionDuration && manager.commonOptions.maxConnectionDurationJitter == 12.5)
        let http1 = manager.http1Options
        #expect(http1.allowCustomMethods && http1.sendFullyQualifiedURL && http1.nameSpelling == .properCase)
        #expect(http1.keepsConnectionAfterBadRequest == false)
        #expect(http1.ignoredUpgrades == [StringMatcherConfiguration(.suffix, "x", ignoresCase: true)])
    }

    @Test("Without networks of its own a mesh has the private ones, and without a word none")
    func internalNetworks() throws {
        let unset = try manager(try read(ConfigurationTemplate.make()))
        #expect(unset.internalNetworks.isEmpty)
        let empty = try manager(
            try read(ConfigurationTemplate.make([.managerFields: #""internal_address_config": {},"#])))
        for text in ["10.1.2.3", "172.31.0.1", "192.168.9.9", "127.0.0.1", "fd12::1", "::1"] {
            let address = try #require(IPAddress(text))
            #expect(empty.internalNetworks.contains { $0.contains(address) }, "\(text)")
        }
        for text in ["172.32.0.1", "127.0.0.2", "fc00::1", "100.64.0.1", "::ffff:10.0.0.1"] {
            let address = try #require(IPAddress(text))
            #expect(!empty.internalNetworks.contains { $0.contains(address) }, "\(text)")
        }
    }

    @Test("Virtual hosts and routes say more")
    func routeOptions() throws {
        let text = ConfigurationTemplate.make([
            .tableFields: """
            "ignore_port_in_host_matching": true, "vhost_header": "X-Host", "internal_only_headers": ["X-In"],
            "ignore_path_parameters_in_path_matching": true,
            """,
            .host: """
            "require_tls": "ALL", "include_request_attempt_count": true, "include_attempt_count_in_response": true,
            """,
            .actionFields: """
            "host_rewrite_header": "X-H", "append_x_forwarded_host": true, "max_grpc_timeout": "2s",
            "grpc_timeout_offset": "1s", "max_stream_duration": { "grpc_timeout_header_max": "3s",
              "grpc_timeout_header_offset": "4s", "max_stream_duration": "0s" },
            """,
        ])
        let table = try manager(try read(text)).routeConfiguration
        #expect(table.ignorePortInHostMatching && table.ignorePathParameters)
        #expect(table.virtualHostField == "x-host" && table.internalOnlyFields == ["x-in"])
        let host = try #require(table.virtualHosts.first)
        #expect(host.tlsRequirement == .all)
        #expect(host.includeRequestAttemptCount && host.includeAttemptCountInResponse)
        guard case .route(let action)? = host.routes.first?.action else {
            Issue.record("no route")
            return
        }
        #expect(action.hostRewrite == .field("x-h") && action.appendXForwardedHost)
        #expect(
            action.maxStreamDuration
                == StreamDurationConfiguration(
                    limit: 0, grpcTimeoutLimit: 3_000_000_000, grpcTimeoutOffset: 4_000_000_000))
        #expect(action.oldGRPCTimeout == OldGRPCTimeoutConfiguration(limit: 2_000_000_000, offset: 1_000_000_000))
    }

    @Test("Routes, redirects, direct responses and faults reach their values")
    func routes() throws {
        let text = ConfigurationTemplate.make([
            .before: #"{ "name": "f", "disabled": true, "typed_config": { @fault@, "max_active_faults": 3 } },"#,
            .table: """
            { "typed_per_filter_config": { "f": { @filterConfig@, "disabled": true } }, "virtual_hosts": [
              { "name": "v", "domains": ["a.com", "*.b.com"], "routes": [
                { "name": "one", "match": { "path": "/x", "case_sensitive": false }, "route": { "cluster": "origin",
                  "timeout": "0s", "idle_timeout": "2s", "prefix_rewrite": "/y", "host_rewrite_literal": "h",
                  "priority": "HIGH", "cluster_not_found_response_code": "INTERNAL_SERVER_ERROR" },
                  "typed_per_filter_config": { "f": { @fault@, "abort": { "http_status": 418,
                    "percentage": { "numerator": 5, "denominator": "MILLION" } },
                    "delay": { "fixed_delay": "0.5s", "percentage": { "numerator": 1 } } } } },
                { "match": { "path_separated_prefix": "/p" }, "redirect": { "https_redirect": true,
                  "host_redirect": "r", "port_redirect": 8443, "prefix_rewrite": "/q", "response_code": "SEE_OTHER",
                  "strip_query": true } },
                { "match": { "prefix": "/" }, "direct_response": { "status": 204, "body": { "inline_bytes": "aGk=" } } }
              ] } ] }
            """,
        ])
        let manager = try manager(try read(text))
        #expect(manager.httpFilters.first?.kind == .fault(FaultConfiguration(maxActiveFaults: 3)))
        #expect(manager.httpFilters.first?.disabled == true)
        let table = manager.routeConfiguration
        #expect(table.perFilter == [PerFilterConfiguration(filterName: "f", override: .disabled)])
        let host = try #require(table.virtualHosts.first)
        #expect(host.domains == ["a.com", "*.b.com"])
        let fault = FaultConfiguration(
            delay: FaultDelayConfiguration(
                fixedDelay: 500_000_000, percentage: FractionalPercentConfiguration(numerator: 1)),
            abort: FaultAbortConfiguration(
                httpStatus: 418, percentage: FractionalPercentConfiguration(numerator: 5, denominator: 1_000_000)))
        #expect(
            host.routes == [
                RouteEntryConfiguration(
                    name: "one", match: RouteMatchConfiguration(path: .path("/x"), caseSensitive: false),
                    action: .route(
                        RouteActionConfiguration(
                            target: .cluster("origin"), timeout: nil, idleTimeout: .after(2_000_000_000),
                            prefixRewrite: "/y",
                            hostRewrite: .literal("h"), priority: .high, clusterNotFoundResponseCode: 500)),
                    perFilter: [PerFilterConfiguration(filterName: "f", override: .fault(fault))]),
                RouteEntryConfiguration(
                    match: RouteMatchConfiguration(path: .pathSeparatedPrefix("/p")),
                    action: .redirect(
                        RedirectActionConfiguration(
                            scheme: .https, hostRedirect: "r", portRedirect: 8443, path: .prefixRewrite("/q"),
                            responseCode: 303, stripQuery: true))),
                RouteEntryConfiguration(
                    match: RouteMatchConfiguration(path: .prefix("/")),
                    action: .directResponse(DirectResponseConfiguration(status: 204, body: .bytes(Array("hi".utf8))))),
            ])
    }

    @Test("Every field of clusters reaches its value")
    func clusterFields() throws {
        let text = ConfigurationTemplate.make([
            .cluster: """
            "alt_stat_name": "alt", "lb_policy": "LEAST_REQUEST", "per_connection_buffer_limit_bytes": 1024,
            "least_request_lb_config": { "choice_count": 5, "active_request_bias": { "default_value": 0.5 } },
            "typed_extension_protocol_options": { "@upstreamName@": { @upstream@,
              "common_http_protocol_options": { "idle_timeout": "9s", "max_requests_per_connection": 4,
                "max_response_headers_kb": 9 },
              "explicit_http_config": { "http_protocol_options": { "enable_trailers": true } } } },
            """,
            .threshold: #""max_pending_requests": 2, "max_requests": 3, "max_retries": 4, "track_remaining": true,"#,
            .locality: #""locality": { "region": "r", "zone": "z" }, "priority": 1, "load_balancing_weight": 6,"#,
            .endpoint: #""load_balancing_weight": 8, "health_status": "DEGRADED","#,
        ])
        let cluster = try #require(try read(text).clusters.first)
        var common = CommonHTTPOptionsConfiguration(idleTimeout: 9_000_000_000, maxRequestsPerConnection: 4)
        common.maxResponseHeadersKB = 9
        #expect(
            cluster
                == ClusterConfiguration(
                    name: "origin", altStatName: "alt",
                    lbPolicy: .leastRequest(choiceCount: 5, activeRequestBias: 0.5),
                    defaultThresholds: CircuitBreakerThresholds(
                        maxConnections: 1000, maxPendingRequests: 2, maxRequests: 3, maxRetries: 4, trackRemaining: true
                    ),
                    endpoints: [
                        LocalityEndpoints(
                            region: "r", zone: "z", priority: 1, weight: 6,
                            endpoints: [
                                EndpointConfiguration(
                                    address: "127.0.0.1", port: 29000, weight: 8, healthStatus: .degraded)
                            ])
                    ],
                    commonOptions: common,
                    http1Options: HTTP1OptionsConfiguration(enableTrailers: true), perConnectionBufferLimit: 1024,
                    source: cluster.source))
    }

    @Test("Resources keep the bytes of their text, or the same content when the text is not strict JSON")
    func sources() throws {
        let text = ConfigurationTemplate.make()
        let configuration = try read(text)
        let cluster = String(decoding: try #require(configuration.clusters.first).source, as: UTF8.self)
        #expect(cluster.hasPrefix("{\n      \"name\": \"origin\"") && text.contains(cluster))
        #expect(text.contains(String(decoding: try #require(configuration.listeners.first).source, as: UTF8.self)))
        #expect(String(decoding: configuration.node.source, as: UTF8.self) == #"{ "id": "one", "cluster": "tests" }"#)
        let lax = try read("{node: {'id': \"a\tb\", metadata: {x: [1,],},},}")
        #expect(String(decoding: lax.node.source, as: UTF8.self) == #"{"id":"a\tb","metadata":{"x":[1]}}"#)
    }

    @Test("A later text is merged over an earlier one: scalars replaced, messages merged, lists appended")
    func merging() throws {
        let reader = ConfigurationReader()
        let second = """
            { "node": { "id": "two", "locality": { "zone": "z" } },
              "admin": { "address": { "pipe": { "path": "/a" } } },
              "staticResources": { "clusters": [{ "name": "more" }] } }
            """
        let outcome = reader.bootstrap([
            .init(file: "a.json", bytes: Array(ConfigurationTemplate.make().utf8)),
            .init(file: "--config-yaml", bytes: Array(second.utf8)),
        ])
        let configuration = try #require(outcome.configuration, "\(outcome.complaints.map(\.text))")
        #expect(
            configuration.node.id == "two" && configuration.node.cluster == "tests" && configuration.node.zone == "z")
        #expect(configuration.clusters.map(\.name) == ["origin", "more"])
        #expect(configuration.admin?.address == .pipe(PipeConfiguration(path: "/a")))
        #expect(
            String(decoding: configuration.node.source, as: UTF8.self)
                == #"{"id":"two","cluster":"tests","locality":{ "zone": "z" }}"#)
    }

    @Test("Complaints about merged texts name the text that they stand in")
    func mergedComplaints() {
        let outcome = ConfigurationReader().bootstrap([
            .init(file: "a.json", bytes: Array(ConfigurationTemplate.make([.timeout: "5"]).utf8)),
            .init(file: "b.json", bytes: Array(#"{"static_resources":{"clusters":[{"name":"origin"}]},"x":1}"#.utf8)),
            .init(file: "c.json", bytes: Array("{".utf8)),
        ])
        #expect(outcome.complaints.map(\.file) == ["c.json", "a.json", "b.json", "b.json"])
    }

    @Test("A later alternative of a choice replaces an earlier text's")
    func mergedChoice() throws {
        let first = #"{"admin":{"address":{"socket_address":{"address":"1.2.3.4","port_value":1}}}}"#
        let second = #"{"admin":{"address":{"pipe":{"path":"/b"}}}}"#
        let outcome = ConfigurationReader().bootstrap([
            .init(file: "a.json", bytes: Array(first.utf8)), .init(file: "b.json", bytes: Array(second.utf8)),
        ])
        let admin = try #require(outcome.configuration?.admin, "\(outcome.complaints.map(\.text))")
        #expect(admin.address == .pipe(PipeConfiguration(path: "/b")))
        #expect(String(decoding: admin.source, as: UTF8.self) == #"{"address":{"pipe":{"path":"/b"}}}"#)
    }

    @Test("A file of ten thousand clusters is read")
    func bigFile() throws {
        let clusters = (0..<10_000).map { place in
            #"{"name":"svc-\#(place)","load_assignment":{"cluster_name":"x","endpoints":[{"lb_endpoints":[{"#
                + #""endpoint":{"address":{"socket_address":{"address":"10.0.0.1","port_value":\#(place)}}}}]}]}}"#
        }
        let text = #"{"static_resources":{"clusters":["# + clusters.joined(separator: ",") + "]}}"
        let configuration = try read(text)
        #expect(configuration.clusters.count == 10_000)
        #expect(configuration.clusters[9_999].endpoints[0].endpoints[0].port == 9_999)
    }
}

import Configuration
import ControlPlane
import Testing

@Suite("What the nodes of a gateway are served")
struct GatewayCompilationTests {
    private let tls = "transport_socket/typed_config/common_tls_context"

    private func compile(_ spec: String, _ more: String...) throws -> ResourceSnapshot {
        try MeshText.compile(
            [
                MeshText.service("one"), MeshText.service("two", address: "10.0.0.2"), MeshText.gateway(),
                MeshText.route("r", spec),
            ] + more
        ).snapshot(of: "edge")
    }

    /// The first route of the only virtual host.
    private func route(_ spec: String) throws -> JSONNode {
        try #require(try compile(spec).tree(.routes, "shop/edge/80").at("virtual_hosts/0/routes/0"))
    }

    @Test("A backend is a cluster with endpoints; others are not served")
    func backend() throws {
        let snapshot = try compile("rules: [{backendRefs: [{name: one, port: 80}]}]")
        #expect(snapshot.names(.cluster) == ["shop/one/80"] && snapshot.names(.endpoints) == ["shop/one/80"])
        #expect(snapshot.names(.listener) == ["shop/edge/80"] && snapshot.names(.routes) == ["shop/edge/80"])
        let table = try snapshot.tree(.routes, "shop/edge/80")
        #expect(
            table.json("virtual_hosts/0/domains") == #"["*"]"# && table.json("ignore_port_in_host_matching") == "true")
        #expect(
            table.json("virtual_hosts/0/routes/0")
                == #"{"name":"shop/r/0","match":{"prefix":"/"},"route":{"cluster":"shop/one/80","timeout":"0s"}}"#)
        let endpoints = try snapshot.tree(.endpoints, "shop/one/80")
        #expect(
            endpoints.json("endpoints/0/lb_endpoints/0")
                == #"{"endpoint":{"address":{"socket_address":{"address":"10.0.0.1","port_value":8080}}}}"#)
        let cluster = try snapshot.tree(.cluster, "shop/one/80")
        #expect(cluster.json("type") == #""EDS""#)
        #expect(cluster.json("eds_cluster_config/eds_config/api_config_source/cluster_names") == #"["xds_cluster"]"#)
    }

    @Test("Backends share requests by their weights; what cannot be used answers 500 for its share")
    func weights() throws {
        let spec = """
            rules:
            - backendRefs:
              - {name: one, port: 80, weight: 3}
              - {name: two, port: 80, filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: \
            x-a, value: "1%"}]}}]}
              - {name: none, port: 80, weight: 2}
              - {name: one, port: 81, weight: 0}
            """
        let action = try #require(try route(spec)["route"])
        #expect(
            action.json("weighted_clusters/clusters")
                == #"[{"name":"shop/one/80","weight":3},{"name":"shop/two/80","weight":1,"request_headers_to_add":"#
                + #"[{"header":{"key":"x-a","value":"1%%"},"append_action":"OVERWRITE_IF_EXISTS_OR_ADD"}]},"#
                + #"{"name":"invalid-backend","weight":2}]"#)
        #expect(action.json("cluster_not_found_response_code") == #""INTERNAL_SERVER_ERROR""#)
    }

    @Test(
        "A rule without a usable backend answers 500",
        arguments: [
            "rules: [{backendRefs: [{name: none, port: 80}]}]",
            "rules: [{backendRefs: [{name: one}]}"
                + "]", "rules: [{}]",
            "rules: [{backendRefs: [{name: one, port: 80, weight: 0}]}]",
            "rules: [{backendRefs: [{name: one, port: 82}]}]",
            "rules: [{backendRefs: [{name: one, kind: Bucket, port: 80}]}]",
            "rules: [{backendRefs: [{name: one, namespace: other, port: 80}]}]", "hostnames: []",
        ])
    func invalid(_ spec: String) throws { #expect(try route(spec).json("direct_response") == #"{"status":500}"#) }

    /// The filters of a rule that takes `/a`, and what becomes of them.
    static let filters: [(filter: String, path: String, json: String)] = [
        (
            "type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: x-a, value: b}], remove: [x-c]}",
            "request_headers_to_add",
            #"[{"header":{"key":"x-a","value":"b"},"append_action":"APPEND_IF_EXISTS_OR_ADD"}]"#
        ),
        (
            "type: ResponseHeaderModifier, responseHeaderModifier: {remove: [x-c, x-d]}", "response_headers_to_remove",
            #"["x-c","x-d"]"#
        ),
        (
            "type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}", "redirect",
            #"{"scheme_redirect":"https","response_code":"MOVED_PERMANENTLY"}"#
        ),
        (
            "type: RequestRedirect, requestRedirect: {hostname: b.com, port: 8443, path: {type: ReplaceFullPath,"
                + " replaceFullPath: /x}}",
            "redirect",
            #"{"host_redirect":"b.com","port_redirect":8443,"path_redirect":"/x","response_code":"FOUND"}"#
        ),
        (
            "type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /x/},"
                + " statusCode: 308}",
            "redirect", #"{"prefix_rewrite":"/x","response_code":"PERMANENT_REDIRECT"}"#
        ),
        (
            "type: URLRewrite, urlRewrite: {hostname: c.com, path: {type: ReplacePrefixMatch, "
                + "replacePrefixMatch: /}}",
            "route",
            #"{"cluster":"shop/one/80","timeout":"0s","host_rewrite_literal":"c.com","regex_rewrite":{"pattern":"#
                + #"{"regex":"^/a/*"},"substitution":"/"}}"#
        ),
        (
            "type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /x}"
                + "}", "route/regex_rewrite",
            #"{"pattern":{"regex":"^/.*$"},"substitution":"/x"}"#
        ),
        (
            "type: RequestMirror, requestMirror: {backendRef: {name: two, port: 80}, fraction: {numerator: 1, "
                + "denominator: 3}}",
            "route/request_mirror_policies",
            #"[{"cluster":"shop/two/80","runtime_fraction":{"default_value":{"numerator":333333,"denominator":"#
                + #""MILLION"}},"disable_shadow_host_suffix_append":true}]"#
        ),
        (
            "type: CORS, cors: {allowOrigins: [\"https://a.com\", \"https://*.b.com\"], allowMethods: [GET, "
                + "PUT], allowCredentials: true}",
            "typed_per_filter_config/envoy.filters.http.cors/allow_origin_string_match",
            #"[{"exact":"https://a.com"},{"safe_regex":{"regex":"https://.*\\.b\\.com"}}]"#
        ),
    ]

    @Test("Filters become what Envoy has for them", arguments: filters.indices)
    func filter(_ place: Int) throws {
        let (filter, path, json) = Self.filters[place]
        let backends = filter.contains("requestRedirect") ? "" : "backendRefs: [{name: one, port: 80}], "
        let route = try route("rules: [{\(backends)matches: [{path: {value: /a}}], filters: [{\(filter)}]}]")
        #expect(route.json(path) == json)
    }

    @Test("A mirror's backend is served too")
    func mirror() throws {
        let snapshot = try compile(
            "rules: [{backendRefs: [{name: one, port: 80}], filters: [{type: RequestMirror, requestMirror: {"
                + "backendRef: {name: two, port: 80}}}]}]"
        )
        #expect(snapshot.names(.cluster) == ["shop/one/80", "shop/two/80"])
    }

    /// Timeouts and retries of a rule, and what the route says.
    static let times: [(rule: String, json: String)] = [
        ("timeouts: {request: 5s}", #"{"cluster":"shop/one/80","timeout":"5s"}"#),
        ("timeouts: {backendRequest: 500ms}", #"{"cluster":"shop/one/80","timeout":"0.500s"}"#),
        ("timeouts: {request: 0s}", #"{"cluster":"shop/one/80","timeout":"0s"}"#),
        (
            "timeouts: {request: 5s, backendRequest: 1s}, retry: {attempts: 3, codes: [503], backoff: 100ms}",
            #"{"cluster":"shop/one/80","timeout":"5s","retry_policy":{"retry_on":"connect-failure,refused-stream,"#
                + #"reset-before-request,retriable-status-codes","num_retries":3,"retriable_status_codes":[503],"#
                + #""retry_back_off":{"base_interval":"0.100s","max_interval":"1s"},"per_try_timeout":"1s"}}"#
        ),
    ]

    @Test("Timeouts and retries", arguments: times.indices)
    func time(_ place: Int) throws {
        let (rule, json) = Self.times[place]
        #expect(try route("rules: [{backendRefs: [{name: one, port: 80}], \(rule)}]").json("route") == json)
    }

    @Test("A policy says what the rule leaves open")
    func policy() throws {
        let policy = """
            apiVersion: apus.dev/v1
            kind: TrafficPolicy
            metadata: {name: p, namespace: shop}
            spec:
              targetRefs: [{kind: Service, name: one}]
              loadBalancing: {policy: RingHash, hashHeader: x-user}
              circuitBreaker: {maxConnections: 10}
              outlierDetection: {consecutiveErrors: 3, interval: 5s}
              timeouts: {connect: 1s, request: 9s, idle: 60s}
              retries: {attempts: 2, perTryTimeout: 3s}
              mutualTLS: {identities: ["spiffe://mesh/ns/shop/sa/one"]}
            """
        let snapshot = try compile(
            "rules: [{backendRefs: [{name: one, port: 80}]}, {matches: [{path: {value: /a}}], timeouts: {"
                + "request: 1s}, backendRefs: [{name: one, port: 80}]}]",
            policy)
        let table = try snapshot.tree(.routes, "shop/edge/80")
        #expect(table.json("virtual_hosts/0/routes/0/route/timeout") == #""1s""#)
        #expect(table.json("virtual_hosts/0/routes/1/route/timeout") == #""9s""#)
        #expect(table.json("virtual_hosts/0/routes/1/route/retry_policy/per_try_timeout") == #""3s""#)
        #expect(
            table.json("virtual_hosts/0/routes/1/route/hash_policy") == #"[{"header":{"header_name":"x-user"}}]"#)
        let cluster = try snapshot.tree(.cluster, "shop/one/80")
        #expect(cluster.json("lb_policy") == #""RING_HASH""# && cluster.json("connect_timeout") == #""1s""#)
        #expect(cluster.json("circuit_breakers") == #"{"thresholds":[{"max_connections":10}]}"#)
        #expect(cluster.json("outlier_detection") == #"{"consecutive_5xx":3,"interval":"5s"}"#)
        #expect(
            cluster.json("\(tls)/combined_validation_context/default_validation_context")
                == #"{"match_typed_subject_alt_names":[{"san_type":"URI","matcher":{"exact":"spiffe:"#
                + #"//mesh/ns/shop/sa/one"}}]}"#
        )
    }

    @Test("Listeners of one port have virtual hosts of their own, and 404 for what no route of theirs takes")
    func isolation() throws {
        let snapshot = try MeshText.compile(
            MeshText.service("one"),
            MeshText.gateway(
                "- {name: any, port: 80, protocol: HTTP}\n- {name: a, port: 80, protocol: HTTP, hostname: "
                    + "\"*.a.com\"}"),
            MeshText.route(
                "r", "hostnames: [x.a.com, b.com]\nrules: [{backendRefs: [{name: one, port: 80}]}]",
                parent: "{name: edge, sectionName: any}")
        ).snapshot(of: "edge")
        let table = try snapshot.tree(.routes, "shop/edge/80")
        let hosts = table.at("virtual_hosts")?.elements ?? []
        // The host x.a.com is the other listener's, which has no route.
        #expect(hosts.map { $0.json("domains") } == [#"["*"]"#, #"["b.com"]"#, #"["*.a.com"]"#])
        #expect(hosts.map { $0["routes"]?.elements.count ?? 0 } == [0, 1, 0])
    }

    @Test("TLS ends at listeners for HTTPS, with secrets that are served beside them")
    func secured() throws {
        let secret = """
            apiVersion: v1
            kind: Secret
            metadata: {name: cert, namespace: shop}
            type: kubernetes.io/tls
            stringData: {tls.crt: c, tls.key: k}
            """
        let snapshot = try MeshText.compile(
            MeshText.service("one"), secret,
            MeshText.gateway(
                """
                - {name: a, port: 443, protocol: HTTPS, hostname: a.com, tls: {certificateRefs: [{name: cert}]}}
                - {name: b, port: 443, protocol: TLS, hostname: "*.b.com", tls: {mode: Passthrough}}
                """),
            MeshText.route("r", "rules: [{backendRefs: [{name: one, port: 80}]}]"),
            MeshText.route(
                "t", "hostnames: [x.b.com]\nrules: [{backendRefs: [{name: one, port: 80}]}]", kind: "TLSRoute",
                version: "v1alpha2")
        ).snapshot(of: "edge")
        #expect(snapshot.names(.secret) == ["shop/cert"] && snapshot.names(.routes) == ["shop/edge/443/a"])
        let listener = try snapshot.tree(.listener, "shop/edge/443")
        #expect(
            listener.json("listener_filters/0/name") == #""envoy.filters.listener.tls_inspector""#)
        #expect(
            listener.json("filter_chains/0/filter_chain_match")
                == #"{"server_names":["a.com"],"transport_protocol":"tls"}"#)
        #expect(
            listener.json("filter_chains/0/\(tls)/tls_certificate_sds_secret_configs/0/name")
                == #""shop/cert""#)
        #expect(
            listener.json("filter_chains/1/filter_chain_match")
                == #"{"server_names":["x.b.com"],"transport_protocol":"tls"}"#)
        #expect(listener.json("filter_chains/1/filters/0/typed_config/cluster") == #""shop/one/80""#)
        #expect(listener.json("filter_chains/1/transport_socket").isEmpty)
    }

    @Test("Connections go to the backends of the oldest route for TCP")
    func connections() throws {
        let snapshot = try MeshText.compile(
            MeshText.service("one", protocol: "tcp"), MeshText.service("two", protocol: "tcp"),
            MeshText.gateway("- {name: t, port: 5432, protocol: TCP}"),
            MeshText.route(
                "b", "rules: [{backendRefs: [{name: one, port: 80}]}]", kind: "TCPRoute", version: "v1alpha2"),
            MeshText.route(
                "a", "rules: [{backendRefs: [{name: one, port: 80, weight: 2}, {name: two, port: 80}]}]",
                kind: "TCPRoute", version: "v1alpha2")
        ).snapshot(of: "edge")
        #expect(
            try snapshot.tree(.listener, "shop/edge/5432").json(
                "filter_chains/0/filters/0/typed_config/weighted_clusters")
                == #"{"clusters":[{"name":"shop/one/80","weight":2},{"name":"shop/two/80","weight":1}]}"#)
    }

    @Test("Other namespaces need a grant, and a listener that admits them")
    func namespaces() throws {
        let texts = [
            MeshText.service("one", namespace: "other"),
            MeshText.gateway("- {name: w, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}"),
            MeshText.route(
                "r", "rules: [{backendRefs: [{name: one, namespace: other, port: 80}]}]",
                parent: "{name: edge, namespace: shop}", namespace: "team"),
        ]
        let grant = """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata: {name: g, namespace: other}
            spec:
              from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: team}]
              to: [{group: "", kind: Service}]
            """
        let denied = try MeshText.compile(texts)
        #expect(denied.snapshot(of: "edge").names(.cluster).isEmpty)
        #expect(
            denied.warnings.map(\.message) == [
                "expected a ReferenceGrant in the namespace other, found none that allows it"
            ])
        let granted = try MeshText.compile(texts + [grant])
        #expect(granted.snapshot(of: "edge").names(.cluster) == ["other/one/80"] && granted.warnings.isEmpty)
    }

    /// Routes that nothing comes of, and what is said of them.
    static let warnings: [(route: String, warning: String)] = [
        (
            MeshText.route("r", "rules: []", parent: "{name: egde}"),
            "5:23: spec.parentRefs[0].name: expected a gateway of the namespace shop, found \"egde\"; did you "
                + "mean \"edge\"?"
        ),
        (
            MeshText.route("r", "rules: []", parent: "{name: edge, sectionName: x}"),
            "5:23: spec.parentRefs[0].name: expected a listener of the gateway shop/edge that takes the route, "
                + "found none of that name or port"
        ),
        (
            MeshText.route("r", "rules: []", parent: "{name: edge, namespace: shop}", namespace: "team"),
            "5:23: spec.parentRefs[0].name: expected a listener of the gateway shop/edge that takes the route, "
                + "found none for routes of the namespace team"
        ),
        (
            MeshText.route("r", "rules: [{backendRefs: [{name: ones, port: 80}]}]"),
            "6:33: spec.rules[0].backendRefs[0].name: expected a service of the namespace shop, found \"ones\"; "
                + "did you mean \"one\"?"
        ),
        (
            MeshText.route("r", "rules: [{backendRefs: [{name: one, port: 81}]}]"),
            "6:33: spec.rules[0].backendRefs[0].name: expected a port of the service shop/one (80), found 81"
        ),
    ]

    @Test("What routes ask for in vain is told", arguments: warnings.indices)
    func warning(_ place: Int) throws {
        let (route, warning) = Self.warnings[place]
        let compilation = try MeshText.compile(route, MeshText.service("one"), MeshText.gateway())
        #expect(compilation.warnings.map(\.text) == ["0.yaml:" + warning])
    }

    @Test("Gateways that count Istio's metrics count as callers, whatever host clients name")
    func istio() throws {
        func listener(_ spoken: String, _ kind: String, _ metrics: String) throws -> JSONNode {
            let route = MeshText.route(
                "r", "rules: [{backendRefs: [{name: one, port: 80}]}]", kind: kind,
                version: kind == "TCPRoute" ? "v1alpha2" : "v1")
            return try MeshText.compile(
                MeshText.service("one", protocol: spoken == "TCP" ? "tcp" : "http"),
                MeshText.gateway("- {name: web, port: 80, protocol: \(spoken)}")
                    .replacing("gateways:", with: "metrics: \(metrics)\n  gateways:"), route
            ).snapshot(of: "edge").tree(.listener, "shop/edge/80")
        }
        let http = try listener("HTTP", "HTTPRoute", "Istio")
        let filters = http.at("filter_chains/0/filters/0/typed_config/http_filters")?.elements ?? []
        #expect(filters.first?["name"]?.string == "istio.metadata_exchange")
        let stats = filters.first { $0["name"]?.string == "istio.stats" }
        #expect(stats?.json("typed_config/value") == #"{"disable_host_header_fallback":true}"#)
        #expect(http["traffic_direction"]?.string == "OUTBOUND")
        let tcp = try listener("TCP", "TCPRoute", "Istio")
        #expect(tcp.json("filter_chains/0/filters/0/name") == #""istio.stats""#)
        let plain = try listener("HTTP", "HTTPRoute", "Envoy")
        #expect(plain["traffic_direction"]?.string == "INBOUND")
        #expect(plain.at("filter_chains/0/filters/0/typed_config/http_filters")?.elements.count == 2)
    }
}

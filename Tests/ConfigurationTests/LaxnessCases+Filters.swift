extension LaxnessCases {
    private static let prefix = #""@type":"type.googleapis.com/envoy.extensions.filters.http."#

    /// A filter before the router.
    private static func filter(_ type: String, _ fields: String = "") -> String {
        let rest = fields.isEmpty ? "" : ",\(fields)"
        return #"{"name":"x","typed_config":{\#(prefix)\#(type)"\#(rest)}},"#
    }

    /// What a route says to it.
    private static func route(_ type: String, _ fields: String = "") -> String {
        let rest = fields.isEmpty ? "" : ",\(fields)"
        return #""typed_per_filter_config":{"x":{\#(prefix)\#(type)"\#(rest)}},"#
    }

    private static let share = #"{"default_value":{"numerator":100}}"#
    private static let bucket = #"{"max_tokens":2,"fill_interval":"1s"}"#

    /// RBAC, with a policy of these fields.
    private static func policy(_ permissions: String, _ principals: String = #"[{"any":true}]"#) -> String {
        filter(
            "rbac.v3.RBAC",
            #""rules":{"policies":{"p":{"permissions":\#(permissions),"principals":\#(principals)}}}"#)
    }

    private static let rbac: [LaxnessCase] =
        [
            filter("rbac.v3.RBAC"), filter("rbac.v3.RBAC", #""rules":{}"#), policy(#"[{"any":true}]"#),
            policy(#"[{"destination_port_range":{"start":0,"end":65536}}]"#),
        ].map { .accepted(.before, $0) }
        + [
            "[]", "[{}]", #"[{"any":false}]"#, #"[{"and_rules":{}}]"#, #"[{"destination_port":65536}]"#,
            #"[{"destination_port_range":{"start":5,"end":5}}]"#, #"[{"url_path":{}}]"#,
            #"[{"metadata":{"filter":"a","value":{"bool_match":true}}}]"#,
        ].map { .refused(.before, policy($0)) }
        + ["[]", "[{}]", #"[{"source_ip":{"address_prefix":"x"}}]"#].map {
            .refused(.before, policy(#"[{"any":true}]"#, $0))
        }
        + [
            .refused(.before, policy(#"[{"uri_template":{"name":"a","typed_config":{}}}]"#)),
            .unimplemented(
                .before,
                filter(
                    "rbac.v3.RBAC",
                    #""rules":{"policies":{"p":{"permissions":[{"any":true}],"principals":[{"any":true}],"#
                        + #""condition":{"id":1,"ident_expr":{"name":"a"}}}}}"#)),
            .accepted(.route, route("rbac.v3.RBACPerRoute")),
        ]

    private static let metadata: [LaxnessCase] =
        [
            filter("set_metadata.v3.Config"),
            filter("set_metadata.v3.Config", #""metadata":[{"metadata_namespace":"a"}]"#),
            filter("header_to_metadata.v3.Config"),
            filter(
                "header_to_metadata.v3.Config", #""response_rules":[{"cookie":"b","on_header_present":{"key":"a"}}]"#),
        ].map { .accepted(.before, $0) }
        + [
            #"{"header":"a","on_header_missing":{"key":"a"}}"#, #"{"header":"a"}"#,
            #"{"header":"a","cookie":"b","on_header_present":{"key":"a"}}"#, #"{"on_header_present":{"key":"a"}}"#,
            #"{"cookie":"b","on_header_present":{"key":"a"},"remove":true}"#,
            #"{"header":"a","on_header_present":{"key":""}}"#,
        ].map { .refused(.before, filter("header_to_metadata.v3.Config", #""request_rules":[\#($0)]"#)) }
        + [.accepted(.route, route("set_metadata.v3.Config"))]

    private static let jsonMetadata: [LaxnessCase] =
        [
            #""selectors":[{"key":"a"}],"on_present":{"key":"k"}"#,
            #""selectors":[{"key":"a"}],"on_missing":{"key":"k","value":null}"#,
            #""selectors":[{}],"on_present":{"key":"k","value":null},"on_error":{"key":"k","value":""}"#,
            #""selectors":[{"key":"a"},{"key":"b"}],"on_present":{"key":"k","value":[1],"type":2}"#,
        ].map { .accepted(.before, bodies($0)) }
        + [
            #""selectors":[{"key":"a"}]"#, #""on_present":{"key":"k"}"#, #""selectors":[],"on_present":{"key":"k"}"#,
            #""selectors":[{"key":""}],"on_present":{"key":"k"}"#, #""selectors":[{"key":"a"}],"on_present":{}"#,
            #""selectors":[{"key":"a"}],"on_missing":{"key":"k"}"#,
            #""selectors":[{"key":"a"}],"on_present":{"key":"k"},"on_error":{"key":"k"}"#,
            #""selectors":[{"key":"a"}],"on_error":{"key":"k","value":""}"#,
            #""selectors":[{"key":"a"}],"on_present":{"key":"k","type":3}"#,
        ].map { .refused(.before, bodies($0)) }
        + [
            .accepted(.before, filter(jsonType)), .refused(.before, filter(jsonType, #""request_rules":{}"#)),
            .refused(
                .before,
                filter(
                    jsonType,
                    #""request_rules":{"rules":[{"selectors":[{"key":"a"}],"on_present":{"key":"k"}}],"#
                        + #""allow_content_types":[""]}"#)),
            .refused(.route, route(jsonType)),
            .accepted(
                .route,
                route(
                    jsonType,
                    #""response_rules":{"rules":[{"selectors":[{"key":"a"}],"on_present":{"key":"k"}}]}"#)),
        ]

    private static let jsonType = "json_to_metadata.v3.JsonToMetadata"

    /// Metadata of bodies, with a rule of these fields.
    private static func bodies(_ rule: String) -> String {
        filter(jsonType, #""request_rules":{"rules":[{\#(rule)}]}"#)
    }

    private static let users = #""users":{"inline_string":"a:{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw="}"#

    private static func people(_ text: String) -> String {
        filter("basic_auth.v3.BasicAuth", #""users":{"inline_string":"\#(text)"}"#)
    }

    private static let hash = "{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw="

    private static let passwords: [LaxnessCase] =
        [
            people("a:\(hash)"), people(#"#x\n\na:\#(hash)\n"#), people("#nobody"),
            filter("basic_auth.v3.BasicAuth", users + #","realm":"a\"b","forward_username_header":"X-U""#),
        ].map { .accepted(.before, $0) }
        + [
            people(""), people("abc"), people("a:b"), people("a:{SHA}abc"), people(":\(hash)"), people("a:"),
            people(#"a:\#(hash)\na:\#(hash)"#), people(#"a:\#(hash)\r\n"#), people("a:b:\(hash)"),
            filter("basic_auth.v3.BasicAuth"), filter("basic_auth.v3.BasicAuth", users + #","realm":"a\nb""#),
            filter("basic_auth.v3.BasicAuth", users + #","forward_username_header":"a\nb""#),
            filter("basic_auth.v3.BasicAuth", #""users":{}"#),
        ].map { .refused(.before, $0) }
        + [
            .accepted(.route, route("basic_auth.v3.BasicAuthPerRoute", users)),
            .refused(.route, route("basic_auth.v3.BasicAuthPerRoute")),
        ]

    private static func keyed(_ fields: String) -> String { filter("api_key_auth.v3.ApiKeyAuth", fields) }

    private static let apiKeys: [LaxnessCase] =
        [
            "", #""credentials":[{"key":"k","client":"c"}]"#, #""key_sources":[{"header":"a","query":"b"}]"#,
            #""forwarding":{}"#,
        ].map { .accepted(.before, keyed($0)) }
        + [
            #""credentials":[{"key":"k","client":"c"},{"key":"k","client":"d"}]"#, #""credentials":[{"key":"k"}]"#,
            #""credentials":[{"client":"c"}]"#, #""key_sources":[{}]"#, #""key_sources":[{"header":"a\nb"}]"#,
            #""forwarding":{"header":"a\nb"}"#,
        ].map { .refused(.before, keyed($0)) }
        + [.accepted(.route, route("api_key_auth.v3.ApiKeyAuthPerRoute", #""allowed_clients":["",""]"#))]

    private static func state(_ fields: String) -> String {
        filter("set_filter_state.v3.Config", #""on_request_headers":[{\#(fields)}]"#)
    }

    private static let stateFormat = #""format_string":{"text_format_source":{"inline_string":"a"}}"#

    private static let filterState: [LaxnessCase] =
        [
            filter("set_filter_state.v3.Config"),
            state(#""object_key":"a","factory_key":"envoy.string",\#(stateFormat)"#),
            state(#""object_key":"envoy.string",\#(stateFormat),"read_only":true,"shared_with_upstream":"NONE""#),
        ].map { .accepted(.before, $0) }
        + [
            state(#""object_key":"a",\#(stateFormat)"#), state(#""factory_key":"envoy.string",\#(stateFormat)"#),
            state(#""object_key":"a","factory_key":"envoy.strong",\#(stateFormat)"#),
            state(#""object_key":"a","factory_key":"envoy.string""#),
        ].map { .refused(.before, $0) }
        + [
            state(#""object_key":"envoy.upstream.dynamic_port",\#(stateFormat)"#),
            state(#""object_key":"a","factory_key":"envoy.string","shared_with_upstream":"ONCE",\#(stateFormat)"#),
        ].map { .unimplemented(.before, $0) }
        + [
            .accepted(.route, route("set_filter_state.v3.Config")),
            .accepted(
                .before,
                policy(#"[{"any":true}]"#, #"[{"filter_state":{"key":"a","string_match":{"exact":"b"}}}]"#)),
            .refused(.before, policy(#"[{"any":true}]"#, #"[{"filter_state":{"key":"a"}}]"#)),
            .refused(
                .before, policy(#"[{"any":true}]"#, #"[{"filter_state":{"string_match":{"exact":"b"}}}]"#)),
        ]

    private static let origins: [LaxnessCase] = [
        .accepted(.before, filter("cors.v3.Cors")),
        .accepted(.route, route("cors.v3.CorsPolicy", #""filter_enabled":\#(share)"#)),
        .refused(.route, route("cors.v3.CorsPolicy", #""filter_enabled":{"runtime_key":"a"}"#)),
        .refused(.before, filter("csrf.v3.CsrfPolicy")),
        .accepted(.before, filter("csrf.v3.CsrfPolicy", #""filter_enabled":\#(share)"#)),
        .accepted(.before, filter("buffer.v3.Buffer", #""max_request_bytes":1"#)),
        .refused(.before, filter("buffer.v3.Buffer")),
        .refused(.before, filter("buffer.v3.Buffer", #""max_request_bytes":0"#)),
        .accepted(.route, route("buffer.v3.BufferPerRoute", #""disabled":true"#)),
        .refused(.route, route("buffer.v3.BufferPerRoute", #""disabled":false"#)),
        .refused(.route, route("buffer.v3.BufferPerRoute")),
    ]

    private static func limit(_ fields: String) -> String {
        filter("local_ratelimit.v3.LocalRateLimit", #""stat_prefix":"p"\#(fields.isEmpty ? "" : ",")\#(fields)"#)
    }

    private static let descriptor = #"{"entries":[{"key":"a","value":"b"}],"token_bucket":\#(bucket)}"#

    private static let limits: [LaxnessCase] =
        [
            "", #""token_bucket":\#(bucket)"#, #""descriptors":[\#(descriptor)]"#,
            #""token_bucket":{"fill_interval":"1s"}"#, #""status":{"code":200}"#,
            #""rate_limits":[{"actions":[{"remote_address":{}}]}]"#, #""max_dynamic_descriptors":5"#,
        ].map { .accepted(.before, limit($0)) }
        + [
            #""descriptors":[\#(descriptor),\#(descriptor)]"#,
            #""token_bucket":{"max_tokens":1,"fill_interval":"0.01s"}"#, #""token_bucket":{"max_tokens":1}"#,
            #""token_bucket":{"max_tokens":1,"tokens_per_fill":0,"fill_interval":"1s"}"#, #""stage":11"#,
            #""rate_limits":[{"stage":1,"actions":[{"remote_address":{}}]}]"#, #""rate_limits":[{}]"#,
        ].map { .refused(.before, limit($0)) }
        + [
            .accepted(.before, limit(#""descriptors":[{"entries":[{"key":"a"}],"token_bucket":\#(bucket)}]"#)),
            .refused(.before, limit(#""max_dynamic_descriptors":0"#)),
            .refused(
                .before,
                limit(
                    #""descriptors":[{"entries":[{"key":"a"}],"token_bucket":\#(bucket)},"#
                        + #"{"entries":[{"key":"a"}],"token_bucket":\#(bucket)}]"#)),
            .refused(.before, limit(#""token_bucket":\#(bucket),"local_cluster_rate_limit":{}"#)),
            .refused(.before, filter("local_ratelimit.v3.LocalRateLimit")),
            .accepted(.actionFields, #""rate_limits":[{"stage":1,"actions":[{"source_cluster":{}}]}],"#),
            .refused(.actionFields, #""rate_limits":[{"actions":[]}],"#),
        ]

    private static func action(_ name: String, _ fields: String) -> String {
        #""rate_limits":[{"actions":[{"\#(name)":{\#(fields)}}]}],"#
    }

    private static let addressActions: [LaxnessCase] =
        [
            #""descriptor_value":"v","address_matcher":{}"#,
            #""descriptor_value":"v","descriptor_key":"k","default_value":"d","#
                + #""address_matcher":{"ranges":[{"address_prefix":"::1","prefix_len":128}],"invert_match":true}"#,
        ].map { .accepted(.actionFields, action("remote_address_match", $0)) }
        + [#""descriptor_value":"v""#, #""address_matcher":{}"#].map {
            .refused(.actionFields, action("remote_address_match", $0))
        }

    private static let queryActions: [LaxnessCase] =
        [
            #""descriptor_value":"v","query_parameters":[{"name":"a","string_match":{"prefix":"b"}}]"#,
            #""descriptor_value":"v","expect_match":false,"query_parameters":[{"name":"a"}]"#,
        ].map { .accepted(.actionFields, action("query_parameter_value_match", $0)) }
        + [
            #""descriptor_value":"v","query_parameters":[]"#, #""query_parameters":[{"name":"a"}]"#,
            #""descriptor_value":"v","query_parameters":[{}]"#,
        ].map { .refused(.actionFields, action("query_parameter_value_match", $0)) }

    private static let keys = #"{"inline_string":"{\"keys\":[{\"kty\":\"oct\",\"k\":\"YWJj\"}]}"}"#

    private static func tokens(_ fields: String, provider: String = "") -> String {
        let more = provider.isEmpty ? "" : ",\(provider)"
        return filter(
            "jwt_authn.v3.JwtAuthentication",
            #""providers":{"p":{"local_jwks":\#(keys)\#(more)}}\#(fields.isEmpty ? "" : ",")\#(fields)"#)
    }

    private static func fetched(_ uri: String) -> String {
        filter(
            "jwt_authn.v3.JwtAuthentication",
            #""providers":{"p":{"remote_jwks":{"http_uri":{"uri":"\#(uri)","cluster":"origin","timeout":"1s"}}}}"#)
    }

    private static func fetching(_ more: String) -> String {
        let address = #""http_uri":{"uri":"http://x","cluster":"origin","timeout":"1s"}"#
        return filter("jwt_authn.v3.JwtAuthentication", #""providers":{"p":{"remote_jwks":{\#(address),\#(more)}}}"#)
    }

    private static let jwt: [LaxnessCase] =
        [
            fetched("http://x"),
            filter("jwt_authn.v3.JwtAuthentication"), tokens(""),
            tokens("", provider: #""claim_to_headers":[{"header_name":"x","claim_path":[{"key":"a"}]}]"#),
            tokens(#""rules":[{"match":{"prefix":"/"},"requires":{"provider_name":"p"}}]"#),
        ].map { .accepted(.before, $0) }
        + [
            filter("jwt_authn.v3.JwtAuthentication", #""providers":{"p":{}}"#),
            tokens(#""rules":[{"match":{"prefix":"/"},"requires":{"provider_name":"q"}}]"#),
            tokens(#""rules":[{"match":{"prefix":"/"},"requirement_name":"q"}]"#),
            tokens(#""requirement_map":{"a":{"provider_name":"q"}}"#),
            tokens(
                #""rules":[{"match":{"prefix":"/"},"requires":{"requires_any":{"requirements":[{"provider_name":"p"}]}}}]"#
            ),
            tokens("", provider: #""from_headers":[{"name":""}]"#), fetched("x"), fetched("://"), fetched("http://"),
            tokens("", provider: #""claim_to_headers":[{"header_name":"x"}]"#),
            tokens(
                "", provider: #""claim_to_headers":[{"header_name":"x","claim_name":"b","claim_path":[{"key":"a"}]}]"#),
        ].map { .refused(.before, $0) }
        + [
            .unimplemented(
                .before,
                tokens(#""rules":[{"match":{"prefix":"/"},"requires":{"extract_only_without_validation":{}}}]"#)),
            .unimplemented(.before, tokens("", provider: #""failed_status_in_metadata":"a""#)),
            .accepted(.route, route("jwt_authn.v3.PerRouteConfig", #""disabled":true"#)),
            .accepted(.route, route("jwt_authn.v3.PerRouteConfig", #""requirement_name":"a""#)),
            .refused(.route, route("jwt_authn.v3.PerRouteConfig", #""disabled":false"#)),
            .refused(.route, route("jwt_authn.v3.PerRouteConfig", #""requirement_name":"""#)),
            .accepted(.before, tokens("", provider: #""jwt_cache_config":{}"#)),
            .accepted(
                .before, tokens("", provider: #""jwt_cache_config":{"jwt_cache_size":5,"jwt_max_token_size":0}"#)),
            .accepted(.before, fetching(#""retry_policy":{}"#)),
            .accepted(
                .before, fetching(#""retry_policy":{"num_retries":3,"retry_back_off":{"base_interval":"0.5s"}}"#)),
            .refused(.before, fetching(#""retry_policy":{"retry_back_off":{}}"#)),
            .refused(.before, fetching(#""retry_policy":{"retry_back_off":{"base_interval":"0s"}}"#)),
            .refused(.before, fetching(#""retry_policy":{"retry_back_off":{"base_interval":"0.0005s"}}"#)),
            .refused(
                .before,
                fetching(#""retry_policy":{"retry_back_off":{"base_interval":"2s","max_interval":"1s"}}"#)),
            .refused(.route, route("jwt_authn.v3.PerRouteConfig")),
        ]

    private static let server = #""server_uri":{"uri":"http://x","cluster":"origin","timeout":"1s"}"#

    private static func asking(_ fields: String, service: String = server) -> String {
        filter("ext_authz.v3.ExtAuthz", #""http_service":{\#(service)}\#(fields.isEmpty ? "" : ",")\#(fields)"#)
    }

    private static func askingRoute(_ settings: String) -> String {
        route("ext_authz.v3.ExtAuthzPerRoute", settings)
    }

    private static let authorization: [LaxnessCase] =
        [
            asking(""), asking(#""status_on_error":{"code":200}"#),
            asking(#""deny_at_disable":{"default_value":true}"#),
            asking("", service: #""server_uri":{"uri":"x","cluster":"none","timeout":"1s"}"#),
        ].map { .accepted(.before, $0) }
        + [
            asking("", service: server + #","path_prefix":"x""#), asking(#""with_request_body":{}"#),
            asking(#""allowed_headers":{}"#), asking(#""status_on_error":{"code":0}"#),
        ].map { .refused(.before, $0) }
        + [
            // Envoy takes a filter that can ask nobody.
            .refusedByApus(.before, filter("ext_authz.v3.ExtAuthz")), .refusedByApus(.before, asking("", service: "")),
            .unimplemented(
                .before,
                filter(
                    "ext_authz.v3.ExtAuthz",
                    #""grpc_service":{"envoy_grpc":{"cluster_name":"origin"}},"transport_api_version":"V3""#)),
            .accepted(.route, askingRoute(#""disabled":true"#)),
            .accepted(.route, askingRoute(#""check_settings":{"with_request_body":{"max_request_bytes":1}}"#)),
            .accepted(.route, askingRoute(#""check_settings":{"context_extensions":{"a":"b"}}"#)),
            .accepted(.before, asking(#""with_request_body":{"max_request_bytes":1,"pack_as_bytes":true}"#)),
            .refused(.route, askingRoute("")),
            .refused(
                .route,
                askingRoute(
                    #""check_settings":{"disable_request_body_buffering":true,"with_request_body":{"max_request_bytes":1}}"#
                )),
        ]

    private static func checking(_ fields: String) -> String { filter("health_check.v3.HealthCheck", fields) }

    private static let checks: [LaxnessCase] =
        [
            #""pass_through_mode":false"#, #""pass_through_mode":true,"cache_time":"1s""#,
            #""pass_through_mode":true,"cluster_min_healthy_percentages":{"a":{"value":1}}"#,
        ].map { .accepted(.before, checking($0)) }
        + [
            "", #""pass_through_mode":false,"cache_time":"1s""#,
            #""pass_through_mode":false,"cluster_min_healthy_percentages":{"a":{"value":101}}"#,
        ].map { .refused(.before, checking($0)) }
        + [.refused(.route, route("health_check.v3.HealthCheck", #""pass_through_mode":false"#))]

    private static let keeper = #""@type":"type.googleapis.com/envoy.extensions.http.stateful_session."#

    private static func session(_ name: String, _ type: String, _ fields: String, _ more: String = "") -> String {
        filter(
            "stateful_session.v3.StatefulSession",
            #""session_state":{"name":"envoy.http.stateful_session.\#(name)","typed_config":{\#(keeper)\#(type)",\#(fields)}}"#
                + more)
    }

    private static func cookieSession(_ cookie: String, _ more: String = "") -> String {
        session("cookie", "cookie.v3.CookieBasedSessionState", #""cookie":\#(cookie)"#, more)
    }

    private static let sessions: [LaxnessCase] =
        [
            filter("stateful_session.v3.StatefulSession"), cookieSession(#"{"name":"s"}"#),
            cookieSession(#"{"name":"s","ttl":"0.5s","path":"/p","attributes":[{"name":"a","value":"b"}]}"#),
            cookieSession(#"{"name":"s"}"#, #","strict":true,"status_on_strict_destination_not_found":404"#),
            cookieSession(#"{"name":"s"}"#, #","status_on_strict_destination_not_found":99"#),
            session("header", "header.v3.HeaderBasedSessionState", #""name":"X-S""#),
        ].map { .accepted(.before, $0) }
        + [
            cookieSession(#"{"name":""}"#), cookieSession("{}"),
            session("header", "header.v3.HeaderBasedSessionState", #""name":"""#),
            session("other", "header.v3.HeaderBasedSessionState", #""name":"s""#),
            filter(
                "stateful_session.v3.StatefulSession", #""session_state":{"name":"envoy.http.stateful_session.header"}"#
            ),
        ].map { .refused(.before, $0) }
        + [
            // Envoy answers with any number.
            .refusedByApus(
                .before,
                cookieSession(#"{"name":"s"}"#, #","strict":true,"status_on_strict_destination_not_found":600"#)),
            .unimplemented(
                .before,
                session("envelope", "envelope.v3.EnvelopeSessionState", #""header":{"name":"s"}"#)),
            .accepted(.route, route("stateful_session.v3.StatefulSessionPerRoute", #""disabled":true"#)),
            .accepted(.route, route("stateful_session.v3.StatefulSessionPerRoute", #""stateful_session":{}"#)),
            .refused(.route, route("stateful_session.v3.StatefulSessionPerRoute", #""disabled":false"#)),
            .refused(.route, route("stateful_session.v3.StatefulSessionPerRoute")),
        ]

    private static func admission(_ fields: String) -> String {
        filter("admission_control.v3.AdmissionControl", fields)
    }

    private static let criteria = #""success_criteria":{}"#

    private static let admissions: [LaxnessCase] =
        [
            criteria, #""success_criteria":{"http_criteria":{"http_success_status":[{"start":200,"end":600}]}}"#,
            #""success_criteria":{"http_criteria":{"http_success_status":[{"start":200,"end":200}]}}"#,
            #""success_criteria":{"grpc_criteria":{"grpc_success_status":[16]}}"#,
            criteria + #","sampling_window":"0s""#,
            criteria + #","sr_threshold":{"default_value":{"value":5}}"#,
            criteria + #","rps_threshold":{"default_value":5},"aggression":{"default_value":0.1}"#,
        ].map { .accepted(.before, admission($0)) }
        + [
            "", #""success_criteria":{"http_criteria":{}}"#, #""success_criteria":{"grpc_criteria":{}}"#,
            #""success_criteria":{"http_criteria":{"http_success_status":[{"start":200,"end":601}]}}"#,
            #""success_criteria":{"http_criteria":{"http_success_status":[{"start":99,"end":200}]}}"#,
            #""success_criteria":{"grpc_criteria":{"grpc_success_status":[17]}}"#, criteria + #","enabled":{}"#,
            criteria + #","sr_threshold":{"runtime_key":"a"}"#,
            criteria + #","sr_threshold":{"default_value":{"value":0.5}}"#,
            criteria + #","max_rejection_probability":{"default_value":{"value":101}}"#,
        ].map { .refused(.before, admission($0)) }

    private static func bandwidth(_ fields: String) -> String {
        filter("bandwidth_limit.v3.BandwidthLimit", #""stat_prefix":"b"\#(fields)"#)
    }

    private static func bandwidthRoute(_ fields: String) -> String {
        route("bandwidth_limit.v3.BandwidthLimit", #""stat_prefix":"b"\#(fields)"#)
    }

    private static let bandwidths: [LaxnessCase] =
        [
            "", #","enable_mode":"REQUEST""#, #","limit_kbps":1,"fill_interval":"0.02s""#,
            #","limit_kbps":1,"fill_interval":"1s","response_trailer_prefix":"A b""#,
            #","runtime_enabled":{"default_value":false,"runtime_key":"a"}"#,
        ].map { .accepted(.before, bandwidth($0)) }
        + [
            #","limit_kbps":0"#, #","fill_interval":"0.019s""#, #","fill_interval":"1.001s""#,
            #","response_trailer_prefix":"a\n""#, #","enable_mode":"SOME""#,
        ].map { .refused(.before, bandwidth($0)) }
        + [
            .refused(.before, filter("bandwidth_limit.v3.BandwidthLimit")),
            .accepted(.route, bandwidthRoute(#","limit_kbps":1"#)), .refused(.route, bandwidthRoute("")),
        ]

    /// The other HTTP filters.
    static let filters: [LaxnessCase] =
        rbac + metadata + jsonMetadata + passwords + apiKeys + filterState + origins + limits + jwt + authorization
        + checks + sessions
        + admissions + bandwidths + addressActions + queryActions
}

extension LaxnessCases {
    private static func retry(_ fields: String) -> String { "\"retry_policy\":{\(fields)}," }

    private static func predicate(_ name: String, _ type: String) -> String {
        #""retry_host_predicate":[{"name":"\#(name)","typed_config":{"@type":"\#(type)"}}]"#
    }

    private static let types = "type.googleapis.com/envoy.extensions.retry."

    /// What routes and virtual hosts say about failures.
    static let resilience: [LaxnessCase] =
        [
            .accepted(.host, retry(#""retry_on":"5xx""#)),
            .accepted(.host, #""hedge_policy":{"hedge_on_per_try_timeout":true},"#),
            .accepted(
                .host,
                #""include_is_timeout_retry_header":true,"per_request_buffer_limit_bytes":5,"#),
            .accepted(.host, #""request_body_buffer_limit":"5000000000","#),
            .accepted(.actionFields, retry(#""num_retries":2"#)),
            .accepted(.actionFields, retry(#""retry_on":"5xx,nonsense, cancelled ,,","num_retries":0"#)),
            .refused(.actionFields, retry(#""num_retries":-1"#)),
            .accepted(.actionFields, retry(#""per_try_timeout":"0s","per_try_idle_timeout":"1s""#)),
            .refused(.actionFields, retry(#""per_try_timeout":"-1s""#)),
            .accepted(.actionFields, retry(#""host_selection_retry_max_attempts":5"#)),
            .accepted(.actionFields, retry(#""host_selection_retry_max_attempts":-1"#)),
            .accepted(.actionFields, retry(#""retriable_status_codes":[418,999,1000]"#)),
            .refused(.actionFields, retry(#""retriable_status_codes":["x"]"#)),
            .refused(.actionFields, retry(#""retriable_status_codes":[-1]"#)),
            .accepted(.actionFields, retry(#""retry_back_off":{"base_interval":"0.0001s"}"#)),
            .accepted(.actionFields, retry(#""retry_back_off":{"base_interval":"1s","max_interval":"1s"}"#)),
            .refused(.actionFields, retry(#""retry_back_off":{}"#)),
            .refused(.actionFields, retry(#""retry_back_off":{"base_interval":"0s"}"#)),
            .refused(.actionFields, retry(#""retry_back_off":{"base_interval":"1s","max_interval":"0s"}"#)),
            .refused(.actionFields, retry(#""retry_back_off":{"base_interval":"1s","max_interval":"0.5s"}"#)),
            .accepted(
                .actionFields,
                retry(#""rate_limited_retry_back_off":{"reset_headers":[{"name":"A","format":"UNIX_TIMESTAMP"}]}"#)),
            .refused(.actionFields, retry(#""rate_limited_retry_back_off":{}"#)),
            .refused(.actionFields, retry(#""rate_limited_retry_back_off":{"reset_headers":[{}]}"#)),
            .refused(
                .actionFields, retry(#""rate_limited_retry_back_off":{"reset_headers":[{"name":"a","format":7}]}"#)),
            .refused(
                .actionFields,
                retry(#""rate_limited_retry_back_off":{"reset_headers":[{"name":"a"}],"max_interval":"0s"}"#)),
            .accepted(
                .actionFields, retry(#""retriable_headers":[{"name":"x"}],"retriable_request_headers":[{"name":"x"}]"#)),
            .refused(.actionFields, retry(#""retriable_headers":[{}]"#)),
            .accepted(.actionFields, retry(predicate("x", types + "host.previous_hosts.v3.PreviousHostsPredicate"))),
            .unimplemented(
                .actionFields, retry(predicate("x", types + "host.omit_canary_hosts.v3.OmitCanaryHostsPredicate"))),
            .refused(.actionFields, retry(predicate("", types + "host.previous_hosts.v3.PreviousHostsPredicate"))),
            .refused(.actionFields, retry(predicate("x", "type.googleapis.com/envoy.config.cluster.v3.Cluster"))),
            .refused(
                .actionFields, retry(#""retry_host_predicate":[{"name":"envoy.retry_host_predicates.previous_hosts"}]"#)
            ),
            .unimplemented(
                .actionFields,
                retry(
                    #""retry_priority":{"name":"x","typed_config":{"@type":"\#(types)priority.previous_priorities.v3."#
                        + #"PreviousPrioritiesConfig","update_frequency":2}}"#)),
            .accepted(
                .actionFields, #""hedge_policy":{"initial_requests":1,"additional_request_chance":{"numerator":3}},"#),
            .refused(.actionFields, #""hedge_policy":{"initial_requests":0},"#),
        ] + mirrors + redirects

    private static func mirror(_ fields: String) -> LaxnessCase {
        .accepted(.actionFields, "\"request_mirror_policies\":[{\(fields)}],")
    }

    private static func badMirror(_ fields: String) -> LaxnessCase {
        .refused(.actionFields, "\"request_mirror_policies\":[{\(fields)}],")
    }

    private static let mirrors: [LaxnessCase] = [
        mirror(#""cluster":"origin""#),
        mirror(#""cluster":"origin","runtime_fraction":{"default_value":{"numerator":1},"runtime_key":"k"}"#),
        mirror(#""cluster_header":"X-To","trace_sampled":false,"disable_shadow_host_suffix_append":true"#),
        mirror(#""cluster":"origin","host_rewrite_literal":"h""#),
        badMirror(#""cluster":"nope""#),
        badMirror(#""cluster":"origin","cluster_header":"x""#),
        badMirror(""),
        badMirror(#""cluster":"origin","runtime_fraction":{}"#),
        badMirror(#""cluster_header":"x\n""#),
        .accepted(.host, #""request_mirror_policies":[{"cluster":"origin"}],"#),
        .accepted(.tableFields, #""request_mirror_policies":[{"cluster":"origin"}],"#),
        .unimplemented(
            .actionFields,
            #""request_mirror_policies":[{"cluster":"origin","request_headers_mutations":[{"remove":"x"}]}],"#),
    ]

    private static func redirect(_ fields: String) -> LaxnessCase {
        .accepted(.actionFields, "\"internal_redirect_policy\":{\(fields)},")
    }

    private static func badRedirect(_ fields: String) -> LaxnessCase {
        .refused(.actionFields, "\"internal_redirect_policy\":{\(fields)},")
    }

    private static let redirects: [LaxnessCase] = [
        redirect(""),
        redirect(#""max_internal_redirects":0,"redirect_response_codes":[200,301],"allow_cross_scheme_redirect":true"#),
        badRedirect(#""redirect_response_codes":[301,302,303,307,308,308]"#),
        redirect(#""response_headers_to_copy":["X-A","b"]"#),
        badRedirect(#""response_headers_to_copy":["a\nb"]"#),
        badRedirect(#""response_headers_to_copy":[":path"]"#),
        badRedirect(#""response_headers_to_copy":["Host"]"#),
        redirect(
            #""predicates":[{"name":"p","typed_config":{"@type":"type.googleapis.com/"#
                + #"envoy.extensions.internal_redirect.previous_routes.v3.PreviousRoutesConfig"}}]"#),
        badRedirect(#""predicates":[{"name":"p"}]"#),
        badRedirect(
            #""predicates":[{"name":"p","typed_config":{"@type":"type.googleapis.com/"#
                + #"envoy.config.cluster.v3.Cluster"}}]"#),
    ]
}

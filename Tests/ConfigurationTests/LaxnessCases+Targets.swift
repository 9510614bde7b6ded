extension LaxnessCases {
    private static func weighted(_ clusters: String, _ fields: String = "") -> String {
        #""route":{"weighted_clusters":{"clusters":[\#(clusters)]\#(fields)}}"#
    }

    private static let one = #"{"name":"origin","weight":1}"#

    private static func branch(_ fields: String) -> String { weighted(#"{"name":"origin","weight":1,\#(fields)}"#) }

    /// Where routes lead to.
    static let targets: [LaxnessCase] =
        [
            weighted(one), weighted("\(one),\(one)"), weighted(#"{"name":"origin","weight":4294967295}"#),
            weighted("\(one),{\"name\":\"origin\",\"weight\":0}"), weighted(#"{"cluster_header":"x","weight":1}"#),
            weighted(#"{"cluster_header":":x","weight":1}"#), weighted(one, #","total_weight":100"#),
            weighted(one, #","total_weight":0"#), weighted(one, #","runtime_key_prefix":"a.b""#),
            weighted(one, #","header_name":"X""#), weighted(one, #","header_name":"""#),
            weighted(one, #","use_hash_policy":false"#), weighted(one, #","use_hash_policy":true"#),
            branch(#""metadata_match":{"filter_metadata":{"envoy.lb":{"a":1}}}"#),
            branch(#""host_rewrite_literal":"a""#),
            branch(#""request_headers_to_add":[{"header":{"key":"a","value":"%REQ(b)%"}}]"#),
            branch(#""response_headers_to_remove":["a"]"#), #""route":{"cluster_header":"x"}"#,
            #""route":{"cluster_header":":authority"}"#,
        ].map { .accepted(.action, $0) }
        + [
            weighted(""), weighted(#"{"name":"origin","weight":0}"#), weighted(#"{"name":"origin"}"#),
            weighted(#"{"weight":1}"#), weighted(#"{"name":"origin","cluster_header":"x","weight":1}"#),
            weighted(#"{"name":"other","weight":1}"#), weighted("\(one),{\"name\":\"origin\",\"weight\":4294967295}"),
            weighted(one, #","header_name":"x","use_hash_policy":true"#), weighted(one, #","header_name":"x\n""#),
            branch(#""request_headers_to_add":[{"header":{"key":"host","value":"a"}}]"#),
            branch(#""host_rewrite_literal":"a\n""#), #""route":{"cluster_header":""}"#,
            #""route":{"cluster_header":"a\nb"}"#, #""route":{"cluster":"origin","cluster_header":"x"}"#,
        ].map { .refused(.action, $0) }

    private static let fields: [LaxnessCase] =
        [
            #""path_rewrite":"/%REQ(x)%","#, #""path_rewrite":"","prefix_rewrite":"/a","#,
            #""host_rewrite":"%REQ(x)%","#, #""host_rewrite":"","#,
        ].map { .accepted(.actionFields, $0) }
        + [
            #""path_rewrite":"/a","prefix_rewrite":"/b","#, #""path_rewrite":"%NOPE%","#,
            #""path_rewrite":"/a","regex_rewrite":{"pattern":{"regex":"a"},"substitution":"b"},"#,
            #""host_rewrite":"%NOPE%","#, #""host_rewrite":"a","host_rewrite_literal":"b","#,
        ].map { .refused(.actionFields, $0) }

    private static func direct(_ fields: String) -> String { #""direct_response":{"status":200,\#(fields)}"# }

    private static let answers: [LaxnessCase] =
        [
            direct(#""body":{"filename":"/etc/hostname"}"#), direct(#""body":{"environment_variable":"HOME"}"#),
            direct(#""body_format":{"text_format_source":{"inline_string":"%REQ(x)%"}}"#),
            direct(#""body_format":{"json_format":{"a":"%LOCAL_REPLY_BODY%"}}"#),
            #""redirect":{"path_rewrite":"/%REQ(x)%"}"#,
        ].map { .accepted(.action, $0) }
        + [
            direct(#""body_format":{}"#), direct(#""body_format":{"text_format_source":{"inline_string":"%NOPE%"}}"#),
            direct(#""body":{"filename":""}"#), #""redirect":{"path_rewrite":"%NOPE%"}"#,
            #""redirect":{"path_rewrite":"/a","path_redirect":"/b"}"#,
        ].map { .refused(.action, $0) }

    /// What virtual hosts and routes count apart.
    private static let counted: [LaxnessCase] =
        [
            #""virtual_clusters":[{"name":"v","headers":[{"name":":path","prefix_match":"/"}]}],"#,
            #""virtual_clusters":[{"name":"v","headers":[{"name":"a"}]},{"name":"v","headers":[{"name":"a"}]}],"#,
            #""virtual_clusters":[{"name":"other","headers":[{"name":"a"}]}],"#,
        ].map { .accepted(.host, $0) }
        + [
            #""virtual_clusters":[{"name":"v"}],"#, #""virtual_clusters":[{"headers":[{"name":"a"}]}],"#,
            #""virtual_clusters":[{"name":"","headers":[{"name":"a"}]}],"#,
            #""virtual_clusters":[{"name":"v","headers":[{}]}],"#,
        ].map { .refused(.host, $0) }
        + [.accepted(.route, #""stat_prefix":"s","#), .accepted(.route, #""stat_prefix":"","#)]

    /// What routes do beside leading somewhere.
    static let routeWork: [LaxnessCase] = fields + answers + counted
}

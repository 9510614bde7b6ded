extension LaxnessCases {
    private static func condition(_ list: String, _ body: String) -> String {
        #"{"prefix":"/","\#(list)":[{\#(body)}]}"#
    }

    /// What routes ask beside the path.
    static let matches: [LaxnessCase] =
        [
            condition("headers", #""name":"a""#), condition("headers", #""name":"a b""#),
            condition("headers", #""name":"a","range_match":{"start":5,"end":1}"#),
            condition("headers", #""name":":method","string_match":{"exact":"POST"},"invert_match":true"#),
            condition("headers", #""name":"a","prefix_match":"b","treat_missing_header_as_empty":true"#),
            condition("headers", #""name":"a","safe_regex_match":{"regex":"b"}"#),
            condition("query_parameters", #""name":"q""#),
            condition("query_parameters", #""name":"q","present_match":false"#),
            condition("query_parameters", #""name":"\#(String(repeating: "q", count: 1024))""#),
            condition("query_parameters", #""name":"q","string_match":{"prefix":"a","ignore_case":true}"#),
            condition("cookies", #""name":"c","string_match":{"exact":""}"#),
            condition("cookies", #""name":"c","string_match":{"suffix":"a"},"invert_match":true"#),
            #"{"prefix":"/","grpc":{}}"#, #"{"prefix":"/","tls_context":{}}"#,
            #"{"prefix":"/","tls_context":{"presented":true,"validated":false}}"#,
            #"{"prefix":"/","runtime_fraction":{"default_value":{"numerator":200},"runtime_key":"k"}}"#,
            condition("dynamic_metadata", #""filter":"a","path":[{"key":"b"}],"value":{"present_match":true}"#),
            condition("filter_state", #""key":"a","string_match":{"exact":"b"}"#),
        ].map { .accepted(.match, $0) }
        + [
            condition("dynamic_metadata", #""filter":"a","path":[],"value":{"present_match":true}"#),
            condition("dynamic_metadata", #""filter":"","path":[{"key":"b"}],"value":{"present_match":true}"#),
            condition("filter_state", #""key":"a""#), condition("filter_state", #""string_match":{"exact":"b"}"#),
            condition("headers", #""name":"""#), condition("headers", #""name":"a\nb""#), condition("headers", ""),
            condition("headers", #""name":"a","prefix_match":"""#),
            condition("headers", #""name":"a","exact_match":"a","string_match":{"exact":"a"}"#),
            condition("query_parameters", ""), condition("query_parameters", #""name":"""#),
            condition("query_parameters", #""name":"q","string_match":{}"#),
            condition("query_parameters", #""name":"\#(String(repeating: "q", count: 1025))""#),
            condition("cookies", #""name":"c""#), condition("cookies", #""name":"","string_match":{"exact":"a"}"#),
            condition("cookies", #""name":"c","string_match":{}"#),
            #"{"prefix":"/","runtime_fraction":{}}"#, #"{"prefix":"/","runtime_fraction":{"runtime_key":"k"}}"#,
            #"{"prefix":"/","runtime_fraction":{"default_value":{"denominator":"TEN"}}}"#,
        ].map { .refused(.match, $0) }
        + [
            condition(
                "filter_state", #""key":"a","address_match":{"ranges":[{"address_prefix":"10.0.0.0"}]}"#),
            condition(
                "headers",
                #""name":"a","string_match":{"custom":{"name":"x","typed_config":{"#
                    + #""@type":"type.googleapis.com/envoy.extensions.string_matcher.lua.v3.Lua","#
                    + #""source_code":{"inline_string":"function envoy_match(s) return true end"}}}}"#),
        ].map { .unimplemented(.match, $0) }
}

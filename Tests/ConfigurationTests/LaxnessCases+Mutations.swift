extension LaxnessCases {
    private static let type = #""@type":"type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3."#

    /// A header mutation filter before the router.
    private static func filter(_ mutations: String) -> String {
        #"{"name":"m","typed_config":{\#(type)HeaderMutation","mutations":{\#(mutations)}}},"#
    }

    private static func field(_ change: String) -> String { filter(#""request_mutations":[\#(change)]"#) }

    private static func parameter(_ change: String) -> String { filter(#""query_parameter_mutations":[\#(change)]"#) }

    private static func override(_ mutations: String) -> String {
        #""typed_per_filter_config":{"m":{\#(type)HeaderMutationPerRoute"\#(mutations)}},"#
    }

    /// The header mutation filter.
    static let headerMutations: [LaxnessCase] =
        [
            "", #""response_mutations":[{"remove":":status"},{"remove":"Host"},{"remove":""},{"remove":"a b"}]"#,
            #""request_trailers_mutations":[{"append":{"header":{"key":"a","value":"%REQ(b)%"}}}]"#,
            #""response_trailers_mutations":[{"remove_on_match":{"key_matcher":{"exact":""}}}]"#,
        ].map { .accepted(.before, filter($0)) }
        + [
            #"{"append":{"header":{"key":"A","value":"b"},"append_action":"OVERWRITE_IF_EXISTS"}}"#,
            #"{"remove_on_match":{"key_matcher":{"prefix":"x-","ignore_case":true}}}"#,
        ].map { .accepted(.before, field($0)) }
        + [
            #"{}"#, #"{"append":{}}"#, #"{"append":{"header":{"key":"","value":"b"}}}"#,
            #"{"append":{"header":{"key":":path","value":"b"}}}"#, #"{"append":{"header":{"key":"host","value":"b"}}}"#,
            #"{"append":{"header":{"key":"a","value":"%NOPE%"}}}"#, #"{"remove":"a\nb"}"#, #"{"remove_on_match":{}}"#,
            #"{"remove_on_match":{"key_matcher":{"prefix":""}}}"#,
            #"{"append":{"header":{"key":"a","value":"b"},"append":true,"append_action":"ADD_IF_ABSENT"}}"#,
        ].map { .refused(.before, field($0)) }
        + [
            .unimplemented(.before, field(#"{"append":{"header":{"key":"content-length","value":"5"}}}"#)),
            .unimplemented(.before, field(#"{"remove_on_match":{"key_matcher":{"safe_regex":{"regex":"a"}}}}"#)),
            .unimplemented(
                .before,
                filter(
                    #""formatters":[{"name":"x","typed_config":"#
                        + #"{"@type":"type.googleapis.com/envoy.extensions.formatter.metadata.v3.Metadata"}}]"#)),
            // Envoy takes this, and writes messages that are none.
            .refusedByApus(.before, field(#"{"append":{"header":{"key":"a b","value":"c"}}}"#)),
        ]
        + [
            #"{"remove":"a"}"#, #"{"append":{"record":{"key":"a","value":""}}}"#,
            #"{"append":{"record":{"key":"a","value":"%REQ(b)%"},"action":"OVERWRITE_IF_EXISTS"}}"#,
            #"{"append":{"record":{"key":"a","value":"b"},"entry":{"key":"a","value":"YQ=="}}}"#,
        ].map { .accepted(.before, parameter($0)) }
        + [
            #"{}"#, #"{"append":{}}"#, #"{"append":{"entry":{"key":"a","value":"YQ=="}}}"#,
            #"{"append":{"record":{"key":"a"}}}"#, #"{"append":{"record":{"value":"a"}}}"#,
            #"{"append":{"record":{"key":"a","value":1}}}"#, #"{"append":{"record":{"key":"a","value":"%NOPE%"}}}"#,
            #"{"remove":"a","append":{"record":{"key":"a","value":"b"}}}"#,
        ].map { .refused(.before, parameter($0)) }
        + [
            .accepted(.route, override("")), .accepted(.host, override(#","mutations":{}"#)),
            .accepted(.tableFields, override(#","mutations":{"request_mutations":[{"remove":"a"}]}"#)),
            .refused(.route, override(#","mutations":{"request_mutations":[{}]}"#)),
        ]
}

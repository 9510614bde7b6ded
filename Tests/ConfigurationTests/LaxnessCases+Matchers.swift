extension LaxnessCases {
    private static let prefix = #""@type":"type.googleapis.com/envoy."#

    private static func filter(_ matcher: String) -> String {
        #"{"name":"x","typed_config":{\#(prefix)extensions.filters.http.rbac.v3.RBAC","matcher":\#(matcher)}},"#
    }

    private static func typed(_ type: String, _ fields: String = "") -> String {
        #"{"name":"i","typed_config":{\#(prefix)\#(type)"\#(fields)}}"#
    }

    private static let action = #"{"action":\#(typed("config.rbac.v3.Action", #","name":"a","action":"DENY""#))}"#
    private static let field = typed("type.matcher.v3.HttpRequestHeaderMatchInput", #","header_name":"a""#)
    private static let source = typed("extensions.matching.common_inputs.network.v3.SourceIPInput")
    private static let metadata = typed(
        "extensions.matching.common_inputs.network.v3.DynamicMetadataInput", #","filter":"f","path":[{"key":"k"}]"#)
    private static let ranges = typed(
        "extensions.matching.input_matchers.ip.v3.Ip",
        #","stat_prefix":"s","cidr_ranges":[{"address_prefix":"127.0.0.0","prefix_len":8}]"#)
    private static let value = typed(
        "extensions.matching.input_matchers.metadata.v3.Metadata", #","value":{"string_match":{"exact":"a"}}"#)

    private static func single(_ input: String, _ match: String) -> String {
        #"{"single_predicate":{"input":\#(input),\#(match)}}"#
    }

    private static let one = single(field, #""value_match":{"exact":"a"}"#)

    private static func list(_ predicate: String, _ match: String = action) -> String {
        filter(#"{"matcher_list":{"matchers":[{"predicate":\#(predicate),"on_match":\#(match)}]}}"#)
    }

    private static func tree(_ map: String) -> String { #"{"matcher_tree":{"input":\#(field),\#(map)}}"# }

    /// Rules of RBAC that are matchers.
    static let matchers: [LaxnessCase] = goodMatchers + badMatchers + unimplementedMatchers

    private static let goodMatchers: [LaxnessCase] = [
        list(one), filter(#"{"on_no_match":\#(action)}"#), filter("{}"),
        list(single(source, #""custom_match":\#(ranges)"#)), list(single(metadata, #""custom_match":\#(value)"#)),
        list(#"{"or_matcher":{"predicate":[\#(one),\#(one)]}}"#), list(#"{"not_matcher":\#(one)}"#),
        list(single(field, #""value_match":{"contains":"a","ignore_case":true}"#)),
        list(single(field, #""value_match":{"safe_regex":{"google_re2":{},"regex":"a+"}}"#)),
        filter(tree(#""exact_match_map":{"map":{"a":\#(action)}}"#)),
        filter(tree(#""prefix_match_map":{"map":{"a":\#(action),"":\#(action)}}"#)),
        list(one, #"{"matcher":\#(tree(#""exact_match_map":{"map":{"a":\#(action)}}"#))}"#),
    ].map { .accepted(.before, $0) }

    private static let badMatchers: [LaxnessCase] = [
        filter(#"{"matcher_list":{}}"#), list("{}"), list(one, "{}"), list(#"{"or_matcher":{"predicate":[\#(one)]}}"#),
        filter(#"{"matcher_list":{"matchers":[{"predicate":\#(one)}]}}"#),
        list(#"{"single_predicate":{"value_match":{"exact":"a"}}}"#),
        list(#"{"single_predicate":{"input":\#(field)}}"#), list(single(field, #""value_match":{"prefix":""}"#)),
        list(single(field, #""value_match":{}"#)), list(single(field, #""value_match":{"safe_regex":{"regex":"a"}}"#)),
        list(single(source, #""custom_match":\#(typed("extensions.matching.input_matchers.ip.v3.Ip"))"#)),
        filter(tree(#""exact_match_map":{}"#)), filter(#"{"matcher_tree":{"input":\#(field)}}"#),
        list(one, #"{"action":\#(typed("config.rbac.v3.Action"))}"#),
        list(one, #"{"keep_matching":true,"action":\#(typed("config.rbac.v3.Action", #","name":"a""#))}"#),
    ].map { .refused(.before, $0) }

    private static let unimplementedMatchers: [LaxnessCase] = [
        list(single(field, #""custom_match":\#(ranges)"#)), list(single(source, #""value_match":{"exact":"a"}"#)),
        list(single(field, #""custom_match":\#(value)"#)),
    ].map { .unimplemented(.before, $0) }
}

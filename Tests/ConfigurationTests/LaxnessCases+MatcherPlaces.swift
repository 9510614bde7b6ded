extension LaxnessCases {
    private static let prefix = #""@type":"type.googleapis.com/"#
    private static let network = "envoy.extensions.matching.common_inputs.network.v3."

    private static func typed(_ type: String, _ fields: String = "") -> String {
        #"{"name":"i","typed_config":{\#(prefix)\#(type)"\#(fields)}}"#
    }

    private static let field = typed("envoy.type.matcher.v3.HttpRequestHeaderMatchInput", #","header_name":"a""#)
    private static let state = typed(network + "FilterStateInput", #","key":"k""#)
    private static let text = #""value_match":{"exact":"a"}"#
    private static let blocks = typed(
        "envoy.extensions.matching.input_matchers.ip.v3.Ip",
        #","stat_prefix":"s","cidr_ranges":[{"address_prefix":"127.0.0.0","prefix_len":8}]"#)

    private static func list(_ input: String, _ match: String, _ action: String) -> String {
        #"{"matcher_list":{"matchers":[{"predicate":{"single_predicate":{"input":\#(input),\#(match)}},"#
            + #""on_match":\#(action)}]}}"#
    }

    private static func tree(_ input: String, _ kind: String, _ action: String) -> String {
        #"{"matcher_tree":{"input":\#(input),"\#(kind)":{"map":{"a":\#(action)}}}}"#
    }

    /// Matchers that choose routes, and those that choose filter chains.
    static let matcherPlaces: [LaxnessCase] = routeMatchers + chainMatchers

    // MARK: - Routes

    private static let direct = #""direct_response":{"status":200}"#

    private static func route(_ fields: String) -> String {
        #"{"action":\#(typed("envoy.config.route.v3.Route", ",\(fields)"))}"#
    }

    private static let action = route(#""match":{"prefix":"/"},\#(direct)"#)

    private static func routes(_ list: String) -> String {
        #"{"action":\#(typed("envoy.config.route.v3.RouteList", #","routes":[\#(list)]"#))}"#
    }

    private static func host(_ matcher: String, _ more: String = "") -> String {
        #"{"name":"m","domains":["m"],\#(more)"matcher":\#(matcher)},"#
    }

    private static let routeMatchers: [LaxnessCase] =
        [
            host("{}"), host(#"{"on_no_match":\#(action)}"#), host(list(field, text, action)),
            host(list(state, text, action)), host(tree(field, "exact_match_map", action)),
            host(tree(state, "prefix_match_map", action)),
            host(#"{"on_no_match":{"matcher":{"on_no_match":\#(action)}}}"#), host(#"{"on_no_match":\#(routes(""))}"#),
            host(#"{"on_no_match":\#(routes(#"{"match":{"prefix":"/"},\#(direct)}"#))}"#),
            // Nobody looks for clusters of these routes.
            host(#"{"on_no_match":\#(route(#""match":{"prefix":"/"},"route":{"cluster":"nowhere"}"#))}"#),
            host(#"{"on_no_match":\#(action)}"#, #""routes":[],"#),
        ].map { .accepted(.hosts, $0) }
        + [
            host(#"{"on_no_match":\#(action)}"#, #""routes":[{"match":{"prefix":"/"},\#(direct)}],"#),
            host(#"{"on_no_match":{}}"#), host(#"{"on_no_match":\#(route(direct))}"#),
            host(#"{"on_no_match":\#(route(#""match":{"prefix":"/"}"#))}"#),
            host(#"{"on_no_match":{"action":\#(typed("google.protobuf.StringValue", #","value":"a""#))}}"#),
            host(list(typed(network + "SourceIPInput"), text, action)),
            host(list(typed("envoy.type.matcher.v3.HttpRequestQueryParamMatchInput"), text, action)),
            host(list(typed(network + "FilterStateInput"), text, action)),
            host(
                list(
                    typed("envoy.type.matcher.v3.HttpRequestHeaderMatchInput", #","header_name":"a\n""#), text, action)),
            host(#"{"on_no_match":{"keep_matching":true,\#(action.dropFirst())}"#),
        ].map { .refused(.hosts, $0) }
        + [
            host(list(field, #""custom_match":\#(blocks)"#, action)),
            host(
                #"{"matcher_tree":{"input":\#(field),"custom_match":"#
                    + typed("xds.type.matcher.v3.ServerNameMatcher") + "}}"),
        ].map { .unimplemented(.hosts, $0) }

    // MARK: - Filter chains

    private static let chain = #"{"action":\#(typed("google.protobuf.StringValue", #","value":"x""#))}"#
    private static let port = typed(network + "DestinationPortInput")
    private static let source = typed(network + "SourceIPInput")
    private static let name = typed(network + "ServerNameInput")

    private static func chains(_ matcher: String, _ chains: String = #"{"name":"x"}"#) -> String {
        #"[\#(chains)],"filter_chain_matcher":\#(matcher)"#
    }

    private static func custom(_ input: String, _ type: String, _ fields: String) -> String {
        chains(
            #"{"matcher_tree":{"input":\#(input),"custom_match":\#(typed("xds.type.matcher.v3." + type, fields))}}"#)
    }

    private static func networks(_ fields: String, _ input: String = source) -> String {
        custom(input, "IPMatcher", #","range_matchers":[{\#(fields)}]"#)
    }

    private static func domains(_ names: String, _ input: String = name) -> String {
        custom(input, "ServerNameMatcher", #","domain_matchers":[{"domains":[\#(names)],"on_match":\#(chain)}]"#)
    }

    private static let one = #""ranges":[{"address_prefix":"10.0.0.0","prefix_len":8}]"#

    private static let chainMatchers: [LaxnessCase] =
        [
            chains("{}"), chains(tree(port, "exact_match_map", chain)), chains(tree(source, "prefix_match_map", chain)),
            chains(list(source, #""custom_match":\#(blocks)"#, chain)),
            chains(
                tree(port, "exact_match_map", #"{"action":\#(typed("google.protobuf.StringValue"))}"#)),
            // Chains that match the same connections.
            chains("{}", #"{"name":"x"},{"name":"y"}"#), custom(source, "IPMatcher", ""),
            networks(#"\#(one),"on_match":\#(chain),"exclusive":true"#), custom(name, "ServerNameMatcher", ""),
            domains(#""a.b","*.b","*""#),
        ].map { .accepted(.chains, $0) }
        + [
            "SourcePortInput", "DirectSourceIPInput", "DestinationIPInput", "SourceTypeInput", "TransportProtocolInput",
            "ApplicationProtocolInput",
        ].map { .accepted(.chains, chains(list(typed(network + $0), text, chain))) }
        + [
            chains("{}", "{}"), chains("{}", #"{"name":"x"},{"name":"x"}"#),
            chains(tree(field, "exact_match_map", chain)), chains(tree(port, "exact_match_map", action)),
            chains(
                tree(
                    typed(network + "DynamicMetadataInput", #","filter":"f","path":[{"key":"k"}]"#), "exact_match_map",
                    chain)), networks(#""ranges":[],"on_match":\#(chain)"#),
            networks(#""ranges":[{"address_prefix":"a"}],"on_match":\#(chain)"#), domains(#""*a.b""#),
            domains(#""a.*""#), domains(#""a.b","a.b""#), domains(""),
        ].map { .refused(.chains, $0) }
        + [
            // Envoy fails when a connection comes to such an answer.
            chains(tree(port, "exact_match_map", #"{"keep_matching":true,\#(chain.dropFirst())"#)),
            chains(tree(state, "exact_match_map", chain)),
            chains(tree(typed(network + "NetworkNamespaceInput"), "exact_match_map", chain)),
            networks(#"\#(one),"on_match":\#(chain)"#, port), domains(#""a.b""#, port),
        ].map { .unimplemented(.chains, $0) }
}

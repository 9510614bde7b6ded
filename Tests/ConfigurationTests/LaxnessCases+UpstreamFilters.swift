extension LaxnessCases {
    private static func filter(_ type: String, _ fields: String = "") -> String {
        #"{"name":"f","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.http."#
            + #"\#(type)"\#(fields)}}"#
    }

    private static func options(_ filters: String...) -> String {
        #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":"#
            + #"{"http_protocol_options":{}},"http_filters":[\#(filters.joined(separator: ","))]}},"#
    }

    private static let codec = filter("upstream_codec.v3.UpstreamCodec")
    private static let mutation = filter("header_mutation.v3.HeaderMutation")

    /// Filters between the router and the codec.
    static let upstreamFilters: [LaxnessCase] = [
        .accepted(.cluster, options(codec)), .accepted(.cluster, options()),
        .refused(.cluster, options(codec, codec)), .refused(.cluster, options(mutation)),
        .refused(.cluster, options(filter("router.v3.Router"))),
        .refused(.cluster, options(filter("cors.v3.Cors"), codec)),
        .unimplemented(.cluster, options(mutation, codec)),
        .unimplemented(.cluster, options(filter("buffer.v3.Buffer", #","max_request_bytes":1"#), codec)),
        .accepted(
            .router, #"{ "@type": @routerType@, "upstream_http_filters": [\#(codec)] }"#),
    ]
}

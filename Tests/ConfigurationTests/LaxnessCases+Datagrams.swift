/// Listeners of datagrams.
extension LaxnessCases {
    private static let types = #""@type":"type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3."#

    private static func listener(_ fields: String) -> String {
        #"{"name":"udp","address":{"socket_address":{"address":"127.0.0.1","port_value":20001,"protocol":"UDP"}}"#
            + fields + "},"
    }

    private static func filters(_ filters: String) -> String { #","listener_filters":["# + filters + "]" }

    private static func filter(_ fields: String) -> String {
        #"{"name":"proxy","typed_config":{"# + types + #"UdpProxyConfig""# + fields + "}}"
    }

    private static func proxy(_ fields: String = "") -> String {
        listener(filters(filter(#","stat_prefix":"s","cluster":"origin""# + fields)))
    }

    private static func matched(_ action: String) -> String {
        listener(filters(filter(#","stat_prefix":"s","matcher":"# + action)))
    }

    private static func route(_ fields: String) -> String {
        #"{"on_no_match":{"action":{"name":"r","typed_config":{"# + types + #"Route""# + fields + "}}}}"
    }

    static let datagrams: [LaxnessCase] = [
        .accepted(.listeners, proxy()),
        .accepted(.listeners, listener("")),
        .accepted(.listeners, listener(filters(filter(#","stat_prefix":"s","cluster":"nobody""#)))),
        .refused(.listeners, listener(filters(filter(#","stat_prefix":"s""#)))),
        .refused(.listeners, listener(filters(filter(#","stat_prefix":"s","cluster":"""#)))),
        .refused(.listeners, listener(filters(filter(#","cluster":"origin""#)))),
        .refused(.listeners, listener(filters(#"{"name":"proxy"}"#))),
        .accepted(.listeners, matched(route(#","cluster":"origin""#))),
        .refused(.listeners, matched(route(""))),
        .refused(.listeners, matched(#"{"on_no_match":{}}"#)),
        .accepted(.listeners, proxy(#","idle_timeout":"1s""#)),
        .accepted(.listeners, proxy(#","use_per_packet_load_balancing":true"#)),
        .accepted(.listeners, proxy(#","hash_policies":[{"source_ip":true}]"#)),
        .refused(.listeners, proxy(#","hash_policies":[{"source_ip":false}]"#)),
        .refused(.listeners, proxy(#","hash_policies":[{}]"#)),
        .refused(.listeners, proxy(#","hash_policies":[{"source_ip":true},{"source_ip":true}]"#)),
        .unimplemented(.listeners, proxy(#","hash_policies":[{"key":"a"}]"#)),
        .accepted(.listeners, proxy(#","upstream_socket_config":{"max_rx_datagram_size":9000}"#)),
        .refused(.listeners, proxy(#","upstream_socket_config":{"max_rx_datagram_size":0}"#)),
        .refused(.listeners, proxy(#","upstream_socket_config":{"max_rx_datagram_size":65536}"#)),
        .unimplemented(.listeners, proxy(#","use_original_src_ip":true"#)),
        .accepted(.listeners, listener(#","udp_listener_config":{"downstream_socket_config":{"prefer_gro":true}}"#)),
        .refused(.listeners, listener(#","udp_listener_config":{"quic_options":{}}"#)),
        .refused(.listeners, listener(#","filter_chains":[{}]"#)),
        .refused(.listeners, listener(#","default_filter_chain":{}"#)),
        .refused(.listener, filters(filter(#","stat_prefix":"s","cluster":"origin""#)).dropFirst() + ","),
    ]
}

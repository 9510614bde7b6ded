extension LaxnessCases {
    private static let localities = #"[{"lb_endpoints":[{@named@}]}]"#

    /// A further cluster: its fields, and its endpoints.
    private static func cluster(_ fields: String, _ endpoints: String = localities) -> String {
        let assignment = #""load_assignment":{"cluster_name":"n","endpoints":"# + endpoints + "}"
        return #"{"name":"other","# + fields + "," + named(assignment) + "},"
    }

    private static func named(_ text: String) -> String {
        text.replacing(
            "@named@", with: #""endpoint":{"address":{"socket_address":{"address":"a.test","port_value":80}}}"#)
    }

    private static func strict(_ more: String, _ endpoints: String = localities) -> String {
        cluster(#""type":"STRICT_DNS""# + more, endpoints)
    }

    private static func logical(_ more: String, _ endpoints: String = localities) -> String {
        cluster(#""type":"LOGICAL_DNS""# + more, endpoints)
    }

    /// A cluster that stands for others.
    private static func aggregate(_ clusters: String?, _ fields: String = provided, _ type: String = "x") -> String {
        let list = clusters.map { #","clusters":[\#($0)]"# } ?? ""
        let typed = #"{"name":"\#(type)","typed_config":{"@type":\#(group)\#(list)}}"#
        return #"{"name":"other","cluster_type":\#(typed)\#(fields)},"#
    }

    private static let group = #""type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig""#
    private static let provided = #","lb_policy":"CLUSTER_PROVIDED""#

    private static func providing(_ policy: String) -> String {
        #","load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"@type":"#
            + "\"type.googleapis.com/envoy.extensions.load_balancing_policies.\(policy)\"}}}]}"
    }

    /// A cluster of the hosts that requests ask for.
    private static func dynamic(_ cache: String?, _ own: String = "", _ fields: String = provided) -> String {
        let cache = cache.map { #","dns_cache_config":{\#($0)}"# } ?? ""
        let typed = #"{"name":"x","typed_config":{"@type":\#(hosts)\#(cache)\#(own)}}"#
        return #"{"name":"other","cluster_type":\#(typed)\#(fields)},"#
    }

    private static let hosts =
        #""type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig""#
    private static let name = #""name":"n""#

    static let dynamicHosts: [LaxnessCase] =
        [
            dynamic(name), dynamic(name + #","dns_lookup_family":"ALL""#), dynamic(name + #","max_hosts":1"#),
            dynamic(name + #","dns_refresh_rate":"0.001s","dns_min_refresh_rate":"1s","host_ttl":"0.001s""#),
            dynamic(name + #","dns_failure_refresh_rate":{"base_interval":"1s"}"#),
            dynamic(name + #","dns_cache_circuit_breaker":{"max_pending_requests":0}"#),
            dynamic(name + #","dns_query_timeout":"0s""#), dynamic(name, #","allow_insecure_cluster_options":true"#),
        ].map { .accepted(.clusters, $0) }
        + [
            dynamic(""), dynamic(#""name":"""#), dynamic(name, "", ""),
            dynamic(name + #","max_hosts":0"#), dynamic(name + #","dns_refresh_rate":"0.0009s""#),
            dynamic(name + #","dns_min_refresh_rate":"0.9s""#), dynamic(name + #","host_ttl":"0s""#),
            dynamic(name) + dynamic(name + #","max_hosts":2"#).replacing("other", with: "third"),
        ].map { .refused(.clusters, $0) }
        + [
            dynamic(name + #","preresolve_hostnames":[{"address":"a","port_value":1}]"#),
            dynamic(name, #","allow_coalesced_connections":true"#),
            dynamic(name + #","disable_dns_refresh_on_failure":true"#),
        ].map { .unimplemented(.clusters, $0) } + [.refusedByApus(.clusters, dynamic(nil))]

    /// What a cluster says of HTTP, `upstream_http_protocol_options` among it.
    private static func asking(_ options: String?) -> String {
        let asked = options.map { #","upstream_http_protocol_options":{\#($0)}"# } ?? ""
        return #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
            + #""http_protocol_options":{}}\#(asked)}}"#
    }

    private static func dynamic(asking text: String, _ own: String = "") -> LaxnessCase {
        .accepted(.clusters, dynamic(name, own, provided + "," + text))
    }

    private static let both = #""auto_sni":true,"auto_san_validation":true"#

    /// What requests say to TLS.
    static let askedNames: [LaxnessCase] =
        [
            "", both, #""override_auto_sni_header":"x-a""#, #""auto_sni":true,"override_auto_sni_header":":authority""#,
            #""auto_sni":true,"override_auto_sni_header":"""#, #""auto_sni":true,"override_auto_sni_header":"X-A,B""#,
            #""auto_sni":"yes""#,
        ].map { .accepted(.cluster, asking($0) + ",") }
        + [
            #""override_auto_sni_header":"x a""#, #""override_auto_sni_header":"x\n""#,
            #""override_auto_sni_header":":""#, #""override_auto_sni_header":"a:b""#,
        ].map { .refused(.cluster, asking($0) + ",") }
        + [
            .accepted(.cluster, #""upstream_http_protocol_options":{"auto_sni":true},"#),
            .accepted(.cluster, #""upstream_http_protocol_options":{"auto_sni":true},"# + asking(nil) + ","),
            .refused(.cluster, #""upstream_http_protocol_options":{"override_auto_sni_header":"x a"},"#),
            dynamic(asking: asking(both)),
            dynamic(asking: asking(nil), #","allow_insecure_cluster_options":true"#),
            dynamic(asking: #""upstream_http_protocol_options":{\#(both)}"#),
            .refused(.clusters, dynamic(name, "", provided + "," + asking(nil))),
            .refused(.clusters, dynamic(name, "", provided + "," + asking(#""auto_sni":true"#))),
            .refused(.clusters, dynamic(name, "", provided + #","upstream_http_protocol_options":{"auto_sni":true}"#)),
            .refused(.clusters, dynamic(name, "", provided + #","upstream_http_protocol_options":{}"#)),
        ]

    static let aggregates: [LaxnessCase] =
        [
            aggregate(#""a""#), aggregate(#""a","a","""#), aggregate(#""origin""#),
            aggregate(#""a""#, provided + #","load_assignment":{"cluster_name":"x"}"#),
            aggregate(#""a""#, provided + #","outlier_detection":{}"#),
            aggregate(#""a""#, provided + #","common_lb_config":{"healthy_panic_threshold":{"value":0}}"#),
            aggregate(#""a""#, providing("cluster_provided.v3.ClusterProvided")),
        ].map { .accepted(.clusters, $0) }
        + [
            aggregate(nil), aggregate(""), aggregate(#""a""#, ""), aggregate(#""a""#, #","lb_policy":"RING_HASH""#),
            aggregate(#""a""#, provided, ""), aggregate(#""a""#, providing("round_robin.v3.RoundRobin")),
            aggregate(#""a""#, provided + #","lb_subset_config":{"subset_selectors":[{"keys":["a"]}]}"#),
        ].map { .refused(.clusters, $0) }

    /// A cluster with `cluster_type`.
    private static func typed(_ name: String, _ fields: String, _ endpoints: String = localities) -> String {
        cluster(
            #""cluster_type":{"name":""# + name + #"","typed_config":{"@type":"# + dns + fields + "}}", endpoints)
    }

    private static let dns = #""type.googleapis.com/envoy.extensions.clusters.dns.v3.DnsCluster""#

    private static func resolver(_ type: String, _ fields: String = "") -> String {
        strict(
            #","typed_dns_resolver_config":{"name":"x","typed_config":{"@type":"type.googleapis.com/"#
                + #"envoy.extensions.network.dns_resolver."# + type + "\"" + fields + "}}")
    }

    private static let two = #"[{"lb_endpoints":[{@named@},{@named@}]}]"#

    private static func at(_ address: String) -> String {
        #"[{"lb_endpoints":[{"endpoint":{"address":"# + address + "}}]}]"
    }

    /// Clusters whose endpoints are names.
    static let names: [LaxnessCase] = [
        .accepted(.clusters, strict("")),
        .accepted(.clusters, strict("", two)),
        .accepted(.clusters, strict("", "[]")),
        .accepted(.clusters, #"{"name":"other","type":"STRICT_DNS"},"#),
        .refused(.clusters, cluster(#""type":"STATIC""#)),
        .refused(.clusters, strict(#","dns_refresh_rate":"0s""#)),
        .refused(.clusters, strict(#","dns_refresh_rate":"0.001s""#)),
        .accepted(.clusters, strict(#","dns_refresh_rate":"0.0011s""#)),
        .refused(.clusters, strict(#","dns_failure_refresh_rate":{}"#)),
        .refused(.clusters, strict(#","dns_failure_refresh_rate":{"max_interval":"5s"}"#)),
        .refused(.clusters, strict(#","dns_failure_refresh_rate":{"base_interval":"0.001s"}"#)),
        .refused(.clusters, strict(#","dns_failure_refresh_rate":{"base_interval":"2s","max_interval":"1s"}"#)),
        .accepted(.clusters, strict(#","dns_failure_refresh_rate":{"base_interval":"2s","max_interval":"2s"}"#)),
        .accepted(.clusters, strict(#","dns_failure_refresh_rate":{"base_interval":"2s"}"#)),
        .accepted(.clusters, strict(#","dns_jitter":"0s""#)),
        .accepted(.clusters, strict(#","dns_jitter":"1s","respect_dns_ttl":true,"wait_for_warm_on_init":false"#)),
        .refused(.clusters, strict(#","dns_jitter":"-1s""#)),
        .refused(.clusters, strict(#","dns_lookup_family":9"#)),
        .accepted(.clusters, strict(#","dns_lookup_family":"ALL""#)),
        .unimplemented(.clusters, strict(#","use_tcp_for_dns_lookups":true"#)),
        .unimplemented(
            .clusters, strict(#","dns_resolvers":[{"socket_address":{"address":"127.0.0.1","port_value":53}}]"#)),
        .refused(.clusters, strict(#","lb_policy":"CLUSTER_PROVIDED""#)),
        .accepted(.clusters, logical("")),
        .accepted(.clusters, logical("", #"[{"priority":3,"lb_endpoints":[{@named@}]}]"#)),
        .refused(.clusters, logical("", two)),
        .refused(.clusters, logical("", #"[{"lb_endpoints":[{@named@}]},{"lb_endpoints":[{@named@}]}]"#)),
        .refused(.clusters, logical("", "[]")),
        .refused(.clusters, #"{"name":"other","type":"LOGICAL_DNS"},"#),
        .accepted(.clusters, typed("envoy.cluster.strict_dns", "")),
        .accepted(.clusters, typed("envoy.clusters.dns", "", two)),
        .accepted(.clusters, typed("any", #","all_addresses_in_single_endpoint":true"#)),
        .refused(.clusters, typed("envoy.cluster.dns", #","all_addresses_in_single_endpoint":true"#, two)),
        .refused(.clusters, typed("envoy.cluster.dns", #","dns_min_refresh_rate":"0.5s""#)),
        .accepted(.clusters, typed("envoy.cluster.dns", #","dns_min_refresh_rate":"1s""#)),
        .refused(.clusters, typed("envoy.cluster.dns", #","dns_refresh_rate":"0.001s""#)),
        .accepted(.clusters, typed("envoy.cluster.dns", #","dns_lookup_family":"UNSPECIFIED""#)),
        .accepted(.clusters, typed("envoy.cluster.dns", #","dns_lookup_family":9"#)),
        .accepted(.clusters, cluster(#""cluster_type":{"name":"envoy.cluster.strict_dns"}"#)),
        .accepted(.clusters, cluster(#""cluster_type":{"name":"envoy.cluster.logical_dns"}"#)),
        .refused(.clusters, cluster(#""cluster_type":{"name":"envoy.cluster.static"}"#)),
        .refused(.clusters, cluster(#""cluster_type":{}"#)),
        .accepted(.clusters, resolver("getaddrinfo.v3.GetAddrInfoDnsResolverConfig")),
        .unimplemented(
            .clusters, resolver("getaddrinfo.v3.GetAddrInfoDnsResolverConfig", #","num_resolver_threads":4"#)),
        .accepted(.clusters, resolver("cares.v3.CaresDnsResolverConfig")),
        .unimplemented(.clusters, resolver("cares.v3.CaresDnsResolverConfig", #","query_tries":2"#)),
        .refused(.clusters, strict("", at(#"{"socket_address":{"address":"","port_value":80}}"#))),
        .accepted(.clusters, strict("", at(#"{"socket_address":{"address":"::1","port_value":80}}"#))),
        .refusedByApus(.clusters, strict("", at(#"{"pipe":{"path":"/tmp/x"}}"#))),
    ]
}

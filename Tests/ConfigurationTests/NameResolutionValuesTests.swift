import Configuration
import Testing

@Suite("Values of clusters that resolve names")
struct NameResolutionValuesTests {
    private func cluster(_ fields: String) throws -> ClusterConfiguration {
        let text = """
            {"static_resources": {"clusters": [{
              "name": "c", \(fields), "load_assignment": {"cluster_name": "c", "endpoints": [{"lb_endpoints": [
                {"endpoint": {"hostname": "h", "address": {"socket_address": {"address": "a.test", "port_value": 7}}}}
              ]}]}
            }]}}
            """
        let outcome = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json")
        return try #require(outcome.configuration?.clusters.first, "\(outcome.complaints.map(\.text))")
    }

    private static let all = NameResolutionConfiguration(
        refreshRate: 7_000_000_000,
        failureRefreshRate: .init(baseInterval: 1_000_000_000, maxInterval: 9_000_000_000), respectsTimeToLive: true,
        jitter: 500_000_000, lookupFamily: .v4Preferred, waitsForWarmUp: false)

    private static let fields = """
        "dns_refresh_rate": "7s", "dns_failure_refresh_rate": {"base_interval": "1s", "max_interval": "9s"},
        "respect_dns_ttl": true, "dns_jitter": "0.5s", "dns_lookup_family": "V4_PREFERRED"
        """

    @Test("Fields of the cluster count for both types", arguments: [true, false])
    func fields(isLogical: Bool) throws {
        let type = isLogical ? "LOGICAL_DNS" : "STRICT_DNS"
        let value = try cluster("\"type\": \"\(type)\", \"wait_for_warm_on_init\": false, \(Self.fields)")
        #expect(value.discoveryType == (isLogical ? .logicalDNS(Self.all) : .strictDNS(Self.all)))
        let endpoint = EndpointConfiguration(address: "a.test", port: 7, hostname: "h")
        #expect(value.endpoints == [LocalityEndpoints(endpoints: [endpoint])])
    }

    @Test("The typed form has its own fields, and those of the cluster do not count")
    func typed() throws {
        let typed = """
            "dns_refresh_rate": "3s", "wait_for_warm_on_init": false, "cluster_type": {"name": "envoy.clusters.dns",
            "typed_config": {"@type": "type.googleapis.com/envoy.extensions.clusters.dns.v3.DnsCluster",
            "dns_min_refresh_rate": "2s", \(Self.fields)}}
            """
        var expected = Self.all
        expected.minimumRefreshRate = 2_000_000_000
        #expect(try cluster(typed).discoveryType == .strictDNS(expected))
    }

    @Test("What is left out has Envoy's default")
    func defaults() throws {
        #expect(try cluster(#""type": "STRICT_DNS""#).discoveryType == .strictDNS(NameResolutionConfiguration()))
        let failures = try cluster(#""type": "STRICT_DNS", "dns_failure_refresh_rate": {"base_interval": "2s"}"#)
        let expected = NameResolutionConfiguration(
            failureRefreshRate: .init(baseInterval: 2_000_000_000, maxInterval: 20_000_000_000))
        #expect(failures.discoveryType == .strictDNS(expected))
    }
}

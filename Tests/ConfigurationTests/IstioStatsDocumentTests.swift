import Configuration
import Testing

/// Istio's filters, as they stand in listeners that Istio makes.
@Suite struct IstioStatsDocumentTests {
    private func outcome(_ filter: String) -> ConfigurationReader.Outcome {
        ConfigurationReader().bootstrap(Array(document(filter).utf8), file: "t.json")
    }

    private func document(_ filter: String) -> String {
        """
        {"static_resources":{"listeners":[{"name":"l","address":{"socket_address":{"address":"127.0.0.1",
        "port_value":0}},"filter_chains":[{"filters":[{"name":"http","typed_config":{"@type":
        "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix":"in","route_config":{"name":"r"},"http_filters":[\(filter),{"name":"router","typed_config":
        {"@type":"type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}]}]}]}}
        """
    }

    private func stats(_ fields: String) -> String {
        #"{"name":"istio.stats","typed_config":{"@type":"type.googleapis.com/stats.PluginConfig"\#(fields)}}"#
    }

    private func complaints(_ filter: String) -> String {
        outcome(filter).complaints.map(\.text).joined(separator: "\n")
    }

    private func value<Value>(_ filter: String, _ type: Value.Type) -> Value? {
        let chain = outcome(filter).configuration?.listeners.first?.filterChains.first
        guard case .httpConnectionManager(let manager)? = chain?.filters.first else { return nil }
        return manager.httpFilters.first?.value as? Value
    }

    @Test("Metrics are left out, and labels removed from one or from all")
    func changes() throws {
        #expect(value(stats(""), IstioStatsConfiguration.self) == IstioStatsConfiguration())
        let fields = #"""
            ,"disable_host_header_fallback":true,"tcp_reporting_duration":"5s","metrics":[
            {"name":"request_bytes","drop":true},{"name":"requests_total","tags_to_remove":["source_app"]},
            {"tags_to_remove":["response_flags"]}]
            """#
        let found = try #require(value(stats(fields), IstioStatsConfiguration.self), "\(complaints(stats(fields)))")
        #expect(!found.usesHost && found.reportInterval == 5_000_000_000 && found.dropped == [.requestBytes])
        #expect(found.removedLabels[.requestsTotal] == ["source_app", "response_flags"])
        #expect(found.removedLabels[.sentBytes] == ["response_flags"])
    }

    @Test("A TypedStruct is read as what it stands for")
    func typedStruct() {
        let filter = #"""
            {"name":"istio.stats","typed_config":{"@type":"type.googleapis.com/udpa.type.v1.TypedStruct",
            "type_url":"type.googleapis.com/stats.PluginConfig","value":{"disable_host_header_fallback":true}}}
            """#
        #expect(value(filter, IstioStatsConfiguration.self)?.usesHost == false)
    }

    @Test(
        "What is not there is refused by name",
        arguments: [
            (#","metrics":[{"dimensions":{"a":"request.host"}}]"#, "dimensions"),
            (#","metrics":[{"match":"x"}]"#, "match"), (#","definitions":[{"name":"a"}]"#, "definitions"),
            (#","reporter":"SERVER_GATEWAY""#, "SERVER_GATEWAY"),
            (#","rescoping_duration":"1s""#, "rescoping_duration"),
            (#","metrics":[{"name":"request_total"}]"#, "requests_total"),
            (#","metrics":[{"tags_to_remove":["source_ap"]}]"#, "source_app"), (#","metrics":[{"drop":true}]"#, "name"),
            (#","tcp_reporting_durations":"1s""#, "tcp_reporting_duration"),
        ])
    func refused(_ fields: String, _ word: String) {
        let found = complaints(stats(fields))
        #expect(found.contains(word), "\(found)")
    }

    @Test("Peers are read and told as the filter says")
    func peers() throws {
        func filter(_ fields: String) -> String {
            #"{"name":"x","typed_config":{"@type":"type.googleapis.com/io.istio.http.peer_metadata.Config"\#(fields)}}"#
        }
        let fields = #"""
            ,"downstream_discovery":[{"istio_headers":{}},{"workload_discovery":{}}],"additional_labels":["team"],
            "upstream_propagation":[{"istio_headers":{"skip_external_clusters":true}}]
            """#
        let found = try #require(value(filter(fields), PeerMetadataConfiguration.self), "\(complaints(filter(fields)))")
        #expect(found.readsRequests && !found.readsResponses && found.responseFields == nil)
        #expect(found.requestFields == .init(skipsExternal: true) && found.moreLabels == ["team"])
        #expect(complaints(filter(#","upstream_discovery":[{"baggage":{}}]"#)).contains("baggage"))
        #expect(complaints(filter(#","shared_with_upstream":true"#)).contains("shared_with_upstream"))
    }

    @Test("Connections are counted before a TCP proxy alone")
    func connections() {
        func chain(_ last: String) -> String {
            """
            {"static_resources":{"listeners":[{"name":"l","address":{"socket_address":{"address":"127.0.0.1",
            "port_value":0}},"filter_chains":[{"filters":[\(stats("")),\(last)]}]}],
            "clusters":[{"name":"c","load_assignment":{"cluster_name":"c"}}]}}
            """
        }
        let kind = "type.googleapis.com/envoy.extensions.filters.network."
        let proxy =
            #"{"name":"t","typed_config":{"@type":"\#(kind)tcp_proxy.v3.TcpProxy","stat_prefix":"t","cluster":"c"}}"#
        let good = ConfigurationReader().bootstrap(Array(chain(proxy).utf8), file: "t.json")
        #expect(good.configuration?.listeners.first?.filterChains.first?.istioStats != nil)
        let echo = #"{"name":"e","typed_config":{"@type":"\#(kind)echo.v3.Echo"}}"#
        let bad = ConfigurationReader().bootstrap(Array(chain(echo).utf8), file: "t.json")
        #expect(bad.configuration == nil && bad.complaints.map(\.text).joined().contains("before the TCP proxy"))
    }
}

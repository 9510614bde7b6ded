extension CatalogueText {
    /// Types of Istio's proxy that configurations for a mesh have and Envoy's own program has not: a package each, with
    /// its lines as those of `Generated` are.
    ///
    /// Source: `source/extensions/filters/http/istio_stats/config.proto` and
    /// `source/extensions/filters/http/peer_metadata/config.proto` of https://github.com/istio/proxy
    static let istio: [(package: String, lines: String)] = [
        (
            "stats",
            """
            MetricConfig dimensions:%s name:s tags_to_remove:*s match:s drop:b
            MetricDefinition name:s value:s type:eMetricType
            =MetricType COUNTER GAUGE HISTOGRAM
            PluginConfig disable_host_header_fallback:b tcp_reporting_duration:m0Duration metrics:*mMetricConfig \
            definitions:*mMetricDefinition reporter:eReporter rescoping_duration:m0Duration \
            scope_grace_period_duration:m0Duration
            =Reporter UNSPECIFIED SERVER_GATEWAY
            """
        ),
        (
            "io.istio.http.peer_metadata",
            """
            Config downstream_discovery:*mConfig.DiscoveryMethod upstream_discovery:*mConfig.DiscoveryMethod \
            downstream_propagation:*mConfig.PropagationMethod upstream_propagation:*mConfig.PropagationMethod \
            shared_with_upstream:b additional_labels:*s
            Config.Baggage
            Config.DiscoveryMethod (method_specifier baggage:mConfig.Baggage \
            workload_discovery:mConfig.WorkloadDiscovery istio_headers:mConfig.IstioHeaders )
            Config.IstioHeaders skip_external_clusters:b
            Config.PropagationMethod (method_specifier istio_headers:mConfig.IstioHeaders )
            Config.WorkloadDiscovery
            """
        ),
    ]
}

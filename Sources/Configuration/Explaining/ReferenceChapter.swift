/// A page of the reference: the file, its title, and the packages whose messages stand there.
struct ReferenceChapter: Equatable {
    let file, title: String
    private let packages: [String]

    /// The pages in their order. A message stands on the first whose package begins its name.
    static let all = [
        ReferenceChapter(
            file: "connection-manager.md", title: "HTTP connection manager",
            packages: [
                "envoy.extensions.filters.network.http_connection_manager.", "envoy.extensions.http.original_ip",
                "envoy.extensions.http.header_formatters.", "envoy.extensions.request_id.",
            ]),
        ReferenceChapter(
            file: "routes.md", title: "Routes",
            packages: ["envoy.config.route.", "envoy.extensions.retry.", "envoy.extensions.internal_redirect."]),
        ReferenceChapter(
            file: "http-filters.md", title: "HTTP filters",
            packages: [
                "envoy.extensions.filters.http.", "envoy.extensions.filters.common.fault.",
                "envoy.extensions.common.ratelimit.", "envoy.extensions.http.stateful_session.",
            ]),
        ReferenceChapter(
            file: "rules.md", title: "Rules of who may do what",
            packages: ["envoy.config.rbac."]),
        ReferenceChapter(
            file: "listeners.md", title: "Listeners",
            packages: [
                "envoy.config.listener.", "envoy.extensions.filters.listener.", "envoy.extensions.filters.udp.",
            ]),
        ReferenceChapter(
            file: "network-filters.md", title: "Network filters", packages: ["envoy.extensions.filters.network."]),
        ReferenceChapter(
            file: "clusters.md", title: "Clusters and endpoints",
            packages: [
                "envoy.config.cluster.", "envoy.config.endpoint.", "envoy.extensions.load_balancing_policies.",
                "envoy.extensions.upstreams.", "envoy.extensions.clusters.", "envoy.extensions.health_check.",
                "envoy.config.core.v3.HealthCheck", "envoy.extensions.common.dynamic_forward_proxy.",
            ]),
        ReferenceChapter(
            file: "tls.md", title: "TLS and other transport sockets",
            packages: ["envoy.extensions.transport_sockets."]),
        ReferenceChapter(
            file: "logs-and-traces.md", title: "Access logs and traces",
            packages: [
                "envoy.config.accesslog.", "envoy.extensions.access_loggers.", "envoy.config.trace.",
                "envoy.type.tracing.", "envoy.extensions.formatter.", "envoy.data.",
            ]),
        ReferenceChapter(
            file: "bootstrap.md", title: "The file: administration, statistics, runtime, overload",
            packages: [
                "envoy.config.bootstrap.", "envoy.config.metrics.", "envoy.config.overload.",
                "envoy.extensions.resource_monitors.", "envoy.extensions.watchdog.", "envoy.watchdog.",
                "envoy.extensions.network.", "envoy.extensions.stat_sinks.",
            ]),
        ReferenceChapter(file: "common.md", title: "What many messages hold", packages: [""]),
    ]

    /// The page of a message.
    static func of(_ message: String) -> ReferenceChapter {
        all.first { $0.packages.contains { message.hasPrefix($0) } } ?? all[all.count - 1]
    }
}

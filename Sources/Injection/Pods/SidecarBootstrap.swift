internal import NetworkAddresses

/// Makes the file that a pod's proxy starts from: whom it asks what to run, and what it answers by itself.
///
/// Where the file is the operator's own, it says the first alone, and this is merged over it: what kubelet and rules
/// are led to is there whatever the file has.
///
/// ``` :15021 /healthz/ready, /app-health/… ─▶ own readiness, the application's probes :15020 /stats/prometheus
/// ─▶ own metrics, with the application's where they are merged :15090 /stats/prometheus             ─▶ own metrics
/// alone :15001, :15006 (where connections are redirected) ─▶ the listener of that address, or on to where they went
/// ```
struct SidecarBootstrap {
    let options: InjectionOptions
    let plan: ProxyPlan

    private static let admin = "apus_admin"
    /// A cluster without endpoints: what is led there is closed.
    private static let blackHole = "BlackHoleCluster"
    /// What mesh documents call it.
    private static let discovery = "xds_cluster"
    private static let types = "type.googleapis.com/envoy."

    /// The file, as JSON in one line.
    var text: String { String(decoding: ManifestWriter.dense(value), as: UTF8.self) }

    private var isIntercepted: Bool { plan.settings.mode != .none }

    private var value: ManifestValue {
        [
            "node": isMerged ? nil : ["metadata": .object(metadata)],
            "admin": ["address": Self.address("127.0.0.1", InjectionOptions.Port.admin)],
            "dynamic_resources": isMerged ? nil : ["cds_config": Self.source, "lds_config": Self.source],
            "static_resources": ["listeners": .list(listeners), "clusters": .list(clusters)],
        ]
    }

    /// Whether it goes over a file of the operator's.
    private var isMerged: Bool { !options.configMap.isEmpty }

    /// What a Workload may select by.
    private var metadata: ManifestObject {
        var metadata = ManifestObject()
        // What Istio's metrics tell of the workload, in Istio's words.
        var own: [String: ManifestValue] = [
            "namespace": "$(POD_NAMESPACE)", "service_account": "$(SERVICE_ACCOUNT)", "NAME": "$(POD_NAME)",
            "NAMESPACE": "$(POD_NAMESPACE)", "CLUSTER_ID": .string(options.clusterID),
        ]
        if !plan.workloadName.isEmpty { own["WORKLOAD_NAME"] = .string(plan.workloadName) }
        var labels = ManifestObject()
        for key in Self.toldLabels { labels[key] = plan.labels[key].map { .string($0) } }
        if !labels.members.isEmpty { own["LABELS"] = .object(labels) }
        // Each key once: to look for one among the others would be quadratic.
        for (key, value) in plan.labels.sorted(by: { $0.key < $1.key }) where own[key] == nil {
            metadata.append(key, .string(value))
        }
        for (key, value) in own.sorted(by: { $0.key < $1.key }) { metadata.append(key, value) }
        return metadata
    }

    private static let toldLabels = [
        "app", "app.kubernetes.io/name", "app.kubernetes.io/version", "service.istio.io/canonical-name",
        "service.istio.io/canonical-revision", "version",
    ]

    private static let source: ManifestValue = [
        "resource_api_version": "V3",
        "api_config_source": [
            "api_type": "REST", "transport_api_version": "V3", "cluster_names": [.string(discovery)],
            "refresh_delay": "0.2s", "request_timeout": "30s",
        ],
    ]

    private static func address(_ address: String, _ port: Int) -> ManifestValue {
        ["socket_address": ["address": .string(address), "port_value": .number(String(port))]]
    }

    /// Where others reach the proxy; `::` takes both families.
    private func open(_ port: Int) -> ManifestValue {
        let text = options.address(in: plan.settings.mode)
        var address = Self.address(text, port)
        if text == "::" { address["socket_address"]?["ipv4_compat"] = true }
        return address
    }

    private static func typed(_ name: String, _ type: String, _ fields: ManifestValue = [:]) -> ManifestValue {
        var config: ManifestValue = ["@type": .string(types + type)]
        for (key, value) in fields.object?.members ?? [] { config[key] = value }
        return ["name": .string(name), "typed_config": config]
    }

    // MARK: - Listeners

    private var listeners: [ManifestValue] {
        let health =
            [route("/healthz/ready", to: Self.admin, as: "/ready", seconds: 3)]
            + plan.rewritten.compactMap { probe -> ManifestValue? in
                guard case .http(let target, _) = probe.question else { return nil }
                return route(probe.path, to: cluster(of: probe), as: target, seconds: probe.seconds)
            }
        // Only the admin interface's own page of this name has the application's metrics.
        func metrics(_ page: String) -> [ManifestValue] {
            [route("/stats/prometheus", to: Self.admin, as: page, seconds: 10)]
        }
        var listeners = [
            listener("apus_health", InjectionOptions.Port.health, health, filters: plan.rewritten.compactMap(answer)),
            listener("apus_merged_metrics", InjectionOptions.Port.mergedMetrics, metrics("/stats/prometheus")),
            listener("apus_metrics", InjectionOptions.Port.metrics, metrics("/stats?format=prometheus")),
        ]
        if isIntercepted {
            listeners.append(redirected("virtualOutbound", InjectionOptions.Port.outbound, to: "PassthroughCluster"))
            listeners.append(
                redirected("virtualInbound", InjectionOptions.Port.inbound, to: "InboundPassthroughCluster"))
        }
        return listeners
    }

    private func route(_ path: String, to cluster: String, as target: String, seconds: Int) -> ManifestValue {
        [
            "match": ["path": .string(path)],
            "route": [
                "cluster": .string(cluster), "prefix_rewrite": .string(target), "timeout": .string("\(seconds)s"),
            ],
        ]
    }

    /// Answers a probe that is no HTTP by how its cluster is; nil for one that is.
    private func answer(_ probe: ProxyPlan.Probe) -> ManifestValue? {
        if case .http = probe.question { return nil }
        var shares = ManifestObject()
        shares[cluster(of: probe)] = ["value": 100]
        return Self.typed(
            "envoy.filters.http.health_check", "extensions.filters.http.health_check.v3.HealthCheck",
            [
                "pass_through_mode": false,
                "headers": [["name": ":path", "string_match": ["exact": .string(probe.path)]]],
                "cluster_min_healthy_percentages": .object(shares),
            ])
    }

    private func listener(
        _ name: String, _ port: Int, _ routes: [ManifestValue], filters: [ManifestValue] = []
    ) -> ManifestValue {
        let manager = Self.typed(
            "http", "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            [
                "stat_prefix": .string(name),
                "route_config": [
                    "virtual_hosts": [["name": .string(name), "domains": ["*"], "routes": .list(routes)]]
                ],
                "http_filters": .list(
                    filters + [Self.typed("envoy.filters.http.router", "extensions.filters.http.router.v3.Router")]),
            ])
        return [
            "name": .string(name), "address": open(port), "filter_chains": [["filters": [manager]]],
        ]
    }

    /// A listener that takes what the kernel's rules lead to it, and gives it to the listener of the address that it
    /// was meant for, or goes on to that address.
    private func redirected(_ name: String, _ port: Int, to cluster: String) -> ManifestValue {
        func proxy(_ cluster: String) -> ManifestValue {
            Self.typed(
                "tcp", "extensions.filters.network.tcp_proxy.v3.TcpProxy",
                ["stat_prefix": .string(cluster), "cluster": .string(cluster)])
        }
        // What was meant for these ports themselves would come back without end.
        let closed = [InjectionOptions.Port.outbound, InjectionOptions.Port.inbound].map { port -> ManifestValue in
            [
                "filter_chain_match": ["destination_port": .number(String(port))],
                "filters": [proxy(Self.blackHole)],
            ]
        }
        let isInbound = port == InjectionOptions.Port.inbound
        return [
            "name": .string(name), "address": open(port),
            "traffic_direction": isInbound ? "INBOUND" : "OUTBOUND", "use_original_dst": true,
            "transparent": isInbound && plan.settings.mode == .tproxy ? true : nil,
            "filter_chains": .list(closed + [["filters": [proxy(cluster)]]]),
        ]
    }

    // MARK: - Clusters

    private var clusters: [ManifestValue] {
        var clusters: [ManifestValue] = isMerged ? [] : [discoveryCluster]
        clusters.append(Self.cluster(Self.admin, "STATIC", "127.0.0.1", InjectionOptions.Port.admin))
        var known: Set<String> = []
        for probe in plan.rewritten {
            let name = cluster(of: probe)
            guard known.insert(name).inserted else { continue }
            var cluster = Self.cluster(name, "STATIC", "127.0.0.1", probe.port)
            switch probe.question {
            case .http(_, true):
                // Whose certificate it is does not matter to who asks whether it lives.
                cluster["transport_socket"] = Self.typed(
                    "tls", "extensions.transport_sockets.tls.v3.UpstreamTlsContext", ["common_tls_context": [:]])
            case .http: break
            case .tcp: cluster["health_checks"] = [Self.check(probe, "tcp_health_check", [:])]
            case .grpc(let service):
                cluster["health_checks"] = [
                    Self.check(
                        probe, "grpc_health_check", service.isEmpty ? [:] : ["service_name": .string(service)])
                ]
                cluster["typed_extension_protocol_options"] = [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(Self.types + "extensions.upstreams.http.v3.HttpProtocolOptions"),
                        "explicit_http_config": ["http2_protocol_options": [:]],
                    ]
                ]
            }
            clusters.append(cluster)
        }
        if isIntercepted {
            clusters.append(["name": .string(Self.blackHole), "type": "STATIC", "connect_timeout": "5s"])
            clusters.append(Self.passthrough("PassthroughCluster"))
            // By these addresses the rules know what the proxy sends on to the application.
            var inbound = Self.passthrough("InboundPassthroughCluster")
            let source: (String) -> ManifestValue = { ["address": .string($0), "port_value": 0] }
            inbound["upstream_bind_config"] = [
                "source_address": source("127.0.0.6"),
                "extra_source_addresses": options.hasIPv6(in: plan.settings.mode) ? [["address": source("::6")]] : nil,
            ]
            clusters.append(inbound)
        }
        return clusters
    }

    private func cluster(of probe: ProxyPlan.Probe) -> String {
        switch probe.question {
        case .http(_, let isSecured): "app_health_\(isSecured ? "https" : "http")_\(probe.port)"
        // Each is asked in its own time.
        case .tcp, .grpc: "app_health" + probe.path.dropFirst(11).split(separator: "/").map { "_\($0)" }.joined()
        }
    }

    /// A check twice in the time of the kubelet's probe, so that what it is told is of that time; of what is not well,
    /// each second.
    private static func check(_ probe: ProxyPlan.Probe, _ kind: String, _ fields: ManifestValue) -> ManifestValue {
        let interval = ManifestValue.string("\(max(probe.period / 2, 1))s")
        var check: ManifestValue = [
            "timeout": .string("\(probe.seconds)s"), "interval": interval, "unhealthy_interval": "1s",
            // No requests go there.
            "no_traffic_interval": "1s", "no_traffic_healthy_interval": interval,
            "unhealthy_threshold": 1, "healthy_threshold": 1,
        ]
        check[kind] = fields
        return check
    }

    private static func cluster(_ name: String, _ type: String, _ host: String, _ port: Int) -> ManifestValue {
        [
            "name": .string(name), "type": .string(type), "connect_timeout": "5s",
            "load_assignment": [
                "cluster_name": .string(name),
                "endpoints": [["lb_endpoints": [["endpoint": ["address": address(host, port)]]]]],
            ],
        ]
    }

    private static func passthrough(_ name: String) -> ManifestValue {
        // Whom the application talks to, and how often, is its own affair.
        let most: ManifestValue = .number(String(UInt32.max))
        return [
            "name": .string(name), "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED", "connect_timeout": "10s",
            "circuit_breakers": [
                "thresholds": [["max_connections": most, "max_pending_requests": most, "max_requests": most]]
            ],
        ]
    }

    private var discoveryCluster: ManifestValue {
        let server = options.controlPlane
        var cluster = Self.cluster(
            Self.discovery, server.isAddress ? "STATIC" : "STRICT_DNS", server.host, server.port)
        guard server.isSecured else { return cluster }
        let name: ManifestValue = [
            "san_type": server.isAddress ? "IP_ADDRESS" : "DNS", "matcher": ["exact": .string(server.host)],
        ]
        cluster["transport_socket"] = Self.typed(
            "tls", "extensions.transport_sockets.tls.v3.UpstreamTlsContext",
            [
                "sni": server.isAddress ? nil : .string(server.host),
                "common_tls_context": [
                    "tls_certificate_sds_secret_configs": [["name": "default"]],
                    "combined_validation_context": [
                        "default_validation_context": ["match_typed_subject_alt_names": [name]],
                        "validation_context_sds_secret_config": ["name": "ROOTCA"],
                    ],
                ],
            ])
        return cluster
    }
}

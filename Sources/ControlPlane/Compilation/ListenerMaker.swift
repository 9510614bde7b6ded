/// Makes listeners and what stands in them.
struct ListenerMaker {
    /// The cluster of the node's own configuration by which it asks for routes and secrets.
    let discoveryCluster: String

    /// A filter chain, which connections are found by.
    struct Chain {
        /// What clients ask for in TLS; empty means anything.
        var serverNames: [String] = []
        /// `tls` or `raw_buffer`; nil means either.
        var transport: String?
        var filters: [JSONValue]
        var socket: JSONValue?
    }

    /// A listener. One that chooses by what clients say in TLS looks at that first.
    static func listener(
        _ name: String, addresses: [String], port: Int, direction: String, chains: [Chain]
    ) -> JSONValue {
        let looks = chains.contains { !$0.serverNames.isEmpty || $0.transport != nil }
        let places = (addresses.isEmpty ? ["0.0.0.0"] : addresses).map { EnvoyWords.address($0, port) }
        return [
            "@type": EnvoyWords.type("envoy.config.listener.v3.Listener"),
            "name": .text(name),
            "address": places[0],
            "additional_addresses": .some(places.dropFirst().map { ["address": $0] }),
            "traffic_direction": .text(direction),
            "listener_filters": looks
                ? [
                    [
                        "name": "envoy.filters.listener.tls_inspector",
                        "typed_config": [
                            "@type": EnvoyWords.type(
                                "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector")
                        ],
                    ]
                ] : nil,
            "filter_chains": .list(chains.map(chain)),
        ]
    }

    private static func chain(_ chain: Chain) -> JSONValue {
        let hasMatch = !chain.serverNames.isEmpty || chain.transport != nil
        return [
            "filter_chain_match": hasMatch
                ? [
                    "server_names": .some(chain.serverNames.map { .text($0) }),
                    "transport_protocol": chain.transport.map { .text($0) },
                ] : nil,
            "filters": .list(chain.filters),
            "transport_socket": chain.socket,
        ]
    }

    // MARK: - HTTP

    /// What the requests of a connection manager go by.
    enum Routes {
        /// A route configuration that is asked for.
        case discovered(String)
        /// One that stands here.
        case inline(JSONValue)
    }

    /// A connection manager. `isEdge`: its clients are not trusted, and their addresses are what they connect from.
    /// `showsClient`: applications are told whose certificate it was.
    func manager(
        _ statPrefix: String, _ routes: Routes, isEdge: Bool, showsClient: Bool = false, filters: [JSONValue] = []
    ) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            (
                "@type",
                EnvoyWords.type(
                    "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager")
            ),
            ("stat_prefix", .text(statPrefix)),
        ]
        switch routes {
        case .discovered(let name):
            members.append(
                (
                    "rds",
                    ["route_config_name": .text(name), "config_source": EnvoyWords.source(discoveryCluster)]
                ))
        case .inline(let table): members.append(("route_config", table))
        }
        members += [
            ("use_remote_address", isEdge ? true : nil),
            ("normalize_path", true),
            ("upgrade_configs", [["upgrade_type": "websocket"]]),
            ("forward_client_cert_details", showsClient ? "SANITIZE_SET" : nil),
            ("set_current_client_cert_details", showsClient ? ["uri": true] : nil),
            ("http_filters", .list(filters + [Self.cors, Self.router])),
        ]
        return [
            "name": "envoy.filters.network.http_connection_manager", "typed_config": RouteMaker.object(members),
        ]
    }

    private static let cors: JSONValue = [
        "name": "envoy.filters.http.cors",
        "typed_config": ["@type": EnvoyWords.type("envoy.extensions.filters.http.cors.v3.Cors")],
    ]

    private static let router: JSONValue = [
        "name": "envoy.filters.http.router",
        "typed_config": ["@type": EnvoyWords.type("envoy.extensions.filters.http.router.v3.Router")],
    ]

    // MARK: - Connections

    /// A TCP proxy to a cluster.
    static func proxy(_ statPrefix: String, to cluster: String) -> JSONValue {
        proxy(statPrefix, [("cluster", .text(cluster))])
    }

    /// A TCP proxy to backends by their weights. What falls to one that cannot be used is closed.
    static func proxy(_ statPrefix: String, to backends: [BackendReference]) -> JSONValue {
        let used = backends.filter { $0.weight > 0 }.map {
            (name: $0.target?.clusterName ?? RouteMaker.invalidCluster, weight: $0.weight)
        }
        guard used.count > 1 else { return proxy(statPrefix, to: used.first?.name ?? RouteMaker.invalidCluster) }
        return proxy(
            statPrefix,
            [
                (
                    "weighted_clusters",
                    ["clusters": .list(used.map { ["name": .text($0.name), "weight": .number($0.weight)] })]
                )
            ])
    }

    private static func proxy(_ statPrefix: String, _ target: [(String, JSONValue?)]) -> JSONValue {
        [
            "name": "envoy.filters.network.tcp_proxy",
            "typed_config": RouteMaker.object(
                [
                    ("@type", EnvoyWords.type("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy")),
                    ("stat_prefix", .text(statPrefix)),
                ] + target),
        ]
    }
}

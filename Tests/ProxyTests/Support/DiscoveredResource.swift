/// Resources as sources give them, the smallest that serve.
enum DiscoveredResource {
    private static let prefix = "type.googleapis.com/envoy."

    /// A source that is the cluster `plane`, asked every `delay`.
    static func rest(_ delay: String = "0.05s", timeout: String = "0.5s", patience: String = "60s") -> JSON {
        [
            "resource_api_version": "V3", "initial_fetch_timeout": .string(patience),
            "api_config_source": [
                "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["plane"],
                "refresh_delay": .string(delay), "request_timeout": .string(timeout),
            ],
        ]
    }

    /// The cluster that `rest` asks, for the bootstrap.
    static func plane(port: UInt16, connectTimeout: String = "1s") -> JSON {
        let endpoint: JSON = ["endpoint": ["address": Theme.address(port: port)]]
        return [
            "name": "plane", "connect_timeout": .string(connectTimeout),
            "load_assignment": ["cluster_name": "plane", "endpoints": [["lb_endpoints": [endpoint]]]],
        ]
    }

    /// A cluster whose endpoints come from a source.
    static func cluster(_ name: String, from source: JSON, timeout: String = "1s") -> JSON {
        [
            "@type": .string(prefix + "config.cluster.v3.Cluster"), "name": .string(name), "type": "EDS",
            "connect_timeout": .string(timeout), "eds_cluster_config": ["eds_config": source],
        ]
    }

    /// The endpoints of a cluster, at ports of 127.0.0.1.
    static func endpoints(_ name: String, ports: [UInt16]) -> JSON {
        let members = ports.map { port -> JSON in ["endpoint": ["address": Theme.address(port: port)]] }
        return [
            "@type": .string(prefix + "config.endpoint.v3.ClusterLoadAssignment"), "cluster_name": .string(name),
            "endpoints": [["lb_endpoints": .array(members)]],
        ]
    }

    /// Routes that lead what begins with `match` to a cluster, after others.
    static func routes(
        _ name: String = "r", to cluster: String, prefix match: String = "/", after others: [JSON] = []
    ) -> JSON {
        let route: JSON = ["match": ["prefix": .string(match)], "route": ["cluster": .string(cluster)]]
        return [
            "@type": .string(prefix + "config.route.v3.RouteConfiguration"), "name": .string(name),
            "virtual_hosts": [["name": "v", "domains": ["*"], "routes": .array(others + [route])]],
        ]
    }

    /// A listener of HTTP whose routes come from a source. `chain` is laid over its filter chain.
    static func listener(
        _ name: String = "l", routes source: JSON, named routes: String = "r", chain: JSON = [:]
    ) -> JSON {
        let router: JSON = ["@type": .string(TypeName.router)]
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "rds": ["route_config_name": .string(routes), "config_source": source],
            "http_filters": [["name": "r", "typed_config": router]],
        ]
        let filters: JSON = ["filters": [["name": "m", "typed_config": manager]]]
        return [
            "@type": .string(prefix + "config.listener.v3.Listener"), "name": .string(name),
            "address": Theme.address(port: 0), "filter_chains": [filters.merged(with: chain)],
        ]
    }

    /// A certificate of `TLSFiles` with a key, inline.
    static func certificate(_ name: String, _ certificate: String, key: String? = nil) throws -> JSON {
        let files = try TLSFiles.shared.get()
        func content(_ file: String) -> JSON {
            ["inline_string": .string(ByteString(readFile(files.path(file)) ?? []).text)]
        }
        return [
            "@type": .string(prefix + "extensions.transport_sockets.tls.v3.Secret"), "name": .string(name),
            "tls_certificate": [
                "certificate_chain": content(certificate + ".crt"),
                "private_key": content((key ?? certificate) + ".key"),
            ],
        ]
    }

    /// A layer of runtime values.
    static func runtime(_ name: String, _ layer: JSON) -> JSON {
        ["@type": .string(prefix + "service.runtime.v3.Runtime"), "name": .string(name), "layer": layer]
    }
}

/// The same choices for everybody who begins with the same seed.
struct SeededChoices {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// One of the numbers below `count`.
    mutating func pick(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}

extension ProxyHarness {
    /// What a request on a connection of its own is answered: status and body.
    static func answer(at port: UInt16?, _ path: String = "/") -> String {
        guard let port, let socket = Socket.connected(to: port) else { return "refused" }
        let deadline = Deadline(seconds: 60)
        socket.send(ByteString(get(path, host: "h", "connection: close")), until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() { return "\(answer.status ?? 0) \(answer.body.text)" }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return "closed" }
            reader.append(bytes)
        }
    }
}

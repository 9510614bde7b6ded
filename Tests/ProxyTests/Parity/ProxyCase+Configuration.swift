/// The configuration of a theme: a listener, a route table and a cluster for each case, so that no case sees another.
extension Theme {
    /// The whole bootstrap. `upstreams` gives the port of each case's upstream; the access log goes to `log`.
    func configuration(upstreams: [String: UInt16], log: String) -> JSON {
        var document: JSON = [
            "node": ["id": "parity", "cluster": "parity"],
            "admin": ["address": Self.address(port: 0)],
            "static_resources": [
                "listeners": .array(cases.map { $0.listener(log: log) }),
                "clusters": .array(cases.flatMap { $0.clusterDocuments(port: upstreams[$0.name] ?? 1) }),
            ],
        ]
        let secrets = cases.flatMap(\.secrets)
        if !secrets.isEmpty { document = document.merged(with: ["static_resources": ["secrets": .array(secrets)]]) }
        // Cases may say the same of a key that holds for the whole proxy; a file says it once.
        var keys: [JSON.Member] = []
        for member in cases.flatMap(\.runtimeKeys) where !keys.contains(where: { $0.key == member.key }) {
            keys.append(member)
        }
        if keys.isEmpty { return document }
        return document.merged(with: [
            "layered_runtime": ["layers": [["name": "cases", "static_layer": .object(keys)]]]
        ])
    }

    static func address(port: UInt16) -> JSON {
        ["socket_address": ["address": "127.0.0.1", "port_value": .integer(Int(port))]]
    }
}

extension ProxyCase {
    /// The fields of a line of the access log, in their order.
    static let logFields = [
        "%RESPONSE_CODE%", "%RESPONSE_FLAGS%", "%RESPONSE_CODE_DETAILS%", "%CONNECTION_TERMINATION_DETAILS%",
        "%UPSTREAM_TRANSPORT_FAILURE_REASON%", "received=%BYTES_RECEIVED%", "sent=%BYTES_SENT%",
        "\"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\"", "\"%REQ(:AUTHORITY)%\"",
        "upstream=%UPSTREAM_HOST%", "cluster=%UPSTREAM_CLUSTER%", "route=%ROUTE_NAME%",
    ]

    /// The files of the case's own logs, with their documents.
    func ownLogs(_ log: String) -> [(file: String, document: JSON)] {
        (logs + listenerLogs + tryLogs).enumerated().map { place, document in
            let file = "\(log).\(name).\(place)"
            return (file, document.replacing("LOG", with: .string(file)))
        }
    }

    fileprivate var runtimeKeys: [JSON.Member] {
        runtime.map { JSON.Member(key: $0.key.replacing("@CASE@", with: name), value: $0.value) }
    }

    fileprivate func listener(log: String) -> JSON {
        let filterChain: JSON = [
            "filters": [
                ["name": "envoy.filters.network.http_connection_manager", "typed_config": managerDocument(log)]
            ]
        ]
        let document: JSON = [
            "name": .string(name),
            "access_log": .array(ownLogs(log).dropFirst(logs.count).prefix(listenerLogs.count).map(\.document)),
            "stat_prefix": .string(name),
            "address": Theme.address(port: 0),
            "filter_chains": [filterChain.merged(with: chain)],
        ]
        return document.merged(with: listener)
    }

    private func managerDocument(_ log: String) -> JSON {
        let base: JSON = [
            "@type": .string(TypeName.manager),
            "stat_prefix": .string(name),
            "route_config": routeDocument(),
            "http_filters": [
                ["name": "envoy.filters.http.fault", "typed_config": ["@type": .string(TypeName.fault)]],
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]],
            ],
            "access_log": .array([commonLog(log)] + ownLogs(log).prefix(logs.count).map(\.document)),
        ]
        let tries = ownLogs(log).suffix(tryLogs.count).map(\.document)
        return base.merged(with: manager).replacing("TRY-LOGS", with: .array(tries))
    }

    private func commonLog(_ log: String) -> JSON {
        [
            "name": "envoy.access_loggers.file",
            "typed_config": [
                "@type": .string(TypeName.fileAccessLog),
                "path": .string(log),
                "log_format": [
                    "text_format_source": [
                        "inline_string": .string(([name] + Self.logFields).joined(separator: " ") + "\n")
                    ]
                ],
            ],
        ]
    }

    private func routeDocument() -> JSON {
        let action: JSON = ["cluster": "CLUSTER"]
        let only: JSON = [["name": "only", "match": ["prefix": "/"], "route": action.merged(with: self.action)]]
        let ordinary: JSON = [["name": "all", "domains": ["*"], "routes": routes ?? only]]
        let probe: JSON = [
            "name": "probe", "domains": ["probe.invalid"],
            "routes": [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "alive"]]]
            ],
        ]
        guard case .array(let hosts) = virtualHosts ?? ordinary else { return [:] }
        let document: JSON = ["name": "routes", "virtual_hosts": .array([probe] + hosts)]
        return document.merged(with: routeConfiguration).replacing("CLUSTER", with: .string(name))
    }

    fileprivate func clusterDocuments(port: UInt16) -> [JSON] {
        let further = members.map { $0.replacing("ADDRESS", with: Theme.address(port: port)) }
        return ([clusterDocument(port: port)] + further).map { $0.replacing(inText: "@CASE@", with: name) }
    }

    private func clusterDocument(port: UInt16) -> JSON {
        let address: JSON = ["address": Theme.address(port: port)]
        let base: JSON = [
            "name": .string(name),
            "type": "STATIC",
            "connect_timeout": "1s",
            "load_assignment": [
                "cluster_name": .string(name),
                "endpoints": [["lb_endpoints": [["endpoint": address.merged(with: endpoint)]]]],
            ],
        ]
        return base.merged(with: cluster).replacing("ADDRESS", with: Theme.address(port: port))
            .replacing("PORT", with: .integer(Int(port)))
    }
}

/// Names of Envoy's configuration messages.
enum TypeName {
    static let manager = prefix + "filters.network.http_connection_manager.v3.HttpConnectionManager"
    static let router = prefix + "filters.http.router.v3.Router"
    static let fault = prefix + "filters.http.fault.v3.HTTPFault"
    static let fileAccessLog = prefix + "access_loggers.file.v3.FileAccessLog"
    static let httpProtocolOptions = prefix + "upstreams.http.v3.HttpProtocolOptions"
    static let preserveCase = prefix + "http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig"
    private static let prefix = "type.googleapis.com/envoy.extensions."
}

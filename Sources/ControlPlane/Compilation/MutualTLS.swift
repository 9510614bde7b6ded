/// Makes transport sockets with the mesh's identities: the certificate is the secret `default`, the roots are the
/// secret `ROOTCA`, as Istio calls them.
enum MutualTLS {
    /// The client's side.
    static func client(_ settings: TrafficPolicy.MutualTLS, _ discoveryCluster: String, isHTTP2: Bool) -> JSONValue {
        [
            "name": "envoy.transport_sockets.tls",
            "typed_config": [
                "@type": EnvoyWords.type("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"),
                "common_tls_context": common(
                    discoveryCluster, protocols: isHTTP2 ? ["h2"] : [], identities: settings.identities),
            ],
        ]
    }

    /// The server's side, which asks every client for its certificate.
    static func server(_ discoveryCluster: String, isHTTP: Bool) -> JSONValue {
        [
            "name": "envoy.transport_sockets.tls",
            "typed_config": [
                "@type": EnvoyWords.type("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"),
                "require_client_certificate": true,
                "common_tls_context": common(
                    discoveryCluster, protocols: isHTTP ? ["h2", "http/1.1"] : [], identities: []),
            ],
        ]
    }

    /// A server that shows certificates of its own and asks for none.
    static func gateway(_ certificates: [ObjectName], _ discoveryCluster: String, isHTTP: Bool) -> JSONValue {
        [
            "name": "envoy.transport_sockets.tls",
            "typed_config": [
                "@type": EnvoyWords.type("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"),
                "common_tls_context": [
                    "alpn_protocols": isHTTP ? ["h2", "http/1.1"] : nil,
                    "tls_certificate_sds_secret_configs": .list(
                        certificates.map { secret($0.text, discoveryCluster) }),
                ],
            ],
        ]
    }

    private static func common(
        _ discoveryCluster: String, protocols: [String], identities: [String]
    ) -> JSONValue {
        let roots = secret("ROOTCA", discoveryCluster)
        let certificate = secret("default", discoveryCluster)
        let alpn = JSONValue.some(protocols.map { .text($0) })
        if identities.isEmpty {
            return [
                "alpn_protocols": alpn, "tls_certificate_sds_secret_configs": [certificate],
                "validation_context_sds_secret_config": roots,
            ]
        }
        return [
            "alpn_protocols": alpn, "tls_certificate_sds_secret_configs": [certificate],
            "combined_validation_context": [
                "default_validation_context": [
                    "match_typed_subject_alt_names": .list(
                        identities.map { ["san_type": "URI", "matcher": ["exact": .text($0)]] })
                ],
                "validation_context_sds_secret_config": roots,
            ],
        ]
    }

    private static func secret(_ name: String, _ discoveryCluster: String) -> JSONValue {
        ["name": .text(name), "sds_config": EnvoyWords.source(discoveryCluster)]
    }
}

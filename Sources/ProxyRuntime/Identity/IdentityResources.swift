internal import Configuration
internal import NetworkAddresses

/// What a proxy that obtains its identity makes of it: secrets, and the cluster through which it asks.
enum IdentityResources {
    /// The cluster's name.
    static let cluster = "apus_identity"
    /// The secret by which the server is judged.
    static let server = SecretReference(
        name: "apus_identity_server", kind: .validation, source: ConfigSourceConfiguration(.identity))

    /// A discovery response with the secrets.
    ///
    /// - Parameters:
    ///   - identity: the certificate and its key; nil means there is none yet.
    ///   - serverBundle: the roots that the server is judged by.
    static func response(
        version: Int, _ identity: (chain: String, key: String, bundle: String)?, serverBundle: String
    ) -> [UInt8] {
        var secrets = [roots(server.name, serverBundle)]
        if let (chain, key, bundle) = identity {
            let pair = "{\"certificate_chain\":\(inline(chain)),\"private_key\":\(inline(key))}"
            secrets.append(secret("default", "tls_certificate", pair))
            secrets.append(roots("ROOTCA", bundle))
        }
        return Array("{\"version_info\":\"\(version)\",\"resources\":[\(secrets.joined(separator: ","))]}".utf8)
    }

    private static func secret(_ name: String, _ kind: String, _ content: String) -> String {
        let type = "type.googleapis.com/\(ResourceKind.secret.typeName)"
        return "{\"@type\":\"\(type)\",\"name\":\"\(name)\",\"\(kind)\":\(content)}"
    }

    private static func roots(_ name: String, _ bundle: String) -> String {
        secret(name, "validation_context", "{\"trusted_ca\":\(inline(bundle))}")
    }

    private static func inline(_ text: String) -> String { "{\"inline_string\":\(JSONText.quoted(text))}" }

    /// The cluster of the server: read as any other is, so that it is resolved, secured, counted and shown like it.
    static func makeCluster(_ options: IdentityOptions) throws(StartupError) -> ClusterConfiguration {
        let name = options.serverName.isEmpty ? options.host : options.serverName
        let isAddress = IPAddress(options.host) != nil
        let isNameAddress = IPAddress(name) != nil
        let asked = isNameAddress ? "" : "\"sni\":\(JSONText.quoted(name)),"
        let text = """
            {"resources":[{"@type":"type.googleapis.com/envoy.config.cluster.v3.Cluster","name":"\(cluster)",
            "type":"\(isAddress ? "STATIC" : "STRICT_DNS")","connect_timeout":"5s","dns_lookup_family":"ALL",
            "load_assignment":{"cluster_name":"\(cluster)","endpoints":[{"lb_endpoints":[{"endpoint":{"address":
            {"socket_address":{"address":\(JSONText.quoted(options.host)),"port_value":\(options.port)}}}}]}]},
            "transport_socket":{"name":"envoy.transport_sockets.tls","typed_config":{
            "@type":"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",\(asked)
            "common_tls_context":{"tls_params":{"tls_maximum_protocol_version":"TLSv1_3"},
            "combined_validation_context":{"default_validation_context":{"match_typed_subject_alt_names":
            [{"san_type":"\(isNameAddress ? "IP_ADDRESS" : "DNS")","matcher":{"exact":\(JSONText.quoted(name))}}]},
            "validation_context_sds_secret_config":{"name":"\(server.name)"}}}}}}]}
            """
        let response = DiscoveredResponseReader(ownSecrets: [server]).read(
            ConfigurationReader.Source(file: "identity", bytes: Array(text.utf8), format: .json), .cluster)
        if case .cluster(let made)? = response.resources.first?.value { return made }
        let complaints = response.complaints + response.resources.flatMap(\.complaints)
        throw StartupError(.configuration, complaints.map(\.text))
    }
}

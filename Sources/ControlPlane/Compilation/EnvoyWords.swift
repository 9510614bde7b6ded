/// Parts of Envoy's configuration that many resources share.
enum EnvoyWords {
    /// The type of an extension or resource, as `@type` says it.
    static func type(_ name: String) -> JSONValue { .text("type.googleapis.com/\(name)") }

    /// A duration of milliseconds.
    static func duration(_ milliseconds: Int) -> JSONValue { .text(GatewayDuration.envoyText(milliseconds)) }

    /// A text in which a format would see commands.
    static func escaped(_ text: String) -> JSONValue {
        .text(text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%"))
    }

    /// An address and port.
    static func address(_ address: String, _ port: Int) -> JSONValue {
        ["socket_address": ["address": .text(address), "port_value": .number(port)]]
    }

    /// The control plane as a source, asked through a cluster of the node's own.
    ///
    /// Questions are held until something changes, so that the pause between them is short.
    static func source(_ cluster: String) -> JSONValue {
        [
            "resource_api_version": "V3",
            "api_config_source": [
                "api_type": "REST", "transport_api_version": "V3", "cluster_names": [.text(cluster)],
                "refresh_delay": "0.2s", "request_timeout": "30s",
            ],
        ]
    }
}

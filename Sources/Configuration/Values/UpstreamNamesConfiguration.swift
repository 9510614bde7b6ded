/// What TLS asks of the endpoints of a cluster as each request says, in place of the same for all
/// (`envoy.config.core.v3.UpstreamHttpProtocolOptions`).
public struct UpstreamNamesConfiguration: Sendable, Equatable {
    /// Whether the host of a request is the server name that is asked for (`auto_sni`). Envoy's default: false.
    public var asksForHost = false
    /// Whether the host must be among the names of the certificate (`auto_san_validation`). Envoy's default: false.
    public var demandsHost = false
    /// The field whose value counts in place of the host, in lower case; empty means none
    /// (`override_auto_sni_header`).
    public var fieldName: [UInt8] = []

    /// Envoy's defaults.
    public init() {}

    /// Whether requests say anything to TLS.
    public var isUsed: Bool { asksForHost || demandsHost }
}

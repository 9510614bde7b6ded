public import Telemetry

/// What is counted of TLS on one listener or to one cluster.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/stats
public enum TLSMetric: Int, MetricIndex {
    /// Failures that have no counter of their own.
    case connectionError
    /// Certificates that fit no configured hash.
    case failVerifyCertHash
    /// Certificates whose chain is not good.
    case failVerifyError
    /// Peers that showed no certificate, though they had to.
    case failVerifyNoCert
    /// Certificates without a wanted name.
    case failVerifySan
    /// Handshakes that succeeded.
    case handshake
    /// Connections on which the peer showed no certificate, and did not have to.
    case noCertificate
    /// Clients that asked for a stapled response, and what they got: no connection, no response, one.
    case ocspStapleFailed, ocspStapleOmitted, ocspStapleRequests, ocspStapleResponses
    /// Sessions that were taken up again.
    case sessionReused
    /// Connections that came before their secrets, which never happens here; and secrets that were replaced.
    case downstreamContextSecretsNotReady, contextUpdateBySds, upstreamContextSecretsNotReady

    /// The metric's name and kind, for a listener.
    public var declaration: MetricDeclaration { .counter(name("server_ssl_socket_factory")) }

    private func name(_ factory: String) -> String {
        switch self {
        case .connectionError: "ssl.connection_error"
        case .failVerifyCertHash: "ssl.fail_verify_cert_hash"
        case .failVerifyError: "ssl.fail_verify_error"
        case .failVerifyNoCert: "ssl.fail_verify_no_cert"
        case .failVerifySan: "ssl.fail_verify_san"
        case .handshake: "ssl.handshake"
        case .noCertificate: "ssl.no_certificate"
        case .ocspStapleFailed: "ssl.ocsp_staple_failed"
        case .ocspStapleOmitted: "ssl.ocsp_staple_omitted"
        case .ocspStapleRequests: "ssl.ocsp_staple_requests"
        case .ocspStapleResponses: "ssl.ocsp_staple_responses"
        case .sessionReused: "ssl.session_reused"
        case .downstreamContextSecretsNotReady: factory + ".downstream_context_secrets_not_ready"
        case .contextUpdateBySds: factory + ".ssl_context_update_by_sds"
        case .upstreamContextSecretsNotReady: factory + ".upstream_context_secrets_not_ready"
        }
    }

    /// The family of listeners.
    static let listeners = makeFamily(extractedPrefix: "listener.")
    /// The family of clusters.
    static let clusters = MetricFamily(
        extractedPrefix: "cluster.", allCases.map { .counter($0.name("client_ssl_socket_factory")) })
}

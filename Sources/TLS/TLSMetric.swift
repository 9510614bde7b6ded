public import Telemetry

/// The statistics of TLS on one listener or to one cluster.
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
    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .connectionError: .counter("ssl.connection_error")
        case .failVerifyCertHash: .counter("ssl.fail_verify_cert_hash")
        case .failVerifyError: .counter("ssl.fail_verify_error")
        case .failVerifyNoCert: .counter("ssl.fail_verify_no_cert")
        case .failVerifySan: .counter("ssl.fail_verify_san")
        case .handshake: .counter("ssl.handshake")
        case .noCertificate: .counter("ssl.no_certificate")
        case .ocspStapleFailed: .counter("ssl.ocsp_staple_failed")
        case .ocspStapleOmitted: .counter("ssl.ocsp_staple_omitted")
        case .ocspStapleRequests: .counter("ssl.ocsp_staple_requests")
        case .ocspStapleResponses: .counter("ssl.ocsp_staple_responses")
        case .sessionReused: .counter("ssl.session_reused")
        }
    }

    /// The family of listeners.
    static let listeners = makeFamily(extractedPrefix: "listener.")
    /// The family of clusters.
    static let clusters = makeFamily(extractedPrefix: "cluster.")
}

/// The statistics of the secrets that contexts are made from.
enum TLSSupplyMetric: Int, MetricIndex {
    /// Connections that came before their secrets; and secrets that were replaced.
    case downstreamContextSecretsNotReady, contextUpdateBySds, upstreamContextSecretsNotReady

    /// The metric's name and kind, for a listener.
    var declaration: MetricDeclaration { .counter("server_ssl_socket_factory.\(name)") }

    private var name: String {
        switch self {
        case .downstreamContextSecretsNotReady: "downstream_context_secrets_not_ready"
        case .contextUpdateBySds: "ssl_context_update_by_sds"
        case .upstreamContextSecretsNotReady: "upstream_context_secrets_not_ready"
        }
    }

    /// The family of listeners.
    static let listeners = makeFamily(extractedPrefix: "listener.")
    /// The family of clusters.
    static let clusters = MetricFamily(
        extractedPrefix: "cluster.", allCases.map { .counter("client_ssl_socket_factory.\($0.name)") })
}

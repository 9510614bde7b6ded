/// What `x-forwarded-client-cert` tells the upstream (`forward_client_cert_details` and
/// `set_current_client_cert_details`).
public struct ClientCertificateConfiguration: Sendable, Equatable {
    /// What happens to the field.
    public enum Mode: Sendable, Equatable {
        /// It is taken away. Envoy's default.
        case sanitize
        /// It stays as it came where the connection shows a certificate, and is taken away elsewhere.
        case forwardOnly
        /// What the connection shows is appended to it; it is taken away where there is nothing to show.
        case appendForward
        /// What the connection shows takes its place.
        case sanitizeSet
        /// It stays as it came.
        case alwaysForwardOnly
    }

    /// What happens to the field.
    public var mode = Mode.sanitize
    /// What is told beside the certificate's hash. Envoy's default: nothing.
    public var tellsSubject = false, tellsCertificate = false, tellsChain = false, tellsHosts = false,
        tellsURIs = false, tellsIssuer = false

    /// Envoy's defaults.
    public init() {}
}

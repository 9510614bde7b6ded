internal import Telemetry

/// The statistics of an injector.
enum CredentialInjectorMetric: Int, MetricIndex {
    /// Requests that have got the credential, that had something in its place, and for which there was none.
    case injected, alreadyExists, failed

    var declaration: MetricDeclaration {
        switch self {
        case .injected: .counter("injected")
        case .alreadyExists: .counter("already_exists")
        case .failed: .counter("failed")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.credential_injector.")
}

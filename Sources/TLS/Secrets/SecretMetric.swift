internal import Telemetry

/// What is counted of one secret in a file.
///
/// Names and kinds are Envoy's; source: https://www.envoyproxy.io/docs/envoy/latest/configuration/security/secret
enum SecretMetric: Int, MetricIndex {
    /// Waiting is never given up, and a changing certificate is tried again at its next change.
    case initFetchTimeout, keyRotationFailed
    case updateAttempt, updateFailure, updateRejected, updateSuccess
    /// Never recorded: a file is read in no time.
    case updateDuration

    var declaration: MetricDeclaration {
        switch self {
        case .initFetchTimeout: .counter("init_fetch_timeout")
        case .keyRotationFailed: .counter("key_rotation_failed")
        case .updateAttempt: .counter("update_attempt")
        case .updateFailure: .counter("update_failure")
        case .updateRejected: .counter("update_rejected")
        case .updateSuccess: .counter("update_success")
        case .updateDuration: .histogram("update_duration", .milliseconds)
        }
    }

    static let family = makeFamily(extractedPrefix: "sds.")
}

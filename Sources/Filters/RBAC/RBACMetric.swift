internal import Telemetry

/// The statistics of rules.
enum RBACMetric: Int, MetricIndex {
    /// Requests that were let through, and refused.
    case allowed, denied

    var declaration: MetricDeclaration { .counter(self == .allowed ? "allowed" : "denied") }

    static let family = makeFamily(extractedPrefix: "http.rbac.")
}

/// The statistics of rules that are only counted.
enum RBACShadowMetric: Int, MetricIndex {
    /// Requests that would have been let through, and refused.
    case shadowAllowed, shadowDenied

    var declaration: MetricDeclaration { .counter(self == .shadowAllowed ? "shadow_allowed" : "shadow_denied") }

    static let family = makeFamily(extractedPrefix: "http.rbac.")
}

/// The statistics of one policy.
enum RBACPolicyMetric: Int, MetricIndex {
    /// By the rules, and by those that are only counted.
    case allowed, denied, shadowAllowed, shadowDenied

    var declaration: MetricDeclaration {
        switch self {
        case .allowed: .counter("allowed", existence: .onceUsed)
        case .denied: .counter("denied", existence: .onceUsed)
        case .shadowAllowed: .counter("shadow_allowed", existence: .onceUsed)
        case .shadowDenied: .counter("shadow_denied", existence: .onceUsed)
        }
    }

    static let family = makeFamily(extractedPrefix: "http.rbac.policy.")
}

internal import Telemetry

/// What the authority counts, under `control.authority.`.
enum AuthorityMetric: Int, MetricIndex {
    case issued
    case refusedMalformed
    case refusedUnknown
    case refusedForbidden
    case refusedTooLarge
    case refusedRate
    case failed
    case roots
    case rootsAnnounced
    case rootsTakenOver
    case rootsRemoved
    case joinTokens
    case reviews
    case reviewsKnown
    case reviewsFailed
    /// Namespaces whose ConfigMap was written, and that it could not be.
    case rootsPublished, rootsUnpublished
    /// Namespaces that lack the newest roots.
    case namespacesLacking

    var declaration: MetricDeclaration {
        switch self {
        case .issued: .counter("issued")
        case .refusedMalformed: .counter("refused_malformed")
        case .refusedUnknown: .counter("refused_unknown")
        case .refusedForbidden: .counter("refused_forbidden")
        case .refusedTooLarge: .counter("refused_too_large")
        case .refusedRate: .counter("refused_rate")
        case .failed: .counter("failed")
        case .roots: .gauge("roots")
        case .rootsAnnounced: .counter("roots_announced")
        case .rootsTakenOver: .counter("roots_taken_over")
        case .rootsRemoved: .counter("roots_removed")
        case .joinTokens: .gauge("join_tokens")
        case .reviews: .counter("token_reviews")
        case .reviewsKnown: .counter("token_reviews_known")
        case .reviewsFailed: .counter("token_reviews_failed")
        case .rootsPublished: .counter("roots_published")
        case .rootsUnpublished: .counter("roots_unpublished")
        case .namespacesLacking: .gauge("namespaces_without_roots")
        }
    }

    static let family = makeFamily(extractedPrefix: "control.authority.")
}

public import Telemetry

/// What the control plane counts of itself, under `control.`.
public enum ControlPlaneMetric: Int, MetricIndex {
    /// Questions of proxies that could be read.
    case questions
    /// Those that could not.
    case questionsBad
    /// Those for a node of which another client says something else.
    case questionsConflicting
    /// Those for a node of another client.
    case questionsForeign
    /// Questions for secrets that must not go over this connection.
    case secretsDenied
    /// Answers with resources.
    case answersFull
    /// Answers that nothing changed.
    case answersUnchanged
    /// Answers that nothing is there.
    case answersNothing
    /// Bytes of answers with resources.
    case answerBytes
    /// Questions that wait for something new.
    case questionsHeld
    /// Questions that could not wait, since those of the same address hold as much memory as they may.
    case questionsUnheld
    /// Requests whose body did not come in time.
    case bodiesSlow
    /// Requests whose body was not taken, since those of the same address hold as much memory as they may.
    case bodiesCrowded
    /// Nodes that are known.
    case nodes
    /// Bytes of what is remembered of them, nearly.
    case nodesMemory
    /// Nodes that were forgotten to make room for others.
    case nodesDisplaced
    /// Subscriptions of nodes that were forgotten to make room.
    case namesForgotten
    /// Refusals that nodes told.
    case refusalsTold
    /// Refusals that follow from what nodes ask again.
    case refusalsInferred
    /// Publications.
    case publications
    /// Wishes to change that were refused, since the documents make no mesh.
    case publicationsInvalid
    /// Publications that could not be kept.
    case publicationsFailed
    /// The number of the newest publication.
    case publication
    /// Milliseconds from a wish to its publication.
    case publicationTime
    /// Milliseconds that it took to hand a publication to all nodes that wait.
    case distributionTime
    /// Rollouts that paused by themselves.
    case rolloutsPaused
    /// Requests at the interface.
    case interfaceRequests
    /// Those without a token that is known, or without the right.
    case interfaceDenied
    /// Endpoints that are registered.
    case endpoints
    /// Endpoints whose heartbeat did not come in time.
    case endpointsExpired

    /// Name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .questions: .counter("questions")
        case .questionsBad: .counter("questions_bad")
        case .questionsConflicting: .counter("questions_conflicting")
        case .questionsForeign: .counter("questions_foreign")
        case .secretsDenied: .counter("secrets_denied")
        case .answersFull: .counter("answers_full")
        case .answersUnchanged: .counter("answers_unchanged")
        case .answersNothing: .counter("answers_nothing")
        case .answerBytes: .counter("answer_bytes")
        case .questionsHeld: .gauge("questions_held")
        case .questionsUnheld: .counter("questions_unheld")
        case .bodiesSlow: .counter("bodies_slow")
        case .bodiesCrowded: .counter("bodies_crowded")
        case .nodes: .gauge("nodes")
        case .nodesMemory: .gauge("nodes_memory")
        case .nodesDisplaced: .counter("nodes_displaced")
        case .namesForgotten: .counter("names_forgotten")
        case .refusalsTold: .counter("refusals_told")
        case .refusalsInferred: .counter("refusals_inferred")
        case .publications: .counter("publications")
        case .publicationsInvalid: .counter("publications_invalid")
        case .publicationsFailed: .counter("publications_failed")
        case .publication: .gauge("publication")
        case .publicationTime: .histogram("publication_time")
        case .distributionTime: .histogram("distribution_time")
        case .rolloutsPaused: .counter("rollouts_paused")
        case .interfaceRequests: .counter("interface_requests")
        case .interfaceDenied: .counter("interface_denied")
        case .endpoints: .gauge("endpoints")
        case .endpointsExpired: .counter("endpoints_expired")
        }
    }

    static let family = makeFamily(extractedPrefix: "control.")
}

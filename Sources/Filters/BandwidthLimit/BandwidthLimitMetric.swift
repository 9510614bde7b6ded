internal import Telemetry

/// The statistics of a bandwidth limit, for requests and for responses.
enum BandwidthLimitMetric: Int, MetricIndex {
    /// Bodies that were looked at; times that bytes had to wait.
    case requestEnabled, responseEnabled, requestEnforced, responseEnforced
    /// Bodies on their way.
    case requestPending, responsePending
    /// Bytes that came and that went on, last and in all.
    case requestIncomingSize, responseIncomingSize, requestAllowedSize, responseAllowedSize
    case requestIncomingTotalSize, responseIncomingTotalSize, requestAllowedTotalSize, responseAllowedTotalSize
    /// Milliseconds that bodies took.
    case requestTransferDuration, responseTransferDuration

    var declaration: MetricDeclaration {
        switch self {
        case .requestEnabled: .counter("request_enabled")
        case .responseEnabled: .counter("response_enabled")
        case .requestEnforced: .counter("request_enforced")
        case .responseEnforced: .counter("response_enforced")
        case .requestPending: .gauge("request_pending")
        case .responsePending: .gauge("response_pending")
        case .requestIncomingSize: .gauge("request_incoming_size")
        case .responseIncomingSize: .gauge("response_incoming_size")
        case .requestAllowedSize: .gauge("request_allowed_size")
        case .responseAllowedSize: .gauge("response_allowed_size")
        case .requestIncomingTotalSize: .counter("request_incoming_total_size")
        case .responseIncomingTotalSize: .counter("response_incoming_total_size")
        case .requestAllowedTotalSize: .counter("request_allowed_total_size")
        case .responseAllowedTotalSize: .counter("response_allowed_total_size")
        case .requestTransferDuration: .histogram("request_transfer_duration")
        case .responseTransferDuration: .histogram("response_transfer_duration")
        }
    }

    static let family = makeFamily(extractedPrefix: "http_bandwidth_limit.")

    /// The metrics of one direction.
    struct Direction {
        let enabled, enforced, pending, incomingSize, incomingTotal, allowedSize, allowedTotal,
            duration: BandwidthLimitMetric
    }

    static let request = Direction(
        enabled: .requestEnabled, enforced: .requestEnforced, pending: .requestPending,
        incomingSize: .requestIncomingSize, incomingTotal: .requestIncomingTotalSize, allowedSize: .requestAllowedSize,
        allowedTotal: .requestAllowedTotalSize, duration: .requestTransferDuration)
    static let response = Direction(
        enabled: .responseEnabled, enforced: .responseEnforced, pending: .responsePending,
        incomingSize: .responseIncomingSize, incomingTotal: .responseIncomingTotalSize,
        allowedSize: .responseAllowedSize, allowedTotal: .responseAllowedTotalSize, duration: .responseTransferDuration)
}

internal import Telemetry

/// The statistics of the calls of one gRPC method, or of all calls to a cluster.
enum GRPCMetric: Int, MetricIndex {
    /// Calls by the status that they ended with, as gRPC numbers them.
    case status0, status1, status2, status3, status4, status5, status6, status7, status8, status9, status10, status11,
        status12, status13, status14, status15, status16
    /// Calls that ended with status 0, with any other, and with any.
    case success, failure, total
    /// Messages of calls, and of answers.
    case requestMessageCount, responseMessageCount
    /// From the last byte of the call to the last of the answer.
    case upstreamRqTime

    var declaration: MetricDeclaration {
        switch self {
        case .success: .counter("success", existence: .onceUsed)
        case .failure: .counter("failure", existence: .onceUsed)
        case .total: .counter("total", existence: .onceUsed)
        case .requestMessageCount: .counter("request_message_count", existence: .onceUsed)
        case .responseMessageCount: .counter("response_message_count", existence: .onceUsed)
        case .upstreamRqTime: .histogram("upstream_rq_time", .milliseconds, existence: .onceUsed)
        default: .counter("\(rawValue)", existence: .onceUsed)
        }
    }

    /// The counter of a status; nil for numbers that gRPC does not know, which count as failures and by no name of
    /// their own: upstreams choose them.
    static func ofStatus(_ status: UInt64) -> GRPCMetric? {
        status <= 16 ? GRPCMetric(rawValue: Int(truncatingIfNeeded: status)) : nil
    }

    static let family = makeFamily(extractedPrefix: "cluster.grpc.")
}

internal import Telemetry

/// What is counted of bodies of one direction that metadata are made of.
enum JSONToMetadataMetric: Int, MetricIndex {
    /// Bodies that were read; messages of another type; messages without a body; bodies that are no JSON.
    case success, mismatchedContentType, noBody, invalidJSONBody

    var declaration: MetricDeclaration {
        switch self {
        case .success: .counter("success")
        case .mismatchedContentType: .counter("mismatched_content_type")
        case .noBody: .counter("no_body")
        case .invalidJSONBody: .counter("invalid_json_body")
        }
    }

    static let requestFamily = makeFamily(extractedPrefix: "json_to_metadata.rq.")
    static let responseFamily = makeFamily(extractedPrefix: "json_to_metadata.resp.")
}

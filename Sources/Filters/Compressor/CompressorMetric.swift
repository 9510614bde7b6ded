internal import Telemetry

/// The statistics of a compressor's bodies, of each direction.
enum CompressorMetric: Int, MetricIndex {
    /// Bodies that were compressed, and messages whose bodies were not.
    case compressed, notCompressed
    /// Bytes before and after.
    case totalUncompressedBytes, totalCompressedBytes
    /// Bodies that were too short.
    case contentLengthTooSmall

    var declaration: MetricDeclaration {
        switch self {
        case .compressed: .counter("compressed")
        case .notCompressed: .counter("not_compressed")
        case .totalUncompressedBytes: .counter("total_uncompressed_bytes")
        case .totalCompressedBytes: .counter("total_compressed_bytes")
        case .contentLengthTooSmall: .counter("content_length_too_small")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.compressor.")
}

/// The statistics of responses alone; as in Envoy, no direction is in the names.
enum CompressorResponseMetric: Int, MetricIndex {
    /// What clients said that they take: nothing, the body as it is, gzip, another compressor's coding, all, and what
    /// is none of these.
    case noAcceptHeader, headerIdentity, headerCompressorUsed, headerCompressorOvershadowed, headerWildcard
    case headerNotValid
    /// Responses that stayed as they are since they have an `etag`.
    case notCompressedEtag

    var declaration: MetricDeclaration {
        switch self {
        case .noAcceptHeader: .counter("no_accept_header")
        case .headerIdentity: .counter("header_identity")
        case .headerCompressorUsed: .counter("header_compressor_used")
        case .headerCompressorOvershadowed: .counter("header_compressor_overshadowed")
        case .headerWildcard: .counter("header_wildcard")
        case .headerNotValid: .counter("header_not_valid")
        case .notCompressedEtag: .counter("not_compressed_etag")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.compressor.")
}

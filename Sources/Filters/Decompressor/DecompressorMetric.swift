internal import Telemetry

/// The statistics of a decompressor's bodies, of each direction.
enum DecompressorMetric: Int, MetricIndex {
    /// Bodies that were decompressed, and those that were not.
    case decompressed, notDecompressed
    /// Bytes before and after.
    case totalCompressedBytes, totalUncompressedBytes

    var declaration: MetricDeclaration {
        switch self {
        case .decompressed: .counter("decompressed")
        case .notDecompressed: .counter("not_decompressed")
        case .totalCompressedBytes: .counter("total_compressed_bytes")
        case .totalUncompressedBytes: .counter("total_uncompressed_bytes")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.decompressor.")
}

/// What goes wrong while bodies are read, in zlib's words. Of these only bad data can happen here; too much data counts
/// as that, as in Envoy.
enum DecompressionMetric: Int, MetricIndex {
    /// Pieces of bodies that are no gzip, and those that stand for too many bytes.
    case dataError
    /// What only zlib can meet.
    case bufError, errno, memError, streamError, versionError

    var declaration: MetricDeclaration {
        switch self {
        case .dataError: .counter("zlib_data_error")
        case .bufError: .counter("zlib_buf_error")
        case .errno: .counter("zlib_errno")
        case .memError: .counter("zlib_mem_error")
        case .streamError: .counter("zlib_stream_error")
        case .versionError: .counter("zlib_version_error")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.decompressor.")
}

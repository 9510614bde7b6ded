internal import Buffers

/// Reads `envoy.extensions.filters.http.decompressor.v3.Decompressor`; routes only turn it on and off.
enum DecompressorDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.decompressor.v3.Decompressor"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("decompressor_library") { reader.missing("decompressor_library") }
        let library = reader.message("decompressor_library", readLibrary) ?? nil
        var result = DecompressorConfiguration(
            libraryName: library?.name ?? "", library: library?.gzip ?? GunzipConfiguration())
        reader.message("request_direction_config") { reader in
            result.request = reader.message("common_config", readDirection) ?? result.request
            result.advertises = reader.bool("advertise_accept_encoding") ?? true
        }
        reader.message("response_direction_config") { reader in
            result.response = reader.message("common_config", readDirection) ?? result.response
        }
        return library == nil ? nil : result
    }

    private static func readDirection(_ reader: inout MessageReader) -> DecompressorConfiguration.Direction {
        var result = DecompressorConfiguration.Direction()
        if let flag = reader.message("enabled", RuntimeFlagDocument.read) ?? nil { result.enabled = flag }
        result.ignoresNoTransform = reader.bool("ignore_no_transform_header") ?? false
        return result
    }

    private static let libraries = "envoy.extensions.compression."

    private static func readLibrary(_ reader: inout MessageReader) -> (name: String, gzip: GunzipConfiguration)? {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        guard content.typeName == libraries + "gzip.decompressor.v3.Gzip" else {
            if content.typeName.hasPrefix(libraries) && content.typeName.contains(text: ".decompressor.") {
                content.refuse("a decompressor (gzip)")
            } else {
                content.misplace("the configuration of a decompressor")
            }
            return nil
        }
        guard let gzip = content.read(readGzip), let name else { return nil }
        return (name, gzip)
    }

    private static func readGzip(_ reader: inout MessageReader) -> GunzipConfiguration {
        var result = GunzipConfiguration()
        result.windowBits = reader.uint32("window_bits", in: 9...15) ?? result.windowBits
        result.chunkSize = reader.uint32("chunk_size", in: 4096...65_536) ?? result.chunkSize
        result.greatestRatio = reader.uint32("max_inflate_ratio", in: 1...1032) ?? result.greatestRatio
        return result
    }
}

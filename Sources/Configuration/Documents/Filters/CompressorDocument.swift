internal import Buffers

/// Reads `envoy.extensions.filters.http.compressor.v3.Compressor`, and `CompressorPerRoute` under routes.
enum CompressorDocument: HTTPFilterReading {
    private static let package = "envoy.extensions.filters.http.compressor.v3."
    static let typeName = package + "Compressor"
    static let routeTypeName: String? = package + "CompressorPerRoute"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("compressor_library") { reader.missing("compressor_library") }
        let library = reader.message("compressor_library", readLibrary) ?? nil
        var result = CompressorConfiguration(
            libraryName: library?.name ?? "", library: library?.gzip ?? GzipConfiguration())
        result.isChosenFirst = reader.bool("choose_first") ?? false
        result.request = reader.message("request_direction_config") { reader in
            reader.message("common_config", readDirection) ?? CompressorConfiguration.Direction()
        }
        readOldResponse(&reader, into: &result)
        reader.message("response_direction_config") { readResponse(&$0, into: &result) }
        return library == nil ? nil : result
    }

    /// Reads the deprecated fields, which mean nothing where `response_direction_config` stands.
    private static func readOldResponse(_ reader: inout MessageReader, into result: inout CompressorConfiguration) {
        let length = reader.uint32("content_length") ?? 0
        let types = reader.strings("content_type").map { $0.text.lowercased() }
        result.keepsTagged = reader.bool("disable_on_etag_header") ?? false
        result.hidesAcceptance = reader.bool("remove_accept_encoding_header") ?? false
        if length > 0 { result.response.minimumLength = length }
        if !types.isEmpty { result.response.contentTypes = types }
        if let flag = reader.message("runtime_enabled", RuntimeFlagDocument.read) ?? nil {
            result.response.enabled = flag
        }
    }

    private static func readResponse(_ reader: inout MessageReader, into result: inout CompressorConfiguration) {
        result.hasResponseDirection = true
        result.response = reader.message("common_config", readDirection) ?? CompressorConfiguration.Direction()
        result.keepsTagged = reader.bool("disable_on_etag_header") ?? false
        result.weakensTags = reader.bool("weaken_etag_on_compress") ?? false
        result.hidesAcceptance = reader.bool("remove_accept_encoding_header") ?? false
        result.tellsStatus = reader.bool("status_header_enabled") ?? false
        for node in reader.elements("uncompressible_response_codes") {
            guard let code = reader.session.unsigned(node, maximum: UInt64(UInt32.max)) else { continue }
            let status = UInt16(truncatingIfNeeded: code)
            if !(200..<600).contains(code) {
                reader.session.wrong(node, expected: "a number from 200 to 599")
            } else if result.plainStatuses.contains(status) {
                reader.session.wrong(node, expected: "each status once")
            } else {
                result.plainStatuses.append(status)
            }
        }
    }

    private static func readDirection(_ reader: inout MessageReader) -> CompressorConfiguration.Direction {
        var result = CompressorConfiguration.Direction()
        if let flag = reader.message("enabled", RuntimeFlagDocument.read) ?? nil { result.enabled = flag }
        if let length = reader.uint32("min_content_length"), length > 0 { result.minimumLength = length }
        let types = reader.strings("content_type").map { $0.text.lowercased() }
        if !types.isEmpty { result.contentTypes = types }
        return result
    }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = CompressorRouteConfiguration()
        if let node = reader.node("disabled") {
            if reader.bool("disabled") == false { reader.session.wrong(node, expected: "true") }
            result.isEnabled = false
        } else if !reader.has("overrides") {
            reader.missing("disabled", "overrides")
        }
        reader.message("overrides") { reader in
            reader.message("response_direction_config") { reader in
                result.isEnabled = true
                result.hidesAcceptance = reader.bool("remove_accept_encoding_header")
            }
            result.library = (reader.message("compressor_library", readLibrary) ?? nil)?.gzip
        }
        return result
    }

    // MARK: - Libraries

    private static let libraries = "envoy.extensions.compression."

    private static func readLibrary(_ reader: inout MessageReader) -> (name: String, gzip: GzipConfiguration)? {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        guard content.typeName == libraries + "gzip.compressor.v3.Gzip" else {
            if content.typeName.hasPrefix(libraries) && content.typeName.contains(text: ".compressor.") {
                content.refuse("a compressor (gzip)")
            } else {
                content.misplace("the configuration of a compressor")
            }
            return nil
        }
        guard let gzip = content.read(readGzip), let name else { return nil }
        return (name, gzip)
    }

    private static func readGzip(_ reader: inout MessageReader) -> GzipConfiguration {
        var result = GzipConfiguration()
        result.memoryLevel = reader.uint32("memory_level", in: 1...9) ?? result.memoryLevel
        let levels: KeyValuePairs<Int32, Int> = [0: 6, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9]
        result.level = reader.choice("compression_level", levels) ?? result.level
        let strategies: KeyValuePairs<Int32, GzipConfiguration.Strategy> = [
            0: .standard, 1: .filtered, 2: .huffmanOnly, 3: .runs, 4: .fixed,
        ]
        result.strategy = reader.choice("compression_strategy", strategies) ?? result.strategy
        result.windowBits = reader.uint32("window_bits", in: 9...15) ?? result.windowBits
        // The size of the pieces of memory that zlib's output goes through; ours goes to the body at once.
        _ = reader.uint32("chunk_size", in: 4096...65_536)
        return result
    }
}

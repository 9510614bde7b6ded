/// Reads `envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit`.
enum BandwidthLimitDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readFilter(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("limit_kbps") { reader.missing("limit_kbps") }
        return readFilter(&reader)
    }

    private static func readFilter(_ reader: inout MessageReader) -> BandwidthLimitConfiguration? {
        guard let prefix = reader.requiredString("stat_prefix") else { return nil }
        var result = BandwidthLimitConfiguration(statPrefix: prefix)
        let mode = reader.choice("enable_mode", [0: 0, 1: 1, 2: 2, 3: 3]) ?? 0
        result.limitsRequests = mode & 1 != 0
        result.limitsResponses = mode & 2 != 0
        result.kilobytes = reader.uint64("limit_kbps", in: 1 ... .max) ?? 0
        let node = reader.node("fill_interval")
        if let interval = reader.duration("fill_interval") {
            if let node, !(20_000_000...1_000_000_000).contains(interval) {
                reader.session.wrong(node, expected: "a duration from 0.02s to 1s")
            }
            result.fillInterval = interval
        }
        result.enabled = (reader.message("runtime_enabled", RuntimeFlagDocument.read) ?? nil) ?? result.enabled
        result.tellsDelays = reader.bool("enable_response_trailers") ?? false
        result.trailerPrefix = (reader.headerText("response_trailer_prefix") ?? "").lowercased()
        return result
    }
}

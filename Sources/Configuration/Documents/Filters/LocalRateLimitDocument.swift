/// Reads `envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit`.
enum LocalRateLimitDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"
    static let routeTypeName: String? = typeName

    private typealias Value = LocalRateLimitConfiguration

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readFilter(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if !reader.has("token_bucket") { reader.missing("token_bucket") }
        return readFilter(&reader)
    }

    private static func readFilter(_ reader: inout MessageReader) -> LocalRateLimitConfiguration? {
        guard let prefix = reader.requiredString("stat_prefix") else { return nil }
        var result = LocalRateLimitConfiguration(statPrefix: prefix)
        result.status = reader.message("status", readStatus) ?? result.status
        result.bucket = reader.message("token_bucket", TokenBucketDocument.read) ?? nil
        result.enabled = (reader.message("filter_enabled", RuntimeFractionDocument.read) ?? nil) ?? result.enabled
        result.enforced = (reader.message("filter_enforced", RuntimeFractionDocument.read) ?? nil) ?? result.enforced
        result.requestFields = readFields("request_headers_to_add_when_not_enforced", of: &reader)
        result.responseFields = readFields("response_headers_to_add", of: &reader)
        result.stage = reader.uint32("stage", in: 0...10) ?? 0
        result.isPerConnection = reader.bool("local_rate_limit_per_downstream_connection") ?? false
        result.tellsLimits = reader.choice("enable_x_ratelimit_headers", [0: false, 1: true]) ?? false
        result.tellsRetryAfter = reader.bool("enable_retry_after_header") ?? false
        result.alwaysTakesDefault = reader.bool("always_consume_default_token_bucket") ?? true
        result.isResourceExhausted = reader.bool("rate_limited_as_resource_exhausted") ?? false
        result.hostLimits = reader.choice("vh_rate_limits", [0: .override, 1: .include, 2: .ignore]) ?? .override
        result.rateLimits = RateLimitDocument.readList("rate_limits", of: &reader, hasStages: false)
        result.descriptors = readDescriptors(&reader)
        if reader.has("local_cluster_rate_limit") { reader.refuse("local_cluster_rate_limit") }
        result.mostValues = reader.uint32("max_dynamic_descriptors", in: 1 ... .max) ?? result.mostValues
        return result
    }

    private static func readStatus(_ reader: inout MessageReader) -> UInt16 {
        // As in Envoy, what is no refusal is 429.
        let code = reader.enumeration("code") ?? 429
        return code < 400 ? 429 : UInt16(truncatingIfNeeded: code)
    }

    private static func readFields(_ name: String, of reader: inout MessageReader) -> [HeaderAdditionConfiguration] {
        let place = reader.node(name)
        let fields = HeaderEditsDocument.readAdditions(name, of: &reader)
        if fields.count > 10, let place { reader.session.wrong(place, expected: "at most 10 fields") }
        return fields
    }

    private static func readDescriptors(_ reader: inout MessageReader) -> [LocalRateLimitConfiguration.Descriptor] {
        var seen: [[Value.Entry]] = []
        return reader.messages("descriptors") { reader -> Value.Descriptor? in
            let place = reader.place
            let entries = reader.messages("entries", readEntry)
            if entries.isEmpty { reader.missing("entries") }
            let isShadow = reader.bool("shadow_mode") ?? false
            guard reader.has("token_bucket") else {
                reader.missing("token_bucket")
                return nil
            }
            let bucket = reader.message("token_bucket", TokenBucketDocument.read) ?? nil
            let whole = entries.compactMap(\.self)
            guard let bucket, !entries.isEmpty, whole.count == entries.count else { return nil }
            if seen.contains(whole) {
                reader.session.wrong(place, expected: "a descriptor that is not in the list yet")
                return nil
            }
            seen.append(whole)
            return Value.Descriptor(entries: whole, bucket: bucket, isShadow: isShadow)
        }.compactMap(\.self)
    }

    private static func readEntry(_ reader: inout MessageReader) -> LocalRateLimitConfiguration.Entry? {
        let key = reader.requiredString("key")
        let value = reader.string("value") ?? ""
        return key.map { Value.Entry(key: $0, value: value) }
    }
}

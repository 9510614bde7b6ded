/// Reads `envoy.extensions.filters.http.cors.v3.Cors` and `CorsPolicy`.
enum CORSDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.cors.v3.Cors"
    static let routeTypeName: String? = "envoy.extensions.filters.http.cors.v3.CorsPolicy"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { CORSConfiguration() }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var policy = CORSPolicyConfiguration()
        policy.origins = reader.messages("allow_origin_string_match", StringMatcherDocument.read).compactMap(\.self)
        policy.allowMethods = reader.headerText("allow_methods") ?? ""
        policy.allowHeaders = reader.headerText("allow_headers") ?? ""
        policy.exposeHeaders = reader.headerText("expose_headers") ?? ""
        policy.maxAge = reader.headerText("max_age") ?? ""
        policy.allowsCredentials = reader.bool("allow_credentials")
        policy.allowsPrivateNetwork = reader.bool("allow_private_network_access")
        policy.forwardsOtherPreflights = reader.bool("forward_not_matching_preflights")
        policy.enabled = (reader.message("filter_enabled", RuntimeFractionDocument.read) ?? nil) ?? policy.enabled
        policy.shadowEnabled =
            (reader.message("shadow_enabled", RuntimeFractionDocument.read) ?? nil) ?? policy.shadowEnabled
        return policy
    }
}

/// Reads `envoy.extensions.filters.http.csrf.v3.CsrfPolicy`.
enum CSRFDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.csrf.v3.CsrfPolicy"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        let isThere = reader.has("filter_enabled")
        let enabled = (reader.message("filter_enabled", RuntimeFractionDocument.read) ?? nil)
        let shadow = (reader.message("shadow_enabled", RuntimeFractionDocument.read) ?? nil)
        let origins = reader.messages("additional_origins", StringMatcherDocument.read).compactMap(\.self)
        if !isThere { reader.missing("filter_enabled") }
        guard let enabled else { return nil }
        return CSRFConfiguration(
            enabled: enabled, shadowEnabled: shadow ?? RuntimeFractionConfiguration(false), additionalOrigins: origins)
    }
}

/// Reads `envoy.extensions.filters.http.buffer.v3.Buffer` and `BufferPerRoute`.
enum BufferDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.buffer.v3.Buffer"
    static let routeTypeName: String? = "envoy.extensions.filters.http.buffer.v3.BufferPerRoute"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readBuffer(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if let buffer = reader.message("buffer", readBuffer) { return buffer }
        guard let node = reader.node("disabled") else {
            reader.missing("disabled", "buffer")
            return nil
        }
        guard let isOff = reader.bool("disabled") else { return nil }
        if !isOff { reader.session.wrong(node, expected: "true") }
        return BufferConfiguration(maxRequestBytes: nil)
    }

    private static func readBuffer(_ reader: inout MessageReader) -> BufferConfiguration? {
        guard reader.has("max_request_bytes") else {
            reader.missing("max_request_bytes")
            return nil
        }
        return reader.uint32("max_request_bytes", in: 1 ... .max).map { BufferConfiguration(maxRequestBytes: $0) }
    }
}

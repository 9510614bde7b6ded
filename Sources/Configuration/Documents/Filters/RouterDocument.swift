/// Reads `envoy.extensions.filters.http.router.v3.Router`.
enum RouterDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.router.v3.Router"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = RouterConfiguration(
            dynamicStats: reader.bool("dynamic_stats") ?? true,
            suppressEnvoyHeaders: reader.bool("suppress_envoy_headers") ?? false)
        result.respectsExpectedTimeout = reader.bool("respect_expected_rq_timeout") ?? false
        result.spawnsUpstreamSpans = reader.bool("start_child_span") ?? false
        for (text, node) in reader.strings("strict_check_headers") {
            if let field = RouterConfiguration.StrictField(rawValue: text) {
                result.strictlyCheckedFields.append(field)
            } else {
                let names = RouterConfiguration.StrictField.allCases.map(\.rawValue)
                reader.session.complain(
                    .wrongValue, at: node,
                    "expected \(names.joined(separator: " or ")), found \(DecodingSession.quote(text))",
                    suggestion: NearestName.of(text, in: names))
            }
        }
        return result
    }
}

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
        UpstreamFiltersDocument.read("upstream_http_filters", of: &reader)
        result.tryLogs = AccessLogDocument.readList("upstream_log", of: &reader)
        reader.message("upstream_log_options") { reader in
            result.tryLogOptions = AccessLogOptionsConfiguration(
                flushInterval: reader.logInterval("upstream_log_flush_interval"),
                flushesOnNewRequest: reader.bool("flush_upstream_log_on_upstream_stream") ?? false)
        }
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

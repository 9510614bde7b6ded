/// Reads the protocol options that connection managers and clusters share.
enum HTTPOptionsDocument {
    /// Reads `envoy.config.core.v3.HttpProtocolOptions`.
    static func readCommon(_ reader: inout MessageReader) -> CommonHTTPOptionsConfiguration {
        var result = CommonHTTPOptionsConfiguration()
        result.idleTimeout = reader.timer("idle_timeout", unset: result.idleTimeout)
        result.maxConnectionDuration = reader.timer("max_connection_duration", unset: nil)
        result.maxStreamDuration = reader.timer("max_stream_duration", unset: nil)
        result.maxHeadersCount = reader.uint32("max_headers_count", in: 1 ... .max) ?? result.maxHeadersCount
        let mostRequests = reader.uint32("max_requests_per_connection") ?? 0
        result.maxRequestsPerConnection = mostRequests == 0 ? nil : mostRequests
        result.headersWithUnderscoresAction =
            reader.choice(
                "headers_with_underscores_action", [0: .allow, 1: .rejectRequest, 2: .dropHeader], definedOnly: false)
            ?? .allow
        return result
    }

    /// Reads `envoy.config.core.v3.Http1ProtocolOptions`.
    static func readHTTP1(_ reader: inout MessageReader) -> HTTP1OptionsConfiguration {
        var result = HTTP1OptionsConfiguration()
        result.allowAbsoluteURL = reader.bool("allow_absolute_url") ?? true
        result.acceptHTTP10 = reader.bool("accept_http_10") ?? false
        result.defaultHostForHTTP10 = reader.string("default_host_for_http_10") ?? ""
        result.enableTrailers = reader.bool("enable_trailers") ?? false
        result.allowChunkedLength = reader.bool("allow_chunked_length") ?? false
        result.preserveCase = reader.message("header_key_format", readKeyFormat) ?? false
        return result
    }

    /// Reads `header_key_format`: whether it is the formatter that preserves letter case.
    private static func readKeyFormat(_ reader: inout MessageReader) -> Bool {
        if reader.has("proper_case_words") {
            reader.refuse("proper_case_words")
            return false
        }
        guard reader.has("stateful_formatter") else {
            reader.missing("stateful_formatter", "proper_case_words")
            return false
        }
        return reader.message("stateful_formatter") { reader in
            let name = reader.requiredString("name")
            guard reader.has("typed_config") else {
                ExtensionAdvice.missingConfiguration(name, in: &reader)
                return false
            }
            guard let content = reader.any("typed_config", named: name) else { return false }
            switch content.typeName {
            case "envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig":
                return content.read { _ in true } ?? false
            case let type where type.contains(".header_formatters."): content.refuse("a header formatter")
            default: content.misplace("the configuration of a header formatter")
            }
            return false
        } ?? false
    }
}

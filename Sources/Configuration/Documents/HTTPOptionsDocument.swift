internal import Buffers

/// Reads the protocol options that connection managers and clusters share.
enum HTTPOptionsDocument {
    /// Reads `envoy.config.core.v3.HttpProtocolOptions`.
    static func readCommon(_ reader: inout MessageReader) -> CommonHTTPOptionsConfiguration {
        var result = CommonHTTPOptionsConfiguration()
        result.idleTimeout = reader.timer("idle_timeout", unset: result.idleTimeout)
        result.maxConnectionDuration = reader.timer("max_connection_duration", unset: nil)
        result.maxConnectionDurationJitter =
            reader.message("max_connection_duration_jitter", readPercent) ?? 0
        result.maxStreamDuration = reader.timer("max_stream_duration", unset: nil)
        result.maxHeadersCount = reader.uint32("max_headers_count", in: 1 ... .max) ?? result.maxHeadersCount
        result.maxResponseHeadersKB = reader.uint32("max_response_headers_kb", in: 1...8192)
        let mostRequests = reader.uint32("max_requests_per_connection") ?? 0
        result.maxRequestsPerConnection = mostRequests == 0 ? nil : mostRequests
        result.headersWithUnderscoresAction =
            reader.choice(
                "headers_with_underscores_action", [0: .allow, 1: .rejectRequest, 2: .dropHeader], definedOnly: false)
            ?? .allow
        return result
    }

    /// Reads `envoy.type.v3.Percent`.
    static func readPercent(_ reader: inout MessageReader) -> Double {
        let node = reader.node("value")
        let value = reader.double("value") ?? 0
        if value >= 0 && value <= 100 { return value }
        if let node { reader.session.wrong(node, expected: "a number from 0 to 100") }
        return 0
    }

    /// Reads `envoy.config.core.v3.Http1ProtocolOptions`.
    static func readHTTP1(_ reader: inout MessageReader) -> HTTP1OptionsConfiguration {
        var result = HTTP1OptionsConfiguration()
        result.allowAbsoluteURL = reader.bool("allow_absolute_url") ?? true
        result.acceptHTTP10 = reader.bool("accept_http_10") ?? false
        result.defaultHostForHTTP10 = reader.string("default_host_for_http_10") ?? ""
        result.enableTrailers = reader.bool("enable_trailers") ?? false
        result.allowChunkedLength = reader.bool("allow_chunked_length") ?? false
        result.nameSpelling = reader.message("header_key_format", readKeyFormat) ?? .lowerCase
        result.keepsConnectionAfterBadRequest = reader.bool("override_stream_error_on_invalid_http_message")
        result.sendFullyQualifiedURL = reader.bool("send_fully_qualified_url") ?? false
        result.allowCustomMethods = reader.bool("allow_custom_methods") ?? false
        result.ignoredUpgrades = reader.messages("ignore_http_11_upgrade", StringMatcherDocument.read).compactMap(
            \.self)
        // `false` brings back the parser that Envoy had before, whose leniencies are others.
        if let node = reader.node("use_balsa_parser"), reader.bool("use_balsa_parser") == false {
            reader.session.complain(
                .unimplemented, at: node, "expected true, found false, which Apus does not implement")
        }
        return result
    }

    /// Reads `header_key_format`.
    private static func readKeyFormat(_ reader: inout MessageReader) -> NameSpelling {
        if reader.has("proper_case_words") {
            reader.accept("proper_case_words")
            return .properCase
        }
        guard reader.has("stateful_formatter") else {
            reader.missing("stateful_formatter", "proper_case_words")
            return .lowerCase
        }
        return reader.message("stateful_formatter") { reader in
            let name = reader.requiredString("name")
            guard let content = reader.configuration(of: name) else { return .lowerCase }
            switch content.typeName {
            case "envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig":
                return content.read { reader in
                    .kept(
                        properAdditions:
                            reader.choice("formatter_type_on_envoy_headers", [0: false, 1: true]) ?? false,
                        forwardsReason: reader.bool("forward_reason_phrase") ?? false)
                } ?? .lowerCase
            case let type where type.contains(text: ".header_formatters."): content.refuse("a header formatter")
            default: content.misplace("the configuration of a header formatter")
            }
            return .lowerCase
        } ?? .lowerCase
    }
}

/// Reads what routes and virtual hosts say about failures.
enum ResilienceDocument {
    /// Reads the fields of a virtual host.
    static func read(_ reader: inout MessageReader, validates: Bool) -> ResilienceConfiguration {
        var result = readPolicies(&reader, validates: validates)
        result.bodyLimits = readBodyLimits(&reader)
        return result
    }

    /// Reads the fields that virtual hosts share with route actions.
    static func readPolicies(_ reader: inout MessageReader, validates: Bool) -> ResilienceConfiguration {
        var result = ResilienceConfiguration()
        result.retries = reader.message("retry_policy", RetryPolicyDocument.read)
        result.hedging = reader.message("hedge_policy", RetryPolicyDocument.readHedge)
        result.mirrors = MirrorDocument.read(&reader, validates: validates)
        return result
    }

    /// Reads the fields that virtual hosts share with routes.
    static func readBodyLimits(_ reader: inout MessageReader) -> BodyLimitsConfiguration {
        var result = BodyLimitsConfiguration()
        result.upToConnection = reader.uint32("per_request_buffer_limit_bytes")
        result.whole = reader.uint64("request_body_buffer_limit")
        return result
    }
}

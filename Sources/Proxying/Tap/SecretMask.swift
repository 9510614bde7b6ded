/// Keeps secrets out of what operators are shown of requests.
///
/// Whatever is not known to be harmless is masked: only fields on a list show their values, and values of a query show
/// unless their names or lengths speak of secrets.
enum SecretMask {
    /// Fields whose values say nothing that lets somebody in.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "accept-ranges", "age", "allow", "cache-control", "connection",
        "content-disposition", "content-encoding", "content-language", "content-length", "content-range",
        "content-type", "date", "expect", "expires", "grpc-message", "grpc-status", "grpc-timeout", "host",
        "if-modified-since", "keep-alive", "last-modified", "origin", "range", "retry-after", "server", "te",
        "traceparent", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "x-b3-sampled",
        "x-b3-spanid", "x-b3-traceid", "x-envoy-attempt-count", "x-envoy-decorator-operation",
        "x-envoy-expected-rq-timeout-ms", "x-envoy-external-address", "x-envoy-internal", "x-envoy-overloaded",
        "x-envoy-upstream-service-time",
        "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-request-id",
    ]
    /// Parts of a query's names behind which there may be a secret.
    private static let secretive = [
        "auth", "code", "cookie", "credential", "key", "pass", "pwd", "secret", "session", "sig", "state", "ticket",
        "token", "jwt", "otp",
    ]
    /// Bytes of a value from which on it may be a secret, and of what is shown of one.
    private static let longValue = 40
    private static let longestShown = 256
    private static let longestPath = 1_024

    /// The value of a field, or how long it is.
    static func value(_ value: [UInt8], ofField name: String) -> String {
        harmless.contains(name) ? cut(value, longestShown) : "(\(value.count) bytes)"
    }

    /// A path whose query shows no values that may be secrets.
    static func path(_ path: String) -> String {
        guard let mark = path.utf8.firstIndex(of: UInt8(ascii: "?")) else { return cut(Array(path.utf8), longestPath) }
        let pairs = path[path.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let masked = pairs.map { pair -> String in
            guard let equals = pair.firstIndex(of: "=") else {
                return pair.utf8.count > longValue ? "(\(pair.utf8.count) bytes)" : String(pair)
            }
            let (name, value) = (pair[..<equals], pair[pair.index(after: equals)...])
            // An encoded letter would hide the name.
            let isSecret =
                value.utf8.count > longValue || name.contains("%")
                || secretive.contains { name.lowercased().contains($0) }
            return isSecret && !value.isEmpty ? "\(name)=(\(value.utf8.count) bytes)" : String(pair)
        }
        return cut(Array((path[...mark] + masked.joined(separator: "&")).utf8), longestPath)
    }

    private static func cut(_ text: [UInt8], _ limit: Int) -> String {
        text.count <= limit
            ? String(decoding: text, as: UTF8.self) : String(decoding: text.prefix(limit), as: UTF8.self) + "…"
    }
}

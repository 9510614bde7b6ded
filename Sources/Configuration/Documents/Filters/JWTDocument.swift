internal import Buffers

/// Reads `envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication` and `PerRouteConfig`.
enum JWTDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication"
    static let routeTypeName: String? = "envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig"

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = JWTConfiguration()
        result.bypassesPreflights = reader.bool("bypass_cors_preflight") ?? false
        result.stripsFailures = reader.bool("strip_failure_response") ?? false
        result.statPrefix = reader.string("stat_prefix") ?? ""
        for (name, provider) in readMap("providers", "JwtProvider", of: &reader, JWTProviderDocument.read) {
            var provider = provider
            provider.name = name
            result.providers.append(provider)
        }
        let known = Set(result.providers.map(\.name))
        result.requirements = readMap("requirement_map", "JwtRequirement", of: &reader) { reader in
            readRequirement(&reader, known)
        }
        let names = Set(result.requirements.map(\.name))
        result.rules = reader.messages("rules") { readRule(&$0, known, names) }.compactMap(\.self)
        return result
    }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if let node = reader.node("disabled") {
            guard let isOff = reader.bool("disabled") else { return nil }
            if !isOff { reader.session.wrong(node, expected: "true") }
            return JWTRouteConfiguration.disabled
        }
        guard reader.has("requirement_name") else {
            reader.missing("disabled", "requirement_name")
            return nil
        }
        return reader.requiredString("requirement_name").map { JWTRouteConfiguration.requirement($0) }
    }

    /// Reads a map of messages, sorted by name.
    private static func readMap<Value>(
        _ name: String, _ type: String, of reader: inout MessageReader,
        _ read: (inout MessageReader) -> Value?
    ) -> [(name: String, requirement: Value)] {
        let session = reader.session
        guard let type = session.types.message("envoy.extensions.filters.http.jwt_authn.v3.\(type)") else { return [] }
        var result: [(name: String, requirement: Value)] = []
        for (key, value) in reader.map(name) {
            guard value.kind == .object || value.isNull else {
                session.wrong(value, expected: "an object (\(type.fullName))")
                continue
            }
            var inner = MessageReader([value], as: type, in: session)
            if let read = read(&inner) { result.append((key.string ?? "", read)) }
            inner.finish()
        }
        return result.sorted { $0.name < $1.name }
    }

    private static func readRule(
        _ reader: inout MessageReader, _ providers: Set<String>, _ names: Set<String>
    ) -> JWTConfiguration.Rule? {
        guard reader.has("match") else {
            reader.missing("match")
            return nil
        }
        let match = reader.message("match", RouteMatchDocument.read) ?? nil
        var requirement: JWTRequirement?
        if reader.has("requires") {
            requirement = reader.message("requires") { readRequirement(&$0, providers) } ?? nil
        } else if let node = reader.node("requirement_name") {
            guard let name = reader.requiredString("requirement_name") else { return nil }
            if !names.contains(name) {
                reader.session.wrong(
                    node, expected: "a name of \"requirement_map\"",
                    suggestion: NearestName.of(name, in: names.sorted()))
                return nil
            }
            requirement = .named(name)
        }
        return match.map { JWTConfiguration.Rule(match: $0, requirement: requirement) }
    }

    /// Reads a need; one that is empty asks for nothing.
    private static func readRequirement(
        _ reader: inout MessageReader, _ providers: Set<String>
    ) -> JWTRequirement? {
        if let node = reader.node("provider_name") {
            return reader.string("provider_name").flatMap { name in
                isKnown(name, at: node, providers, reader.session) ? .provider(name, audiences: nil) : nil
            }
        }
        if let requirement = reader.message("provider_and_audiences", { readAudiences(&$0, providers) }) {
            return requirement
        }
        if let any = reader.message("requires_any", { readList(&$0, providers) }) { return any.map { .any($0) } }
        if let all = reader.message("requires_all", { readList(&$0, providers) }) { return all.map { .all($0) } }
        if reader.message("allow_missing", { _ in true }) != nil { return .allowMissing }
        if reader.message("allow_missing_or_failed", { _ in true }) != nil { return .allowMissingOrFailed }
        if reader.has("extract_only_without_validation") {
            reader.refuse("extract_only_without_validation")
            return nil
        }
        return .all([])
    }

    private static func isKnown(
        _ name: String, at node: JSONNode, _ providers: Set<String>, _ session: DecodingSession
    ) -> Bool {
        if providers.contains(name) { return true }
        session.wrong(
            node, expected: "the name of a provider", suggestion: NearestName.of(name, in: providers.sorted()))
        return false
    }

    private static func readAudiences(_ reader: inout MessageReader, _ providers: Set<String>) -> JWTRequirement? {
        let audiences = reader.strings("audiences").map(\.text)
        let node = reader.node("provider_name") ?? reader.place
        let name = reader.string("provider_name") ?? ""
        return isKnown(name, at: node, providers, reader.session) ? .provider(name, audiences: audiences) : nil
    }

    private static func readList(_ reader: inout MessageReader, _ providers: Set<String>) -> [JWTRequirement]? {
        let place = reader.node("requirements") ?? reader.place
        let requirements = reader.messages("requirements") { readRequirement(&$0, providers) }
        if requirements.count < 2 {
            reader.session.wrong(place, expected: "at least two needs")
            return nil
        }
        let whole = requirements.compactMap(\.self)
        return whole.count == requirements.count ? whole : nil
    }
}

/// Reads `envoy.extensions.filters.http.jwt_authn.v3.JwtProvider`.
enum JWTProviderDocument {
    private typealias Value = JWTProviderConfiguration

    static func read(_ reader: inout MessageReader) -> JWTProviderConfiguration? {
        var keys: JWTProviderConfiguration.Keys?
        if let remote = reader.message("remote_jwks", readRemote) {
            keys = remote.map { .remote($0) }
        } else if let local = reader.message("local_jwks", TLSDataSourceDocument.read) {
            keys = local.map { .local($0) }
        } else {
            reader.missing("remote_jwks", "local_jwks")
        }
        var result = JWTProviderConfiguration(name: "", keys: keys ?? .none)
        result.issuer = reader.string("issuer") ?? ""
        result.audiences = reader.strings("audiences").map(\.text)
        result.subjects = reader.message("subjects", StringMatcherDocument.read) ?? nil
        result.requiresExpiration = reader.bool("require_expiration") ?? false
        result.maxLifetime = reader.duration("max_lifetime")
        result.forwards = reader.bool("forward") ?? false
        result.headers = reader.messages("from_headers", readLocation).compactMap(\.self)
        result.parameters = reader.strings("from_params").map(\.text)
        result.cookies = reader.strings("from_cookies").map(\.text)
        result.payloadField = reader.headerText("forward_payload_header")?.lowercased() ?? ""
        result.padsPayloadField = reader.bool("pad_forward_payload_header") ?? false
        result.payloadKey = reader.string("payload_in_metadata") ?? ""
        result.headerKey = reader.string("header_in_metadata") ?? ""
        result.spacedClaims =
            reader.message("normalize_payload_in_metadata") { $0.strings("space_delimited_claims").map(\.text) } ?? []
        if reader.has("clock_skew_seconds"), let skew = reader.uint32("clock_skew_seconds"), skew != 0 {
            result.clockSkew = skew
        }
        result.claimFields = reader.messages("claim_to_headers", readClaim).compactMap(\.self)
        result.clearsRouteCache = reader.bool("clear_route_cache") ?? false
        result.cache = reader.message("jwt_cache_config") { reader in
            var cache = Value.Cache()
            // 0 stands for the default.
            if let most = reader.uint32("jwt_cache_size"), most != 0 { cache.mostTokens = Int(most) }
            if let longest = reader.uint32("jwt_max_token_size"), longest != 0 { cache.longestToken = Int(longest) }
            return cache
        }
        return keys == nil ? nil : result
    }

    private static func readLocation(_ reader: inout MessageReader) -> JWTProviderConfiguration.Location? {
        let name = reader.requiredHeaderName("name")
        let prefix = reader.headerText("value_prefix") ?? ""
        return name.map { Value.Location(name: $0, prefix: prefix) }
    }

    private static func readClaim(_ reader: inout MessageReader) -> JWTProviderConfiguration.ClaimField? {
        let name = reader.requiredHeaderName("header_name")
        let path = reader.messages("claim_path") { $0.requiredString("key") }
        var keys = path.compactMap(\.self)
        let node = reader.node("claim_name") ?? reader.place
        let claim = reader.string("claim_name") ?? ""
        if claim.isEmpty == path.isEmpty {
            reader.session.wrong(node, expected: "either \"claim_name\" or \"claim_path\"")
            return nil
        }
        if path.isEmpty { keys = claim.split(separator: ".", omittingEmptySubsequences: false).map(String.init) }
        return name.map { Value.ClaimField(name: $0, path: keys) }
    }

    /// Whether a text has a scheme and a host.
    private static func isURL(_ text: String) -> Bool {
        guard let mark = text.range(ofText: "://"), mark.lowerBound != text.startIndex else { return false }
        return text[mark.upperBound...].first.map { $0 != "/" && $0 != "?" } ?? false
    }

    private static func readRemote(_ reader: inout MessageReader) -> JWTProviderConfiguration.RemoteKeys? {
        guard reader.has("http_uri") else {
            reader.missing("http_uri")
            return nil
        }
        let address = reader.message("http_uri") { reader in
            if let node = reader.node("uri"), let text = node.string, !text.isEmpty, !isURL(text) {
                reader.session.wrong(node, expected: "a URL such as \"https://issuer.example/keys\"")
            }
            return HTTPAddressDocument.read(&reader)
        }
        guard var keys = address ?? nil else { return nil }
        if let duration = reader.duration("cache_duration"), duration != 0 { keys.cacheDuration = duration }
        if let again = reader.message("async_fetch", readEager) {
            keys.isEager = true
            keys.failedRefetchDuration = again ?? keys.failedRefetchDuration
        }
        reader.message("retry_policy") { readRetries(&$0, into: &keys) }
        return keys
    }

    /// Reads `envoy.config.core.v3.RetryPolicy`. What it says of when to try again is of no use here, in Envoy neither.
    private static func readRetries(
        _ reader: inout MessageReader, into keys: inout JWTProviderConfiguration.RemoteKeys
    ) {
        keys.retries = reader.uint32("num_retries") ?? 1
        reader.accept("retry_on")
        reader.message("retry_back_off") { reader in
            guard reader.has("base_interval") else { return reader.missing("base_interval") }
            guard let base = interval("base_interval", of: &reader, least: 1_000_000) else { return }
            keys.backOff = (base, base.multipliedReportingOverflow(by: 10).partialValue)
            let place = reader.node("max_interval")
            guard let place, let most = interval("max_interval", of: &reader, least: 1) else { return }
            keys.backOff.limit = most
            if most < base {
                reader.session.wrong(place, expected: "a duration of at least \"base_interval\"")
            }
        }
    }

    /// A duration of at least so many nanoseconds, in whole milliseconds, of which there is one at least.
    private static func interval(_ name: String, of reader: inout MessageReader, least: UInt64) -> UInt64? {
        let node = reader.node(name)
        guard let time = reader.duration(name) else { return nil }
        if time < least, let node {
            reader.session.wrong(node, expected: least > 1 ? "a duration of at least 0.001s" : "a duration above 0s")
        }
        return max(time / 1_000_000, 1) * 1_000_000
    }

    private static func readEager(_ reader: inout MessageReader) -> UInt64? {
        // Says whether listeners wait for the first fetch; here requests do.
        _ = reader.bool("fast_listener")
        return reader.duration("failed_refetch_duration")
    }
}

/// Reads `envoy.config.core.v3.HttpUri`.
enum HTTPAddressDocument {
    static func read(_ reader: inout MessageReader) -> JWTProviderConfiguration.RemoteKeys? {
        let uri = reader.requiredString("uri")
        let cluster = reader.requiredString("cluster")
        guard reader.has("timeout") else {
            reader.missing("timeout")
            return nil
        }
        guard let timeout = reader.duration("timeout"), let uri, let cluster else { return nil }
        return JWTProviderConfiguration.RemoteKeys(uri: uri, cluster: cluster, timeout: timeout)
    }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import Routing
internal import Telemetry
internal import WebTokens

/// Lets requests pass that have the tokens they need, and answers others with 401.
///
/// A request waits while keys are fetched. What tokens say is told to the upstream and as metadata.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter
final class JWTFilter: HTTPFilter {
    private let worker: WorkerJWT
    private var requirement: JWTRequirement?
    private var failed: [ObjectIdentifier] = []
    /// How many tokens were counted.
    private var counted = 0
    /// Bytes of a path that refused clients are told.
    private static let longestPath = 256

    init(_ worker: WorkerJWT, name: String, stream: FilterStream) {
        self.worker = worker
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        // Whatever is asked of the request: nobody but us tells an upstream what a token says.
        removeFields(worker.factory.ownFields)
        if worker.factory.configuration.bypassesPreflights && isPreflight {
            worker.metrics.increment(JWTMetric.corsPreflightBypassed)
            worker.metrics.increment(JWTMetric.allowed)
            return .continueIteration
        }
        if let level = stream.routeSettings(of: self) as? JWTFactory.Level {
            switch level.configuration {
            case .disabled:
                worker.metrics.increment(JWTMetric.allowed)
                return .continueIteration
            case .requirement(let name):
                guard let named = worker.factory.requirements[name] else { return refuseName(name) }
                requirement = named
            }
        } else {
            requirement = worker.factory.rules.first { $0.match.matches(stream.requestHead) }?.requirement
        }
        guard let requirement else {
            worker.metrics.increment(JWTMetric.allowed)
            return .continueIteration
        }
        return check(requirement) ? .continueIteration : .stopAllAndWatermark
    }

    override func streamDestroyed() {
        requirement = nil
        counted = 0
        if !failed.isEmpty { failed = [] }
    }

    private var isPreflight: Bool {
        guard stream.requestHead.method == .options else { return false }
        for id in [HeaderID.origin, .accessControlRequestMethod] {
            let index = stream.requestHead.headers.firstIndex(of: id)
            if index < 0 || stream.requestHead.headers.isEmptyValue(at: index) { return false }
        }
        return true
    }

    // MARK: - Checking

    /// Whether the request may go on at once; else it was answered, or waits for keys.
    private func check(_ requirement: JWTRequirement) -> Bool {
        let wall = stream.loop.wallClock
        var check = JWTCheck(worker, now: UInt64(max(wall.seconds, 0)), failed: failed, counted: counted)
        let outcome = check.check(requirement, stream.requestHead)
        counted = max(counted, check.looked)
        switch outcome {
        case .wants(let provider):
            let generation = stream.generation
            provider.keys.fetch { [weak self] isThere in
                guard let self, stream.isAlive, stream.generation == generation else { return }
                if !isThere { failed.append(ObjectIdentifier(provider)) }
                if self.check(requirement) { stream.continueRequest(self) }
            }
            return false
        case .settled(.ok):
            apply(check.effects)
            worker.metrics.increment(JWTMetric.allowed)
            return true
        case .settled(let status):
            refuse(status, having: check.effects)
            return false
        }
    }

    private func refuse(_ status: JWTStatus, having effects: [JWTCheck.Effect]) {
        worker.metrics.increment(JWTMetric.denied)
        let isSilent = worker.factory.configuration.stripsFailures
        // The place is told as the client asked for it, with the tokens in it.
        let challenge = isSilent ? nil : challenge(status)
        apply(effects)
        let body = isSilent ? [] : Array(status.rawValue.utf8)
        stream.sendLocalReply(
            status: status == .otherAudience ? 403 : 401, body: body.span, details: status.details
        ) {
            guard let challenge else { return }
            let name = Array("www-authenticate".utf8)
            self.stream.responseHead.headers.append(name: name.span, challenge.span)
        }
    }

    private func challenge(_ status: JWTStatus) -> [UInt8] {
        var text = ByteBuffer()
        text.append("Bearer realm=\"")
        if stream.requestHead.headers.contains(.path) { writeAddress(to: &text) }
        text.append("\"")
        if status != .missing { text.append(", error=\"invalid_token\"") }
        var value: [UInt8] = []
        value.reserveCapacity(text.count)
        for index in 0..<text.count { value.append(text[index]) }
        return value
    }

    /// What the client asked for; what has no path has no address.
    private func writeAddress(to text: inout ByteBuffer) {
        text.append(stream.requestHead.scheme == .https ? "https://" : "http://")
        stream.requestHead.headers.write(.authority, to: &text)
        let end = text.count + Self.longestPath
        let isOriginal = stream.requestHead.headers.contains(.xEnvoyOriginalPath)
        stream.requestHead.headers.write(isOriginal ? .xEnvoyOriginalPath : .path, to: &text)
        if text.count > end { text.truncate(to: end) }
    }

    private func refuseName(_ name: String) -> FilterHeadersStatus {
        worker.metrics.increment(JWTMetric.denied)
        let names = worker.factory.configuration.requirements.map(\.name).joined(separator: ",")
        let problem = "Wrong requirement_name: \(name). It should be one of [\(names)]"
        let isSilent = worker.factory.configuration.stripsFailures
        let body = isSilent ? [] : Array("Failed JWT authentication: \(problem)".utf8)
        let words = String(problem.map { $0 == " " ? "_" : $0 })
        stream.sendLocalReply(
            status: 403, body: body.span,
            details: ResponseCodeDetails("jwt_authn_access_denied", cause: "{\(words)}"))
        return .stopIteration
    }

    // MARK: - Good tokens

    private func apply(_ effects: [JWTCheck.Effect]) {
        for effect in effects {
            switch effect {
            case .forget(let fields): removeFields(fields)
            case .tell(let token): use(token)
            }
        }
    }

    private func removeFields(_ names: [[UInt8]]) {
        for name in names { stream.requestHead.headers.remove(named: name.span) }
    }

    private func use(_ good: JWTCheck.GoodToken) {
        let configuration = good.provider.provider.configuration
        for field in configuration.claimFields { tell(good.token.payload, field) }
        if !configuration.payloadField.isEmpty {
            var value = good.token.payloadText
            if configuration.padsPayloadField { while value.count % 4 != 0 { value.append(UInt8(ascii: "=")) } }
            // One for each token, as in Envoy.
            let name = Array(configuration.payloadField.utf8)
            stream.requestHead.headers.append(name: name.span, value.span)
        }
        if !configuration.forwards {
            switch good.place {
            case .header(let name): stream.requestHead.headers.remove(named: name.span)
            case .parameter(let name): stream.requestHead.headers.removeQueryParameter(named: name)
            case .cookie: break
            }
        }
        let space = "envoy.filters.http.jwt_authn"
        if !configuration.payloadKey.isEmpty {
            stream.dynamicMetadata.set(
                configuration.payloadKey, in: space,
                to: Self.spaced(good.token.payload, configuration.spacedClaims))
        }
        if !configuration.headerKey.isEmpty {
            stream.dynamicMetadata.set(configuration.headerKey, in: space, to: good.token.header)
        }
        if configuration.clearsRouteCache { stream.clearRouteCache() }
    }

    /// Makes lists of the words of some claims.
    private static func spaced(_ payload: MetadataValue, _ claims: [String]) -> MetadataValue {
        guard var members = payload.members else { return payload }
        for claim in claims {
            guard case .string(let text)? = members[claim] else { continue }
            members[claim] = .list(text.split(separator: UInt8(ascii: " ")).map { .string(Array($0)) })
        }
        return .object(members)
    }

    private func tell(_ payload: MetadataValue, _ field: JWTProviderConfiguration.ClaimField) {
        guard let claim = payload.value(at: field.path[...]) else { return }
        var value = ByteBuffer()
        switch claim {
        case .null: return
        case .string(let text): value.append(text)
        case .bool(let isTrue): value.append(isTrue ? "true" : "false")
        case .number(let number):
            value.append(ClaimNumber.text(of: number))
        case .list, .object:
            var text = ByteBuffer()
            MetadataText.append(claim, to: &text)
            Base64Coding.encode(text.readable, .standard, to: &value)
        }
        // A claim may hold what no field may.
        if value.isEmpty || Bytes.firstForbiddenInFieldValue(value.readable) >= 0 { return }
        let name = Array(field.name.utf8)
        stream.requestHead.headers.append(name: name.span, value.readable)
    }
}

extension HeaderMap {
    /// Writes the value of a field.
    fileprivate borrowing func write(_ id: HeaderID, to text: inout ByteBuffer) {
        let index = firstIndex(of: id)
        if index >= 0 { text.append(value(at: index)) }
    }
}

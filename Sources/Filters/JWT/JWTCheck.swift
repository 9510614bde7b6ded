internal import Configuration
internal import HTTPSemantics
internal import Telemetry
internal import WebTokens

/// Finds out whether a request has what it needs. Nothing of the request is changed, so that it can be asked again when
/// keys have come.
struct JWTCheck {
    /// A token that was found good.
    struct GoodToken {
        let provider: JWTWorkerProvider
        let token: JSONWebToken
        let place: FoundToken.Place
    }

    /// What is to be done with the request, in this order.
    enum Effect {
        /// Fields go; a need begins that alone may set them.
        case forget([[UInt8]])
        case tell(GoodToken)
    }

    /// How far it came.
    enum Outcome {
        case settled(JWTStatus)
        /// Keys have to be fetched first.
        case wants(JWTWorkerProvider)
    }

    let worker: WorkerJWT
    /// Seconds since 1970.
    let now: UInt64
    /// Providers whose keys could not be fetched for this request.
    let failed: [ObjectIdentifier]
    /// How many tokens were counted when the request was asked before.
    let counted: Int
    private(set) var effects: [Effect] = []
    /// Where tokens stood that are not handed on: needs that are asked later do not find them, as in Envoy.
    private var taken: [FoundToken.Place] = []
    /// How many tokens were looked at that a provider's name has led to.
    private(set) var looked = 0

    init(_ worker: WorkerJWT, now: UInt64, failed: [ObjectIdentifier], counted: Int) {
        self.worker = worker
        self.now = now
        self.failed = failed
        self.counted = counted
    }

    /// Checks a need.
    mutating func check(_ requirement: JWTRequirement, _ head: borrowing RequestHead) -> Outcome {
        switch requirement {
        case .provider(let name, let audiences):
            guard let provider = worker.provider(named: name) else { return .settled(.unknownIssuer) }
            begin(provider.provider.ownFields)
            return checkAll(tokens(at: provider.locations, in: head), of: provider, audiences)
        case .named(let name):
            guard let requirement = worker.factory.requirements[name] else { return .settled(.ok) }
            return check(requirement, head)
        case .all(let requirements):
            for requirement in requirements {
                let outcome = check(requirement, head)
                guard case .settled(.ok) = outcome else { return outcome }
            }
            return .settled(.ok)
        case .any(let requirements): return checkAny(requirements, head)
        case .allowMissing:
            return checkEach(head)
        case .allowMissingOrFailed:
            let outcome = checkEach(head)
            if case .wants = outcome { return outcome }
            return .settled(.ok)
        }
    }

    /// Looks at all tokens that any provider could mean, the last first; what came of the first one counts, as in
    /// Envoy.
    private mutating func checkEach(_ head: borrowing RequestHead) -> Outcome {
        begin(worker.factory.ownFields)
        var outcome = Outcome.settled(.ok)
        for found in tokens(at: worker.locations, in: head).reversed() {
            outcome = checkOne(found, nil, nil)
            if case .wants = outcome { return outcome }
        }
        return outcome
    }

    /// One good need is enough; else the failure that says most is told: any before an unknown issuer, that before a
    /// missing token. That failures are allowed is no need of its own here, unless it is all there is.
    private mutating func checkAny(_ requirements: [JWTRequirement], _ head: borrowing RequestHead) -> Outcome {
        var allowsMissing = false
        var allowsFailed = false
        var asksForTokens = false
        var told = JWTStatus.missing
        for requirement in requirements {
            switch requirement {
            case .allowMissing: allowsMissing = true
            case .allowMissingOrFailed: allowsFailed = true
            default:
                asksForTokens = true
                switch check(requirement, head) {
                case .wants(let provider): return .wants(provider)
                case .settled(.ok): return .settled(.ok)
                case .settled(let status):
                    if told == .missing || (status != .missing && status != .unknownIssuer) { told = status }
                }
            }
        }
        if !asksForTokens { return check(allowsFailed ? .allowMissingOrFailed : .allowMissing, head) }
        return .settled(allowsFailed || (allowsMissing && told == .missing) ? .ok : told)
    }

    /// All tokens have to be good; the last is looked at first, as in Envoy.
    private mutating func checkAll(
        _ tokens: [FoundToken], of provider: JWTWorkerProvider, _ audiences: [String]?
    ) -> Outcome {
        if tokens.isEmpty { return .settled(.missing) }
        for found in tokens.reversed() {
            let outcome = checkOne(found, provider, audiences)
            guard case .settled(.ok) = outcome else { return outcome }
        }
        return .settled(.ok)
    }

    /// What is remembered of a token that is to be of a provider.
    private mutating func remembered(_ text: [UInt8], by provider: JWTWorkerProvider) -> JSONWebToken? {
        let token = provider.cache?.token(of: text, at: now)
        looked += 1
        if looked > counted { worker.metrics.increment(token == nil ? JWTMetric.jwtCacheMiss : .jwtCacheHit) }
        return token
    }

    /// Looks at a token; where no provider is wanted, it is the one that the token's issuer names.
    private mutating func checkOne(
        _ found: FoundToken, _ wanted: JWTWorkerProvider?, _ audiences: [String]?
    ) -> Outcome {
        let known = wanted.flatMap { remembered(found.text, by: $0) }
        let token: JSONWebToken
        if let known {
            token = known
        } else {
            switch JSONWebToken.read(found.text) {
            case .failure(let problem): return .settled(problem.status)
            case .success(let read): token = read
            }
        }
        guard found.mayBe(of: token.issuer), let provider = wanted ?? worker.provider(ofIssuer: token.issuer) else {
            return .settled(.unknownIssuer)
        }
        let judgement = provider.provider.judge(token, now: now, audiences: audiences)
        if judgement != .ok { return .settled(judgement) }
        if known != nil {
            note(token, of: provider, found)
            return .settled(.ok)
        }
        guard let keys = provider.keys.current else {
            if !provider.keys.isRemote { return .settled(.noKeys) }
            if failed.contains(ObjectIdentifier(provider)) { return .settled(.fetchFailed) }
            return .wants(provider)
        }
        let status = keys.check(token)
        if status == .ok {
            note(token, of: provider, found)
            if wanted != nil { provider.cache?.insert(token, of: found.text) }
        }
        return .settled(status)
    }

    /// A need begins: what others before it have told of its fields goes.
    private mutating func begin(_ ownFields: [[UInt8]]) {
        if !effects.isEmpty { effects.append(.forget(ownFields)) }
    }

    /// Tokens that earlier needs have left.
    private func tokens(at locations: JWTLocations, in head: borrowing RequestHead) -> [FoundToken] {
        let found = locations.find(in: head)
        return taken.isEmpty ? found : found.filter { !taken.contains($0.place) }
    }

    private mutating func note(_ token: JSONWebToken, of provider: JWTWorkerProvider, _ found: FoundToken) {
        effects.append(.tell(GoodToken(provider: provider, token: token, place: found.place)))
        if !provider.provider.configuration.forwards && found.place != .cookie { taken.append(found.place) }
    }
}

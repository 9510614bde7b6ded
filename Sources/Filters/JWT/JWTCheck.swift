internal import Configuration
internal import HTTPSemantics
internal import Telemetry

/// Finds out whether a request has what it needs. Nothing of the request is changed, so that it can be asked again when
/// keys have come.
struct JWTCheck {
    /// A token that was found good.
    struct GoodToken {
        let provider: JWTWorkerProvider
        let token: JSONWebToken
        let place: FoundToken.Place
    }

    /// How far it came.
    enum Outcome {
        case settled(JWTStatus)
        /// Keys have to be fetched first.
        case wants(JWTWorkerProvider)
    }

    let maker: JWTMaker
    /// Seconds since 1970.
    let now: UInt64
    /// Providers whose keys could not be fetched for this request.
    let failed: [ObjectIdentifier]
    /// How many tokens were counted when the request was asked before.
    let counted: Int
    /// The tokens that were found good, in their order.
    private(set) var good: [GoodToken] = []
    /// How many tokens were looked at that a provider's name has led to.
    private(set) var looked = 0

    init(_ maker: JWTMaker, now: UInt64, failed: [ObjectIdentifier], counted: Int) {
        self.maker = maker
        self.now = now
        self.failed = failed
        self.counted = counted
    }

    /// Checks a need.
    mutating func check(_ requirement: JWTRequirement, _ head: borrowing RequestHead) -> Outcome {
        switch requirement {
        case .provider(let name, let audiences):
            guard let provider = maker.provider(named: name) else { return .settled(.unknownIssuer) }
            return checkAll(
                provider.locations.find(in: head).map { ($0, provider) }, audiences: audiences, isNamed: true)
        case .named(let name):
            guard let requirement = maker.factory.requirements[name] else { return .settled(.ok) }
            return check(requirement, head)
        case .all(let requirements):
            for requirement in requirements {
                let outcome = check(requirement, head)
                guard case .settled(.ok) = outcome else { return outcome }
            }
            return .settled(.ok)
        case .any(let requirements): return checkAny(requirements, head)
        case .allowMissing:
            let outcome = checkAll(tokensOfAll(head), audiences: nil)
            if case .settled(.missing) = outcome { return .settled(.ok) }
            return outcome
        case .allowMissingOrFailed:
            for token in tokensOfAll(head) {
                if case .wants(let provider) = checkAll([token], audiences: nil) { return .wants(provider) }
            }
            return .settled(.ok)
        }
    }

    /// One good need is enough; else the failure that says most is told.
    private mutating func checkAny(_ requirements: [JWTRequirement], _ head: borrowing RequestHead) -> Outcome {
        var told: JWTStatus?
        var last = JWTStatus.missing
        for requirement in requirements {
            // Beside others it lets pass only what has no token.
            if case .allowMissing = requirement, !tokensOfAll(head).isEmpty { continue }
            switch check(requirement, head) {
            case .wants(let provider): return .wants(provider)
            case .settled(.ok): return .settled(.ok)
            case .settled(let status):
                last = status
                if status != .missing && status != .unknownIssuer { told = status }
            }
        }
        return .settled(told ?? last)
    }

    /// The tokens that stand where any provider looks, each with the provider that its issuer names.
    private func tokensOfAll(_ head: borrowing RequestHead) -> [(FoundToken, JWTWorkerProvider?)] {
        var tokens: [(FoundToken, JWTWorkerProvider?)] = []
        for provider in maker.providers {
            for token in provider.locations.find(in: head) where !tokens.contains(where: { $0.0.text == token.text }) {
                var issuer: String?
                if case .success(let read) = JSONWebToken.read(token.text) { issuer = read.issuer }
                tokens.append((token, maker.providers.first { $0.provider.configuration.issuer == issuer }))
            }
        }
        return tokens
    }

    /// All tokens have to be good; the last is looked at first, as in Envoy.
    private mutating func checkAll(
        _ tokens: [(FoundToken, JWTWorkerProvider?)], audiences: [String]?, isNamed: Bool = false
    ) -> Outcome {
        if tokens.isEmpty { return .settled(.missing) }
        for (found, provider) in tokens.reversed() {
            if isNamed { count() }
            let outcome = checkOne(found, provider, audiences)
            guard case .settled(.ok) = outcome else { return outcome }
        }
        return .settled(.ok)
    }

    private mutating func count() {
        looked += 1
        if looked > counted { maker.metrics.increment(JWTMetric.jwtCacheMiss) }
    }

    private mutating func checkOne(
        _ found: FoundToken, _ provider: JWTWorkerProvider?, _ audiences: [String]?
    ) -> Outcome {
        let token: JSONWebToken
        switch JSONWebToken.read(found.text) {
        case .failure(let problem): return .settled(problem.status)
        case .success(let read): token = read
        }
        guard let provider else { return .settled(.unknownIssuer) }
        let judgement = provider.provider.judge(token, now: now, audiences: audiences)
        if judgement != .ok { return .settled(judgement) }
        guard let keys = provider.keys.current else {
            if !provider.keys.isRemote { return .settled(.noKeys) }
            if failed.contains(ObjectIdentifier(provider)) { return .settled(.fetchFailed) }
            return .wants(provider)
        }
        let status = keys.check(token)
        if status == .ok { good.append(GoodToken(provider: provider, token: token, place: found.place)) }
        return .settled(status)
    }
}

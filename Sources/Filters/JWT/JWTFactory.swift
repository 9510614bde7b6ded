public import Configuration
internal import Routing
internal import RuntimeValues
internal import Telemetry

/// The JWT filter of a chain.
public final class JWTFactory: HTTPFilterFactory {
    let configuration: JWTConfiguration
    let providers: [JWTProvider]
    /// Fields that nobody but us may set.
    let ownFields: [[UInt8]]
    let rules: [Rule]
    let requirements: [String: JWTRequirement]
    private let scope: MetricScope

    struct Rule: Sendable {
        let match: RequestMatcher
        let requirement: JWTRequirement?
    }

    /// What a route says.
    final class Level: Sendable {
        let configuration: JWTRouteConfiguration

        init(_ configuration: JWTRouteConfiguration) { self.configuration = configuration }
    }

    /// Compiles a validated configuration, and reads the files that it names.
    public init(_ configuration: JWTConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        providers = configuration.providers.map { JWTProvider($0, context) }
        ownFields = providers.flatMap(\.ownFields)
        rules = configuration.rules.map {
            Rule(match: RequestMatcher($0.match), requirement: $0.requirement)
        }
        requirements = Dictionary(
            configuration.requirements.map { ($0.name, $0.requirement) }, uniquingKeysWith: { $1 })
        let prefix = configuration.statPrefix.isEmpty ? "jwt_authn." : "jwt_authn.\(configuration.statPrefix)."
        scope = context.scope(prefix, JWTMetric.family)
    }

    /// The worker's counters and keys.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerJWT(self, worker, scope.writer(thread: worker.index))
        return HTTPFilterMaker { JWTFilter(own, name: $0, stream: $1) }
    }

    /// What a route needs.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? JWTRouteConfiguration).map { Level($0) }
    }
}

/// What the JWT filters of one worker share.
final class WorkerJWT {
    let factory: JWTFactory
    let metrics: MetricWriter
    let providers: [JWTWorkerProvider]
    /// Where tokens of any provider may stand.
    let locations: JWTLocations

    init(_ factory: JWTFactory, _ worker: FilterWorker, _ metrics: MetricWriter) {
        self.factory = factory
        self.metrics = metrics
        locations = JWTLocations(factory.providers.map(\.configuration))
        providers = factory.providers.map { provider in
            JWTWorkerProvider(provider, JWTKeySource(provider, worker, metrics))
        }
    }

    /// The provider that judges tokens of an issuer: the first of that issuer, else the first that has none.
    func provider(ofIssuer issuer: String) -> JWTWorkerProvider? {
        providers.first { $0.provider.configuration.issuer == issuer }
            ?? providers.first { $0.provider.configuration.issuer.isEmpty }
    }

    /// The provider of that name; configurations name none that there is not.
    func provider(named name: String) -> JWTWorkerProvider? {
        providers.first { $0.provider.configuration.name == name }
    }
}

/// A provider as one worker uses it.
final class JWTWorkerProvider {
    let provider: JWTProvider
    let keys: JWTKeySource
    let locations: JWTLocations
    /// Tokens that were found good; nil where none are remembered.
    var cache: TokenCache?

    init(_ provider: JWTProvider, _ keys: JWTKeySource) {
        self.provider = provider
        self.keys = keys
        cache = provider.configuration.cache.map {
            TokenCache(mostTokens: $0.mostTokens, longestToken: $0.longestToken)
        }
        locations = JWTLocations([provider.configuration])
    }
}

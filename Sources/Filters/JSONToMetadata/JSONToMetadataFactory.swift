internal import Buffers
public import Configuration
internal import RegularExpressions
internal import Synchronization
internal import Telemetry

/// The filter of a chain that makes metadata of bodies that are JSON.
public final class JSONToMetadataFactory: HTTPFilterFactory {
    private let own: Level
    private let requests: MetricScope
    private let responses: MetricScope
    /// Whether some level concerns requests, and responses: those of the other direction are left alone.
    private let concernsRequests = Atomic<Bool>(false)
    private let concernsResponses = Atomic<Bool>(false)

    /// What the chain or a route says.
    final class Level: Sendable {
        let request: JSONRules?
        let response: JSONRules?

        init(_ configuration: JSONToMetadataConfiguration) {
            request = configuration.request.map { JSONRules($0) }
            response = configuration.response.map { JSONRules($0) }
        }
    }

    /// Resolves a validated configuration.
    public init(_ configuration: JSONToMetadataConfiguration, _ context: FilterContext) {
        own = Level(configuration)
        // As in Envoy, all such filters count together.
        requests = context.registry.scope(prefix: "json_to_metadata.rq.", family: JSONToMetadataMetric.requestFamily)
        responses = context.registry.scope(
            prefix: "json_to_metadata.resp.", family: JSONToMetadataMetric.responseFamily)
        note(own)
    }

    private func note(_ level: Level) {
        if level.request != nil { concernsRequests.store(true, ordering: .relaxed) }
        if level.response != nil { concernsResponses.store(true, ordering: .relaxed) }
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let requests = requests.writer(thread: worker.index)
        let responses = responses.writer(thread: worker.index)
        return HTTPFilterMaker { [self] in
            JSONToMetadataFilter(own, requests, responses, name: $0, stream: $1, interests: interests)
        }
    }

    /// What filters of streams that begin now look at.
    private var interests: FilterInterests {
        var interests: FilterInterests = []
        if concernsRequests.load(ordering: .relaxed) {
            interests.formUnion([.requestHeaders, .requestData, .requestTrailers])
        }
        if concernsResponses.load(ordering: .relaxed) {
            interests.formUnion([.responseHeaders, .responseData, .responseTrailers])
        }
        return interests
    }

    /// Rules that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        guard let configuration = value as? JSONToMetadataConfiguration else { return nil }
        let level = Level(configuration)
        note(level)
        return level
    }
}

/// What is made of bodies of one direction.
final class JSONRules: Sendable {
    let rules: [JSONToMetadataConfiguration.Rule]
    private let contentTypes: [[UInt8]]
    private let pattern: RegularExpression?
    private let allowsMissingType: Bool

    init(_ configuration: JSONToMetadataConfiguration.Rules) {
        rules = configuration.rules
        contentTypes = configuration.contentTypes.map { Array($0.utf8) }
        pattern = configuration.contentTypePattern
        allowsMissingType = configuration.allowsMissingType
    }

    /// Whether a body of that type is looked at. Types are compared byte by byte, parameters included.
    func allows(_ type: Span<UInt8>) -> Bool {
        if type.isEmpty { return allowsMissingType }
        for allowed in contentTypes where Bytes.equal(allowed.span, type) { return true }
        return pattern?.matches(type) ?? false
    }

    /// Whether a body is looked at that does not say its type.
    var allowsNone: Bool { allowsMissingType }
}

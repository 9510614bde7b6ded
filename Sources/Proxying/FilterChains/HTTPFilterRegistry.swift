internal import Configuration
internal import Filters

/// The HTTP filters that there are, by the type of their configuration: a filter is added by one line here and one in
/// `HTTPFilterDocument.all`.
enum HTTPFilterRegistry {
    private typealias Make = @Sendable (any HTTPFilterValue, FilterContext) -> (any HTTPFilterFactory)?

    /// The factory of a filter; nil for the terminal one.
    static func makeFactory(_ value: any HTTPFilterValue, _ context: FilterContext) -> (any HTTPFilterFactory)? {
        makers[ObjectIdentifier(type(of: value))]?(value, context)
    }

    private static let makers: [ObjectIdentifier: Make] = Dictionary(uniqueKeysWithValues: [
        entry { FaultFactory($0, $1) }, entry { HeaderMutationFactory($0, $1) }, entry { RBACFactory($0, $1) },
        entry { SetMetadataFactory($0, $1) }, entry { HeaderToMetadataFactory($0, $1) },
        entry { CORSFactory($0, $1) }, entry { CSRFFactory($0, $1) }, entry { BufferFactory($0, $1) },
        entry { LocalRateLimitFactory($0, $1) }, entry { JWTFactory($0, $1) },
        entry { ExternalAuthorizationFactory($0, $1) }, entry { HealthCheckFactory($0, $1) },
        entry { AdmissionControlFactory($0, $1) }, entry { StatefulSessionFactory($0, $1) },
        entry { BandwidthLimitFactory($0, $1) }, entry { ForwardFactory($0, $1) },
        entry { BasicAuthFactory($0, $1) }, entry { APIKeyFactory($0, $1) }, entry { CompressorFactory($0, $1) },
        entry { DecompressorFactory($0, $1) }, entry { CredentialInjectorFactory($0, $1) },
        entry { JSONToMetadataFactory($0, $1) },
        entry { (state: FilterStateConfiguration, _) in FilterStateFactory(state) },
        entry { (stats: IstioStatsConfiguration, _) in IstioStatsFactory(stats) },
        entry { (metadata: PeerMetadataConfiguration, _) in
            PlainFilterFactory { PeerMetadataFilter(metadata, name: $0, stream: $1) }
        },
        entry { (_: GRPCWebConfiguration, _) in PlainFilterFactory { GRPCWebFilter(name: $0, stream: $1) } },
        entry { (_: GRPCHTTP1BridgeConfiguration, _) in
            PlainFilterFactory { GRPCHTTP1BridgeFilter(name: $0, stream: $1) }
        },
        entry { (stats: GRPCStatsConfiguration, _) in
            PlainFilterFactory { GRPCStatsFilter(stats, name: $0, stream: $1) }
        },
    ])

    private static func entry<Value: HTTPFilterValue>(
        _ make: @escaping @Sendable (Value, FilterContext) -> any HTTPFilterFactory
    ) -> (ObjectIdentifier, Make) {
        (ObjectIdentifier(Value.self), { value, context in (value as? Value).map { make($0, context) } })
    }
}

/// What filters use of a worker.
final class WorkerFilterServices: FilterWorker {
    private let worker: ProxyWorker

    init(_ worker: ProxyWorker) {
        self.worker = worker
        super.init(index: worker.index, loop: worker.loop)
    }

    override func makeCall(toCluster name: String) -> FilterCall {
        ClusterCall(to: name, worker: worker)
    }

    override func makeEditor(_ edits: HeaderEditsConfiguration) -> HeaderEditor {
        edits.isEmpty ? HeaderEditor() : FormattingEditor(edits)
    }
}

/// Edits heads by formats.
private final class FormattingEditor: HeaderEditor {
    private let edits: HeaderEdits

    init(_ configuration: HeaderEditsConfiguration) { edits = HeaderEdits(configuration) }

    override func editRequest(of stream: FilterStream) {
        if let exchange = stream as? ActiveStream { edits.editRequest(exchange) }
    }

    override func editResponse(of stream: FilterStream) {
        if let exchange = stream as? ActiveStream { edits.editResponse(exchange) }
    }
}

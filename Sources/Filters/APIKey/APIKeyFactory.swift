public import Configuration
internal import Telemetry

/// The filter of a chain that asks for keys.
public final class APIKeyFactory: HTTPFilterFactory {
    private let configuration: APIKeyConfiguration
    private let level: Level
    private let scope: MetricScope

    /// What holds for requests of one route, or of all routes that say nothing.
    final class Level: Sendable {
        enum Place: Sendable {
            case field([UInt8]), query([UInt8]), cookie([UInt8])
        }

        let clients: [[UInt8]: [UInt8]]
        let places: [Place]
        let admitted: Set<[UInt8]>
        let toldField: [UInt8]
        let hidesKeys: Bool

        /// What a route says of keys and their places takes the place of `own`, unless it says nothing of them; what
        /// the upstream sees is up to the route alone.
        init(_ configuration: APIKeyConfiguration, own: APIKeyConfiguration) {
            clients = configuration.clients.isEmpty ? own.clients : configuration.clients
            places = (configuration.places.isEmpty ? own.places : configuration.places).map { place in
                switch place {
                case .field(let name): .field(Array(name.utf8))
                case .query(let name): .query(Array(name.utf8))
                case .cookie(let name): .cookie(Array(name.utf8))
                }
            }
            admitted = Set(configuration.admitted)
            toldField = Array(configuration.toldField.utf8)
            hidesKeys = configuration.hidesKeys
        }
    }

    /// Compiles a validated configuration.
    public init(_ configuration: APIKeyConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        level = Level(configuration, own: configuration)
        scope = context.scope("api_key_auth.", APIKeyMetric.family)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let metrics = scope.writer(thread: worker.index)
        return HTTPFilterMaker { [level] in APIKeyFilter(level, metrics, name: $0, stream: $1) }
    }

    /// What holds under a route.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? APIKeyConfiguration).map { Level($0, own: configuration) }
    }
}

public import Configuration
internal import Telemetry

/// The filter of a chain that asks for passwords.
public final class BasicAuthFactory: HTTPFilterFactory {
    let configuration: BasicAuthConfiguration
    let level: Level
    private let scope: MetricScope

    /// Who may come, by what the chain or a route says.
    final class Level: Sendable {
        let users: PasswordList
        /// The realm as it stands between quotes; empty means the address that the client asked for.
        let realm: [UInt8]

        init(_ users: PasswordList, realm: String) {
            self.users = users
            self.realm = realm.utf8.flatMap { BasicAuthFilter.isEscaped($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
        }
    }

    /// Reads the users where they lie; what is wrong with them is noted as a problem.
    public init(_ configuration: BasicAuthConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        scope = context.scope("basic_auth.", BasicAuthMetric.family)
        level = Level(Self.readUsers(configuration.users, context), realm: configuration.realm)
    }

    private static func readUsers(_ source: DataSourceConfiguration, _ context: FilterContext) -> PasswordList {
        let place = "filter '\(context.name)': users"
        switch source.readBytes() {
        case .failure(let problem): context.problems.note("\(place): \(problem.text)")
        case .success(let text):
            if text.isEmpty { context.problems.note("\(place): expected a text, found an empty one") }
            do {
                return try PasswordList(text)
            } catch {
                context.problems.note("\(place): line \(error.line): \(error.text)")
            }
        }
        return PasswordList()
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerBasicAuth(self, scope.writer(thread: worker.index))
        return HTTPFilterMaker { BasicAuthFilter(own, name: $0, stream: $1) }
    }

    /// Users that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? BasicAuthRouteConfiguration).map {
            Level($0.users, realm: $0.realm.isEmpty ? configuration.realm : $0.realm)
        }
    }
}

/// What the filters of one worker share.
final class WorkerBasicAuth {
    let configuration: BasicAuthConfiguration
    let level: BasicAuthFactory.Level
    let field: [UInt8]
    let toldField: [UInt8]
    let metrics: MetricWriter

    init(_ factory: BasicAuthFactory, _ metrics: MetricWriter) {
        configuration = factory.configuration
        level = factory.level
        field = Array(factory.configuration.field.utf8)
        toldField = Array(factory.configuration.toldField.utf8)
        self.metrics = metrics
    }
}

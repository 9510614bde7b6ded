public import Configuration
internal import Filters
public import RuntimeValues
public import Telemetry

/// The filters of a connection manager, one list a chain, before routes are looked at. They are made once and stay
/// when routes change, with what they share, such as buckets and keys.
public struct FilterLists: Sendable {
    /// One list.
    struct List: Sendable {
        /// All but the terminal filter.
        let filters: [ChainedFilter]
        /// What the terminal filter is told.
        let router: RouterConfiguration
        let routerName: String
    }

    /// First that of all requests, then one for each upgrade, empty for those without filters of their own.
    let lists: [List]
    /// What filters found wrong with files and such that the configuration names; one a line. Nothing is to be made of
    /// such lists.
    public let problems: [String]
    /// Credentials of filters that come from sources.
    public let credentials: [InjectedCredentialSource]

    /// Compiles the filters, and reads the files that they name.
    public init(
        _ configuration: HTTPConnectionManagerConfiguration, registry: MetricRegistry, runtime: LiveRuntime
    ) {
        let problems = FilterProblems()
        var credentials: [InjectedCredentialSource] = []
        let label = MetricLabel("envoy_http_conn_manager_prefix", configuration.statPrefix)
        lists = ([configuration.httpFilters] + configuration.upgrades.map(\.httpFilters)).map { list in
            let filters = list.compactMap { filter in
                let context = FilterContext(
                    name: filter.name, registry: registry, statPrefix: "http.\(configuration.statPrefix).",
                    labels: [label], runtime: runtime, problems: problems
                ) { reference in
                    let source = InjectedCredentialSource(reference, place: "filter '\(filter.name)'")
                    credentials.append(source)
                    return source.credential
                }
                return HTTPFilterRegistry.makeFactory(filter.value, context).map { ChainedFilter(filter, factory: $0) }
            }
            let router = list.lazy.compactMap { $0.value as? RouterConfiguration }.first ?? RouterConfiguration()
            return List(filters: filters, router: router, routerName: list.last?.name ?? "")
        }
        self.problems = problems.texts
        self.credentials = credentials
    }
}

/// One filter of a chain, but the terminal one, as the snapshot holds it.
final class ChainedFilter: Sendable {
    let name: String
    let isOffUnlessTold: Bool
    let factory: any HTTPFilterFactory

    init(_ configuration: HTTPFilterConfiguration, factory: any HTTPFilterFactory) {
        name = configuration.name
        isOffUnlessTold = configuration.disabled
        self.factory = factory
    }

    /// Whether a name under routes means this filter.
    func isMeant(by name: String) -> Bool {
        name == self.name || (name == PerFilterConfiguration.oldCORSName && factory is CORSFactory)
    }
}

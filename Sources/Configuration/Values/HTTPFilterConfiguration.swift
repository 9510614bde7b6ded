/// What an HTTP filter is told, by its chain or by a route. Each filter has types of its own.
public protocol HTTPFilterValue: Sendable, Equatable {
    /// The formats that the filter computes while it serves. Default: none.
    var formats: [SubstitutionFormat] { get }
    /// The secrets that the filter takes from sources. Default: none.
    var secrets: [SecretReference] { get }
}

extension HTTPFilterValue {
    /// None.
    public var formats: [SubstitutionFormat] { [] }

    /// None.
    public var secrets: [SecretReference] { [] }

    /// Whether `other` is of the same type and says the same.
    public func isEqual(to other: any HTTPFilterValue) -> Bool { (other as? Self) == self }
}

/// One HTTP filter of a connection manager.
public struct HTTPFilterConfiguration: Sendable, Equatable {
    /// The filter's name in its chain; per-filter configuration of routes refers to it.
    public var name: String
    /// Which filter it is, by the type, with its own configuration.
    public var value: any HTTPFilterValue
    /// Whether it is off unless a route turns it on. Envoy's default: false.
    public var disabled: Bool

    /// Makes a filter of a chain.
    public init(name: String, value: any HTTPFilterValue, disabled: Bool = false) {
        self.name = name
        self.value = value
        self.disabled = disabled
    }

    /// Whether both are the same filter and say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.disabled == right.disabled && left.value.isEqual(to: right.value)
    }
}

/// What a filter does differently under a route, a virtual host or a table (`typed_per_filter_config`).
public struct PerFilterConfiguration: Sendable, Equatable {
    /// The filter's name in its chain.
    public var filterName: String
    /// What differs.
    public var override: Override

    /// Stands for every CORS filter, in the deprecated `cors` of routes and virtual hosts; nobody calls a filter so.
    public static let oldCORSName = "\u{0}cors"

    /// What differs for one filter.
    public enum Override: Sendable, Equatable {
        /// The filter is off here (`FilterConfig.disabled`).
        case disabled
        /// The filter runs here with the configuration of its chain (an empty `FilterConfig`).
        case enabled
        /// The filter runs here, and is told this.
        case settings(RouteFilterSettings)

        /// As `settings`, of a new object.
        public static func value(_ value: any HTTPFilterValue) -> Override { .settings(RouteFilterSettings(value)) }
    }

    /// Makes an override of one filter.
    public init(filterName: String, override: Override) {
        self.filterName = filterName
        self.override = override
    }
}

/// What one level of a route table tells a filter. An object, so that all routes of a virtual host share what the
/// filter makes of it, such as a bucket of tokens.
public final class RouteFilterSettings: Sendable, Equatable {
    /// What the filter is told.
    public let value: any HTTPFilterValue

    /// Settings.
    public init(_ value: any HTTPFilterValue) { self.value = value }

    /// Whether both say the same.
    public static func == (left: RouteFilterSettings, right: RouteFilterSettings) -> Bool {
        left.value.isEqual(to: right.value)
    }
}

/// The router filter (`envoy.extensions.filters.http.router.v3.Router`).
public struct RouterConfiguration: HTTPFilterValue {
    /// Whether statistics by status and zone are kept. Envoy's default: true.
    public var dynamicStats: Bool
    /// Whether the router adds no `x-envoy-` fields. Envoy's default: false.
    public var suppressEnvoyHeaders: Bool
    /// Whether `x-envoy-expected-rq-timeout-ms` of a request is its timeout. Envoy's default: false.
    public var respectsExpectedTimeout = false
    /// Whether tries of traced requests have spans of their own. Envoy's default: false.
    public var spawnsUpstreamSpans = false
    /// Fields that make a request be refused when their value cannot be understood.
    public var strictlyCheckedFields: [StrictField] = []

    /// Logs with a line for each try.
    public var tryLogs: [AccessLogConfiguration] = []
    /// When those have lines beside that at a try's end: when a try has its connection, and at intervals.
    public var tryLogOptions = AccessLogOptionsConfiguration()

    /// A field whose value can be checked (`strict_check_headers`).
    public enum StrictField: String, Sendable, Equatable, CaseIterable {
        /// A number of milliseconds.
        case timeout = "x-envoy-upstream-rq-timeout-ms"
        /// A number of milliseconds.
        case tryTimeout = "x-envoy-upstream-rq-per-try-timeout-ms"
        /// A number.
        case maxRetries = "x-envoy-max-retries"
        /// A list of conditions.
        case retryOn = "x-envoy-retry-on"
        /// A list of conditions.
        case retryGRPCOn = "x-envoy-retry-grpc-on"
    }

    /// Makes a router; what is left out has Envoy's default.
    public init(dynamicStats: Bool = true, suppressEnvoyHeaders: Bool = false) {
        self.dynamicStats = dynamicStats
        self.suppressEnvoyHeaders = suppressEnvoyHeaders
    }

    /// Those of its logs.
    public var formats: [SubstitutionFormat] { tryLogs.flatMap { $0.format?.texts ?? [] } }
}

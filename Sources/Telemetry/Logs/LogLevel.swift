/// How grave an application log line is; the names are those of Envoy's `-l` and `/logging`.
public enum LogLevel: UInt8, Sendable, CaseIterable, Comparable {
    /// Every step.
    case trace
    /// What a developer asks for.
    case debug
    /// What an operator wants to know.
    case info
    /// Something is wrong, and the proxy goes on.
    case warning
    /// Something failed.
    case error
    /// The proxy cannot go on.
    case critical
    /// No line at all.
    case off

    /// The level of a name, `warn` included; nil for an unknown one.
    public init?(name: String) {
        if name == "warn" {
            self = .warning
            return
        }
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    /// The name as it is written in arguments and lines.
    public var name: String {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        case .off: "off"
        }
    }

    /// One letter for `%L`.
    var letter: String {
        switch self {
        case .trace: "T"
        case .debug: "D"
        case .info: "I"
        case .warning: "W"
        case .error: "E"
        case .critical: "C"
        case .off: "O"
        }
    }

    /// Orders by gravity.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The part of the proxy that a line comes from, with a level of its own. The names are those of Envoy's loggers.
public enum LogComponent: UInt8, Sendable, CaseIterable {
    /// The admin interface.
    case admin
    /// The HTTP client of the proxy's own requests.
    case client
    /// Configuration sources and validation.
    case config
    /// Connections.
    case connection
    /// Accepting and listener filters.
    case connectionHandler
    /// Name resolution.
    case dns
    /// Files and logs.
    case file
    /// Filters without a name of their own.
    case filter
    /// Health checks.
    case healthChecker
    /// The connection manager.
    case http
    /// The HTTP/2 codec.
    case http2
    /// Start-up order.
    case `init`
    /// The process.
    case main
    /// Connection pools.
    case pool
    /// Route configurations from elsewhere.
    case rds
    /// The router filter.
    case router
    /// Runtime values.
    case runtime
    /// Certificates from elsewhere.
    case secret
    /// Statistics.
    case stats
    /// Spans.
    case tracing
    /// Clusters.
    case upstream

    /// The name as it is written in `/logging` and lines.
    public var name: String {
        switch self {
        case .admin: "admin"
        case .client: "client"
        case .config: "config"
        case .connection: "connection"
        case .connectionHandler: "conn_handler"
        case .dns: "dns"
        case .file: "file"
        case .filter: "filter"
        case .healthChecker: "hc"
        case .http: "http"
        case .http2: "http2"
        case .`init`: "init"
        case .main: "main"
        case .pool: "pool"
        case .rds: "rds"
        case .router: "router"
        case .runtime: "runtime"
        case .secret: "secret"
        case .stats: "stats"
        case .tracing: "tracing"
        case .upstream: "upstream"
        }
    }

    /// The component of a name; nil for an unknown one.
    public init?(name: String) {
        guard let component = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = component
    }
}

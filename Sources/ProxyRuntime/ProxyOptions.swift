/// What the command line says about running a proxy; Envoy's flags.
public struct ProxyOptions: Sendable {
    /// Worker threads (`--concurrency`).
    public var concurrency = 1
    /// Seconds that a shutdown may take (`--drain-time-s`). Kubernetes kills 30 s after SIGTERM, hence 25.
    public var drainSeconds: UInt64 = 25
    /// Whether connections end over the drain time or all at once (`--drain-strategy`).
    public var drainsGradually = true
    /// Hot restart (`--base-id`, `--restart-epoch` and so on).
    public var hotRestart = HotRestartOptions()
    /// Milliseconds that a line of an access log may wait for others (`--file-flush-interval-msec`).
    public var logFlushMilliseconds: UInt64 = 1_000
    /// `--service-node`, over the file's `node.id`.
    public var serviceNode = ""
    /// `--service-cluster`, over the file's `node.cluster`.
    public var serviceCluster = ""
    /// `--service-zone`, over the file's `node.locality.zone`.
    public var serviceZone = ""
    /// Labels of all statistics (`--stats-tag`).
    public var statisticsTags: [StatisticsTag] = []
    /// A file that gets the admin interface's address once it listens (`--admin-address-path`).
    public var adminAddressPath = ""
    /// The file given by `-c`, for `/server_info`.
    public var configurationPath = ""
    /// Whether the file is read again when it changes (`--watch`).
    public var watchesConfiguration = false
    /// The directory where answers of servers are kept for the next start; empty means nowhere.
    public var lastGoodPath = ""
    /// Whose metrics are shown with the proxy's own (`--merge-metrics`); nil means nobody's.
    public var metricsSource: MetricsSource?
    /// Where the proxy obtains its identity; nil means it has those that its configuration names.
    public var identity: IdentityOptions?
    /// Whether fields that Envoy does not know are mistakes in resources that come while the proxy runs.
    public var refusesUnknownDynamicFields = false
    /// Whether such fields are passed over without a word.
    public var ignoresUnknownDynamicFields = false
    /// The document given by `--config-yaml`, for `/server_info`.
    public var configurationText = ""
    /// Whether `--allow-unknown-static-fields` was given, for `/server_info`.
    public var allowsUnknownStaticFields = false
    /// The pattern of log lines (`--log-format`), for `/server_info`.
    public var logFormat = "[%Y-%m-%d %T.%e][%t][%l][%n] [%g:%#] %v"
    /// The file given by `--log-path`, for `/server_info`.
    public var logPath = ""
    /// The name of the log level given by `-l`, for `/server_info`.
    public var logLevel = "info"

    /// The defaults.
    public init() {}

    /// A label of all statistics.
    public struct StatisticsTag: Sendable, Equatable {
        /// ASCII letters and digits.
        public let name: String
        /// Anything but a dot.
        public let value: String

        /// Reads `name:value`; nil when it is none.
        public init?(_ text: String) {
            guard let colon = text.firstIndex(of: ":") else { return nil }
            name = String(text[..<colon])
            value = String(text[text.index(after: colon)...])
            let isPlain = name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
            if !isPlain || value.isEmpty || value.utf8.contains(UInt8(ascii: ".")) { return nil }
        }
    }
}

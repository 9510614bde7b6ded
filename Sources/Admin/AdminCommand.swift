/// The paths of the admin interface, in the order in which help lists them. Paths and texts are Envoy's.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/operations/admin
enum AdminCommand: String, CaseIterable {
    case home = "/"
    case allocationProfiler = "/allocprofiler"
    case certificates = "/certs"
    case clusters = "/clusters"
    case configDump = "/config_dump"
    case contention = "/contention"
    case cpuProfiler = "/cpuprofiler"
    case drainListeners = "/drain_listeners"
    case healthcheckFail = "/healthcheck/fail"
    case healthcheckOK = "/healthcheck/ok"
    case heapDump = "/heap_dump"
    case heapProfiler = "/heapprofiler"
    case help = "/help"
    case hotRestartVersion = "/hot_restart_version"
    case initDump = "/init_dump"
    case listeners = "/listeners"
    case logging = "/logging"
    case memory = "/memory"
    case allocatorMemory = "/memory/tcmalloc"
    case peakHeapDump = "/peak_heap_dump"
    case quit = "/quitquitquit"
    case ready = "/ready"
    case reopenLogs = "/reopen_logs"
    case resetCounters = "/reset_counters"
    case runtime = "/runtime"
    case runtimeModify = "/runtime_modify"
    case serverInfo = "/server_info"
    case stats = "/stats"
    case statsPrometheus = "/stats/prometheus"
    case recentLookups = "/stats/recentlookups"
    case recentLookupsClear = "/stats/recentlookups/clear"
    case recentLookupsDisable = "/stats/recentlookups/disable"
    case recentLookupsEnable = "/stats/recentlookups/enable"

    /// A parameter with its description and the values it takes; none when it takes any.
    struct Parameter {
        let name: String
        let text: String
        var values: [String] = []
    }

    /// Whether the command changes something, and so has to be posted.
    var isMutation: Bool {
        switch self {
        case .allocationProfiler, .cpuProfiler, .drainListeners, .healthcheckFail, .healthcheckOK, .heapProfiler,
            .logging, .quit,
            .reopenLogs, .resetCounters, .runtimeModify, .recentLookupsClear, .recentLookupsDisable,
            .recentLookupsEnable:
            true
        case .home, .certificates, .clusters, .configDump, .contention, .heapDump, .help, .hotRestartVersion,
            .initDump, .listeners, .memory, .allocatorMemory, .peakHeapDump, .ready, .runtime, .serverInfo, .stats,
            .statsPrometheus, .recentLookups:
            false
        }
    }

    /// What the command does.
    var text: String {
        switch self {
        case .home: "Admin home page"
        case .allocationProfiler: "enable/disable the allocation profiler (if supported)"
        case .certificates: "print certs on machine"
        case .clusters: "upstream cluster status"
        case .configDump: "dump current Envoy configs"
        case .contention: "dump current Envoy mutex contention stats (if enabled)"
        case .cpuProfiler: "enable/disable the CPU profiler"
        case .drainListeners: "drain listeners"
        case .healthcheckFail: "cause the server to fail health checks"
        case .healthcheckOK: "cause the server to pass health checks"
        case .heapDump: "dump current Envoy heap (if supported)"
        case .heapProfiler: "enable/disable the heap profiler"
        case .help: "print out list of admin commands"
        case .hotRestartVersion: "print the hot restart compatibility version"
        case .initDump: "dump current Envoy init manager information (experimental)"
        case .listeners: "print listener info"
        case .logging: "query/change logging levels"
        case .memory: "print current allocation/heap usage"
        case .allocatorMemory: "print TCMalloc stats"
        case .peakHeapDump: "dump peak Envoy heap (if supported)"
        case .quit: "exit the server"
        case .ready: "print server state, return 200 if LIVE, otherwise return 503"
        case .reopenLogs: "reopen access logs"
        case .resetCounters: "reset all counters to zero"
        case .runtime: "print runtime values"
        case .runtimeModify:
            "Adds or modifies runtime values as passed in query parameters. To delete a previously added key, use an "
                + "empty string as the value. Note that deletion only applies to overrides added via this endpoint; "
                + "values loaded from disk can be modified via override but not deleted. E.g. "
                + "?key1=value1&key2=value2..."
        case .serverInfo: "print server version/status information"
        case .stats: "print server stats"
        case .statsPrometheus: "print server stats in prometheus format"
        case .recentLookups: "Show recent stat-name lookups"
        case .recentLookupsClear: "clear list of stat-name lookups and counter"
        case .recentLookupsDisable: "disable recording of reset stat-name lookup names"
        case .recentLookupsEnable: "enable recording of reset stat-name lookup names"
        }
    }

    /// What the command takes.
    var parameters: [Parameter] {
        switch self {
        case .home, .certificates, .contention, .healthcheckFail, .healthcheckOK, .heapDump, .help, .hotRestartVersion,
            .memory, .allocatorMemory, .peakHeapDump, .quit, .ready, .reopenLogs, .resetCounters, .runtime,
            .runtimeModify, .serverInfo, .recentLookups,
            .recentLookupsClear, .recentLookupsDisable, .recentLookupsEnable:
            []
        case .allocationProfiler:
            [Parameter(name: "enable", text: "enable/disable the allocation profiler", values: ["y", "n"])]
        case .cpuProfiler: [Parameter(name: "enable", text: "enables the CPU profiler", values: ["y", "n"])]
        case .heapProfiler: [Parameter(name: "enable", text: "enable/disable the heap profiler", values: ["y", "n"])]
        case .initDump:
            [
                Parameter(
                    name: "mask",
                    text: "The desired component to dump unready targets. The mask is parsed as a "
                        + "Protobuf::FieldMask. For example, get the unready targets of all listeners with "
                        + "/init_dump?mask=listener`")
            ]
        case .clusters:
            [Parameter(name: "filter", text: "Regular expression (Google re2) for filtering clusters by name")]
        case .configDump:
            [
                Parameter(name: "resource", text: "The resource to dump"),
                Parameter(
                    name: "mask",
                    text: "The mask to apply. When both resource and mask are specified, the mask is applied to every "
                        + "element in the desired repeated field so that only a subset of fields are returned. The "
                        + "mask is parsed as a Protobuf::FieldMask"),
                Parameter(
                    name: "name_regex",
                    text: "Dump only the currently loaded configurations whose names match the specified regex. "
                        + "Can be used with both resource and mask query parameters."),
                Parameter(
                    name: "include_eds",
                    text: "Dump currently loaded configuration including EDS. See the response definition for more "
                        + "information"),
            ]
        case .drainListeners:
            [
                Parameter(
                    name: "graceful",
                    text: "When draining listeners, enter a graceful drain period prior to closing listeners. This "
                        + "behaviour and duration is configurable via server options or CLI"),
                Parameter(
                    name: "skip_exit",
                    text: "When draining listeners, drain the connections but never stop the listeners. The graceful "
                        + "parameter has no effect when this is set, since the drain period only delays stopping the "
                        + "listeners"),
                Parameter(
                    name: "inboundonly",
                    text: "Drains all inbound listeners. traffic_direction field in "
                        + "envoy_v3_api_msg_config.listener.v3.Listener is used to determine whether a listener is "
                        + "inbound or outbound."),
            ]
        case .listeners:
            [Parameter(name: "format", text: "File format to use", values: ["text", "json"])]
        case .logging:
            [
                Parameter(
                    name: "paths",
                    text: "Change multiple logging levels by setting to "
                        + "<logger_name1>:<desired_level1>,<logger_name2>:<desired_level2>. If fine grain logging is "
                        + "enabled, use __FILE__ or a glob experision as the logger name. For example, "
                        + "source/common*:warning"),
                Parameter(
                    name: "group",
                    text: "Change given logger group to desired level, set to <logger_group_name>:<desired_level>. "
                        + "logger_group_name must be a logger name."),
                Parameter(
                    name: "level", text: "desired logging level, this will change all loggers's level",
                    values: ["", "trace", "debug", "info", "warning", "error", "critical", "off"]),
            ]
        case .stats:
            [
                Parameter(
                    name: "usedonly", text: "Only include stats that have been written by system since restart"),
                Parameter(name: "filter", text: "Regular expression (Google re2) for filtering stats"),
                Parameter(name: "invert_filter", text: "Invert the filter regex"),
                Parameter(name: "format", text: "Format to use", values: ["html", "active-html", "text", "json"]),
                Parameter(
                    name: "type", text: "Stat types to include.",
                    values: ["All", "Counters", "Histograms", "Gauges", "TextReadouts"]),
                Parameter(
                    name: "histogram_buckets", text: "Histogram bucket display mode",
                    values: ["cumulative", "disjoint", "detailed", "summary"]),
            ]
        case .statsPrometheus:
            [
                Parameter(
                    name: "usedonly", text: "Only include stats that have been written by system since restart"),
                Parameter(
                    name: "text_readouts",
                    text: "Render text_readouts as new gaugues with value 0 (increases Prometheus data size)"),
                Parameter(name: "filter", text: "Regular expression (Google re2) for filtering stats"),
                Parameter(name: "invert_filter", text: "Invert the filter regex"),
                Parameter(
                    name: "histogram_buckets", text: "Histogram bucket display mode",
                    values: ["cumulative", "summary"]),
            ]
        }
    }
}

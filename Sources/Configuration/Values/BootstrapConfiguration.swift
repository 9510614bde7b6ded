public import RegularExpressions

/// A whole configuration file, read and validated (`envoy.config.bootstrap.v3.Bootstrap`).
public struct BootstrapConfiguration: Sendable, Equatable {
    /// Who this proxy is.
    public var node: NodeConfiguration
    /// The listeners, in file order. Names and addresses are unique.
    public var listeners: [ListenerConfiguration]
    /// The clusters, in file order. Names are unique.
    public var clusters: [ClusterConfiguration]
    /// The admin interface; nil when the file opens none.
    public var admin: AdminConfiguration?
    /// Where other resources come from.
    public var dynamic = DynamicResourcesConfiguration()
    /// How upstream connections are bound where a cluster does not say it; the clusters here have it already.
    public var upstreamBind: BindConfiguration?
    /// The name of the cluster that this proxy is one of; empty when unset. Zone-aware balancing reads it.
    public var localCluster = ""
    /// Whether it is told how many clusters each worker uses. (A worker makes its part of a cluster at first use in any
    /// case.) Envoy's default: false.
    public var defersClusters = false
    /// Which statistics there are.
    public var statistics = StatisticsConfiguration()
    /// The format of lines of the application log; nil: the command line's.
    public var applicationLogFormat: String?
    /// The file for what outlier detection does; empty: none.
    public var outlierEventLog = ""

    /// When a stuck thread is noticed.
    public var watchdogs = WatchdogConfiguration()
    /// What is done against overload.
    public var overload = OverloadConfiguration()
    /// Values that are looked up by key.
    public var runtime = RuntimeConfiguration()
    /// The secrets, in file order. Names are unique among those of one kind.
    public var secrets: [SecretConfiguration] = []
    /// A JSON object of the file's other fields, for `config_dump`; without node, static resources and admin interface.
    public var source: [UInt8] = []

    /// The parts of a file.
    public init(
        node: NodeConfiguration = NodeConfiguration(),
        listeners: [ListenerConfiguration] = [],
        clusters: [ClusterConfiguration] = [],
        admin: AdminConfiguration? = nil
    ) {
        self.node = node
        self.listeners = listeners
        self.clusters = clusters
        self.admin = admin
    }
}

/// Who this proxy is (`envoy.config.core.v3.Node`). Command line flags may replace `id`, `cluster` and `zone`.
public struct NodeConfiguration: Sendable, Equatable {
    /// The node's own name; empty when unset.
    public var id: String
    /// The service that the node belongs to; empty when unset.
    public var cluster: String
    /// The region of the node's locality; empty when unset.
    public var region: String
    /// The zone of the node's locality; empty when unset.
    public var zone: String
    /// The sub-zone of the node's locality; empty when unset.
    public var subZone: String
    /// The JSON object as it stands in the file (metadata included), for `config_dump`; empty when there is none.
    public var source: [UInt8]
    /// What its metadata say of the workload that it serves, in Istio's words.
    public var workload = WorkloadDescription()

    /// A node's names.
    public init(
        id: String = "",
        cluster: String = "",
        region: String = "",
        zone: String = "",
        subZone: String = "",
        source: [UInt8] = []
    ) {
        self.id = id
        self.cluster = cluster
        self.region = region
        self.zone = zone
        self.subZone = subZone
        self.source = source
    }
}

/// The admin interface (`envoy.config.bootstrap.v3.Admin`).
public struct AdminConfiguration: Sendable, Equatable {
    /// Where it listens.
    public var address: AddressConfiguration
    /// Where its requests are logged; empty means nowhere.
    public var accessLogs: [AccessLogConfiguration]
    /// What requests may ask for, by path and query; empty means anything.
    public var allowedPaths: [TextMatcher] = []
    /// Whether its connections do not count among those that are limited. Envoy's default: false.
    public var ignoresGlobalConnectionLimit = false
    /// Options of its listening socket.
    public var socketOptions: [SocketOptionConfiguration] = []
    /// The JSON object as it stands in the file, for `config_dump`.
    public var source: [UInt8]

    /// An admin interface.
    public init(address: AddressConfiguration, accessLogs: [AccessLogConfiguration] = [], source: [UInt8] = []) {
        self.address = address
        self.accessLogs = accessLogs
        self.source = source
    }
}

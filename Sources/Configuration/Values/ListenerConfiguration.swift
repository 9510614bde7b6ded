/// A listening socket and what is done with its connections (`envoy.config.listener.v3.Listener`).
public struct ListenerConfiguration: Sendable, Equatable {
    /// The listener's name; empty when the file gives none (Envoy then makes one up).
    public var name: String
    /// The name used in statistics; empty means the address with `:` written as `_`.
    public var statPrefix: String
    /// Where it listens.
    public var address: AddressConfiguration
    /// Its metadata, for formats.
    public var metadata = MetadataConfiguration()
    /// Where it listens as well (`additional_addresses`).
    public var additionalPlaces: [ListenerPlace] = []
    /// What it does with datagrams; nil means it takes connections.
    public var udp: UDPListenerConfiguration?
    /// The filter chains, each for other connections.
    public var filterChains: [FilterChainConfiguration]
    /// What chooses the chain by its name, instead of what the chains match themselves; nil means nothing.
    public var filterChainMatcher: MatcherConfiguration<String>?
    /// The chain for connections that no other one is for; nil means they are closed.
    public var defaultFilterChain: FilterChainConfiguration?
    /// What looks at connections before their filter chain is chosen, in order.
    public var listenerFilters: [ListenerFilterConfiguration] = []
    /// How long that may take, in nanoseconds; nil means any time. Envoy's default: 15 s.
    public var listenerFiltersTimeout: UInt64? = 15_000_000_000
    /// Whether a connection goes on when that took too long, with what is known then. Envoy's default: false.
    public var continuesOnFilterTimeout = false
    /// Whether connections go to the listener of the address that their client wanted (`use_original_dst`).
    /// Envoy's default: false.
    public var usesOriginalDestination = false
    /// Whether each connection goes to the worker that has the fewest (`exact_balance`). Envoy's default: false.
    public var balancesExactly = false
    /// Soft limit of each of a connection's buffers, in bytes. Envoy's default: 1 MiB.
    public var perConnectionBufferLimit: UInt32
    /// The length of the kernel's accept queue. Envoy's default: 128.
    public var backlog: UInt32
    /// Whether every worker has a socket of its own (SO_REUSEPORT). Envoy's default: true.
    public var reusePort: Bool
    /// Whether the socket is bound at all. Envoy's default: true.
    public var bindToPort: Bool
    /// Whether the address may be one that the machine does not have (IP_FREEBIND). Envoy's default: false.
    public var freebind: Bool
    /// Whether the socket takes connections for addresses of others (IP_TRANSPARENT). Envoy's default: false.
    public var transparent = false
    /// Probes on accepted connections; nil sends none.
    public var keepalive: KeepaliveConfiguration?
    /// Options of its sockets, set before they are bound.
    public var socketOptions: [SocketOptionConfiguration] = []
    /// Where connections are logged when they end; empty means nowhere.
    public var accessLogs: [AccessLogConfiguration] = []
    /// Connections accepted in one wake-up at most (`max_connections_to_accept_per_socket_event`); nil leaves it open.
    public var mostAcceptsPerWakeUp: UInt32?
    /// Whether the limit of all downstream connections does not concern it (`ignore_global_conn_limit`).
    public var ignoresGlobalConnectionLimit = false
    /// Whether its connections and requests are taken while the proxy is overloaded (`bypass_overload_manager`).
    public var bypassesOverload = false
    /// Whether its connections stay as they are when the proxy is taken out of service (`drain_type: MODIFY_ONLY`).
    public var drainsOnlyForUpdates = false
    /// Whether this listener serves the machine's inside or its outside.
    public var trafficDirection: TrafficDirection
    /// The JSON object as it stands in the file, for `config_dump`.
    public var source: [UInt8]

    /// All places where it listens, that of `address` first.
    public var places: [ListenerPlace] {
        [ListenerPlace(address, keepalive: keepalive, socketOptions: socketOptions)] + additionalPlaces
    }

    /// Envoy's three traffic directions.
    public enum TrafficDirection: Sendable, Equatable {
        /// The file does not say.
        case unspecified
        /// Towards the local service.
        case inbound
        /// From the local service.
        case outbound
    }

    /// Makes a listener; what is left out has Envoy's default.
    public init(
        name: String = "",
        statPrefix: String = "",
        address: AddressConfiguration,
        filterChains: [FilterChainConfiguration] = [],
        perConnectionBufferLimit: UInt32 = 1_048_576,
        backlog: UInt32 = 128,
        reusePort: Bool = true,
        bindToPort: Bool = true,
        freebind: Bool = false,
        trafficDirection: TrafficDirection = .unspecified,
        source: [UInt8] = []
    ) {
        self.name = name
        self.statPrefix = statPrefix
        self.address = address
        self.filterChains = filterChains
        self.perConnectionBufferLimit = perConnectionBufferLimit
        self.backlog = backlog
        self.reusePort = reusePort
        self.bindToPort = bindToPort
        self.freebind = freebind
        self.trafficDirection = trafficDirection
        self.source = source
    }
}

/// An address at which a listener listens, and how its sockets are made.
public struct ListenerPlace: Sendable, Equatable {
    /// The address.
    public var address: AddressConfiguration
    /// Probes on accepted connections; nil sends none.
    public var keepalive: KeepaliveConfiguration?
    /// Options of its sockets, set before they are bound.
    public var socketOptions: [SocketOptionConfiguration]

    /// Makes a place.
    public init(
        _ address: AddressConfiguration, keepalive: KeepaliveConfiguration? = nil,
        socketOptions: [SocketOptionConfiguration] = []
    ) {
        self.address = address
        self.keepalive = keepalive
        self.socketOptions = socketOptions
    }
}

/// The filters that a connection passes (`envoy.config.listener.v3.FilterChain`).
public struct FilterChainConfiguration: Sendable, Equatable {
    /// The chain's name; empty when unset.
    public var name: String
    /// The network filters in order; the last one is terminal.
    public var filters: [NetworkFilterConfiguration]
    /// Its metadata, for formats.
    public var metadata = MetadataConfiguration()
    /// Which connections it is for.
    public var match = FilterChainMatchConfiguration()
    /// TLS on its connections; nil means they are plain.
    public var tls: DownstreamTLSConfiguration?
    /// How long the handshake may take (`transport_socket_connect_timeout`), in nanoseconds; nil means any time.
    public var transportConnectTimeout: UInt64?

    /// Makes a chain of filters.
    public init(name: String = "", filters: [NetworkFilterConfiguration] = []) {
        self.name = name
        self.filters = filters
    }
}

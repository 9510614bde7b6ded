internal import NetworkAddresses

/// What the command line says about hot restart; Envoy's flags.
public struct HotRestartOptions: Sendable, Equatable {
    /// Whether a later instance may take over from this one (off by `--disable-hot-restart`).
    public var isEnabled = false
    /// Tells the proxies of one machine apart (`--base-id`).
    public var baseID: UInt32 = 0
    /// Whether any id that is free will do (`--use-dynamic-base-id`).
    public var choosesBaseID = false
    /// A file that gets the base id (`--base-id-path`); empty for none.
    public var baseIDPath = ""
    /// How many instances there were before this one (`--restart-epoch`); any but the first takes over.
    public var epoch: UInt32 = 0
    /// Whether an instance that finds nobody to take over from starts all the same (`--skip-hot-restart-on-no-parent`).
    public var startsWithoutParent = false
    /// Whether the counters of the instance before are left out (`--skip-hot-restart-parent-stats`).
    public var skipsParentCounters = false
    /// Seconds after which the instance before ends, whatever it still serves (`--parent-shutdown-time-s`).
    public var parentShutdownSeconds: UInt32 = 900
    /// Where instances meet (`--socket-path`); the base id is appended. A leading `@` means the abstract name space.
    public var socketPath = "@apus_domain_socket"
    /// The permissions of the meeting point, if it is a file (`--socket-mode`).
    public var socketMode: UInt32 = 0o600

    /// The defaults, but off: who runs a proxy inside another process has no instances.
    public init() {}

    /// Where the instances with `baseID` meet.
    func meetingPoint(baseID: UInt32) -> SocketAddress { .unix("\(socketPath)_\(baseID)") }

    /// What two binaries must have in common to hand over (`--hot-restart-version`, `/hot_restart_version`).
    public static let version = "apus.\(HotRestartMessage.version)"
}

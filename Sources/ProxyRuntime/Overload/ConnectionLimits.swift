internal import Configuration

/// Where limits of connections are configured.
enum ConnectionLimits {
    /// The keys that are read; whatever else stands in the runtime layers has no effect here.
    static let globalKey = "overload.global_downstream_max_connections"

    /// The limit of all downstream connections: the overload manager's, or the older one of the runtime layers.
    static func global(_ bootstrap: BootstrapConfiguration) -> UInt64? {
        for monitor in bootstrap.overload.monitors {
            if case .downstreamConnections(let most) = monitor.kind { return most }
        }
        return runtimeLimit(globalKey, bootstrap.runtime)
    }

    /// The limit of one listener.
    static func listener(_ name: String, _ runtime: RuntimeConfiguration) -> UInt64? {
        runtimeLimit(listenerKey(name), runtime)
    }

    /// What a layer says; with a layer that may say something later, the most that there can be.
    private static func runtimeLimit(_ key: String, _ runtime: RuntimeConfiguration) -> UInt64? {
        runtime.integer(key) ?? (runtime.layers.contains { $0.isAdmin } ? .max : nil)
    }

    static func listenerKey(_ name: String) -> String { "envoy.resource_limits.listener.\(name).connection_limit" }

    /// Whether something reads a key of the runtime layers.
    static func reads(_ key: String, listeners: [String]) -> Bool {
        key == globalKey || listeners.contains { listenerKey($0) == key }
    }
}

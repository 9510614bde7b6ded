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
        return bootstrap.runtime.integer(globalKey)
    }

    /// The limit of one listener.
    static func listener(_ name: String, _ runtime: RuntimeConfiguration) -> UInt64? {
        runtime.integer(listenerKey(name))
    }

    static func listenerKey(_ name: String) -> String { "envoy.resource_limits.listener.\(name).connection_limit" }

    /// The keys of the runtime layers that nothing reads.
    static func unreadKeys(_ bootstrap: BootstrapConfiguration) -> [String] {
        let read = Set([globalKey] + bootstrap.listeners.map { listenerKey($0.name) })
        return bootstrap.runtime.keys.filter { !read.contains($0) }
    }
}

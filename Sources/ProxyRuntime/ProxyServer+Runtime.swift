internal import Configuration
internal import Proxying
internal import RuntimeValues
internal import Synchronization
internal import Telemetry
internal import Upstreams

/// Values by key while the proxy runs.
extension ProxyServer {
    /// Sets keys of the layer that the admin interface fills; an empty value takes a key out of it again.
    ///
    /// - Returns: false when the configuration has no such layer.
    public func modifyRuntime(_ changes: [(name: String, value: String)]) -> Bool {
        guard let place = runtime.layers.firstIndex(where: \.isAdmin) else { return false }
        for (name, value) in changes { runtime.layers[place].values[name] = value.isEmpty ? nil : value }
        runtimeChanged(changes.map(\.name))
        return true
    }

    /// Takes the values of a layer that comes from a source.
    func takeRuntime(_ values: [String: String], of discovery: RuntimeDiscoveryConfiguration) {
        let known = Set(runtime.keys)
        for place in runtime.layers.indices where runtime.layers[place].discovery == discovery {
            runtime.layers[place].values = values
        }
        runtimeChanged(values.keys.filter { !known.contains($0) }.sorted())
    }

    /// The layers are others: lets everybody know who heeds them.
    func runtimeChanged(_ keys: [String]) {
        publishedState.runtimeLoads.add(1, ordering: .relaxed)
        publishedState.publish(runtime)
        liveRuntime.publish(runtime)
        let warming = clusters?.warming.values.map(\.cluster) ?? []
        for cluster in snapshot.clusterOrder + warming { cluster.heed(liveRuntime) }
        warnOfUnreadKeys(keys)
        if let limit = snapshot.connectionLimit, !snapshot.isLimitedByMonitor {
            limit.maximum = runtime.integer(ConnectionLimits.globalKey) ?? .max
        }
        for listener in snapshot.listeners {
            listener.connectionLimit?.maximum = runtime.integer(ConnectionLimits.listenerKey(listener.name)) ?? .max
        }
    }

    func warnOfUnreadKeys(_ keys: [String]) {
        let listeners = snapshot.listeners.map(\.name)
        let unread = keys.filter { key in
            !ConnectionLimits.reads(key, listeners: listeners) && !liveRuntime.heeds(key)
                && !Cluster.heeds(key) { snapshot.clusters[$0] != nil }
        }
        if !unread.isEmpty {
            log.warning(.runtime, "runtime keys without effect: \(unread.joined(separator: ", "))")
        }
    }
}

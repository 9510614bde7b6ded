public import RuntimeValues
internal import Synchronization

/// What runtime keys change of a cluster while the proxy runs. Each cluster has keys of its own, which hardly anybody
/// sets: they are looked up when the layers change, and nothing is kept for them.
extension Cluster {
    private static let breakers = "circuit_breakers."
    private static let maintenance = "upstream.maintenance_mode."

    /// Takes what stands at the cluster's keys now. The main loop alone does so.
    public func heed(_ runtime: LiveRuntime) {
        let mayName = runtime.hasKeys(beginning: Self.breakers)
        for (priority, breaker) in [("default", circuitBreakers.defaults), ("high", circuitBreakers.high)] {
            let prefix = mayName ? "\(Self.breakers)\(name).\(priority)." : ""
            let isNamed = mayName && runtime.hasKeys(beginning: prefix)
            breaker.bounds.set(breaker.thresholds) { isNamed ? runtime.entry(at: prefix + $0) : RuntimeEntry() }
        }
        let percent = runtime.entry(at: Self.maintenance + name).number ?? 0
        maintenancePercent.store(UInt8(min(100, percent)), ordering: .relaxed)
    }

    /// Whether a cluster of one of these names heeds a key.
    public static func heeds(_ key: String, _ names: (String) -> Bool) -> Bool {
        if key.hasPrefix(maintenance) { return names(String(key.dropFirst(maintenance.count))) }
        guard key.hasPrefix(breakers) else { return false }
        return CircuitBreakerBounds.keys.contains { last in
            ["default", "high"].contains { priority in
                let suffix = ".\(priority).\(last)"
                return key.hasSuffix(suffix) && names(String(key.dropFirst(breakers.count).dropLast(suffix.count)))
            }
        }
    }

    /// The share of requests, in percent, that is refused since the cluster is under maintenance.
    public var maintenance: UInt64 { UInt64(maintenancePercent.load(ordering: .relaxed)) }
}

/// Reads `envoy.config.cluster.v3.Cluster.CommonLbConfig` and what the typed policies have in its place.
enum BalancingDocument {
    private typealias ZoneAware = LocalityBalancing.ZoneAwareConfiguration

    /// Reads `common_lb_config`.
    static func readCommon(_ reader: inout MessageReader, into result: inout BalancingConfiguration) {
        if let threshold = readPercent("healthy_panic_threshold", of: &reader) {
            result.panicThreshold = UInt32(threshold)
        }
        if let localities = readLocalities(&reader) { result.localities = localities }
        // Changes are merged as they come: each worker takes the newest endpoints.
        _ = reader.duration("update_merge_window")
        result.ignoresUncheckedEndpoints = reader.bool("ignore_new_hosts_until_first_hc") ?? false
        result.closesConnectionsOnChange = reader.bool("close_connections_on_host_set_change") ?? false
        reader.message("consistent_hashing_lb_config") { readHashing(&$0, into: &result.hashing) }
    }

    /// Reads the choice of localities, which several messages have; nil when there is none.
    static func readLocalities(_ reader: inout MessageReader) -> LocalityBalancing? {
        if reader.has("locality_weighted_lb_config") {
            reader.message("locality_weighted_lb_config") { _ in }
            return .weighted
        }
        return reader.message("zone_aware_lb_config", readZoneAware).map { .zoneAware($0) }
    }

    private static func readZoneAware(_ reader: inout MessageReader) -> LocalityBalancing.ZoneAwareConfiguration {
        var result = ZoneAware()
        if let share = readPercent("routing_enabled", of: &reader) { result.routingEnabled = UInt32(share) }
        result.minClusterSize = reader.uint64("min_cluster_size") ?? result.minClusterSize
        result.failsOnPanic = reader.bool("fail_traffic_on_panic") ?? false
        guard reader.field("force_local_zone") != nil else { return result }
        result.forcedZoneSize = reader.bool("force_locality_direct_routing") == true ? 1 : nil
        if let size = reader.message("force_local_zone", { $0.uint32("min_size") ?? 1 }) {
            result.forcedZoneSize = size
        }
        result.countsWeights = reader.choice("locality_basis", [0: false, 1: true]) ?? false
        return result
    }

    /// Reads what the two messages of consistent hashing share.
    static func readHashing(_ reader: inout MessageReader, into result: inout ConsistentHashingConfiguration) {
        result.usesHostname = reader.bool("use_hostname_for_hashing") ?? false
        result.balanceFactor = reader.uint32("hash_balance_factor", in: 100 ... .max)
        guard reader.field("hash_policy") != nil else { return }
        result.policy = reader.messages("hash_policy", HashPolicyDocument.read).compactMap(\.self)
    }

    /// Reads `slow_start_config`, which several messages have.
    static func readSlowStart(_ reader: inout MessageReader) -> SlowStartConfiguration? {
        reader.message("slow_start_config") { reader in
            let window = reader.duration("slow_start_window") ?? 0
            let aggression = reader.message("aggression", readRuntimeDouble) ?? 1
            let least = readPercent("min_weight_percent", of: &reader) ?? 10
            return window == 0
                ? nil : SlowStartConfiguration(window: window, aggression: aggression, minWeightPercent: least)
        } ?? nil
    }

    /// Reads `envoy.config.core.v3.RuntimeDouble`. Its runtime key is not looked up.
    static func readRuntimeDouble(_ reader: inout MessageReader) -> Double {
        _ = reader.string("runtime_key")
        return reader.double("default_value") ?? 0
    }

    /// Reads `envoy.type.v3.Percent`: a number from 0 to 100.
    static func readPercent(_ name: String, of reader: inout MessageReader) -> Double? {
        reader.message(name) { reader in
            guard let node = reader.node("value") else { return 0 }
            guard let value = reader.double("value") else { return 0 }
            if value >= 0 && value <= 100 { return value }
            reader.session.wrong(node, expected: "a number from 0 to 100")
            return 0
        }
    }
}

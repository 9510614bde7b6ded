/// Reads how a cluster chooses endpoints: `lb_policy` and its configuration, or `load_balancing_policy`, which wins.
enum LoadBalancingDocument {
    /// A policy, and how requests are spread whatever the policy.
    typealias Choice = (policy: ClusterConfiguration.LoadBalancingPolicy, balancing: BalancingConfiguration)

    private typealias Policy = ClusterConfiguration.LoadBalancingPolicy

    /// - Parameters:
    ///   - allowsHostnames: whether endpoints may be hashed by name: in Envoy in STRICT_DNS clusters alone.
    ///   - choosesItself: whether the type of the cluster chooses, and no policy.
    static func read(_ reader: inout MessageReader, allowsHostnames: Bool, choosesItself: Bool) -> Choice {
        var balancing = BalancingConfiguration()
        var ofOldPolicy: JSONNode?
        reader.message("common_lb_config") { reader in
            let names = ["zone_aware_lb_config", "locality_weighted_lb_config", "consistent_hashing_lb_config"]
            ofOldPolicy = names.compactMap { reader.key($0) }.first
            let place = reader.node("consistent_hashing_lb_config")
            BalancingDocument.readCommon(&reader, into: &balancing)
            if balancing.hashing.usesHostname && !allowsHostnames, let place {
                reader.session.wrong(place, expected: "no \"use_hostname_for_hashing\" outside STRICT_DNS clusters")
            }
        }
        let configured = readPolicyConfigurations(&reader, into: &balancing)
        let policyNode = reader.node("lb_policy")
        let number = reader.enumeration("lb_policy") ?? 0
        let subsetsKey = reader.key("lb_subset_config")
        let subsets = reader.message("lb_subset_config", SubsetsDocument.read)
        if choosesItself {
            readNoPolicy(&reader, number, policyNode, subsetsKey)
            return (.roundRobin, balancing)
        }
        if reader.has("load_balancing_policy") {
            if let subsetsKey {
                reader.session.complain(
                    .wrongValue, at: subsetsKey,
                    "expected subsets in \"load_balancing_policy\", found \"lb_subset_config\" beside it")
            }
            if let ofOldPolicy {
                reader.session.complain(
                    .wrongValue, at: ofOldPolicy,
                    "expected it in \"load_balancing_policy\", found it beside that")
            }
            balancing.localities = .ignored
            balancing.slowStart = nil
            balancing.hashing = ConsistentHashingConfiguration()
            let policy = TypedBalancingDocument.read("load_balancing_policy", of: &reader, into: &balancing)
            return (policy, balancing)
        }
        // As in Envoy, subsets without selectors are none.
        balancing.subsets = subsets.flatMap { $0.selectors.isEmpty ? nil : $0 }
        return (policy(number, at: policyNode, configured, in: reader.session), balancing)
    }

    /// Reads that the cluster chooses by itself, which it has to say.
    private static func readNoPolicy(
        _ reader: inout MessageReader, _ number: Int32, _ node: JSONNode?, _ subsetsKey: JSONNode?
    ) {
        if reader.has("load_balancing_policy") {
            TypedBalancingDocument.readNone("load_balancing_policy", of: &reader)
        } else if number != 6 {
            reader.session.wrong(
                node ?? reader.place, expected: "\"lb_policy\" CLUSTER_PROVIDED in a cluster of this type")
        } else if let subsetsKey {
            reader.session.complain(
                .wrongValue, at: subsetsKey, "expected no subsets in a cluster of this type, found some")
        }
    }

    private static func policy(
        _ number: Int32, at node: JSONNode?, _ configured: Policy?, in session: DecodingSession
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        switch number {
        case 0: return .roundRobin
        case 1:
            if case .leastRequest? = configured { return configured ?? .roundRobin }
            return .leastRequest()
        case 2:
            if case .ringHash? = configured { return configured ?? .roundRobin }
            return .ringHash()
        case 3: return .random
        case 5:
            if case .maglev? = configured { return configured ?? .roundRobin }
            return .maglev()
        case 6: if let node { session.wrong(node, expected: "a policy that clusters of this type can have") }
        default:
            if let node {
                session.complain(
                    .wrongValue, at: node, "expected \"load_balancing_policy\" beside this policy, found none")
            }
        }
        return .roundRobin
    }

    /// Reads the one configuration of a policy that can be there, whether or not it is the one of `lb_policy`.
    private static func readPolicyConfigurations(
        _ reader: inout MessageReader, into balancing: inout BalancingConfiguration
    ) -> ClusterConfiguration.LoadBalancingPolicy? {
        if let slowStart = reader.message("round_robin_lb_config", BalancingDocument.readSlowStart) {
            balancing.slowStart = slowStart
            return .roundRobin
        }
        var slowStart: SlowStartConfiguration?
        let leastRequest = reader.message("least_request_lb_config") { reader in
            slowStart = BalancingDocument.readSlowStart(&reader)
            return readLeastRequest(&reader, choiceCountAtLeast: 2)
        }
        if let leastRequest {
            balancing.slowStart = slowStart
            return leastRequest
        }
        return reader.message("ring_hash_lb_config") { readRing(&$0, murmurHash: 1) }
            ?? reader.message("maglev_lb_config", readMaglev)
    }

    /// Reads what the two `LeastRequest` messages share.
    static func readLeastRequest(
        _ reader: inout MessageReader, choiceCountAtLeast least: UInt32
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        let choices = reader.uint32("choice_count", in: least ... .max) ?? 2
        let bias = reader.message("active_request_bias", RuntimeDecimalDocument.read)
        return .leastRequest(choiceCount: choices, activeRequestBias: bias ?? RuntimeDecimalConfiguration(1))
    }

    /// Reads what the two `RingHash` messages share; they number the hash functions differently.
    static func readRing(
        _ reader: inout MessageReader, murmurHash: Int32
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        let most: UInt64 = 8_388_608
        let node = reader.node("minimum_ring_size") ?? reader.place
        let minimum = reader.uint64("minimum_ring_size", in: 0...most) ?? 1024
        let maximum = reader.uint64("maximum_ring_size", in: 0...most) ?? most
        let hash = reader.enumeration("hash_function") ?? 0
        if minimum > maximum {
            reader.session.wrong(node, expected: "a \"minimum_ring_size\" not above \"maximum_ring_size\"")
        }
        return .ringHash(minimumSize: minimum, maximumSize: maximum, usesMurmurHash: hash == murmurHash)
    }

    /// Reads what the two `Maglev` messages share.
    static func readMaglev(_ reader: inout MessageReader) -> ClusterConfiguration.LoadBalancingPolicy {
        guard let node = reader.node("table_size"), let size = reader.uint64("table_size", in: 0...5_000_011) else {
            return .maglev()
        }
        if !isPrime(size) { reader.session.wrong(node, expected: "a prime number", isFoundLate: true) }
        return .maglev(tableSize: size)
    }

    private static func isPrime(_ number: UInt64) -> Bool {
        if number < 4 { return number > 1 }
        var divisor: UInt64 = 2
        while divisor * divisor <= number {
            if number % divisor == 0 { return false }
            divisor += 1
        }
        return true
    }
}

/// Reads `envoy.config.cluster.v3.LoadBalancingPolicy`: a list of policies, of which the first that is known here
/// counts, and which may hold further lists.
enum TypedBalancingDocument {
    private typealias Policy = ClusterConfiguration.LoadBalancingPolicy
    private static let prefix = "envoy.extensions.load_balancing_policies."

    /// Reads the field of that name.
    static func read(
        _ name: String, of reader: inout MessageReader, into balancing: inout BalancingConfiguration
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        // Each list is taken on its own, so that what an unknown policy says leaves no trace.
        var result = balancing
        let policy = reader.message(name) { readPolicies(&$0, into: &result) }
        balancing = result
        return policy ?? .roundRobin
    }

    private static func readPolicies(
        _ reader: inout MessageReader, into balancing: inout BalancingConfiguration
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        var chosen: Policy?
        var refused: [ExtensionContent] = []
        var result = balancing
        let policies = reader.messages("policies") { reader in
            reader.message("typed_extension_config") { reader in
                let name = reader.requiredString("name")
                guard let content = reader.any("typed_config", named: name) else { return }
                var attempt = balancing
                let policy = readPolicy(content, into: &attempt)
                if policy == nil { refused.append(content) }
                if chosen == nil, let policy {
                    chosen = policy
                    result = attempt
                }
            }
        }
        balancing = result
        if let chosen {
            for content in refused { reader.session.checkContent(content) }
            return chosen
        }
        for content in refused {
            if content.typeName.hasPrefix(prefix) {
                content.refuse("a load balancing policy")
            } else {
                content.misplace("the configuration of a load balancing policy")
            }
        }
        if policies.isEmpty { reader.missing("policies") }
        return .roundRobin
    }

    private static func readPolicy(
        _ content: ExtensionContent, into balancing: inout BalancingConfiguration
    ) -> ClusterConfiguration.LoadBalancingPolicy? {
        var result = balancing
        defer { balancing = result }
        switch content.typeName {
        case prefix + "round_robin.v3.RoundRobin":
            return content.read { reader in
                readLocalities(&reader, into: &result)
                result.slowStart = BalancingDocument.readSlowStart(&reader)
                return .roundRobin
            }
        case prefix + "random.v3.Random":
            return content.read { reader in
                readLocalities(&reader, into: &result)
                return .random
            }
        case prefix + "least_request.v3.LeastRequest":
            return content.read { reader in
                readLocalities(&reader, into: &result)
                result.slowStart = BalancingDocument.readSlowStart(&reader)
                return readLeastRequest(&reader)
            }
        case prefix + "ring_hash.v3.RingHash":
            return content.read { reader in
                // The deprecated places of what `consistent_hashing_lb_config` says.
                BalancingDocument.readHashing(&reader, into: &result.hashing)
                readHashing(&reader, into: &result)
                return LoadBalancingDocument.readRing(&reader, murmurHash: 2)
            }
        case prefix + "maglev.v3.Maglev":
            return content.read { reader in
                readHashing(&reader, into: &result)
                return LoadBalancingDocument.readMaglev(&reader)
            }
        case prefix + "subset.v3.Subset":
            return content.read { reader in
                let subsets = SubsetsDocument.read(&reader)
                result.subsets = subsets.selectors.isEmpty ? nil : subsets
                return readInner("subset_lb_policy", of: &reader, into: &result)
            }
        default: return nil
        }
    }

    private static func readInner(
        _ name: String, of reader: inout MessageReader, into balancing: inout BalancingConfiguration
    ) -> ClusterConfiguration.LoadBalancingPolicy {
        if !reader.has(name) { reader.missing(name) }
        return read(name, of: &reader, into: &balancing)
    }

    private static func readLeastRequest(_ reader: inout MessageReader) -> ClusterConfiguration.LoadBalancingPolicy {
        let scansOld = reader.bool("enable_full_scan") ?? false
        let scans = reader.choice("selection_method", [0: false, 1: true]) ?? false
        let policy = LoadBalancingDocument.readLeastRequest(&reader, choiceCountAtLeast: 0)
        guard case .leastRequest(let choices, let bias, _) = policy else { return policy }
        return .leastRequest(choiceCount: choices, activeRequestBias: bias, scansAll: scans || scansOld)
    }

    private static func readLocalities(_ reader: inout MessageReader, into balancing: inout BalancingConfiguration) {
        if let localities = reader.message("locality_lb_config", BalancingDocument.readLocalities) ?? nil {
            balancing.localities = localities
        }
    }

    private static func readHashing(_ reader: inout MessageReader, into balancing: inout BalancingConfiguration) {
        if reader.has("locality_weighted_lb_config") {
            reader.message("locality_weighted_lb_config") { _ in }
            balancing.localities = .weighted
        }
        if reader.has("consistent_hashing_lb_config") {
            reader.message("consistent_hashing_lb_config") {
                BalancingDocument.readHashing(&$0, into: &balancing.hashing)
            }
        }
    }
}

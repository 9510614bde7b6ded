/// Reads how a cluster chooses endpoints: `lb_policy` and its configuration, or `load_balancing_policy`, which wins.
enum LoadBalancingDocument {
    private typealias Policy = ClusterConfiguration.LoadBalancingPolicy
    private static let prefix = "envoy.extensions.load_balancing_policies."

    static func read(_ reader: inout MessageReader) -> ClusterConfiguration.LoadBalancingPolicy {
        let leastRequest = reader.message("least_request_lb_config", readLeastRequest(choiceCountAtLeast: 2))
        // Slow start is all that it could say, and is refused by name.
        reader.message("round_robin_lb_config") { _ in }
        let policyNode = reader.node("lb_policy")
        let number = reader.enumeration("lb_policy") ?? 0
        if reader.has("load_balancing_policy") {
            return reader.message("load_balancing_policy", readPolicies) ?? .roundRobin
        }
        switch number {
        case 0: return .roundRobin
        case 1: return leastRequest ?? .leastRequest(choiceCount: 2, activeRequestBias: 1)
        case 3: return .random
        case 6:
            if let policyNode {
                reader.session.wrong(policyNode, expected: "a policy that clusters of this type can have")
            }
        case 7:
            if let policyNode {
                reader.session.complain(
                    .wrongValue, at: policyNode, "expected \"load_balancing_policy\" beside this policy, found none")
            }
        default:
            if let policyNode {
                reader.session.complain(
                    .unimplemented, at: policyNode,
                    "expected ROUND_ROBIN or LEAST_REQUEST or RANDOM, found \(DecodingSession.describe(policyNode)), "
                        + "which Apus does not implement"
                )
            }
        }
        return .roundRobin
    }

    /// Reads `envoy.config.cluster.v3.LoadBalancingPolicy`: the first policy that is known here.
    private static func readPolicies(_ reader: inout MessageReader) -> ClusterConfiguration.LoadBalancingPolicy {
        var chosen: Policy?
        var refused: [(content: ExtensionContent, isPolicy: Bool)] = []
        let policies = reader.messages("policies") { reader in
            reader.message("typed_extension_config") { reader in
                let name = reader.requiredString("name")
                guard let content = reader.any("typed_config", named: name) else { return }
                let policy = readPolicy(content)
                if chosen == nil { chosen = policy }
                if policy == nil { refused.append((content, content.typeName.hasPrefix(prefix))) }
            }
        }
        if let chosen {
            for (content, _) in refused { reader.session.checkContent(content) }
            return chosen
        }
        for (content, isPolicy) in refused {
            if isPolicy {
                content.refuse("a load balancing policy")
            } else {
                content.misplace("the configuration of a load balancing policy")
            }
        }
        if policies.isEmpty { reader.missing("policies") }
        return .roundRobin
    }

    private static func readPolicy(_ content: ExtensionContent) -> ClusterConfiguration.LoadBalancingPolicy? {
        switch content.typeName {
        case prefix + "round_robin.v3.RoundRobin": content.read { _ in .roundRobin }
        case prefix + "random.v3.Random": content.read { _ in .random }
        case prefix + "least_request.v3.LeastRequest": content.read(readLeastRequest(choiceCountAtLeast: 0))
        default: nil
        }
    }

    /// Reads the two `LeastRequest` messages, which share these fields.
    private static func readLeastRequest(
        choiceCountAtLeast least: UInt32
    ) -> (inout MessageReader) -> ClusterConfiguration.LoadBalancingPolicy {
        { reader in
            let choices = reader.uint32("choice_count", in: least ... .max) ?? 2
            let bias = reader.message("active_request_bias") { reader in
                // A runtime key without a runtime has no effect.
                _ = reader.string("runtime_key")
                return reader.double("default_value") ?? 0
            }
            return .leastRequest(choiceCount: choices, activeRequestBias: bias ?? 1)
        }
    }
}

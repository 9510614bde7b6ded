/// Reads `envoy.config.cluster.v3.Cluster.LbSubsetConfig` and its typed twin.
enum SubsetsDocument {
    private typealias Fallback = SubsetsConfiguration.Fallback

    static func read(_ reader: inout MessageReader) -> SubsetsConfiguration {
        var result = SubsetsConfiguration()
        result.fallback =
            reader.choice("fallback_policy", [0: Fallback.none, 1: .any, 2: .defaultSubset]) ?? Fallback.none
        result.defaultSubset = StructDocument.read("default_subset", of: &reader)
        result.selectors = reader.messages("subset_selectors", readSelector)
        result.isLocalityWeightAware = reader.bool("locality_weight_aware") ?? false
        let scaleNode = reader.node("scale_locality_weight")
        result.scalesLocalityWeight = reader.bool("scale_locality_weight") ?? false
        if result.scalesLocalityWeight, !result.isLocalityWeightAware, let scaleNode {
            reader.session.wrong(scaleNode, expected: "\"locality_weight_aware\" beside it")
        }
        result.usesAnyInPanic = reader.bool("panic_mode_any") ?? false
        result.matchesListElements = reader.bool("list_as_any") ?? false
        result.triesFallbackList = reader.choice("metadata_fallback_policy", [0: false, 1: true]) ?? false
        return result
    }

    private static func readSelector(_ reader: inout MessageReader) -> SubsetsConfiguration.Selector {
        let keys = Set(reader.strings("keys").map { $0.text })
        var result = SubsetsConfiguration.Selector(keys: Array(keys))
        result.isSingle = reader.bool("single_host_per_subset") ?? false
        let keysNode = reader.node("fallback_keys_subset")
        let names = reader.strings("fallback_keys_subset").map { $0.text }
        let policyNode = reader.node("fallback_policy")
        switch reader.enumeration("fallback_policy") ?? 0 {
        case 1: result.fallback = Fallback.none
        case 2: result.fallback = .any
        case 3: result.fallback = .defaultSubset
        case 4:
            result.fallback = .keys(Set(names).sorted())
            if names.isEmpty, let policyNode {
                reader.session.wrong(policyNode, expected: "\"fallback_keys_subset\" beside it")
            } else if let keysNode {
                if !keys.isSuperset(of: names) {
                    reader.session.wrong(keysNode, expected: "keys of its selector")
                } else if keys.count == Set(names).count {
                    reader.session.wrong(keysNode, expected: "fewer keys than its selector has")
                }
            }
        default: break
        }
        return result
    }
}

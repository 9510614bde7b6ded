internal import Configuration

/// Reads the `spec` of an AuthorizationPolicy.
enum AuthorizationDocument {
    static func read(
        _ reader: inout ObjectReader, _ metadata: ObjectMetadata, mostTargets: Int
    ) -> AuthorizationPolicy {
        var policy = AuthorizationPolicy(metadata: metadata)
        policy.targets = PolicyTargetDocument.read(
            &reader, "Workload", metadata.name.namespace, atMost: mostTargets)
        if !reader.has("action") { reader.missing("action") }
        policy.denies = reader.choice("action", ["Allow": false, "Deny": true]) ?? false
        policy.rules = reader.objects("rules", "a rule", atMost: 256) { reader in
            var rule = AuthorizationPolicy.Rule(node: reader.node)
            let complaints = reader.complaints
            rule.principals = reader.strings("principals", atMost: 256).map { text, node in
                if !text.hasPrefix("spiffe://"), text != "*" {
                    complaints.wrong(node, expected: "an identity (\"spiffe://…\")")
                }
                checkStar(text, node, complaints)
                return text
            }
            rule.methods = reader.strings("methods", atMost: 32).map(\.text)
            rule.paths = reader.strings("paths", atMost: 256).map { text, node in
                if !text.hasPrefix("/"), text != "*" {
                    complaints.wrong(node, expected: "a path that begins with \"/\"")
                }
                checkStar(text, node, complaints)
                return text
            }
            for node in reader.list("ports", atMost: 64) {
                reader.integer(node, in: 1...65535).map { rule.ports.append($0) }
            }
            return rule
        }
        return policy
    }

    private static func checkStar(_ text: String, _ node: JSONNode, _ complaints: ComplaintList) {
        if text.dropLast().contains("*") { complaints.wrong(node, expected: "\"*\" at the end alone") }
    }
}

internal import Configuration

/// Reads the `spec` of a TrafficPolicy.
enum TrafficPolicyDocument {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> TrafficPolicy {
        var policy = TrafficPolicy(metadata: metadata)
        policy.targets = PolicyTargetDocument.read(&reader, "Service", metadata.name.namespace)
        reader.object("loadBalancing", "loadBalancing") { reader in
            policy.balancing =
                reader.choice(
                    "policy",
                    [
                        "RoundRobin": "ROUND_ROBIN", "LeastRequest": "LEAST_REQUEST", "Random": "RANDOM",
                        "RingHash": "RING_HASH", "Maglev": "MAGLEV",
                    ]) ?? policy.balancing
            policy.hashHeader = reader.string("hashHeader")
            policy.prefersZone = reader.bool("preferSameZone") ?? false
            let hashes = policy.balancing == "RING_HASH" || policy.balancing == "MAGLEV"
            if hashes, policy.hashHeader == nil { reader.missing("hashHeader") }
            guard let node = reader.node["hashHeader"], let name = policy.hashHeader else { return }
            if !FieldName.isRight(name) { reader.complaints.wrong(node, expected: "the name of a header field") }
            if !hashes {
                reader.complaints.wrong(node, expected: "a policy that hashes (RingHash or Maglev) beside it")
            }
        }
        policy.outliers = reader.object("outlierDetection", "outlierDetection") { reader in
            TrafficPolicy.Outliers(
                consecutiveErrors: reader.integer("consecutiveErrors", in: 1...1000),
                interval: positive(&reader, "interval"), ejectionTime: positive(&reader, "baseEjectionTime"),
                mostEjected: reader.integer("maxEjectionPercent", in: 0...100))
        }
        policy.limits = reader.object("circuitBreaker", "circuitBreaker") { reader in
            let range = 0...Int(UInt32.max)
            return TrafficPolicy.Limits(
                connections: reader.integer("maxConnections", in: range),
                pendingRequests: reader.integer("maxPendingRequests", in: range),
                requests: reader.integer("maxRequests", in: range), retries: reader.integer("maxRetries", in: range))
        }
        reader.object("timeouts", "timeouts") { reader in
            policy.connectTimeout = positive(&reader, "connect")
            policy.requestTimeout = reader.duration("request")
            policy.idleTimeout = reader.duration("idle")
        }
        policy.retries = reader.object("retries", "retries") { reader in
            var retries = TrafficPolicy.Retries()
            retries.attempts = reader.integer("attempts", in: 0...100) ?? 1
            retries.tryTimeout = positive(&reader, "perTryTimeout")
            for node in reader.list("codes", atMost: 200) {
                reader.integer(node, in: 400...599).map { retries.codes.append($0) }
            }
            return retries
        }
        policy.mutualTLS = reader.object("mutualTLS", "mutualTLS") { reader in
            let complaints = reader.complaints
            let identities = reader.strings("identities", atMost: 64).map { text, node in
                if !text.hasPrefix("spiffe://") { complaints.wrong(node, expected: "an identity (\"spiffe://…\")") }
                return text
            }
            return TrafficPolicy.MutualTLS(identities: identities)
        }
        return policy
    }

    private static func positive(_ reader: inout ObjectReader, _ name: String) -> Int? {
        guard let value = reader.duration(name) else { return nil }
        if value == 0, let node = reader.node[name] {
            reader.complaints.wrong(node, expected: "a duration of at least \"1ms\"")
        }
        return max(1, value)
    }
}

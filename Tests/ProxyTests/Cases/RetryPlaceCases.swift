/// Where further tries go. Nobody listens at any endpoint: the log says who was tried last.
enum RetryPlaceCases {
    static let all: [ProxyCase] = byPriority + byLabels

    /// Lets further tries go to other priorities, anew after so many of them.
    static func priorities(_ frequency: Int) -> JSON {
        [
            "retry_priority": [
                "name": "envoy.retry_priorities.previous_priorities",
                "typed_config": [
                    "@type": .string(
                        "type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3."
                            + "PreviousPrioritiesConfig"), "update_frequency": .integer(frequency),
                ],
            ]
        ]
    }

    private static func make(
        _ name: String, _ cluster: JSON, _ count: Int, _ more: JSON, requests: [String] = [get()]
    ) -> ProxyCase {
        ProxyCase("retry-place-\(name)", inTurn: requests).with {
            let base: JSON = ["retry_on": "connect-failure", "num_retries": .integer(count)]
            $0.cluster = cluster
            $0.action = ["retry_policy": base.merged(with: more)]
            $0.omitting = [.bytewise, .probe]
            $0.statistics = ["cluster.upstream_rq_retry", "cluster.lb_healthy_panic"]
        }
    }

    private static func endpoints(_ number: Int, priority: Int, status: String = "UNKNOWN") -> JSON {
        BalancingCases.group(
            [BalancingCases.endpoint(number, ["health_status": .string(status)])], ["priority": .integer(priority)])
    }

    private static let three = BalancingCases.assignment(
        endpoints(1, priority: 0), endpoints(2, priority: 1), endpoints(3, priority: 2))

    private static let byPriority: [ProxyCase] =
        (1...5).map { make("each-\($0)", three, $0, priorities(1)) }
        + (1...6).map { make("every-second-\($0)", three, $0, priorities(2)) }
        + [
            make("one-priority", BalancingCases.assignment(endpoints(1, priority: 0)), 2, priorities(1)),
            make(
                "degraded",
                BalancingCases.assignment(endpoints(1, priority: 0), endpoints(2, priority: 1, status: "DEGRADED")), 1,
                priorities(1)),
            make(
                "degraded-first",
                BalancingCases.assignment(endpoints(1, priority: 0, status: "DEGRADED"), endpoints(2, priority: 1)), 1,
                priorities(1)),
            make(
                "unhealthy-next",
                BalancingCases.assignment(
                    endpoints(1, priority: 0), endpoints(2, priority: 1, status: "UNHEALTHY"),
                    endpoints(3, priority: 2)),
                1, priorities(1)),
            make(
                "only-unhealthy-left",
                BalancingCases.assignment(endpoints(1, priority: 0), endpoints(2, priority: 1, status: "UNHEALTHY")), 1,
                priorities(1)),
            make(
                "all-unhealthy",
                BalancingCases.assignment(endpoints(1, priority: 0, status: "UNHEALTHY")), 1, priorities(1)),
        ]

    // MARK: - What endpoints say of themselves

    private static func predicate(_ name: String, _ type: String, _ fields: JSON = [:]) -> JSON {
        let content: JSON = ["@type": .string("type.googleapis.com/envoy.extensions.retry.host.\(name).v3.\(type)")]
        return ["name": .string(name), "typed_config": content.merged(with: fields)]
    }

    private static let canaries = predicate("omit_canary_hosts", "OmitCanaryHostsPredicate")
    private static let previous = predicate("previous_hosts", "PreviousHostsPredicate")

    private static func labels(_ labels: JSON) -> JSON {
        predicate(
            "omit_host_metadata", "OmitHostMetadataConfig",
            ["metadata_match": ["filter_metadata": ["envoy.lb": labels]]])
    }

    private static func avoiding(_ predicates: JSON..., attempts: Int = 5) -> JSON {
        [
            "retry_host_predicate": .array(predicates),
            "host_selection_retry_max_attempts": .integer(attempts),
        ]
    }

    /// Six endpoints on a ring, which say these things.
    private static func ring(_ said: [Int: JSON]) -> JSON {
        let members = (1...6).map { number in
            BalancingCases.endpoint(
                number, said[number].map { ["metadata": ["filter_metadata": ["envoy.lb": $0]]] } ?? [:])
        }
        return BalancingCases.assignment(BalancingCases.group(members)).merged(with: ["lb_policy": "RING_HASH"])
    }

    private static func hashed(_ name: String, _ said: [Int: JSON], _ more: JSON) -> ProxyCase {
        make(name, ring(said), 1, more, requests: (0..<6).map { get("/", host: "a", "x-key: \($0)") }).with {
            $0.action = $0.action.merged(with: ["hash_policy": [["header": ["header_name": "x-key"]]]])
        }
    }

    private static let half: [Int: JSON] = [1: ["canary": true], 3: ["canary": true], 5: ["canary": true]]
    private static let stages: [Int: JSON] = [
        1: ["stage": "a"], 2: ["stage": ["a", "b"]], 3: ["stage": "b", "x": 1], 4: ["x": 1, "stage": "a"], 5: [:],
    ]

    private static let byLabels: [ProxyCase] = [
        hashed("no-canary", half, avoiding(canaries)),
        hashed("no-canary-once", half, avoiding(canaries, attempts: 1)),
        hashed(
            "no-canary-of-words", [1: ["canary": "true"], 2: ["canary": 1], 3: ["canary": true]], avoiding(canaries)),
        hashed("no-canary-nor-previous", half, avoiding(canaries, previous)),
        hashed("label", stages, avoiding(labels(["stage": "a"]))),
        hashed("two-labels", stages, avoiding(labels(["stage": "a", "x": 1]))),
        hashed("list", stages, avoiding(labels(["stage": ["a", "b"]]))),
        hashed("no-labels", stages, avoiding(labels([:]))),
        hashed("no-metadata", stages, avoiding(predicate("omit_host_metadata", "OmitHostMetadataConfig"))),
    ]
}

/// Endpoints that are for some requests alone. Nobody listens at any of them: the log says who was tried.
enum SubsetCases {
    static let all: [ProxyCase] = selection + fallbacks + metadata

    private static func member(_ number: Int, _ metadata: JSON, _ changes: JSON = [:]) -> JSON {
        let base: JSON = ["metadata": ["filter_metadata": ["envoy.lb": metadata]]]
        return BalancingCases.endpoint(number, base.merged(with: changes))
    }

    private static let fleet = BalancingCases.assignment(
        BalancingCases.group([
            member(1, ["stage": "prod", "version": 1]), member(2, ["stage": "prod", "version": 2]),
            member(3, ["stage": "test", "version": 2, "id": "x"]), member(4, ["list": ["a", "b"], "id": "y"]),
        ]))

    private static func make(
        _ name: String, _ subsets: JSON, _ criteria: JSON?, _ cluster: JSON = fleet, requests: Int = 1
    ) -> ProxyCase {
        ProxyCase(name, inTurn: Array(repeating: get(), count: requests)).with {
            if let criteria { $0.action = ["metadata_match": ["filter_metadata": ["envoy.lb": criteria]]] }
            $0.cluster = cluster.merged(with: ["lb_subset_config": subsets])
            $0.omitting = [.bytewise, .probe]
            $0.statistics = ["fallback", "fallback_panic", "selected"].map { "cluster.lb_subsets_" + $0 }
        }
    }

    private static let stage: JSON = ["keys": ["stage"]]
    private static let both: JSON = ["keys": ["stage", "version"]]
    private static let bySelectors: JSON = ["subset_selectors": [stage, both]]

    private static let selection: [ProxyCase] = [
        make("subset-of-two-keys", bySelectors, ["version": 2, "stage": "prod"]),
        make("subset-of-one-key", bySelectors, ["stage": "test"]),
        make("subset-unknown-value", bySelectors, ["stage": "none"]),
        make("subset-other-type", bySelectors, ["version": "2", "stage": "prod"]),
        make("subset-unknown-key", bySelectors, ["version": 2]),
        make("subset-too-many-keys", bySelectors, ["version": 2, "stage": "prod", "id": "x"]),
        make("subset-without-criteria", bySelectors, nil),
        make("subset-empty-criteria", bySelectors, [:]),
        make(
            "subset-single", ["subset_selectors": [["keys": ["id"], "single_host_per_subset": true]]], ["id": "x"]),
        make(
            "subset-single-twice", ["subset_selectors": [["keys": ["stage"], "single_host_per_subset": true]]],
            ["stage": "prod"], requests: 2),
        make("subset-list-as-any", ["subset_selectors": [["keys": ["list"]]], "list_as_any": true], ["list": "b"]),
        make("subset-list-as-one", ["subset_selectors": [["keys": ["list"]]]], ["list": ["a", "b"]]),
        make("subset-element-of-list", ["subset_selectors": [["keys": ["list"]]]], ["list": "a"]),
        make("subset-without-selectors", ["fallback_policy": "NO_FALLBACK"], ["stage": "prod"]),
    ]

    private static func fallback(_ policy: String, _ changes: JSON = [:]) -> JSON {
        let base: JSON = ["fallback_policy": .string(policy), "subset_selectors": [stage]]
        return base.merged(with: changes)
    }

    private static func own(_ policy: String, _ changes: JSON = [:]) -> JSON {
        let selector: JSON = ["keys": ["stage", "version"], "fallback_policy": .string(policy)]
        return [
            "fallback_policy": "ANY_ENDPOINT", "default_subset": ["id": "y"],
            "subset_selectors": [stage, selector.merged(with: changes)],
        ]
    }

    private static let fallbacks: [ProxyCase] = [
        make("subset-fallback-default", fallback("DEFAULT_SUBSET", ["default_subset": ["id": "x"]]), ["stage": "none"]),
        make(
            "subset-fallback-default-of-nobody", fallback("DEFAULT_SUBSET", ["default_subset": ["id": "none"]]),
            ["stage": "none"]),
        make(
            "subset-panic-mode-any",
            fallback("DEFAULT_SUBSET", ["default_subset": ["id": "none"], "panic_mode_any": true]), ["stage": "none"],
            BalancingCases.assignment(BalancingCases.group([member(1, ["id": "x"])]))),
        make(
            "subset-fallback-any", fallback("ANY_ENDPOINT"), ["stage": "none"],
            BalancingCases.assignment(BalancingCases.group([member(1, ["stage": "x"])]))),
        make("subset-selector-no-fallback", own("NO_FALLBACK"), ["stage": "prod", "version": 9]),
        make(
            "subset-selector-any", own("ANY_ENDPOINT"), ["stage": "prod", "version": 9],
            BalancingCases.assignment(BalancingCases.group([member(1, ["stage": "x", "version": 1])]))),
        make("subset-selector-default", own("DEFAULT_SUBSET"), ["stage": "prod", "version": 9]),
        make(
            "subset-selector-keys", own("KEYS_SUBSET", ["fallback_keys_subset": ["stage"]]),
            ["stage": "test", "version": 9]),
        make(
            "subset-selector-keys-of-nobody", own("KEYS_SUBSET", ["fallback_keys_subset": ["stage"]]),
            ["stage": "none", "version": 9],
            BalancingCases.assignment(BalancingCases.group([member(1, ["stage": "x", "version": 1])]))),
        make(
            "subset-unhealthy", bySelectors, ["stage": "test"],
            BalancingCases.assignment(
                BalancingCases.group([
                    member(1, ["stage": "prod"]), member(2, ["stage": "prod"]),
                    member(3, ["stage": "test"], ["health_status": "UNHEALTHY"]),
                ]))),
        make(
            "subset-unhealthy-without-panic", bySelectors, ["stage": "test"],
            BalancingCases.assignment(
                BalancingCases.group([
                    member(1, ["stage": "prod"]), member(3, ["stage": "test"], ["health_status": "UNHEALTHY"]),
                ])
            ).merged(with: ["common_lb_config": ["healthy_panic_threshold": [:]]])),
    ]

    private static let random = "type.googleapis.com/envoy.extensions.load_balancing_policies.random.v3.Random"

    private static let metadata: [ProxyCase] = [
        make(
            "subset-fallback-list", bySelectors.merged(with: ["metadata_fallback_policy": "FALLBACK_LIST"]),
            ["stage": "prod", "fallback_list": [["version": 7], ["version": 2], [:]]]),
        make(
            "subset-fallback-list-exhausted", bySelectors.merged(with: ["metadata_fallback_policy": "FALLBACK_LIST"]),
            ["stage": "none", "fallback_list": [["version": 7], [:]]]),
        make(
            "subset-fallback-list-not-asked-for", bySelectors,
            ["stage": "prod", "fallback_list": [["version": 2]]]),
        // Envoy tells of one table only, and which is chance: all have one endpoint here.
        make(
            "subset-maglev", ["subset_selectors": [both]], ["stage": "prod", "version": 1],
            fleet.merged(with: ["lb_policy": "MAGLEV"]), requests: 3
        ).with {
            $0.action = $0.action.merged(with: ["hash_policy": [["header": ["header_name": ":path"]]]])
        },
        make(
            "subset-typed", [:], ["stage": "test"],
            fleet.merged(with: [
                "load_balancing_policy": [
                    "policies": [
                        [
                            "typed_extension_config": [
                                "name": "envoy.load_balancing_policies.subset",
                                "typed_config": [
                                    "@type":
                                        "type.googleapis.com/envoy.extensions.load_balancing_policies.subset.v3.Subset",
                                    "subset_selectors": [stage],
                                    "subset_lb_policy": [
                                        "policies": [
                                            [
                                                "typed_extension_config": [
                                                    "name": "envoy.load_balancing_policies.random",
                                                    "typed_config": [
                                                        "@type": .string(random)
                                                    ],
                                                ]
                                            ]
                                        ]
                                    ],
                                ],
                            ]
                        ]
                    ]
                ]
            ])
        ).with { typed in
            // The deprecated place must be empty.
            if case .object(let members) = typed.cluster {
                typed.cluster = .object(members.filter { $0.key != "lb_subset_config" })
            }
        },
    ]
}

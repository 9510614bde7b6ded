/// Endpoints that go wrong under a connection, and which one of several it goes to.
extension TCPCases {
    /// Two endpoints, of which only the one of the stage `b` is there.
    private static func staged(_ name: String, _ fields: JSON) -> TCPCase {
        func member(_ stage: String, _ address: JSON) -> JSON {
            [
                "endpoint": ["address": address],
                "metadata": ["filter_metadata": ["envoy.lb": ["stage": .string(stage)]]],
            ]
        }
        return TCPCase("staged-\(name)", [TCPDocuments.proxy(fields)]) {
            $0.cluster = [
                "load_assignment": [
                    "endpoints": [
                        [
                            "lb_endpoints": [
                                member("b", "PEER"),
                                member("a", ["socket_address": ["address": "127.0.1.1", "port_value": 1]]),
                            ]
                        ]
                    ]
                ],
                "lb_subset_config": ["subset_selectors": [["keys": ["stage"]]]],
            ]
        }
    }

    private static func stage(_ name: String) -> JSON { ["filter_metadata": ["envoy.lb": ["stage": .string(name)]]] }

    private static func weighted(_ stage: String) -> JSON {
        let clusters: JSON = [["name": "CLUSTER", "weight": 1, "metadata_match": Self.stage(stage)]]
        return ["cluster": .null, "weighted_clusters": ["clusters": clusters]]
    }

    static let stages: [TCPCase] = [
        staged("there", ["metadata_match": stage("b")]), staged("elsewhere", ["metadata_match": stage("a")]),
        staged("nowhere", ["metadata_match": stage("c")]), staged("by-weight", weighted("b")),
        staged("by-weight-first", weighted("b").merged(with: ["metadata_match": stage("a")])),
    ]

    static let faults: [TCPCase] = [
        TCPCase("closed-at-once", [proxy], [.connect, .end]) {
            $0.upstream = .leaving(after: "", resets: false)
        },
        TCPCase("closed-after-a-word", [proxy], [.connect, .end]) {
            $0.upstream = .leaving(after: "220 bye", resets: false)
        },
        TCPCase(
            "never-answered-and-patient", [TCPDocuments.proxy(["max_connect_attempts": 2])]
        ) {
            $0.upstream = .stuck
            $0.cluster = ["connect_timeout": "0.2s"]
        },
    ]
}

/// Bodies that a filter holds before they are kept for further tries.
extension RetryCases {
    static let heldBodies: [ProxyCase] = [
        held("as-long-as-the-limit", by: buffer(10)), held("in-chunks", by: buffer(10), request: chunks),
        held("as-long-as-the-routes-limit", by: buffer(1000), route: limit(10)),
        held("above-the-routes-limit", by: buffer(1000), route: limit(9)),
        held("above-the-new-limit", by: buffer(1000), route: ["request_body_buffer_limit": 9]),
        held("delayed", by: delay, route: limit(10)), held("delayed-and-above-the-limit", by: delay, route: limit(9)),
        held("read", by: reader, request: document, route: limit(10)),
    ]

    private static func buffer(_ bytes: Int) -> JSON {
        FilterChain.filter("buffer", "buffer.v3.Buffer", ["max_request_bytes": .integer(bytes)])
    }

    private static let delay = FilterChain.filter(
        "fault", "fault.v3.HTTPFault", ["delay": ["fixed_delay": "0.05s", "percentage": ["numerator": 100]]])

    private static let reader = FilterChain.filter(
        "json_to_metadata", "json_to_metadata.v3.JsonToMetadata",
        [
            "request_rules": [
                "rules": [
                    ["selectors": [["key": "a"]], "on_present": ["metadata_namespace": "m", "key": "k"]]
                ]
            ]
        ])

    private static let document = post(
        "content-type: application/json", "content-length: 10", body: "{\"a\": 123}")

    private static func held(
        _ name: String, by filter: JSON, request: String = hello, route: JSON = [:]
    ) -> ProxyCase {
        tried("held-body-\(name)", on("5xx"), upstream(bad, good), request: request, route: route).with {
            $0.manager = FilterChain.manager(filter)
            $0.statistics.append("cluster.retry_or_shadow_abandoned")
            $0.omitting = [.bytewise]
        }
    }
}

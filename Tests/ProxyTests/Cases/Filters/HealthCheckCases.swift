/// The filter that answers health checks.
enum HealthCheckCases {
    private typealias Chain = FilterChain

    private static func checked(_ name: String, _ requests: [String], _ fields: JSON) -> ProxyCase {
        let base: JSON = ["headers": [["name": ":path", "string_match": ["exact": "/hc"]]]]
        return ProxyCase("checked-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(
                Chain.filter("check", "health_check.v3.HealthCheck", base.merged(with: fields)))
            $0.logs = [LogDocument.text("%REQ(:path)%", filter: ["not_health_check_filter": [:]])]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let three = [get("/hc"), get("/else"), get("/hc?x")]

    static let all: [ProxyCase] = [
        checked("here", three, ["pass_through_mode": false]),
        checked("there", three, ["pass_through_mode": true]),
        checked("there-and-kept", three + [get("/hc")], ["pass_through_mode": true, "cache_time": "1000s"]),
        checked("everything", three, ["pass_through_mode": false, "headers": []]),
        checked("post", [post("content-length: 5", body: "hello")], ["pass_through_mode": false, "headers": []]),
        checked(
            "chunks", [post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")],
            ["pass_through_mode": false, "headers": []]),
        checked(
            "cluster", three,
            ["pass_through_mode": false, "cluster_min_healthy_percentages": ["checked-cluster": ["value": 100]]]),
        checked(
            "no-cluster", [get("/hc")],
            ["pass_through_mode": false, "cluster_min_healthy_percentages": ["none": ["value": 0]]]),
    ]
}

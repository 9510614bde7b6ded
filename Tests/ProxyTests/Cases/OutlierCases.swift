/// Endpoints that answer badly. The last request completes the row, so that none meets a cluster without endpoints.
enum OutlierCases {
    static let all: [ProxyCase] = rows + caps + failures

    private static let bad = answer("500 Internal Server Error", "content-length: 0")
    private static let unavailable = answer("503 Service Unavailable", "content-length: 0")
    private static let good = UpstreamScript.okAnswer.text

    private static func watched(
        _ name: String, _ detection: JSON, _ upstream: UpstreamScript, requests: Int = 2, request: String = get(),
        action: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("outlier-\(name)", inTurn: Array(repeating: request, count: requests), upstream: upstream).with {
            let base: JSON = ["max_ejection_percent": 100, "interval": "300s"]
            $0.cluster = ["outlier_detection": base.merged(with: detection)]
            $0.action = action
            $0.statistics = [
                "cluster.membership_healthy", "cluster.outlier_detection.ejections_active",
                "cluster.outlier_detection.ejections_overflow", "cluster.outlier_detection.ejections_success_rate",
            ]
            $0.omitting = [.bytewise]
        }
    }

    private static let rows: [ProxyCase] = [
        watched("5xx", ["consecutive_5xx": 2], .serving(bad)),
        watched("5xx-not-complete", ["consecutive_5xx": 3], .serving(bad)),
        watched("5xx-interrupted", ["consecutive_5xx": 2], .serving(bad, good, bad), requests: 3),
        watched("5xx-by-default", [:], .serving(bad), requests: 5),
        watched(
            "gateway", ["consecutive_gateway_failure": 2, "enforcing_consecutive_gateway_failure": 100],
            .serving(unavailable)),
        watched("gateway-not-enforced", ["consecutive_gateway_failure": 2], .serving(unavailable)),
        watched(
            "gateway-interrupted", ["consecutive_gateway_failure": 2, "enforcing_consecutive_gateway_failure": 100],
            .serving(unavailable, bad, unavailable), requests: 3),
        watched(
            "gateway-and-5xx",
            [
                "consecutive_gateway_failure": 2, "consecutive_5xx": 2,
                "enforcing_consecutive_gateway_failure": 100,
            ], .serving(unavailable)),
        watched("5xx-not-enforced", ["consecutive_5xx": 2, "enforcing_consecutive_5xx": 0], .serving(bad)),
        watched("4xx", ["consecutive_5xx": 2], .serving(answer("404 Not Found", "content-length: 0"))),
        watched(
            "grpc", ["consecutive_5xx": 2],
            .serving(answer("200 OK", "content-type: application/grpc", "grpc-status: 14", "content-length: 0")),
            request: post("content-type: application/grpc", "te: trailers", "content-length: 0")),
        watched(
            "grpc-of-the-client", ["consecutive_5xx": 2],
            .serving(answer("200 OK", "content-type: application/grpc", "grpc-status: 3", "content-length: 0")),
            request: post("content-type: application/grpc", "te: trailers", "content-length: 0")),
        watched(
            "tries", ["consecutive_5xx": 2], .serving(bad), requests: 1,
            action: ["retry_policy": ["retry_on": "5xx"], "timeout": "0s"]),
    ]

    // MARK: - Runtime keys

    private static func keyed(_ keys: [String: JSON], _ cases: [ProxyCase]) -> [ProxyCase] {
        cases.map { testCase in
            testCase.with {
                for (key, value) in keys { $0.runtime["outlier_detection.\(key)"] = value }
            }
        }
    }

    /// Rows of two, whatever clusters say, and enforced.
    static let withShortRows: [ProxyCase] = keyed(
        [
            "consecutive_5xx": 2, "consecutive_gateway_failure": 2, "consecutive_local_origin_failure": 2,
            "max_ejection_percent": 250, "enforcing_consecutive_gateway_failure": 100,
        ],
        [
            watched("row-is-shorter-by-a-key", ["consecutive_5xx": 9], .serving(bad)),
            watched("row-is-longer-by-a-key", ["consecutive_5xx": 1], .serving(bad), requests: 1),
            watched("row-of-gateway-errors-by-a-key", ["enforcing_consecutive_5xx": 0], .serving(unavailable)),
            watched(
                "row-of-failures-by-a-key",
                ["split_external_local_origin_errors": true, "consecutive_local_origin_failure": 9], .refusing),
            watched("share-by-a-key", ["max_ejection_percent": 0], .serving(bad)),
        ])

    /// Rows are found and nobody is ejected for them; or nobody may be.
    static let withoutEjections: [ProxyCase] = keyed(
        [
            "enforcing_consecutive_5xx": 0, "enforcing_consecutive_local_origin_failure": 0,
            "consecutive_gateway_failure": "few",
        ],
        [
            watched("not-enforced-by-a-key", ["consecutive_5xx": 2], .serving(bad)),
            watched(
                "failures-not-enforced-by-a-key",
                ["split_external_local_origin_errors": true, "consecutive_local_origin_failure": 2], .refusing),
            watched(
                "key-that-is-no-number",
                ["consecutive_gateway_failure": 2, "enforcing_consecutive_gateway_failure": 100],
                .serving(unavailable)),
        ])

    /// The share of endpoints that may be ejected is none.
    static let withoutRoom: [ProxyCase] = keyed(
        ["max_ejection_percent": 0],
        [
            watched("no-share-by-a-key", ["consecutive_5xx": 2], .serving(bad)),
            watched(
                "one-in-any-case-against-a-key", ["consecutive_5xx": 2, "always_eject_one_host": true], .serving(bad)),
        ])

    private static let caps: [ProxyCase] = [
        watched("capped", ["consecutive_5xx": 2, "max_ejection_percent": 10], .serving(bad)),
        watched("capped-by-default", ["consecutive_5xx": 2], .serving(bad)).with {
            $0.cluster = ["outlier_detection": ["consecutive_5xx": 2]]
        },
        watched("capped-at-nothing", ["consecutive_5xx": 2, "max_ejection_percent": 0], .serving(bad)),
        watched(
            "one-in-any-case", ["consecutive_5xx": 2, "max_ejection_percent": 0, "always_eject_one_host": true],
            .serving(bad)),
    ]

    private static let failures: [ProxyCase] = [
        watched("refused", ["consecutive_5xx": 2], .refusing),
        watched(
            "refused-as-gateway",
            ["consecutive_gateway_failure": 2, "enforcing_consecutive_gateway_failure": 100], .refusing),
        watched(
            "refused-apart",
            ["split_external_local_origin_errors": true, "consecutive_local_origin_failure": 2, "consecutive_5xx": 2],
            .refusing),
        watched(
            "refused-apart-not-enforced",
            [
                "split_external_local_origin_errors": true, "consecutive_local_origin_failure": 2,
                "enforcing_consecutive_local_origin_failure": 0,
            ], .refusing),
        watched("reset", ["consecutive_5xx": 2], UpstreamScript([.request, .close])),
        watched(
            "reset-apart",
            ["split_external_local_origin_errors": true, "consecutive_local_origin_failure": 2, "consecutive_5xx": 2],
            UpstreamScript([.request, .close])),
        watched("timeout", ["consecutive_5xx": 2], .silent, action: ["timeout": "0.1s"]),
        watched(
            "timeout-as-gateway",
            ["consecutive_gateway_failure": 2, "enforcing_consecutive_gateway_failure": 100], .silent,
            action: ["timeout": "0.1s"]),
        watched(
            "timeout-of-tries", ["consecutive_5xx": 2], .silent, requests: 1,
            action: ["retry_policy": ["retry_on": "5xx", "per_try_timeout": "0.1s"], "timeout": "0s"]),
        watched("errors-apart", ["split_external_local_origin_errors": true, "consecutive_5xx": 2], .serving(bad)),
        watched("overflow", ["consecutive_5xx": 2], .serving(good)).with {
            $0.cluster = $0.cluster.merged(
                with: ["circuit_breakers": ["thresholds": [["max_pending_requests": 0]]]])
        },
    ]
}

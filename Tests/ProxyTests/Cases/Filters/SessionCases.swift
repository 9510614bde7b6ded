import Foundation

/// Sessions that lead back to their endpoint, admission control and bandwidth limits.
enum SessionCases {
    static let all: [ProxyCase] = cookies + fields + strict + routes + admission + bandwidth

    private typealias Chain = FilterChain

    // MARK: - Stateful sessions

    private static let keeper = "type.googleapis.com/envoy.extensions.http.stateful_session."

    private static func cookie(_ cookie: JSON = ["name": "s"], _ more: JSON = [:]) -> JSON {
        let state: JSON = [
            "session_state": [
                "name": "envoy.http.stateful_session.cookie",
                "typed_config": ["@type": .string(keeper + "cookie.v3.CookieBasedSessionState"), "cookie": cookie],
            ]
        ]
        return state.merged(with: more)
    }

    private static func field(_ more: JSON = [:]) -> JSON {
        let state: JSON = [
            "session_state": [
                "name": "envoy.http.stateful_session.header",
                "typed_config": ["@type": .string(keeper + "header.v3.HeaderBasedSessionState"), "name": "X-S"],
            ]
        ]
        return state.merged(with: more)
    }

    /// Nobody listens at the endpoints; the log and the answer say which was tried. The first of them takes what is not
    /// led elsewhere.
    private static func led(
        _ name: String, _ requests: [String], _ fields: JSON, route: JSON = [:], cluster: JSON = [:]
    ) -> ProxyCase {
        return ProxyCase("sessions-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(Chain.filter("session", "stateful_session.v3.StatefulSession", fields))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.cluster = BalancingCases.assignment(
                BalancingCases.group([BalancingCases.endpoint(1)]),
                BalancingCases.group([BalancingCases.endpoint(2), BalancingCases.endpoint(3)], ["priority": 1])
            ).merged(with: cluster)
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static func message(_ address: String, _ rest: [UInt8] = []) -> String {
        base64([10, UInt8(address.utf8.count)] + Array(address.utf8) + rest)
    }

    private static let second = "127.0.1.2:1"

    private static func asking(_ cookie: String, _ path: String = "/") -> String { get(path, "cookie: \(cookie)") }

    private static let cookies: [ProxyCase] = [
        led("nothing-kept", [get()], cookie(["name": "s", "path": "/"], ["stat_prefix": "kept"])),
        led("kept", [asking("s=\(message(second))")], cookie(["name": "s"], ["stat_prefix": "kept"])),
        led("kept-in-quotes", [asking("x=y; s=\"\(message(second))\"")], cookie()),
        led("kept-as-text", [asking("s=\(base64(Array(second.utf8)))")], cookie()),
        led("kept-for-long", [asking("s=\(message(second, [16, 255, 255, 255, 255, 127]))")], cookie()),
        led("kept-too-long", [asking("s=\(message(second, [16, 5]))")], cookie()),
        led("kept-with-more", [asking("s=\(message(second, [0x1a, 1, 65, 0x25, 1, 2, 3, 4]))")], cookie()),
        led("kept-is-broken", [asking("s=\(message(second, [0x1a, 9, 65]))")], cookie()),
        led("kept-is-no-base64", [asking("s=!!!")], cookie()),
        led("kept-is-no-address", [asking("s=\(message("x"))")], cookie()),
        led("kept-is-nothing", [asking("s=")], cookie()),
        led("gone", [asking("s=\(message("127.0.1.9:1"))")], cookie(["name": "s"], ["stat_prefix": "kept"])),
        led(
            "attributes", [get()],
            cookie([
                "name": "s", "path": "/",
                "attributes": [["name": "SameSite", "value": "None"], ["name": "Secure"]],
            ])),
        led(
            "below-a-path", [get("/p"), get("/p/x"), get("/p?x"), get("/px"), get("/o")],
            cookie(["name": "s", "path": "/p"], ["stat_prefix": "kept"])),
        led("below-a-folder", [get("/p"), get("/p/"), get("/p/x")], cookie(["name": "s", "path": "/p/"])),
        led(
            "to-an-unhealthy-one", [asking("s=\(message(second))")], cookie(),
            cluster: BalancingCases.assignment(
                BalancingCases.group([
                    BalancingCases.endpoint(1), BalancingCases.endpoint(2, ["health_status": "UNHEALTHY"]),
                ]))),
        led(
            "to-a-degraded-one", [asking("s=\(message(second))")], cookie(),
            cluster: BalancingCases.assignment(
                BalancingCases.group([
                    BalancingCases.endpoint(1), BalancingCases.endpoint(2, ["health_status": "DEGRADED"]),
                ]))),
        led(
            "tried-again", [asking("s=\(message(second))")], cookie(["name": "s"], ["stat_prefix": "kept"]),
            route: ["route": ["retry_policy": ["retry_on": "connect-failure", "num_retries": 1]]],
            cluster: BalancingCases.assignment(
                BalancingCases.group([BalancingCases.endpoint(2), BalancingCases.endpoint(2)]))),
    ]

    private static let fields: [ProxyCase] = [
        led("field-not-there", [get()], field(["stat_prefix": "kept"])),
        led("field", [get("/", "x-s: \(base64(Array(second.utf8)))")], field(["stat_prefix": "kept"])),
        led("field-gone", [get("/", "x-s: \(base64(Array("127.0.1.9:1".utf8)))")], field()),
        led("field-is-no-base64", [get("/", "x-s: !!")], field()),
    ]

    private static let strict: [ProxyCase] = [
        led("strict-nothing-kept", [get()], cookie(["name": "s"], ["strict": true, "stat_prefix": "kept"])),
        led(
            "strict-kept", [asking("s=\(message(second))")],
            cookie(["name": "s"], ["strict": true, "stat_prefix": "kept"])),
        led(
            "strict-gone", [asking("s=\(message("127.0.1.9:1"))")],
            cookie(["name": "s"], ["strict": true, "stat_prefix": "kept"])),
        led(
            "strict-gone-with-status", [asking("s=\(message("127.0.1.9:1"))")],
            cookie(["name": "s"], ["strict": true, "status_on_strict_destination_not_found": 404])),
        // Some addresses are messages of other fields, and say nothing.
        led(
            "strict-text-is-a-message", [asking("s=\(base64(Array("10.0.0.1:8080".utf8)))")],
            cookie(["name": "s"], ["strict": true])),
    ]

    private static func perRoute(_ fields: JSON) -> JSON {
        Chain.perFilter("session", Chain.message("stateful_session.v3.StatefulSessionPerRoute", fields))
    }

    private static let routes: [ProxyCase] = [
        led(
            "off-by-route", [get()], cookie(["name": "s"], ["stat_prefix": "kept"]), route: perRoute(["disabled": true])
        ),
        led(
            "other-by-route", [get()], cookie(["name": "s"], ["stat_prefix": "kept"]),
            route: perRoute(["stateful_session": field()])),
        led("no-state", [get()], ["stat_prefix": "kept"]),
        led("no-route", [get("/other")], cookie(["name": "s"], ["stat_prefix": "kept"])).with {
            $0.virtualHosts = Chain.host([Chain.route(prefix: "/x")])
        },
    ]

    // MARK: - Bandwidth limits

    private static let directions = ["request", "response"]

    /// No transfer takes long enough to be told, since there are tokens for a second.
    private static func limited(_ name: String, _ request: String, _ fields: JSON, route: JSON = [:]) -> ProxyCase {
        let base: JSON = ["stat_prefix": .string("bandwidth-" + name), "limit_kbps": 1000]
        return ProxyCase(
            "bandwidth-" + name, inTurn: [request],
            upstream: .serving(
                answer(
                    "200 OK", "transfer-encoding: chunked", "trailer: x-t", body: "5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n"))
        ).with {
            $0.manager = Chain.manager(
                Chain.filter("limit", "bandwidth_limit.v3.BandwidthLimit", base.merged(with: fields)))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.statistics = directions.flatMap { direction in
                ["enabled", "enforced", "pending", "allowed_total_size", "incoming_total_size"].map {
                    "process.bandwidth-\(name).http_bandwidth_limit.\(direction)_\($0)"
                }
            }
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let hello = post("content-length: 5", body: "hello")

    private static let bandwidth: [ProxyCase] = [
        limited("both", hello, ["enable_mode": "REQUEST_AND_RESPONSE"]),
        limited("requests", hello, ["enable_mode": "REQUEST"]),
        limited("responses", hello, ["enable_mode": "RESPONSE", "enable_response_trailers": true]),
        limited("without-body", get(), ["enable_mode": "REQUEST_AND_RESPONSE"]),
        limited("no-direction", hello, [:]),
        limited(
            "off", hello, ["enable_mode": "REQUEST_AND_RESPONSE", "runtime_enabled": ["default_value": false]]),
        limited(
            "other-by-route", hello, ["enable_mode": "REQUEST"],
            route: Chain.perFilter(
                "limit",
                Chain.message(
                    "bandwidth_limit.v3.BandwidthLimit",
                    ["stat_prefix": "bandwidth-other-by-route", "limit_kbps": 5, "enable_mode": "RESPONSE"]))),
        broken(
            "request", [.text(post("content-length: 10", body: "hello")), .upstreamReceived("hello"), .leave],
            upstream: UpstreamScript([.head, .awaitEnd])),
        broken(
            "answer", [.text(get()), .answers(1), .end],
            upstream: .closingAfter(answer("200 OK", "content-length: 10"))),
        broken(
            "answer-of-chunks", [.text(get()), .answers(1), .end],
            upstream: .closingAfter(answer("200 OK", "transfer-encoding: chunked"))),
    ]

    /// A message that never comes to its end. What is pending then stays so in Envoy.
    private static func broken(_ name: String, _ steps: [ClientStep], upstream: UpstreamScript) -> ProxyCase {
        limited("of-a-broken-\(name)", hello, ["enable_mode": "REQUEST_AND_RESPONSE"]).with {
            $0.steps = steps
            $0.upstream = upstream
            $0.statistics.removeAll { $0.hasSuffix("_pending") }
        }
    }

    // MARK: - Admission control

    private static let bad = answer("500 Oh", "content-length: 0")
    private static let good = answer("200 OK", "content-length: 0")
    /// Whatever fails, all are refused.
    private static let harsh: JSON = [
        "success_criteria": [:], "aggression": ["default_value": 1_000_000_000_000, "runtime_key": "a.key"],
        "max_rejection_probability": ["default_value": ["value": 100], "runtime_key": "a.key"],
    ]

    private static func admitted(
        _ name: String, _ requests: [String], _ answers: [String], _ fields: JSON = [:]
    ) -> ProxyCase {
        ProxyCase(
            "admission-" + name, inTurn: requests,
            upstream: UpstreamScript([.serve(answers.map { ByteString($0) })])
        ).with {
            $0.manager = Chain.manager(
                Chain.filter("control", "admission_control.v3.AdmissionControl", harsh.merged(with: fields)))
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let pair = [get("/1"), get("/2")]
    private static let call = post("content-type: application/grpc", "content-length: 0")

    private static func called(_ status: String) -> String {
        answer("200 OK", "content-type: application/grpc", "content-length: 0", "grpc-status: \(status)")
    }

    private static let admission: [ProxyCase] = [
        admitted("of-all", pair, [good, good]),
        admitted("of-none-after-a-failure", pair, [bad]),
        admitted("of-calls-none", [call, call], [called("14")]),
        admitted("of-calls", [call, call], [called("0"), called("0")]),
        admitted("after-a-denial", [call, call], [called("7"), called("7")]),
        admitted("off", pair, [bad, bad], ["enabled": ["default_value": false]]),
        admitted(
            "by-the-whole-window", (1...35).map { get("/\($0)") }, Array(repeating: bad, count: 35),
            ["sampling_window": "30s", "rps_threshold": ["default_value": 1]]),
        admitted("while-few", pair, [bad, bad], ["rps_threshold": ["default_value": 100]]),
        admitted(
            "of-other-statuses", pair, [good],
            ["success_criteria": ["http_criteria": ["http_success_status": [["start": 300, "end": 400]]]]]),
        admitted(
            "of-other-calls", [call, call], [called("3")],
            ["success_criteria": ["grpc_criteria": ["grpc_success_status": [0]]]]),
        admitted(
            "gently", pair, [bad, bad],
            ["max_rejection_probability": ["default_value": ["value": 0], "runtime_key": "a.key"]]),
    ]
}

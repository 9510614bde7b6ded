/// Endpoints that are told by a header of the PROXY protocol whose requests they get.
enum ProxyProtocolCases {
    private static let types = "type.googleapis.com/envoy.extensions."

    private static func told(
        _ name: String, _ steps: [ClientStep], upstream: UpstreamScript = .plain,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        ProxyCase("told-\(name)", steps: steps, upstream: upstream).with {
            $0.cluster = [
                "transport_socket": [
                    "name": "header",
                    "typed_config": [
                        "@type": .string(types + "transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport"),
                        "config": ["version": "V1"],
                        "transport_socket": [
                            "name": "plain",
                            "typed_config": ["@type": .string(types + "transport_sockets.raw_buffer.v3.RawBuffer")],
                        ],
                    ],
                ]
            ]
            change(&$0)
        }
    }

    private static func asking(_ requests: String...) -> [ClientStep] {
        requests.flatMap { [ClientStep.text($0), .answers(1)] }
    }

    private static let silent: JSON = ["add_proxy_protocol_connection_state": false]
    private static let listening: JSON = [
        "listener_filters": [
            [
                "name": "header",
                "typed_config": ["@type": .string(types + "filters.listener.proxy_protocol.v3.ProxyProtocol")],
            ]
        ]
    ]
    private static let header = "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222\r\n"

    static let all: [ProxyCase] = [
        told("of-one-client", asking(get(), get())),
        told("of-two-clients", asking(get("/1")) + [.reconnect] + asking(get("/2"))),
        told(
            "of-the-connection-whatever-fields-say", asking(get("/", host: "a", "x-forwarded-for: 9.9.9.9"))
        ) { $0.manager = ["use_remote_address": true, "xff_num_trusted_hops": 1] },
        told("of-nobody", asking(get("/1")) + [.reconnect] + asking(get("/2"))) { $0.manager = silent },
        told("what-was-told", asking(header + get("/1")) + [.reconnect] + asking(header + get("/2"))) {
            $0.listener = listening
            $0.omitting = [.probe]
        },
        told("what-was-told-in-any-case", asking(header + get())) {
            $0.listener = listening
            $0.manager = silent
            $0.omitting = [.probe]
        },
        told("that-nothing-is-known", asking("PROXY UNKNOWN\r\n" + get())) {
            $0.listener = listening
            $0.manager = silent
            $0.omitting = [.probe]
        },
        told(
            "at-a-further-try", asking(get()),
            upstream: UpstreamScript(
                [.request, .text(answer("503 Service Unavailable", "content-length: 0")), .close],
                [.serve([UpstreamScript.okAnswer])])
        ) { $0.action = ["retry_policy": ["retry_on": "5xx"], "timeout": "0s"] },
        told("through-an-aggregate", asking(get("/1")) + [.reconnect] + asking(get("/2"))) {
            $0.members = [
                [
                    "name": "@CASE@-whole", "lb_policy": "CLUSTER_PROVIDED", "connect_timeout": "1s",
                    "cluster_type": [
                        "name": "envoy.clusters.aggregate",
                        "typed_config": [
                            "@type": .string(types + "clusters.aggregate.v3.ClusterConfig"), "clusters": ["@CASE@"],
                        ],
                    ],
                ]
            ]
            $0.action = ["cluster": "told-through-an-aggregate-whole"]
        },
    ]
}

import Foundation
import Testing

/// Filters under routes that come from a file and change, in both proxies.
@Suite struct FilterDiscoveryTests {
    private static func routes(_ version: Int, _ more: String) -> String {
        """
        version_info: "\(version)"
        resources:
        - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration
          name: r
          virtual_hosts:
          - name: free
            domains: [free]
            routes:
            - match: {prefix: /}
              direct_response: {status: \(200 + version)}
              \(off)
          - name: v
            domains: ["*"]
            routes:
            - match: {prefix: /}
              direct_response: {status: \(200 + version)}
              \(more)

        """
    }

    private static let off = """
        typed_per_filter_config:
                limit: {"@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, disabled: true, config: {}}
        """

    private static func configuration(_ path: String) -> JSON {
        let limit = FilterChain.filter(
            "limit", "local_ratelimit.v3.LocalRateLimit",
            [
                "stat_prefix": "limit", "token_bucket": ["max_tokens": 2, "fill_interval": "9000s"],
                "filter_enabled": FilterChain.share(100), "filter_enforced": FilterChain.share(100),
            ])
        let source: JSON = ["resource_api_version": "V3", "path_config_source": ["path": .string(path)]]
        return [
            "admin": ["address": Theme.address(port: 0)],
            "node": ["id": "n", "cluster": "c"],
            "static_resources": [
                "listeners": [
                    [
                        "name": "in", "address": Theme.address(port: 0),
                        "filter_chains": [
                            [
                                "filters": [
                                    [
                                        "name": "http",
                                        "typed_config": [
                                            "@type": .string(TypeName.manager), "stat_prefix": "in",
                                            "rds": ["route_config_name": "r", "config_source": source],
                                            "http_filters": .array([limit, FilterChain.router]),
                                        ],
                                    ]
                                ]
                            ]
                        ],
                    ]
                ]
            ],
        ]
    }

    @Test("What a filter has counted stays when routes change", arguments: ProxyBinary.present)
    func buckets(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        func move(_ version: Int, _ more: String) throws {
            let draft = try directory.write(Self.routes(version, more), to: "draft")
            guard unsafe rename(draft, directory.file("rds.yaml")) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        try move(1, "")
        let proxy = try ProxyHarness(
            binary, configuration: Self.configuration(directory.file("rds.yaml")), directory: directory)
        defer { proxy.stop() }
        let port = try #require(proxy.port(of: "in"))
        func status(_ host: String = "a") -> Int? {
            var client = RawClient(port: port, delivery: .whole)
            return client?.run([.text(get("/", host: host)), .answers(1)], upstream: nil, probes: false).answers.first?
                .status
        }
        func becomes(_ expected: Int) -> Bool { Deadline(seconds: 30).reached { status("free") == expected } }
        #expect(status() == 201)
        try move(2, Self.off)
        #expect(becomes(202))
        #expect((0..<4).map { _ in status() } == [202, 202, 202, 202])
        try move(3, "")
        #expect(becomes(203))
        #expect(status() == 203)
        #expect(status() == 429)
    }
}

import Foundation
import Testing

/// Hash rings and Maglev tables of generated clusters, endpoint by endpoint as Envoy fills them. Nobody listens at the
/// endpoints: the log says which was tried.
@Suite struct HashParityTests {
    private static let clusterCount = 20
    private static let keyCount = 100

    /// A small ring of host names.
    private static let byName: JSON = [
        "policies": [
            [
                "typed_extension_config": [
                    "name": "ring",
                    "typed_config": [
                        "@type":
                            "type.googleapis.com/envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash",
                        "minimum_ring_size": 50, "maximum_ring_size": 60,
                        "consistent_hashing_lb_config": ["use_hostname_for_hashing": true],
                    ],
                ]
            ]
        ]
    ]

    /// The same clusters in every run: the policy, its size, and the endpoints with weights, names and health.
    private static func cluster(_ number: Int) -> JSON {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let endpoints = (0..<(1 + draw(40))).map { index -> JSON in
            let socket: JSON = ["address": "127.\(number + 1).0.\(index + 1)", "port_value": 1]
            let base: JSON = [
                "endpoint": ["address": ["socket_address": socket], "hostname": .string("host-\(draw(1_000_000))")],
                "health_status": draw(12) == 0 ? "UNHEALTHY" : "HEALTHY",
            ]
            guard number % 3 == 0 else { return base }
            return base.merged(with: ["load_balancing_weight": .integer(1 + draw(20))])
        }
        let policies: [JSON] = [
            ["lb_policy": "RING_HASH"], ["lb_policy": "MAGLEV"],
            [
                "lb_policy": "RING_HASH",
                "ring_hash_lb_config": ["hash_function": "MURMUR_HASH_2", "minimum_ring_size": 333],
            ],
            ["lb_policy": "MAGLEV", "maglev_lb_config": ["table_size": 251]],
            ["load_balancing_policy": byName],
            [
                "lb_policy": "MAGLEV", "common_lb_config": ["locality_weighted_lb_config": [:]],
            ],
        ]
        // Two localities of different weights, which count for those that look at them.
        let half = endpoints.count / 2
        let groups: [JSON] = [
            [
                "locality": ["zone": "b"], "load_balancing_weight": 1,
                "lb_endpoints": .array(Array(endpoints[..<half])),
            ],
            [
                "locality": ["zone": "a"], "load_balancing_weight": 3,
                "lb_endpoints": .array(Array(endpoints[half...])),
            ],
        ]
        let base: JSON = [
            "name": .string("c\(number)"), "type": "STATIC", "connect_timeout": "1s",
            "load_assignment": ["cluster_name": "c", "endpoints": .array(groups)],
        ]
        return base.merged(with: policies[number % policies.count])
    }

    private static func configuration(log: String) -> JSON {
        let routes = (0..<clusterCount).map { number -> JSON in
            [
                "match": ["prefix": .string("/c\(number)?")],
                "route": ["cluster": .string("c\(number)"), "hash_policy": [["query_parameter": ["name": "k"]]]],
            ]
        }
        let testCase = ProxyCase("hashing", get()).with {
            $0.routes = .array(routes)
        }
        return Theme(name: "hashing", cases: [testCase]).configuration(upstreams: [:], log: log).merged(
            with: ["static_resources": ["clusters": .array((0..<clusterCount).map(cluster))]])
    }

    /// For each cluster, the endpoint of each key.
    private static func choices(_ binary: ProxyBinary) throws -> [String: String] {
        let directory = try TemporaryDirectory()
        let log = directory.file("access.log")
        let proxy = try ProxyHarness(binary, configuration: configuration(log: log), directory: directory)
        // Two thousand requests, one after the other.
        var client = try #require(RawClient(port: proxy.port(of: "hashing") ?? 0, delivery: .whole, seconds: 240))
        let requests = (0..<clusterCount).flatMap { number in
            (0..<keyCount).map { ClientStep.text(get("/c\(number)?k=\($0)")) }
        }
        let record = client.run(requests.flatMap { [$0, .answers(1)] }, upstream: nil, probes: false)
        #expect(record.answers.count == clusterCount * keyCount)
        #expect(proxy.stop() == .exit(0))
        var choices: [String: [String]] = [:]
        for line in (readFile(log) ?? []).split(separator: 0x0a) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard let path = words.first(where: { $0.hasPrefix("/c") }),
                let host = words.first(where: { $0.hasPrefix("upstream=") })
            else { continue }
            let address = host.dropFirst("upstream=".count).prefix { $0 != ":" }
            choices[String(path.dropFirst().prefix { $0 != "?" }), default: []].append(
                String(address.split(separator: ".").last ?? "-"))
        }
        return choices.mapValues { $0.joined(separator: " ") }
    }

    @Test("The endpoint of every key is the one that Envoy chose")
    func tables() throws {
        if GoldenFile.isRecording {
            let cases = (0..<Self.clusterCount).map { ProxyCase("c\($0)", get()) }
            return try GoldenFile.write(Theme(name: "hash-tables", cases: cases), try Self.choices(.envoy))
        }
        let golden = GoldenFile.read("hash-tables")
        #expect(golden.count == Self.clusterCount)
        let found = try Self.choices(.apus)
        for (name, hosts) in golden { #expect(found[name] == hosts, "\(name)") }
    }
}

import Testing

/// TCP proxies, which keep what they know of their clusters, while those come and go.
extension FileDiscoveryTests {
    @Test("A TCP proxy follows its cluster as it changes, goes and comes back", arguments: ProxyBinary.present)
    func followedByTCPProxy(_ binary: ProxyBinary) throws {
        let proxy: JSON = [
            "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": "t", "cluster": "b",
        ]
        let listener: JSON = [
            "name": "tcp", "address": Theme.address(port: 0),
            "filter_chains": [["filters": [["name": "t", "typed_config": proxy]]]],
        ]
        let subject = try Subject(binary, with: ["static_resources": ["listeners": [listener]]])
        func move(_ version: String, port: UInt16, withB: Bool = true) throws {
            try subject.move("cds", Self.clusters(subject.directory, version, port: port, withB: withB))
        }
        let ports = subject.upstreams.map(\.port)
        #expect(Deadline(seconds: 30).reached { subject.answer("tcp") == "200 b" })
        try move("2", port: ports[0])
        #expect(Deadline(seconds: 30).reached { subject.answer("tcp") == "200 a" })
        #expect(subject.statistic("tcp.t.downstream_cx_no_route") == "0")
        try move("3", port: ports[0], withB: false)
        #expect(Deadline(seconds: 30).reached { subject.answer("tcp") == "closed" })
        #expect(subject.statistic("tcp.t.downstream_cx_no_route") == "1")
        try move("4", port: ports[1])
        #expect(Deadline(seconds: 30).reached { subject.answer("tcp") == "200 b" })
    }
}

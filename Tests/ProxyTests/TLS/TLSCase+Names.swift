/// What requests say to TLS: server names, and names in certificates.
extension TLSCase {
    private static let asking: JSON = ["auto_sni": true]
    private static let demandingNames: JSON = ["auto_sni": true, "auto_san_validation": true]
    private static let various = [
        ["server.test"], ["SERVER.test:80"], ["x.wild.test"], ["x.y.wild.test"], ["b.test"], ["127.0.0.1"],
        ["127.0.0.2:1"], ["server.test."], ["[::1]:443"],
    ]

    static let ofRequests: [TLSCase] = [
        TLSCase(name: "the host of each request as server name", names: asking, hosts: various),
        TLSCase(
            name: "a server name for addresses", cluster: ["sni": "conf.test"], names: asking,
            hosts: [["a.test"], ["10.0.0.1"], ["a.test:65536"], ["under_score"], ["[::1]"], ["1.2.3"]]),
        TLSCase(
            name: "the host before the endpoint's name", cluster: ["auto_host_sni": true], names: asking,
            hosts: [["a.test"], ["10.0.0.1"]]),
        TLSCase(
            name: "a field as server name", names: asking.merged(with: ["override_auto_sni_header": "X-Name"]),
            hosts: [
                ["a.test"], ["a.test", "x-name: b.test"], ["a.test", "x-name: b.test:99"], ["a.test", "x-name:"],
                ["a.test", "x-name: c.test", "x-name: d.test"], ["a.test", "x-name: 10.0.0.1"],
            ]),
        TLSCase(
            name: "the authority as field for the server name",
            names: asking.merged(with: ["override_auto_sni_header": ":authority"]), hosts: [["a.test"], ["b.test:1"]]),
        TLSCase(
            name: "a field for no server name", names: ["override_auto_sni_header": "x-name"],
            hosts: [["a.test", "x-name: b.test"]]),
        TLSCase(
            name: "a rewritten host as server name", route: ["host_rewrite_literal": "rewritten.test"], names: asking,
            hosts: [["a.test"], ["b.test"]]),
        TLSCase(
            name: "the endpoint's name is not the server name", route: ["auto_host_rewrite": true], names: asking,
            hosts: [["a.test"], ["b.test"]]),
        TLSCase(
            name: "a server name that is too long", names: asking,
            hosts: [[String(repeating: "a", count: 255)], [String(repeating: "a", count: 256)]], lines: 3),
        TLSCase(
            name: "a server name that is none of a host", names: asking,
            hosts: [["*.test"], ["a!b"], ["a~$b"], ["under_score"]]),
        TLSCase(
            name: "a certificate for the host of each request", cluster: validates(authority), names: demandingNames,
            hosts: various),
        TLSCase(
            name: "a certificate for the host and no server name", cluster: validates(authority),
            names: ["auto_san_validation": true], hosts: various),
        TLSCase(
            name: "a certificate for the host in sessions that go on", cluster: validates(authority),
            names: ["auto_san_validation": true],
            hosts: [["server.test"], ["b.test"], ["127.0.0.2"], ["server.test"], ["c.test"]]),
        TLSCase(
            name: "a certificate for the host of nobody who is believed", names: demandingNames,
            hosts: [["server.test"], ["b.test"]]),
        TLSCase(
            name: "a certificate for the host and a wanted name",
            cluster: validates(names("DNS", ["exact": "server.test"])), names: demandingNames,
            hosts: [["server.test"], ["x.wild.test"], ["b.test"]]),
        TLSCase(
            name: "a certificate for the host and another name", cluster: validates(names("DNS", ["exact": "b.test"])),
            names: demandingNames, hosts: [["server.test"], ["b.test"]]),
        TLSCase(
            name: "a certificate that need not be for the host",
            cluster: validates(authority.merged(with: ["trust_chain_verification": "ACCEPT_UNTRUSTED"])),
            names: demandingNames, hosts: [["server.test"], ["b.test"]]),
        TLSCase(
            name: "a certificate that need not be for the host of nobody who is believed",
            cluster: validates(["trust_chain_verification": "ACCEPT_UNTRUSTED"]), names: demandingNames,
            hosts: [["server.test"], ["b.test"]]),
        TLSCase(
            name: "a certificate for the server name of each request",
            cluster: validates(authority).merged(with: ["auto_sni_san_validation": true, "sni": "conf.test"]),
            names: asking, hosts: various),
        TLSCase(
            name: "a known certificate for the host",
            cluster: validates(["verify_certificate_hash": ["text:server.hash"]]), names: demandingNames,
            hosts: [["server.test"], ["b.test"]]),
        TLSCase(
            name: "hosts that requests ask for have to show their names", cluster: validates(authority),
            hosts: [["127.0.0.1:{port}"], ["localhost:{port}"], ["127.0.0.1:{port}"]], forwards: true),
        TLSCase(
            name: "hosts that requests ask for and that show no names", cluster: validates(authority),
            names: ["auto_sni": true, "auto_san_validation": true],
            hosts: [["127.0.0.2:{port}"], ["127.0.0.1:{port}"]], forwards: true),
        TLSCase(
            name: "copies have server names of their own",
            route: ["request_mirror_policies": [["cluster": "inner"]]], names: asking, hosts: [["a.test"]], lines: 3),
    ]
}

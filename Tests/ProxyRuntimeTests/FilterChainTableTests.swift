import NetworkAddresses
import Testing

@testable import Configuration
@testable import ProxyRuntime

@Suite("Choice of filter chains")
struct FilterChainTableTests {
    private typealias Match = FilterChainMatchConfiguration

    private func match(_ edit: (inout Match) -> Void) -> Match {
        var match = Match()
        edit(&match)
        return match
    }

    private func traits(
        _ remote: String = "10.1.2.3:5000", to local: String = "10.0.0.1:443", name: String = "",
        protocols: [String] = [], isTLS: Bool = false
    ) throws -> ConnectionTraits {
        ConnectionTraits(
            local: try #require(SocketAddress(local)), remote: try #require(SocketAddress(remote)),
            directRemote: try #require(SocketAddress(remote)),
            isTLS: isTLS || !name.isEmpty, serverName: name, applicationProtocols: protocols)
    }

    private func networks(_ texts: String...) -> [CIDRBlock] { texts.compactMap { CIDRBlock($0) } }

    @Test("One chain without demands takes everything")
    func trivial() throws {
        let table = FilterChainTable([Match()], fallback: nil)
        #expect(table.isTrivial)
        #expect(table.choose(try traits()) == 0)
    }

    @Test("The name itself comes before wildcards, and the longest wildcard before others")
    func names() throws {
        let table = FilterChainTable(
            [
                match { $0.serverNames = ["*.test"] }, match { $0.serverNames = ["*.b.test"] },
                match { $0.serverNames = ["a.b.test"] }, Match(),
            ], fallback: nil)
        #expect(table.choose(try traits(name: "x.test")) == 0)
        #expect(table.choose(try traits(name: "x.y.test")) == 0)
        #expect(table.choose(try traits(name: "x.b.test")) == 1)
        #expect(table.choose(try traits(name: "a.b.test")) == 2)
        #expect(table.choose(try traits(name: "b.test")) == 0)
        #expect(table.choose(try traits(name: "test")) == 3)
        #expect(table.choose(try traits()) == 3)
    }

    @Test("A step that fits better is never gone back from")
    func noBacktracking() throws {
        let table = FilterChainTable(
            [
                match {
                    $0.serverNames = ["a.test"]
                    $0.applicationProtocols = ["h2"]
                },
                match { $0.serverNames = ["*.test"] },
            ], fallback: nil)
        #expect(table.choose(try traits(name: "a.test", protocols: ["h2"])) == 0)
        #expect(table.choose(try traits(name: "a.test", protocols: ["http/1.1"])) == nil)
        #expect(table.choose(try traits(name: "b.test")) == 1)
    }

    @Test("TLS and plain connections are told apart")
    func transports() throws {
        let table = FilterChainTable(
            [match { $0.transportProtocol = "tls" }, match { $0.transportProtocol = "raw_buffer" }], fallback: nil)
        #expect(table.choose(try traits(isTLS: true)) == 0)
        #expect(table.choose(try traits()) == 1)
    }

    @Test("Addresses and ports are matched, the longest prefix first")
    func addresses() throws {
        let table = FilterChainTable(
            [
                match { $0.destinationPort = 8443 }, match { $0.sources = networks("10.0.0.0/8") },
                match { $0.sources = networks("10.1.0.0/16", "192.168.0.0/16") },
                match {
                    $0.sources = networks("10.1.0.0/16")
                    $0.sourcePorts = [7]
                },
            ], fallback: 4)
        #expect(table.choose(try traits(to: "10.0.0.1:8443")) == 0)
        #expect(table.choose(try traits("10.9.0.1:1")) == 1)
        #expect(table.choose(try traits("10.1.0.1:1")) == 2)
        #expect(table.choose(try traits("10.1.0.1:7")) == 3)
        #expect(table.choose(try traits("172.16.0.1:1")) == 4)
        #expect(table.choose(try traits("[::1]:1")) == 4)
    }

    @Test("Connections of this machine are told from others")
    func origins() throws {
        let table = FilterChainTable(
            [match { $0.source = .local }, match { $0.source = .external }], fallback: nil)
        #expect(table.choose(try traits("127.0.0.1:1")) == 0)
        #expect(table.choose(try traits("10.0.0.1:1")) == 0)
        #expect(table.choose(try traits("10.0.0.2:1")) == 1)
    }

    @Test("The client's first protocol that a chain has decides")
    func protocols() throws {
        let table = FilterChainTable(
            [match { $0.applicationProtocols = ["http/1.1"] }, match { $0.applicationProtocols = ["h2", "x"] }],
            fallback: nil)
        #expect(table.choose(try traits(protocols: ["h2", "http/1.1"])) == 1)
        #expect(table.choose(try traits(protocols: ["http/1.1", "h2"])) == 0)
        #expect(table.choose(try traits(protocols: ["y"])) == nil)
    }
}

/// Chains that a matcher names.
@Suite("Choice of filter chains by a matcher")
struct FilterChainMatcherTests {
    private typealias Matcher = MatcherConfiguration<String>

    private func choose(
        _ matcher: Matcher, name: String = "", protocols: [String] = [], local: String = "10.0.0.1:443",
        remote: String = "10.1.2.3:5000", fallback: Int? = nil
    ) throws -> Int? {
        let table = FilterChainTable(
            [FilterChainMatchConfiguration()], fallback: fallback, matcher: matcher, names: ["a", "b", "c"])
        #expect(!table.isTrivial)
        let peer = try #require(SocketAddress(remote))
        return table.choose(
            ConnectionTraits(
                local: try #require(SocketAddress(local)), remote: peer, directRemote: peer, isTLS: !name.isEmpty,
                serverName: name, applicationProtocols: protocols))
    }

    @Test("Domains: the name itself, the longest wildcard, all")
    func domains() throws {
        let nothing = Matcher(.exact(.destinationPort, [.init(key: "1", outcome: .action("a"))]))
        let matcher = Matcher(
            .domains(
                .serverName,
                [
                    .init(domains: ["a.test", "*.b.test"], outcome: .action("a")),
                    .init(domains: ["*.c.b.test"], outcome: .matcher(nothing)),
                    .init(domains: ["*.test"], outcome: .action("b")), .init(domains: ["*"], outcome: .action("c")),
                ]))
        #expect(try choose(matcher, name: "a.test") == 0)
        #expect(try choose(matcher, name: "x.b.test") == 0)
        #expect(try choose(matcher, name: "x.c.b.test") == 0)
        #expect(try choose(matcher, name: "b.test") == 1)
        #expect(try choose(matcher, name: "test") == 2)
        #expect(try choose(matcher) == nil)
    }

    @Test("Protocols stand in quotes, with commas between")
    func protocols() throws {
        let matcher = Matcher(.exact(.applicationProtocol, [.init(key: "'h2','http/1.1'", outcome: .action("b"))]))
        #expect(try choose(matcher, protocols: ["h2", "http/1.1"]) == 1)
        #expect(try choose(matcher, protocols: ["h2"]) == nil)
        #expect(try choose(matcher) == nil)
    }

    @Test("Exclusive networks leave wider ones alone, but not what follows otherwise")
    func networks() throws {
        let nothing = Matcher(.exact(.destinationPort, [.init(key: "1", outcome: .action("a"))]))
        func matcher(_ isExclusive: Bool) throws -> Matcher {
            let wide = try #require(CIDRBlock("10.0.0.0/8"))
            let narrow = try #require(CIDRBlock("10.1.0.0/16"))
            return Matcher(
                .networks(
                    .sourceAddress,
                    [
                        .init(networks: [wide], outcome: .action("a"), isExclusive: false),
                        .init(networks: [narrow], outcome: .matcher(nothing), isExclusive: isExclusive),
                    ]), rest: .action("c"))
        }
        #expect(try choose(matcher(false)) == 0)
        #expect(try choose(matcher(true)) == 2)
        #expect(try choose(matcher(false), remote: "11.0.0.1:1") == 2)
    }

    @Test("A name that no chain has leaves none, not the one for all others")
    func unknownNames() throws {
        let matcher = Matcher(.exact(.sourcePort, [.init(key: "5000", outcome: .action("nobody"))]))
        #expect(try choose(matcher, fallback: 1) == nil)
        #expect(try choose(matcher, remote: "10.1.2.3:5001", fallback: 1) == 1)
    }
}

import Configuration
import NetworkAddresses
import Testing

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

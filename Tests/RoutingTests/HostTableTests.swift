import Configuration
import Testing

@testable import Routing

@Suite("Virtual hosts")
struct HostTableTests {
    private func find(_ authority: String, _ domains: [[String]], seed: UInt64 = 1) -> Int {
        HostTable(domains, seed: seed).find(Array(authority.utf8).span)
    }

    @Test("An exact name goes before every wildcard")
    func exactFirst() {
        let domains = [["*"], ["*.a.com"], ["www.*"], ["www.a.com"]]
        #expect(find("www.a.com", domains) == 3)
    }

    @Test("The longest suffix wildcard wins, whatever the order")
    func longestSuffix() {
        for domains in [[["*.com"], ["*.b.a.com"], ["*.a.com"]], [["*.com"], ["*.b.a.com"], ["*.a.com"]].reversed()] {
            let names = domains.map { $0[0] }
            #expect(names[find("x.b.a.com", domains)] == "*.b.a.com")
            #expect(names[find("x.a.com", domains)] == "*.a.com")
            #expect(names[find("a.com", domains)] == "*.com")
            #expect(find("a.org", domains) == -1)
        }
    }

    @Test("Suffix wildcards go before prefix wildcards, even shorter ones")
    func suffixBeforePrefix() {
        let domains = [["www.long.name.*"], ["*m"]]
        #expect(find("www.long.name.com", domains) == 1)
        #expect(find("www.long.name.org", domains) == 0)
    }

    @Test("The longest prefix wildcard wins")
    func longestPrefix() {
        let domains = [["w*"], ["www.a.*"], ["www.*"]]
        #expect(find("www.a.org", domains) == 1)
        #expect(find("www.b.org", domains) == 2)
        #expect(find("web", domains) == 0)
    }

    @Test("A wildcard stands for one byte at least")
    func wildcardIsNotEmpty() {
        let domains = [["*.a.com"], ["b.*"]]
        #expect(find(".a.com", domains) == -1)
        #expect(find("b.", domains) == -1)
        #expect(find("x.a.com", domains) == 0)
        #expect(find("b.x", domains) == 1)
    }

    @Test("Names are compared without case, in the file and in the request")
    func anyCase() {
        let domains = [["A.Com"], ["*.B.com"], ["C.*"]]
        #expect(find("a.COM", domains) == 0)
        #expect(find("X.b.COM", domains) == 1)
        #expect(find("c.X", domains) == 2)
    }

    @Test("A port is part of the name")
    func ports() {
        let domains = [["a.com"], ["a.com:80"], ["b.com:*"], ["[::1]:80"], ["*:81"]]
        #expect(find("a.com", domains) == 0)
        #expect(find("a.com:80", domains) == 1)
        #expect(find("a.com:8", domains) == -1)
        #expect(find("b.com:8", domains) == 2)
        #expect(find("b.com", domains) == -1)
        #expect(find("[::1]:80", domains) == 3)
        #expect(find("a.com:81", domains) == 4)
    }

    @Test("An empty or unknown authority meets the default, if there is one")
    func defaultHost() {
        #expect(find("", [["*"]]) == 0)
        #expect(find("", [["a"]]) == -1)
        #expect(find("x", [["a"], ["*"]]) == 1)
        #expect(find("x", []) == -1)
    }

    @Test("Several patterns lead to one virtual host")
    func manyPatterns() {
        let domains = [["a", "*.a", "a:*"], ["*"]]
        #expect(["a", "x.a", "a:80"].allSatisfy { find($0, domains) == 0 })
        #expect(find("b", domains) == 1)
    }

    @Test("A pattern kind finds no name of another kind with the same bytes")
    func kindsAreApart() {
        // ".a" as a suffix, ".a" as a name and "a." as a prefix share bytes with each other's texts.
        let domains = [["*.a"], [".a"], [".a*"]]
        #expect(find(".a", domains) == 1)
        #expect(find("x.a", domains) == 0)
        #expect(find(".ab", domains) == 2)
    }

    @Test("Random tables choose as the plain rules do, whatever the hash seed")
    func agreesWithNaive() {
        var numbers = SeededNumbers(seed: 17)
        let pieces = ["a", "b", "A", ".", ".", "a.b", ":80", "-"]
        var matched = [0, 0]
        for _ in 0..<400 {
            var seen: Set<String> = []
            let hosts = (0..<numbers.below(12)).map { number in
                let patterns = (0...numbers.below(3)).map { _ in
                    switch numbers.below(8) {
                    case 0: "*"
                    case 1, 2: "*" + numbers.text(of: pieces, 1...4)
                    case 3, 4: numbers.text(of: pieces, 1...4) + "*"
                    default: numbers.text(of: pieces, 1...5)
                    }
                }
                return VirtualHostConfiguration(
                    name: "\(number)", domains: patterns.filter { seen.insert($0.lowercased()).inserted })
            }
            let naive = NaiveRouter(configuration: RouteConfiguration(virtualHosts: hosts))
            let table = HostTable(hosts.map(\.domains), seed: numbers.next())
            for _ in 0..<40 {
                // Half of the time a name made to fit some pattern.
                var authority = numbers.text(of: pieces, 0...6)
                if let domain = hosts.flatMap(\.domains).randomElement(using: &numbers), numbers.below(2) == 0 {
                    let filling = numbers.text(of: pieces, 0...2)
                    authority = domain.split(separator: "*", omittingEmptySubsequences: false).joined(
                        separator: filling)
                    if numbers.below(2) == 0 { authority = authority.uppercased() }
                }
                let expected = naive.host(authority)
                let found = table.find(Array(authority.utf8).span)
                matched[expected == nil ? 0 : 1] += 1
                if found != expected ?? -1 {
                    Issue.record("\(authority) in \(hosts.map(\.domains)): \(found), not \(expected ?? -1)")
                }
            }
        }
        // The cases are worth something only when both outcomes are common.
        #expect(matched.allSatisfy { $0 > 1_000 })
    }

    @Test("Thousands of hosts are all found")
    func manyHosts() {
        let domains = (0..<5_000).map { ["h\($0).example.com", "*.h\($0).example.com"] }
        let table = HostTable(domains)
        let misses = (0..<5_000).filter { number in
            table.find(Array("H\(number).Example.com".utf8).span) != number
                || table.find(Array("x.h\(number).example.com".utf8).span) != number
        }
        #expect(misses.isEmpty)
        #expect(table.find(Array("h5000.example.com".utf8).span) == -1)
    }
}

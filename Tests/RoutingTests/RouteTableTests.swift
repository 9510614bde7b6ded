import Configuration
import HTTPSemantics
import Testing

@testable import Routing

@Suite("Route tables")
struct RouteTableTests {
    @Test("The first route that fits wins, not the longest")
    func firstRouteWins() {
        let table = RouteTable.with(
            .named("one", .prefix("/a/")), .named("two", .prefix("/a")), .named("three", .path("/a/b")))
        #expect(table.route(path: "/a/b") == "one")
        #expect(table.route(path: "/a") == "two")
        #expect(table.route(path: "/b") == nil)
    }

    @Test(
        "A prefix is compared byte by byte with the path as it came, escapes included",
        arguments: [
            ("/api", true), ("/api/", true), ("/apix", true), ("/api?x", true), ("/API", false), ("/ap", false),
            ("//api", false), ("", false),
        ])
    func prefix(path: String, fits: Bool) {
        #expect((RouteTable.with(.named("hit", .prefix("/api"))).route(path: path) != nil) == fits)
    }

    @Test("A prefix never reaches into the query", arguments: [0, 20])
    func prefixWithQuery(others: Int) {
        var routes: [RouteEntryConfiguration] = [
            .named("query", .prefix("/api?x")), .named("any case", .prefix("/api?"), caseSensitive: false),
        ]
        routes += (0..<others).map { .named("other", .path("/other\($0)")) }
        #expect(RouteTable.with(routes).route(path: "/api?x=1") == nil)
        #expect(RouteTable.with(routes).route(path: "/api#x") == nil)
    }

    @Test(
        "A path is compared without its query",
        arguments: [
            ("/api", true), ("/api?x=1", true), ("/api?", true), ("/api#x", true), ("/api/", false), ("/API", false),
            ("/ap", false), ("/apix", false),
        ])
    func path(path: String, fits: Bool) {
        #expect((RouteTable.with(.named("hit", .path("/api"))).route(path: path) != nil) == fits)
    }

    @Test(
        "A separated prefix ends at a slash, the query or the path's end",
        arguments: [
            ("/api", true), ("/api/", true), ("/api/x", true), ("/api?x", true), ("/api?/x", true), ("/apix", false),
            ("/api%2fx", false), ("/api;x", false), ("/API", false), ("/ap?i", false),
        ])
    func separatedPrefix(path: String, fits: Bool) {
        #expect((RouteTable.with(.named("hit", .pathSeparatedPrefix("/api"))).route(path: path) != nil) == fits)
    }

    @Test("Without case, only ASCII letters are alike", arguments: [true, false])
    func anyCase(indexed: Bool) {
        var routes: [RouteEntryConfiguration] = [
            .named("prefix", .prefix("/Api"), caseSensitive: false),
            .named("path", .path("/X[y"), caseSensitive: false),
            .named("separated", .pathSeparatedPrefix("/Zed"), caseSensitive: false),
        ]
        if indexed { routes += (0..<20).map { .named("other", .path("/other\($0)")) } }
        let table = RouteTable.with(routes)
        #expect(table.route(path: "/aPI/x") == "prefix")
        #expect(table.route(path: "/x[Y?q") == "path")
        // `{` is `[` with the bit that makes letters small.
        #expect(table.route(path: "/x{y") == nil)
        #expect(table.route(path: "/zED/x") == "separated")
        #expect(table.route(path: "/zedx") == nil)
    }

    @Test("A route far down is found through the index, and an earlier one that is scanned still wins")
    func indexKeepsOrder() {
        var routes: [RouteEntryConfiguration] = (0..<50).map { .named("r\($0)", .path("/r/\($0)")) }
        routes.insert(.named("scanned", .prefix("/R/7"), caseSensitive: false), at: 20)
        routes.append(.named("rest", .prefix("/r/")))
        let table = RouteTable.with(routes)
        #expect(table.route(path: "/r/7") == "r7")
        #expect(table.route(path: "/r/49?x") == "r49")
        #expect(table.route(path: "/r/70") == "scanned")
        #expect(table.route(path: "/r/99") == "rest")
        #expect(table.route(path: "/r") == nil)
    }

    @Test("Routes with the same text are tried in order")
    func sameText() {
        var routes: [RouteEntryConfiguration] = [
            .named("path", .path("/a")), .named("separated", .pathSeparatedPrefix("/a")),
            .named("prefix", .prefix("/a")),
        ]
        routes += (0..<10).map { .named("other", .path("/other\($0)")) }
        let table = RouteTable.with(routes)
        #expect(table.route(path: "/a") == "path")
        #expect(table.route(path: "/a/b") == "separated")
        #expect(table.route(path: "/ab") == "prefix")
    }

    @Test("CONNECT takes the first route for it whose conditions hold, and a branch of that", arguments: [false, true])
    func connect(isConditionMet: Bool) {
        func route(_ name: String, _ path: PathMatchConfiguration, _ headers: [HeaderMatcherConfiguration] = [])
            -> RouteEntryConfiguration
        {
            var route = RouteEntryConfiguration.named(name, path)
            route.match.headers = headers
            return route
        }
        let table = RouteTable.with(
            route("prefix", .prefix("/")), route("first", .connect, [Self.condition(1)]), route("second", .connect))
        var head = makeHead()
        head.method = .connect
        if isConditionMet { head.headers.append(name: Array("mark".utf8).span, Array("1".utf8).span) }
        let match = table.match(head)
        let name = match.map { String(decoding: table.rules[$0.ruleIndex].name, as: UTF8.self) }
        #expect(name == (isConditionMet ? "first" : "second"))
    }

    @Test("A virtual host without a fitting route does not hand on to the default")
    func hostsAreApart() {
        let table = RouteTable(
            RouteConfiguration(
                name: "t",
                virtualHosts: [
                    makeHost("star", "*"), VirtualHostConfiguration(name: "b", domains: ["b"]),
                    VirtualHostConfiguration(name: "c", domains: ["c"], routes: [.named("c", .path("/c"))]),
                ]))
        #expect(table.route(host: "a") == "star")
        #expect(table.route(host: "b") == nil)
        #expect(table.route(host: "c", path: "/c") == "c")
        #expect(table.route(host: "c", path: "/") == nil)
        #expect(table.rules.map { String(decoding: $0.virtualHostName, as: UTF8.self) } == ["star", "c"])
    }

    @Test("A table without virtual hosts takes nothing")
    func emptyTable() {
        #expect(RouteTable(RouteConfiguration()).route() == nil)
    }

    /// Asks for a field `mark` with that number.
    private static func condition(_ mark: Int) -> HeaderMatcherConfiguration {
        HeaderMatcherConfiguration(name: "mark", condition: .range(start: Int64(mark), end: Int64(mark) + 1))
    }

    @Test("Random tables of few and of many routes choose as the plain rules do")
    func agreesWithNaive() {
        var numbers = SeededNumbers(seed: 23)
        let pieces = ["/", "/", "a", "b", "A", "ab", "%2f", "é", "a", "b", "a", "?"]
        var outcomes = [0, 0]
        for round in 0..<400 {
            let hosts = (0...numbers.below(3)).map { number in
                VirtualHostConfiguration(
                    name: "\(number)", domains: [["*", "a.com", "*.com", "b.*"][number]],
                    routes: (0..<numbers.below(round % 2 == 0 ? 9 : 60)).map { route in
                        var text = "/" + numbers.text(of: pieces, 0...4)
                        while text.hasSuffix("/") && text.count > 1 { text.removeLast() }
                        let kinds: [PathMatchConfiguration] = [
                            .path("/" + numbers.text(of: pieces, 0...4)),
                            .prefix("/" + numbers.text(of: pieces, 0...4)),
                            .pathSeparatedPrefix(text == "/" ? "/a" : text),
                        ]
                        var entry = RouteEntryConfiguration.named(
                            "\(route)", kinds[numbers.below(3)], caseSensitive: numbers.below(4) > 0)
                        if numbers.below(3) == 0 { entry.match.headers = [Self.condition(numbers.below(4))] }
                        if numbers.below(5) == 0 { entry.match.takesOnlyGRPC = true }
                        return entry
                    })
            }
            let configuration = RouteConfiguration(virtualHosts: hosts)
            let naive = NaiveRouter(configuration: configuration)
            let table = RouteTable(configuration)
            let firstRules = hosts.indices.map { hosts[..<$0].reduce(0) { $0 + $1.routes.count } }
            for _ in 0..<40 {
                let host = ["a.com", "x.com", "b.c", "A.COM", "z", ""][numbers.below(6)]
                let path = numbers.text(of: pieces + ["/", "?", "#"], 0...7)
                let mark = numbers.below(4)
                let isCall = numbers.below(2) == 0
                let expected = naive.match(host: host, path: path, mark: mark, isCall: isCall)
                    .map { firstRules[$0.host] + $0.route }
                var head = makeHead(host: host, path: path)
                head.headers.append(name: Array("mark".utf8).span, Array("\(mark)".utf8).span)
                if isCall { head.headers.append(.contentType, "application/grpc") }
                let found = table.match(head)?.ruleIndex
                outcomes[expected == nil ? 0 : 1] += 1
                if numbers.below(20) == 0 {
                    let explanation = RouteExplainer(configuration).explain(head, RequestFacts())
                    let told = explanation.route.map { firstRules[explanation.virtualHost ?? 0] + $0 }
                    #expect(told == found && explanation.rule == found)
                }
                if found != expected {
                    Issue.record("\(host) \(path) in \(hosts): \(found ?? -1), not \(expected ?? -1)")
                }
            }
        }
        #expect(outcomes.allSatisfy { $0 > 1_000 })
    }

    @Test("The most specific settings of a filter win: route, then virtual host, then table")
    func perFilter() {
        func setting(_ name: String, _ override: PerFilterConfiguration.Override) -> PerFilterConfiguration {
            PerFilterConfiguration(filterName: name, override: override)
        }
        let fault = FaultConfiguration(maxActiveFaults: 7)
        let table = RouteTable(
            RouteConfiguration(
                virtualHosts: [
                    VirtualHostConfiguration(
                        name: "v", domains: ["*"],
                        routes: [
                            .named("own", .path("/own"), perFilter: [setting("f", .disabled)]),
                            .named("plain", .prefix("/")),
                        ],
                        perFilter: [setting("f", .enabled), setting("g", .value(fault))])
                ],
                perFilter: [setting("g", .disabled), setting("h", .disabled)]))
        #expect(table.rules[0].overrides(ofFilter: "f") == [.disabled, .enabled])
        #expect(table.rules[1].overrides(ofFilter: "f") == [.enabled])
        #expect(table.rules[0].overrides(ofFilter: "g") == [.value(fault), .disabled])
        #expect(table.rules[0].overrides(ofFilter: "h") == [.disabled])
        #expect(table.rules[0].overrides(ofFilter: "i").isEmpty)
    }

    @Test("Ports of hosts do not matter where the table says so")
    func ignoredPorts() {
        var configuration = RouteConfiguration(virtualHosts: [makeHost("a", "a.com"), makeHost("six", "[::1]")])
        #expect(RouteTable(configuration).route(host: "a.com:81") == nil)
        configuration.ignorePortInHostMatching = true
        let table = RouteTable(configuration)
        for host in ["a.com", "a.com:81", "a.com:", "a.com:x"] { #expect(table.route(host: host) == "a") }
        for host in ["[::1]", "[::1]:9"] { #expect(table.route(host: host) == "six") }
        #expect(table.route(host: ":") == nil && table.route(host: "") == nil)
    }

    @Test("Another field than the host can lead to the virtual host")
    func hostField() {
        var configuration = RouteConfiguration(virtualHosts: [makeHost("a", "a.com"), makeHost("b", "b.com")])
        configuration.virtualHostField = "x-host"
        let table = RouteTable(configuration)
        var head = makeHead(host: "a.com")
        #expect(table.match(head) == nil)
        head.headers.append(name: Array("x-host".utf8).span, Array("B.com".utf8).span)
        #expect(table.match(head) == RouteMatch(ruleIndex: 1))
    }

    @Test("Parameters of path segments do not matter where the table says so")
    func pathParameters() {
        let host = VirtualHostConfiguration(
            name: "all", domains: ["*"], routes: [.named("ab", .path("/a/b")), .named("rest", .prefix("/"))])
        var configuration = RouteConfiguration(virtualHosts: [host])
        #expect(RouteTable(configuration).route(path: "/a;x/b") == "rest")
        configuration.ignorePathParameters = true
        let table = RouteTable(configuration)
        for path in ["/a/b", "/a;x/b", "/a;x=1;y/b;z", "/a/b;?c", "/a/b?x;y"] {
            #expect(table.route(path: path) == "ab")
        }
        for path in ["/a;/c", ";/a/b;/", "/a/b/;"] { #expect(table.route(path: path) != "ab", "\(path)") }
    }

    @Test("Who comes unsecured is sent away, from outside or altogether")
    func securedOnly() {
        var all = makeHost("all", "a.com")
        all.tlsRequirement = .all
        var external = makeHost("external", "b.com")
        external.tlsRequirement = .external
        let table = RouteTable(
            RouteConfiguration(virtualHosts: [all, external, makeHost("none", "c.com")]))
        let securing = RouteMatch(ruleIndex: 3)
        func match(_ host: String, _ proto: String, internal isInternal: Bool = false) -> RouteMatch? {
            var head = makeHead(host: host, proto: proto)
            if isInternal { head.headers.append(.xEnvoyInternal, "true") }
            return table.match(head)
        }
        #expect(match("a.com", "http") == securing && match("a.com", "HTTPS") == securing)
        #expect(match("a.com", "http", internal: true) == securing && match("a.com", "https") != securing)
        #expect(match("b.com", "http") == securing && match("b.com", "http", internal: true) != securing)
        #expect(match("c.com", "http") != securing)
    }
}

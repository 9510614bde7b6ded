import HTTPSemantics
import RegularExpressions
import Testing

@testable import Configuration
@testable import Routing

@Suite("Trees of matchers")
struct MatchTreeTests {
    private typealias Matcher = MatcherConfiguration<Int>

    private func decide(_ matcher: Matcher, _ fields: (String, String)..., state: [String: [UInt8]] = [:]) -> Int {
        var head = makeHead()
        for (name, value) in fields { head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
        var facts = RequestFacts()
        facts.filterState = state
        return MatchTree(matcher).decide(head, facts)
    }

    private func isX(_ text: String) -> MatcherCondition {
        .input(.header("x"), .text(StringMatcherConfiguration(.exact, text)))
    }

    @Test("The longest beginning in which something fits counts, and what follows otherwise behind all of them")
    func beginnings() {
        let nothing = Matcher(.list([.init(condition: isX("none"), outcome: .action(9))]))
        let matcher = Matcher(
            .prefix(
                .header("x"),
                [
                    .init(key: "", outcome: .action(0)), .init(key: "a", outcome: .action(1)),
                    .init(key: "ab", outcome: .matcher(nothing)), .init(key: "abc", outcome: .action(3)),
                ]), rest: .action(4))
        #expect(decide(matcher, ("x", "abcd")) == 3)
        #expect(decide(matcher, ("x", "abd")) == 1)
        #expect(decide(matcher, ("x", "b")) == 0)
        #expect(decide(matcher, ("x", "")) == 0)
        #expect(decide(matcher) == 4)
    }

    @Test("Many texts are found, and none that is not there", arguments: [1, 2, 3, 100])
    func manyTexts(count: Int) {
        let table = TextTable((0..<count).map { Array("text-\($0)".utf8) })
        for place in 0..<count { #expect(table.find(Array("text-\(place)".utf8).span) == place) }
        for text in ["", "text-", "TEXT-0", "text-\(count)"] { #expect(table.find(Array(text.utf8).span) == -1) }
    }

    @Test("A field that is not there is not so, and the opposite holds")
    func missing() {
        let matcher = Matcher(.list([.init(condition: .not(isX("1")), outcome: .action(0))]))
        #expect(decide(matcher) == 0)
        #expect(decide(matcher, ("x", "1")) == -1)
    }

    @Test("Several fields of one name are one, with commas between")
    func severalFields() {
        let matcher = Matcher(.exact(.header("x"), [.init(key: "1,2,3", outcome: .action(0))]))
        #expect(decide(matcher, ("x", "1"), ("y", "0"), ("x", "2"), ("x", "3")) == 0)
        #expect(decide(matcher, ("x", "1"), ("x", "3"), ("x", "2")) == -1)
    }

    @Test("Only a tree that looks at texts of filters asks for them, however deep it does")
    func filterState() {
        let inner = Matcher(.exact(.filterState("k"), [.init(key: "v", outcome: .action(0))]))
        let matcher = Matcher(.list([.init(condition: isX("1"), outcome: .matcher(inner))]))
        #expect(MatchTree(matcher).asks == .filterState)
        #expect(MatchTree(Matcher(.list([.init(condition: isX("1"), outcome: .action(0))]))).asks == [])
        #expect(decide(matcher, ("x", "1"), state: ["k": Array("v".utf8)]) == 0)
        #expect(decide(matcher, ("x", "1")) == -1)
    }

    @Test("Routes are counted from their virtual host's first, and those of other actions are not looked at")
    func routes() throws {
        let routes = ["a", "b", "c", "d"].map { RouteEntryConfiguration.named($0, .prefix($0 == "d" ? "/d" : "/")) }
        var host = VirtualHostConfiguration(name: "second", domains: ["*"], routes: routes)
        host.matcher = MatcherConfiguration(
            .exact(
                .header("x"), [.init(key: "1", outcome: .action(1..<3)), .init(key: "2", outcome: .action(3..<4))]),
            rest: .action(0..<1))
        let configuration = RouteConfiguration(virtualHosts: [makeHost("first", "one"), host])
        let table = RouteTable(configuration)
        func name(_ value: String?, _ path: String = "/") -> String? {
            var head = makeHead(path: path)
            if let value { head.headers.append(name: Array("x".utf8).span, Array(value.utf8).span) }
            return table.match(head).map { String(decoding: table.rules[$0.ruleIndex].name, as: UTF8.self) }
        }
        #expect(name(nil) == "a")
        #expect(name("1") == "b")
        #expect(name("2") == nil)
        #expect(name("2", "/d") == "d")
        #expect(table.route(host: "one") == "first")
        var head = makeHead()
        head.headers.append(name: Array("x".utf8).span, Array("2".utf8).span)
        let explanation = RouteExplainer(configuration).explain(head, RequestFacts())
        #expect(explanation.matched == .routes(3..<4))
        #expect(explanation.passedOver.map(\.route) == [3])
        #expect(explanation.route == nil)
    }
}

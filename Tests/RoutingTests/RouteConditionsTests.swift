import Configuration
import HTTPSemantics
import RegularExpressions
import RuntimeValues
import Testing

@testable import Routing

@Suite("What routes ask beside the path")
struct RouteConditionsTests {
    private func hold(
        _ path: String = "/", _ fields: [(String, String)] = [], facts: RequestFacts = RequestFacts(),
        runtime: LiveRuntime = LiveRuntime(), where change: (inout RouteMatchConfiguration) -> Void
    ) -> Bool {
        var match = RouteMatchConfiguration(path: .prefix("/"))
        change(&match)
        var head = makeHead(path: path)
        for (name, value) in fields { head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
        return RouteConditions(match, runtime: runtime)?.hold(for: head, facts) ?? true
    }

    private func header(_ name: String, _ value: String) -> HeaderMatcherConfiguration {
        HeaderMatcherConfiguration(name: name, condition: .text(StringMatcherConfiguration(.exact, value)))
    }

    @Test("A path alone has no conditions")
    func none() {
        let match = RouteMatchConfiguration(path: .prefix("/"), caseSensitive: false)
        #expect(RouteConditions(match, runtime: LiveRuntime()) == nil)
        #expect(RouteTable.with(.named("a", .prefix("/"))).asks.isEmpty)
    }

    @Test("All fields have to be as they must be")
    func headers() {
        let both: (inout RouteMatchConfiguration) -> Void = {
            $0.headers = [self.header("a", "1"), self.header(":method", "GET")]
        }
        #expect(
            hold("/", [("a", "1")], where: both) && !hold("/", [("a", "2")], where: both) && !hold("/", [], where: both)
        )
    }

    @Test("Parameters of the query have to be there, or as they must be")
    func parameters() {
        func with(_ condition: QueryParameterMatcherConfiguration.Condition) -> (inout RouteMatchConfiguration) -> Void
        {
            { $0.queryParameters = [QueryParameterMatcherConfiguration(name: "q", condition: condition)] }
        }
        #expect(hold("/?q=1", where: with(.present(true))) && !hold("/?a", where: with(.present(true))))
        #expect(!hold("/?q=1", where: with(.present(false))) && hold("/?a", where: with(.present(false))))
        let one = QueryParameterMatcherConfiguration.Condition.text(StringMatcherConfiguration(.exact, "1"))
        #expect(
            hold("/?q=1&q=2", where: with(one)) && !hold("/?q=2&q=1", where: with(one)) && !hold("/", where: with(one)))
    }

    @Test("A cookie has to be as it must be")
    func cookies() {
        func with(_ isInverted: Bool) -> (inout RouteMatchConfiguration) -> Void {
            {
                $0.cookies = [
                    CookieMatcherConfiguration(
                        name: "c", text: StringMatcherConfiguration(.exact, "1"), isInverted: isInverted)
                ]
            }
        }
        #expect(
            hold("/", [("cookie", "a=b; c=1")], where: with(false))
                && !hold("/", [("cookie", "c=2")], where: with(false)))
        #expect(!hold("/", [("cookie", "c=1")], where: with(true)) && hold("/", [("cookie", "c=2")], where: with(true)))
        #expect(!hold("/", where: with(false)) && hold("/", where: with(true)))
    }

    @Test("Only calls, where only calls are taken")
    func calls() {
        let calls: (inout RouteMatchConfiguration) -> Void = { $0.takesOnlyGRPC = true }
        #expect(hold("/", [("content-type", "application/grpc")], where: calls) && !hold("/", where: calls))
    }

    @Test("The client's certificate, where it matters", arguments: [true, false])
    func certificates(isThere: Bool) {
        var facts = RequestFacts()
        #expect(hold(facts: facts) { $0.presentsCertificate = isThere } == !isThere)
        #expect(hold(facts: facts) { $0.validatesCertificate = isThere } == !isThere)
        (facts.presentsCertificate, facts.validatesCertificate) = (true, true)
        #expect(hold(facts: facts) { $0.presentsCertificate = isThere } == isThere)
        #expect(hold(facts: facts) { $0.validatesCertificate = isThere } == isThere)
    }

    @Test("A share of requests is chosen by their numbers, and a key can change it")
    func shares() {
        let runtime = LiveRuntime()
        let fraction = RuntimeFractionConfiguration(
            FractionalPercentConfiguration(numerator: 30, denominator: 100), key: "k")
        func count() -> Int {
            (0..<200).filter { number in
                var facts = RequestFacts()
                facts.number = UInt64(number)
                return hold(facts: facts, runtime: runtime) { $0.share = fraction }
            }.count
        }
        #expect(count() == 60)
        runtime.publish(RuntimeConfiguration(layers: [.init(name: "l", values: ["k": "50"])]))
        #expect(count() == 100)
        let text = #"{"numerator":"5000","denominator":"MILLION"}"#
        runtime.publish(RuntimeConfiguration(layers: [.init(name: "l", values: ["k": text])]))
        #expect(count() == 200)
        runtime.publish(RuntimeConfiguration(layers: [.init(name: "l", values: ["k": "many"])]))
        #expect(count() == 60)
    }

    @Test("A table says what has to be known beside the head")
    func asks() {
        var number = RouteEntryConfiguration.named("n", .prefix("/n"))
        number.match.share = RuntimeFractionConfiguration(FractionalPercentConfiguration(numerator: 1))
        var certificate = RouteEntryConfiguration.named("c", .prefix("/c"))
        certificate.match.validatesCertificate = true
        #expect(RouteTable.with(number).asks == .number)
        #expect(RouteTable.with(number, certificate).asks == [.number, .certificate])
    }

    @Test("Where a route's conditions do not hold, the next one of the same path is tried", arguments: [0, 30])
    func nextRoute(others: Int) {
        var first = RouteEntryConfiguration.named("first", .prefix("/a"))
        first.match.headers = [header("x", "1")]
        var second = RouteEntryConfiguration.named("second", .prefix("/a"), caseSensitive: false)
        second.match.headers = [header("x", "2")]
        var routes = (0..<others).map { RouteEntryConfiguration.named("o", .path("/o\($0)")) }
        routes += [first, second, .named("third", .prefix("/a")), .named("last", .prefix("/"))]
        let table = RouteTable.with(routes)
        func route(_ value: String) -> String? {
            var head = makeHead(path: "/a/b")
            head.headers.append(name: Array("x".utf8).span, Array(value.utf8).span)
            return table.match(head).map { String(decoding: table.rules[$0.ruleIndex].name, as: UTF8.self) }
        }
        #expect(route("1") == "first" && route("2") == "second" && route("3") == "third")
    }
}

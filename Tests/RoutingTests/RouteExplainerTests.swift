import Configuration
import HTTPSemantics
import RegularExpressions
import RuntimeValues
import Testing

@testable import Routing

@Suite("Explanations of routes")
struct RouteExplainerTests {
    private func explain(
        _ routes: [RouteEntryConfiguration], path: String = "/", fields: [(String, String)] = [],
        facts: RequestFacts = RequestFacts(), _ change: (inout VirtualHostConfiguration) -> Void = { _ in }
    ) -> RouteExplanation {
        var host = VirtualHostConfiguration(name: "all", domains: ["*"], routes: routes)
        change(&host)
        var head = makeHead(path: path)
        for (name, value) in fields { head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
        return RouteExplainer(RouteConfiguration(virtualHosts: [host])).explain(head, facts)
    }

    /// Why a route does not take a request for `/x?q=1` with some fields.
    private func reason(_ change: (inout RouteMatchConfiguration) -> Void) throws -> String {
        var route = RouteEntryConfiguration.named("r", .prefix("/"))
        change(&route.match)
        let explanation = explain([route], path: "/x?q=1", fields: [("a", "1"), ("cookie", "c=2")])
        #expect(explanation.route == nil && explanation.rule == nil && explanation.virtualHost == 0)
        return try #require(explanation.passedOver.first).reason
    }

    @Test("The first condition that does not hold is told in words")
    func reasons() throws {
        func text(_ kind: TextMatcher.Kind, _ pattern: String) -> StringMatcherConfiguration { .init(kind, pattern) }
        #expect(try reason { $0.path = .prefix("/a") } == #"the path does not begin with "/a""#)
        #expect(try reason { $0.path = .path("/a") } == #"the path is not "/a""#)
        #expect(
            try reason { $0.path = .pathSeparatedPrefix("/a") }
                == #"the path is not "/a" and does not begin with "/a/""#)
        let expression = try RegularExpression("/[0-9]")
        #expect(try reason { $0.path = .expression(expression) } == #"the path does not match "/[0-9]""#)
        #expect(try reason { $0.takesOnlyGRPC = true } == "it is no gRPC call")
        #expect(
            try reason { $0.headers = [.init(name: "b", condition: .present(true))] } == #"header "b" is not there"#)
        #expect(
            try reason { $0.headers = [.init(name: "a", condition: .text(text(.exact, "2")))] }
                == #"header "a" is not "2""#)
        #expect(
            try reason { $0.headers = [.init(name: "a", condition: .range(start: 5, end: 9))] }
                == #"header "a" is no number from 5 to below 9"#)
        #expect(
            try reason { $0.queryParameters = [.init(name: "q", condition: .text(text(.prefix, "2")))] }
                == #"parameter "q" does not begin with "2""#)
        #expect(
            try reason { $0.cookies = [.init(name: "c", text: text(.exact, "2"), isInverted: true)] }
                == #"cookie "c" is "2""#)
        #expect(try reason { $0.presentsCertificate = true } == "the client shows no certificate")
        let metadata = MetadataMatcherConfiguration(filter: "f", path: ["a", "b"], value: .present(true))
        #expect(try reason { $0.metadata = [metadata] } == #"metadata "f" "a" "b" is not as asked for"#)
        let none = RuntimeFractionConfiguration(FractionalPercentConfiguration(), key: "k")
        #expect(try reason { $0.share = none } == #"0 of 100 (or what stands at "k") leaves the number 0 out"#)
    }

    @Test("Routes before the one that takes the request are listed, and no others")
    func passedOver() {
        let explanation = explain(
            [.named("a", .path("/a")), .named("b", .path("/b")), .named("c", .prefix("/")), .named("d", .prefix("/"))])
        #expect(explanation.passedOver.map(\.route) == [0, 1] && explanation.route == 2 && explanation.rule == 2)
    }

    @Test("Hosts that want secured requests are told apart, and hosts that are not there")
    func hosts() {
        let secured = explain([.named("a", .prefix("/"))]) { $0.tlsRequirement = .all }
        #expect(secured.isSecured && secured.virtualHost == 0 && secured.route == nil)
        let missing = explain([.named("a", .prefix("/"))]) { $0.domains = ["b.com"] }
        #expect(missing.virtualHost == nil && missing.passedOver.isEmpty)
    }

    @Test("The branch and the weights are told")
    func branches() {
        let weighted = WeightedClustersConfiguration([
            WeightedBranchConfiguration(.cluster("a"), weight: 3),
            WeightedBranchConfiguration(.cluster("b"), weight: 1),
        ])
        let route = RouteEntryConfiguration(
            match: RouteMatchConfiguration(path: .prefix("/")),
            action: .route(RouteActionConfiguration(target: .weighted(weighted))))
        var facts = RequestFacts()
        facts.number = 3
        let explanation = explain([.named("x", .path("/x")), route], facts: facts)
        #expect(explanation.branch == RouteExplanation.Branch(index: 1, weights: [3, 1]))
        #expect(explanation.route == 1 && explanation.rule == 3)
    }
}

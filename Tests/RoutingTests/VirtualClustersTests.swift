import Configuration
import HTTPSemantics
import Testing

@testable import Routing

@Suite("Virtual clusters")
struct VirtualClustersTests {
    private func cluster(_ name: String, _ fields: String...) -> VirtualClusterConfiguration {
        VirtualClusterConfiguration(
            name: name, headers: fields.map { HeaderMatcherConfiguration(name: $0, condition: .present(true)) })
    }

    @Test("The first whose conditions all hold counts, else none")
    func first() throws {
        let clusters = try #require(
            VirtualClusters([cluster("both", "a", "b"), cluster("one", "a"), cluster("same", "a")]))
        func find(_ fields: String...) -> Int {
            var head = makeHead()
            for field in fields { head.headers.append(name: Array(field.utf8).span, Array("1".utf8).span) }
            return clusters.find(head)
        }
        #expect(find("a", "b") == 0 && find("a") == 1 && find("b") == 3 && find() == 3)
        #expect(clusters.names == ["both", "one", "same"].map { Array($0.utf8) })
        #expect(VirtualClusters([]) == nil)
    }

    @Test("All routes of a virtual host share them, branches too")
    func shared() {
        let weighted = WeightedClustersConfiguration([WeightedBranchConfiguration(.cluster("c"), weight: 1)])
        let split = RouteEntryConfiguration(
            match: RouteMatchConfiguration(path: .prefix("/")),
            action: .route(RouteActionConfiguration(target: .weighted(weighted))))
        var host = VirtualHostConfiguration(name: "h", domains: ["*"], routes: [.named("a", .path("/a")), split])
        host.virtualClusters = [cluster("v", "a")]
        let rules = RouteTable(RouteConfiguration(virtualHosts: [host])).rules
        #expect(rules.count == 3 && rules.allSatisfy { $0.virtualClusters === rules[0].virtualClusters })
        #expect(rules[0].virtualClusters != nil)
    }
}

import Configuration
import Testing

@testable import ControlPlane

@Suite("How many routes are made")
struct RouteBudgetTests {
    @Test("What is too much is refused, and told once")
    func limit() throws {
        let node = try JSONReader().read(Array(#"{"a": 1}"#.utf8), file: "a.json").get().root
        let complaints = ComplaintList()
        let budget = RouteBudget(complaints)
        #expect(budget.spend(499_999, at: node) && budget.spend(1, at: node) && complaints.isEmpty)
        #expect(!budget.spend(1, at: node) && !budget.spend(1, at: node))
        #expect(
            complaints.finish().map(\.text) == [
                "a.json:1:1: expected at most 500000 routes for all nodes together, found more"
            ])
    }
}

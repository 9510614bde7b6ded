import Testing

@testable import ControlPlane

@Suite("What became other in a cluster")
struct ObservationHistoryTests {
    private func documents(_ texts: [String: String]) -> [MeshDocument] {
        texts.map { MeshDocument(name: "kubernetes:\($0.key).json", bytes: Array($0.value.utf8)) }
            .sorted { $0.name < $1.name }
    }

    @Test("Objects of people are named, and what moves by itself is counted")
    func entries() {
        var history = ObservationHistory()
        var before: [MeshDocument] = []
        func observe(_ texts: [String: String]) {
            history.note(documents(texts), after: before, at: 7)
            before = documents(texts)
        }
        observe(["Service/n/a": "1", "HTTPRoute/n/r": "1", "Gateway/n/g": "1"])
        observe(["Service/n/a": "2", "HTTPRoute/n/r": "1", "Gateway/n/g": "1", "Workload/n/pods-x": "1"])
        observe(["Service/n/a": "2", "HTTPRoute/n/r": "2", "Workload/n/own": "1"])
        observe(["HTTPRoute/n/r": "2", "Workload/n/own": "1"])
        observe(["HTTPRoute/n/r": "2", "Workload/n/own": "1"])
        #expect(
            history.entries.map(\.changes) == [
                ["+ Gateway/n/g", "+ HTTPRoute/n/r"], ["~ HTTPRoute/n/r", "+ Workload/n/own", "- Gateway/n/g"],
            ])
        #expect(history.entries.map(\.moves) == [1, 1])
        #expect(
            history.entries.map(\.version).last
                == PublishedSet.digest(
                    documents([
                        "Service/n/a": "2", "HTTPRoute/n/r": "2", "Workload/n/own": "1",
                    ])))
    }

    @Test("The last fifty are kept, and the first twenty names of each")
    func limits() {
        var history = ObservationHistory()
        var before: [MeshDocument] = []
        for round in 0..<60 {
            let texts = (0..<30).map { ("HTTPRoute/n/r\($0 + 10)", String(round)) }
            let next = documents(Dictionary(uniqueKeysWithValues: texts))
            history.note(next, after: before, at: Int64(round))
            before = next
        }
        #expect(history.entries.map(\.time) == Array(10..<60))
        #expect(history.entries.allSatisfy { $0.changes.count == 20 && $0.count == 30 })
    }
}

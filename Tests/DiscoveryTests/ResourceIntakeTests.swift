import Configuration
import Discovery
import Testing

@Suite("What a response means")
struct ResourceIntakeTests {
    private static func complaint(_ kind: ConfigurationComplaint.Kind) -> ConfigurationComplaint {
        ConfigurationComplaint(file: "f", line: 1, column: 1, path: "p", kind: kind, message: "m")
    }

    private func response(_ kinds: [String: ConfigurationComplaint.Kind?]) -> DiscoveredResponse {
        var response = DiscoveredResponse()
        for (name, kind) in kinds.sorted(by: { $0.key < $1.key }) {
            response.resources.append(
                DiscoveredResource(
                    name: name, value: nil, complaints: kind.map { [Self.complaint($0)] } ?? [], source: [1]))
        }
        return response
    }

    private let current = [ResourceDiff.Item(name: "a", source: [0]), ResourceDiff.Item(name: "b", source: [0])]

    @Test("What is wrong outside of resources, or in one of them, changes nothing")
    func wrong() {
        var unreadable = response(["a": nil])
        unreadable.complaints = [Self.complaint(.syntax)]
        guard case .unreadable(let complaints) = ResourceIntake(unreadable, current: current) else {
            Issue.record("it was read")
            return
        }
        #expect(complaints.count == 1)
        guard case .refused(let others) = ResourceIntake(response(["a": nil, "b": .wrongValue]), current: current)
        else {
            Issue.record("it was taken")
            return
        }
        #expect(others.count == 1)
    }

    @Test("What Apus alone cannot take is left out alone, and what was there of it stays")
    func unimplemented() {
        let answer = response(["a": .unimplemented, "c": nil])
        guard case .taken(let diff, let complaints) = ResourceIntake(answer, current: current) else {
            Issue.record("it was refused")
            return
        }
        #expect(complaints.count == 1)
        #expect(diff.removed == ["b"])
        #expect(diff.added.map { answer.resources[$0].name } == ["c"])
    }
}

import Configuration
import ControlPlane
import Testing

@Suite("Snapshots of resources")
struct ResourceSnapshotTests {
    private func resource(_ name: String, _ json: String) -> ResourceSnapshot.Resource {
        ResourceSnapshot.Resource(name: name, json: Array(json.utf8))
    }

    @Test func `a version stands for content, not for the order it came in`() {
        let one = ResourceSnapshot([.cluster: [resource("a", "{}"), resource("b", "{}")]])
        let two = ResourceSnapshot([.cluster: [resource("b", "{}"), resource("a", "{}")]])
        #expect(one == two)
        #expect(one[.cluster].resources.map(\.name) == ["a", "b"])
        let other = ResourceSnapshot([.cluster: [resource("a", "{}"), resource("b", "[]")]])
        #expect(other[.cluster].version != one[.cluster].version)
    }

    @Test func `kinds have versions of their own`() {
        let one = ResourceSnapshot([.cluster: [resource("a", "{}")], .listener: [resource("l", "1")]])
        let two = ResourceSnapshot([.cluster: [resource("a", "{}")], .listener: [resource("l", "2")]])
        #expect(one[.cluster].version == two[.cluster].version)
        #expect(one[.listener].version != two[.listener].version)
        #expect(one[.routes].version.isEmpty && one[.routes].resources.isEmpty)
    }

    @Test func `bytes that move from one resource to the next make another version`() {
        let one = ResourceSnapshot([.cluster: [resource("a", "xy"), resource("b", "z")]])
        let two = ResourceSnapshot([.cluster: [resource("a", "x"), resource("b", "yz")]])
        #expect(one[.cluster].version != two[.cluster].version)
    }
}

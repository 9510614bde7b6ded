import NetworkAddresses
import Testing

@testable import HTTPConnections

@Suite("What requests hold of memory")
struct RequestMemoryTests {
    private static func holder(_ text: String) -> RequestMemory.Holder { RequestMemory.Holder(IPAddress(text)) }

    @Test("A client never has more than is left for others, and whoever comes next finds room")
    func shares() {
        var memory = RequestMemory(limit: 1_200)
        let clients = ["10.0.0.1", "10.0.0.2", "10.0.0.3"].map(Self.holder)
        for client in clients { while memory.take(1, for: client) {} }
        #expect(clients.map(memory.share) == [600, 300, 150])
        #expect(memory.count == 1_050)
        // What is given back is there for all.
        memory.giveBack(600, of: clients[0])
        #expect(memory.share(of: clients[0]) == 0)
        let takes = [(225, 2), (1_201, 1), (Int.max, 1), (0, 1)].map { memory.take($0.0, for: clients[$0.1]) }
        #expect(takes == [true, false, false, true])
        #expect(memory.count == 675)
    }

    @Test("A machine has one share, whatever address of its network it takes")
    func networks() {
        var memory = RequestMemory(limit: 100)
        let takes = [(50, "fd00::1"), (1, "fd00::ffff:1"), (1, "fd00:0:0:1::1"), (1, "10.0.0.1"), (1, "-")].map {
            memory.take($0.0, for: Self.holder($0.1))
        }
        #expect(takes == [true, false, true, true, true])
    }
}

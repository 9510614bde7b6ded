import Testing

@testable import ControlPlane

@Suite("Registrations that wait")
struct RegistrationWishesTests {
    private typealias Wishes = RegistrationWishes<Int>

    private func key(_ id: Int) throws -> EndpointRegistry.Key {
        try #require(EndpointRegistry.Key(namespace: "shop", service: "cart", id: "\(id)"))
    }

    private func endpoint(_ last: Int) -> EndpointRegistry.Endpoint { .init(address: "10.0.0.\(last)") }

    @Test func `the last wish of a key counts, and all who wished hear of it`() throws {
        var wishes = Wishes()
        #expect(try wishes.add(key(1), endpoint(1), 1) == true)
        #expect(try wishes.add(key(2), endpoint(2), 2) == true)
        #expect(try wishes.add(key(1), endpoint(3), 3) == true)
        #expect(wishes.keyCount == 2 && wishes.callerCount == 3)
        let batch = wishes.takeBatch()
        #expect(batch.map(\.endpoint.address) == ["10.0.0.3", "10.0.0.2"])
        #expect(batch.map(\.callers) == [[1, 3], [2]])
        // What comes while others are tried waits for the next time.
        #expect(try wishes.add(key(1), endpoint(4), 4) == true)
        wishes.settle(batch)
        #expect(try wishes.contains(key(1)) && !wishes.contains(key(2)) && wishes.callerCount == 1)
        wishes.settle(wishes.takeBatch())
        #expect(wishes.isEmpty && wishes.keyCount == 0 && wishes.callerCount == 0)
    }

    @Test func `a wrong one is found by halves, and all others stand`() throws {
        var wishes = Wishes()
        for id in 0..<1_000 { #expect(try wishes.add(key(id), endpoint(1), id) == true) }
        let wrong = try key(700)
        var (good, bad, tries) = (0, 0, 0)
        while !wishes.isEmpty {
            let batch = wishes.takeBatch()
            tries += 1
            if !batch.contains(where: { $0.key == wrong }) {
                good += batch.count
                wishes.settle(batch)
            } else if batch.count > 1 {
                wishes.halve(batch)
            } else {
                bad += 1
                wishes.settle(batch)
            }
        }
        #expect(good == 999 && bad == 1 && tries <= 21 && wishes.callerCount == 0)
    }

    @Test func `no more wait than may`() throws {
        var wishes = Wishes()
        for id in 0..<Wishes.limit { #expect(try wishes.add(key(id % 10), endpoint(1), id) == true) }
        #expect(try wishes.add(key(1), endpoint(1), 0) == false)
        wishes.settle(wishes.takeBatch())
        #expect(try wishes.add(key(1), endpoint(1), 0) == true)
    }
}

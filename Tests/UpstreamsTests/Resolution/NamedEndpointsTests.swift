import Configuration
import NetworkAddresses
import Testing

@testable import Upstreams

@Suite("Endpoints that are names")
struct NamedEndpointsTests {
    private let groups = [
        LocalityEndpoints(
            region: "r", zone: "z", subZone: "s", priority: 1,
            endpoints: [
                EndpointConfiguration(address: "a.test", port: 7, hostname: "host", weight: 3),
                EndpointConfiguration(address: "b.test", port: 8),
            ]),
        LocalityEndpoints(endpoints: [EndpointConfiguration(address: "c.test", port: 9, healthStatus: .draining)]),
    ]

    private func address(_ last: UInt8) -> IPAddress { IPAddress(192, 0, 2, last) }

    @Test("Every address of every name is an endpoint, with what is said of its name")
    func all() {
        var endpoints = NamedEndpoints(groups, isLogical: false)
        #expect(endpoints.count == 3 && endpoints.name(of: 2) == "c.test" && endpoints.largestWeight == 3)
        #expect(endpoints.descriptions == [])
        #expect(endpoints.resolved(2, to: [address(3)]) == .changed)
        #expect(endpoints.resolved(0, to: [address(1), .loopbackV6]) == .changed)
        let found = endpoints.descriptions
        #expect(
            found.map(\.address) == [
                .ip(address(1), port: 7), .ip(.loopbackV6, port: 7), .ip(address(3), port: 9),
            ])
        #expect(found.map(\.hostname) == ["host", "host", "c.test"])
        #expect(found.map(\.weight) == [3, 3, 1] && found.map(\.priority) == [1, 1, 0])
        #expect(found[0].region == "r" && found[0].zone == "z" && found[0].subZone == "s")
        #expect(found[2].health == .draining)
    }

    @Test("An answer in another order, or with an address twice, changes nothing")
    func unchanged() {
        var endpoints = NamedEndpoints(groups, isLogical: false)
        #expect(endpoints.resolved(0, to: [address(1), address(2), address(1)]) == .changed)
        #expect(endpoints.descriptions.count == 2)
        #expect(endpoints.resolved(0, to: [address(2), address(1)]) == .unchanged)
        #expect(endpoints.resolved(0, to: [address(2)]) == .changed)
        #expect(endpoints.descriptions.map(\.address) == [.ip(address(2), port: 7)])
    }

    @Test("An empty answer keeps what was known", arguments: [true, false])
    func kept(isLogical: Bool) {
        var endpoints = NamedEndpoints(groups, isLogical: isLogical)
        #expect(endpoints.resolved(0, to: []) == .unchanged)
        #expect(endpoints.resolved(0, to: [address(1)]) == .changed)
        #expect(endpoints.resolved(0, to: []) == .kept)
        #expect(endpoints.descriptions.count == 1)
    }

    @Test("A logical endpoint has the first address, then the others, families in turn, and the first priority")
    func logical() {
        var endpoints = NamedEndpoints(groups, isLogical: true)
        #expect(endpoints.resolved(0, to: [address(1), address(2)]) == .changed)
        #expect(endpoints.resolved(0, to: [address(1), address(2), address(1)]) == .unchanged)
        #expect(endpoints.resolved(0, to: [address(1), address(3)]) == .changed)
        #expect(endpoints.resolved(0, to: [address(3), address(1), .loopbackV6]) == .changed)
        #expect(endpoints.descriptions.map(\.address) == [.ip(address(3), port: 7)])
        #expect(
            endpoints.descriptions.map(\.alternatives) == [[.ip(.loopbackV6, port: 7), .ip(address(1), port: 7)]])
        #expect(endpoints.descriptions[0].priority == 0)
    }
}

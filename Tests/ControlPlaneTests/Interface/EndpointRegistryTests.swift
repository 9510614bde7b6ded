import Configuration
import Testing

@testable import ControlPlane

@Suite("Endpoints that register themselves")
struct EndpointRegistryTests {
    private static let second: UInt64 = 1_000_000_000

    private func key(_ id: String, service: String = "cart") throws -> EndpointRegistry.Key {
        try #require(EndpointRegistry.Key(namespace: "shop", service: service, id: id))
    }

    private func endpoint(_ text: String) throws -> EndpointRegistry.Endpoint {
        try EndpointRegistry.Endpoint.read(Array(text.utf8)).get()
    }

    @Test func `one is there as long as its heartbeats come`() throws {
        var registry = EndpointRegistry()
        let (one, two) = (try key("1"), try key("2"))
        #expect(registry.put(one, try endpoint(#"{"address":"10.0.0.1","ttl":10}"#), now: 0) == true)
        #expect(registry.put(two, try endpoint(#"{"address":"10.0.0.2","ttl":10}"#), now: 0) == true)
        #expect(registry.put(one, try endpoint(#"{"address":"10.0.0.1","ttl":10}"#), now: Self.second) == false)
        #expect(registry.nextEnd == 10 * Self.second)
        #expect(registry.expire(now: 10 * Self.second) == [two])
        #expect(registry.beat(one, now: 10 * Self.second) == true)
        #expect(registry.beat(two, now: 10 * Self.second) == false)
        #expect(registry.expire(now: 19 * Self.second) == [])
        #expect(registry.remove(one) == true)
        #expect(registry.remove(one) == false)
        #expect(registry.count == 0)
    }

    @Test func `they are documents of the mesh, one a service`() throws {
        var registry = EndpointRegistry()
        _ = registry.put(try key("2"), try endpoint(#"{"address":"::1","port":81,"weight":2,"zone":"z"}"#), now: 0)
        _ = registry.put(try key("1"), try endpoint(#"{"address":"10.0.0.1"}"#), now: 0)
        _ = registry.put(try key("1", service: "user"), try endpoint(#"{"address":"10.0.0.3"}"#), now: 0)
        #expect(registry.documents.map(\.name) == ["registered/shop/cart.json", "registered/shop/user.json"])
        #expect(
            String(decoding: registry.documents[0].bytes, as: UTF8.self)
                == #"{"apiVersion":"apus.dev/v1","kind":"Endpoints","metadata":"#
                + #"{"name":"registered.cart","namespace":"shop"},"spec":{"service":"cart","endpoints":[{"address":"10.0.0.1","weight":1},"#
                + #"{"address":"::1","port":81,"weight":2,"zone":"z"}]}}"#)
    }

    @Test func `they outlive the process, with their whole time before them`() throws {
        var registry = EndpointRegistry()
        _ = registry.put(try key("1"), try endpoint(#"{"address":"10.0.0.1","port":80,"ttl":5}"#), now: 0)
        let next = EndpointRegistry(encoded: registry.encoded, now: 100 * Self.second)
        #expect(next.documents == registry.documents)
        #expect(next.nextEnd == 105 * Self.second)
        #expect(EndpointRegistry(encoded: Array("[{}".utf8), now: 0).count == 0)
    }

    @Test(arguments: [
        ("[]", "expected an object in JSON"), ("{}", "address: expected an IP address, found nothing"),
        (#"{"address":"host"}"#, "address: expected an IP address"),
        (#"{"address":"10.0.0.1","port":0}"#, "port: expected 1 to 65535"),
        (#"{"address":"10.0.0.1","ttl":"30"}"#, "ttl: expected 1 to 86400"),
        (#"{"address":"10.0.0.1","wieght":1}"#, "wieght: expected address, port, weight, zone or ttl"),
    ])
    func `a wrong one is told what is wrong`(_ text: String, _ expected: String) {
        guard case .failure(let problem) = EndpointRegistry.Endpoint.read(Array(text.utf8)) else {
            Issue.record("it was taken")
            return
        }
        #expect(problem.text == expected)
    }

    @Test func `names are those of services`() {
        #expect(EndpointRegistry.Key(namespace: "a", service: "b", id: "pod-1.x") != nil)
        for wrong in ["", "A", "a/b", "ä", String(repeating: "a", count: 129)] {
            #expect(EndpointRegistry.Key(namespace: "a", service: "b", id: wrong) == nil)
        }
    }
}

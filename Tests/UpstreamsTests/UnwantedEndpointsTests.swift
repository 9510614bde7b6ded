import Configuration
import Testing

@testable import Upstreams

@Suite("Endpoints that retries do not want")
struct UnwantedEndpointsTests {
    private func endpoints(_ metadata: [String: StructValue]...) -> [Endpoint] {
        let described = metadata.enumerated().map { index, metadata in
            var endpoint = makeEndpoint(UInt16(index + 1))
            endpoint.metadata = MetadataConfiguration(["envoy.lb": .object(metadata)])
            return endpoint
        }
        return makeSet([LocalityEndpoints(endpoints: described)]).all
    }

    @Test("Those that were tried, and canaries")
    func tried() {
        let all = endpoints([:], ["canary": .bool(true)], ["canary": .text("true")], ["canary": .bool(false)])
        let filter = UnwantedEndpoints(tried: [all[0]], rejectsCanaries: true)
        #expect(all.map { filter.rejects($0) } == [true, true, false, false])
        #expect(!UnwantedEndpoints(tried: []).rejects(all[1]))
    }

    @Test("Those that say all of what is unwanted, alone or in a list")
    func labels() {
        let all = endpoints(
            ["a": .number(1), "b": .text("x")], ["a": .number(1)],
            ["a": .list([.number(2), .number(1)]), "b": .text("x")],
            [:], ["c": .list([.text("y")])])
        let both = UnwantedEndpoints(tried: [], labels: [["a": .number(1), "b": .text("x")]])
        #expect(all.map { both.rejects($0) } == [true, false, true, false, false])
        let either = UnwantedEndpoints(tried: [], labels: [["a": .number(1)], ["c": .list([.text("y")])]])
        #expect(all.map { either.rejects($0) } == [true, true, true, false, false])
    }
}

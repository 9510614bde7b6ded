import Configuration
import EventLoops
import Testing

@testable import Upstreams

@Suite("Counts of what is under way")
struct PoolDriftTests {
    @Test("No order of events leaves a count behind, or a stream without its one answer", arguments: 0..<12)
    func noDrift(seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let fixture = try PoolFixture {
            // Small limits, so that every way of refusing is taken.
            $0.defaultThresholds.maxConnections = UInt32(1 + seed % 4)
            $0.defaultThresholds.maxPendingRequests = UInt32(1 + seed % 5)
            $0.defaultThresholds.maxRequests = UInt32(2 + seed % 3)
            $0.commonOptions.idleTimeout = seed % 2 == 0 ? 5_000_000_000 : nil
            $0.commonOptions.maxRequestsPerConnection = seed % 3 == 0 ? 3 : nil
        }
        var streams: [PoolStream] = []
        for _ in 0..<400 {
            let connection = fixture.upstream.connections.randomElement(using: &numbers)
            switch numbers.below(12) {
            case 0...3: streams.append(fixture.lease())
            case 4...6: if let connection { fixture.upstream.answer(connection) }
            case 7: if let connection { fixture.upstream.answer(connection, "connection: close\r\n") }
            case 8: if let connection { fixture.upstream.close(connection, resets: numbers.below(2) == 0) }
            case 9: streams.randomElement(using: &numbers)?.giveUp(in: fixture.pool)
            case 10: fixture.loop.advanceClock(by: UInt64(numbers.below(4_000_000_000)))
            default: if let connection { fixture.upstream.send(connection, "HTTP/1.1 200 OK\r\n") }
            }
            fixture.upstream.accept()
            fixture.loop.runOnce(maximumWait: numbers.below(3) == 0 ? 1_000_000 : 0)
            if fixture.inUse.contains(where: { $0 < 0 }) { Issue.record("\(fixture.inUse)") }
        }
        // Everybody is served in the end: nobody waits without a connection being on its way.
        for _ in 0..<200 where streams.contains(where: { $0.isWaiting || $0.isActive }) {
            fixture.settle()
            for connection in fixture.upstream.connections { fixture.upstream.answer(connection) }
        }
        #expect(!streams.contains { $0.isWaiting || $0.isActive })
        #expect(streams.allSatisfy { $0.poolAnswers <= 1 })
        fixture.worker.drain()
        for connection in fixture.upstream.connections { fixture.upstream.close(connection) }
        fixture.turn { fixture.isAtRest }
        #expect(fixture.isAtRest, "\(fixture.inUse)")
        #expect(fixture.counter(.upstreamRqTotal) == Int(fixture.endpoint.sum(\.requestsTotal)))
        #expect(fixture.counter(.upstreamCxTotal) == Int(fixture.endpoint.sum(\.connectionsTotal)))
        #expect(fixture.counter(.upstreamRqTotal) == streams.count { $0.connection != nil })
    }
}

import EventLoops
import NetworkAddresses
import Telemetry
import Testing

@testable import Proxying

@Suite("Requests that were recorded")
struct RequestTapTests {
    private func fill(_ ring: inout TapRing<Int>, _ numbers: Range<Int>) {
        for number in numbers {
            guard let place = ring.admit(isFailed: false, second: UInt64(number)) else { continue }
            ring.keep(number, number: place)
        }
    }

    @Test("The newest are kept in their order, and what a question comes too late for is counted")
    func order() {
        var ring = TapRing<Int>()
        #expect(ring.newer(than: 0).elements == [] && ring.newer(than: 0).lost == 0)
        fill(&ring, 1..<301)
        #expect(ring.number == 300 && ring.newer(than: 0).elements == Array(45...300))
        #expect(ring.newer(than: 10).elements == Array(45...300) && ring.newer(than: 10).lost == 34)
        #expect(ring.newer(than: 298).elements == [299, 300] && ring.newer(than: 298).lost == 0)
        #expect(ring.newer(than: 300).elements == [] && ring.newer(than: 300).lost == 0)
        ring.clear()
        fill(&ring, 301..<303)
        #expect(ring.newer(than: 0).elements == [301, 302] && ring.number == 302)
    }

    @Test("So many of a second are recorded, of either kind")
    func allowance() {
        var ring = TapRing<Int>()
        func admitted(_ isFailed: Bool, _ second: UInt64) -> Int {
            (0..<80).count { _ in ring.admit(isFailed: isFailed, second: second) != nil }
        }
        #expect(admitted(false, 1) == 50 && admitted(true, 1) == 50 && ring.skipped == 60)
        #expect(admitted(false, 2) == 50 && ring.number == 150 && ring.skipped == 90)
        ring.clear()
        #expect(ring.skipped == 0)
    }

    @Test("It is on for fifteen seconds after a question, and says when it begins")
    func attention() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 1_000_000_000))
        let worker = ProxyWorker(
            index: 0, loop: loop, clusters: [:], localAddress: IPAddress(127, 0, 0, 1), logWriter: try LogWriter(),
            seed: 1)
        func advance(_ seconds: UInt64) {
            loop.advanceClock(by: seconds * 1_000_000_000)
            loop.runOnce(maximumWait: 0)
        }
        #expect(!worker.isTapped)
        #expect(worker.tapped(after: 0).begins && worker.isTapped)
        advance(10)
        #expect(!worker.tapped(after: 0).begins)
        advance(10)
        #expect(worker.isTapped, "the second question counts")
        advance(6)
        #expect(!worker.isTapped)
        #expect(worker.tapped(after: 0).begins)
    }
}

import Testing

@testable import Upstreams

@Suite("The queue of waiting streams")
struct WaitQueueTests {
    @Test("Random appending, taking and removing keeps the order, as an array would")
    func agreesWithArray() {
        var numbers = SeededNumbers(seed: 3)
        var queue = WaitQueue()
        var model: [UpstreamStream] = []
        var gone = UpstreamStream()
        for step in 0..<20_000 {
            // Long runs of one kind, so that the queue grows past its compaction and runs empty.
            let grows = (step / 200) % 2 == 0
            switch numbers.below(10) {
            case 0..<(grows ? 6 : 2):
                let stream = UpstreamStream()
                queue.append(stream)
                model.append(stream)
            case 6 where !model.isEmpty:
                gone = model.remove(at: numbers.below(model.count))
                let removed = queue.remove(gone)
                #expect(removed)
            case 7:
                let removed = queue.remove(gone)
                #expect(removed == model.contains { $0 === gone })
                model.removeAll { $0 === gone }
            default:
                let first = queue.popFirst()
                if !(first === model.first) { Issue.record("step \(step): another stream came first") }
                if !model.isEmpty { gone = model.removeFirst() }
            }
            if queue.count != model.count { Issue.record("step \(step): \(queue.count), not \(model.count)") }
        }
    }
}

import Testing

@testable import ProxyRuntime

/// Which worker gets which socket.
@Suite struct SocketPlanTests {
    @Test("Without an inheritance each worker opens its own socket, or all share the first worker's")
    func fresh() {
        #expect(SocketPlan(workers: 3, inherited: 0, sharesPort: true).workers == [[.new], [.new], [.new]])
        #expect(
            SocketPlan(workers: 3, inherited: 0, sharesPort: false).workers
                == [[.new], [.shared(withWorker: 0)], [.shared(withWorker: 0)]])
    }

    @Test("Fewer workers take all sockets, so that no queue is closed")
    func fewerWorkers() {
        #expect(
            SocketPlan(workers: 2, inherited: 3, sharesPort: true).workers
                == [[.inherited(0), .inherited(2)], [.inherited(1)]])
    }

    @Test("More workers open further sockets, or share those that there are")
    func moreWorkers() {
        #expect(
            SocketPlan(workers: 3, inherited: 2, sharesPort: true).workers
                == [[.inherited(0)], [.inherited(1)], [.new]])
        #expect(
            SocketPlan(workers: 4, inherited: 2, sharesPort: false).workers
                == [[.inherited(0)], [.inherited(1)], [.shared(withWorker: 0)], [.shared(withWorker: 1)]])
    }

    @Test("Every socket goes to exactly one worker, and every worker gets one")
    func everySocket() {
        for workers in 1...9 {
            for inherited in 0...9 {
                for shares in [true, false] {
                    let plan = SocketPlan(workers: workers, inherited: inherited, sharesPort: shares)
                    #expect(plan.workers.count == workers && plan.workers.allSatisfy { !$0.isEmpty })
                    let taken = plan.workers.joined().compactMap { source in
                        if case .inherited(let number) = source { number } else { nil }
                    }
                    #expect(taken.sorted() == Array(0..<inherited))
                }
            }
        }
    }
}

import Testing

@testable import Transports

@Suite("What is known of a spliced flow")
struct SpliceLedgerTests {
    @Test("A counted flow asks for no byte behind its last, and is complete with it")
    func counts() {
        var ledger = SpliceLedger(count: 100, capacity: 64)
        #expect(ledger.room(atMost: 64) == 64)
        ledger.filled(60)
        #expect(ledger.room(atMost: 64) == 40)
        #expect(ledger.waiting == 60 && ledger.left == 40 && ledger.state == .flowing)
        ledger.drained(60, isBlocked: false)
        ledger.filled(40)
        #expect(ledger.state == .complete && ledger.waiting == 40)
    }

    @Test("A count beyond what an integer holds is no trouble")
    func longest() {
        var ledger = SpliceLedger(count: .max, capacity: 64)
        #expect(ledger.room(atMost: 1 << 20) == 1 << 20)
        ledger.filled(1)
        #expect(ledger.left == UInt64.max - 1)
    }

    @Test("A flow of everything asks for as much as may be, and ends with its source only")
    func uncounted() {
        var ledger = SpliceLedger(count: nil, capacity: 64)
        #expect(!ledger.isCounted && ledger.room(atMost: 1 << 20) == 1 << 20)
        ledger.filled(64)
        #expect(ledger.state == .flowing && ledger.left == nil)
        ledger.sourceEnded()
        #expect(ledger.state == .ended && ledger.waiting == 64)
    }

    @Test("A source that ends early leaves what is in the pipe")
    func endsEarly() {
        var ledger = SpliceLedger(count: 100, capacity: 64)
        ledger.filled(10)
        ledger.sourceEnded()
        #expect(ledger.state == .ended && ledger.waiting == 10 && ledger.left == 90)
    }

    @Test("It is full above three quarters with a target that takes nothing, until half of it has left")
    func watermarks() {
        var ledger = SpliceLedger(count: 1000, capacity: 64)
        ledger.filled(49)
        ledger.drained(0, isBlocked: false)
        #expect(!ledger.isFull)
        ledger.drained(0, isBlocked: true)
        #expect(ledger.isFull)
        ledger.drained(16, isBlocked: true)
        #expect(ledger.waiting == 33 && ledger.isFull)
        ledger.drained(1, isBlocked: true)
        #expect(!ledger.isFull)
        ledger.filled(16)
        ledger.drained(0, isBlocked: true)
        #expect(ledger.waiting == 48 && !ledger.isFull)
    }
}

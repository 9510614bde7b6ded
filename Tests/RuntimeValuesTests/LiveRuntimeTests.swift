import RuntimeValues
import Testing

@Suite("Runtime keys that change meanwhile")
struct LiveRuntimeTests {
    @Test("A share without a value is what it is")
    func fixedShare() {
        let share = RuntimeShare(numerator: 25, denominator: 100)
        #expect((0..<1000).filter { share.includes(UInt64($0)) }.count == 250)
        #expect(!RuntimeShare(numerator: 0, denominator: 100).includes(0))
        #expect(RuntimeShare(numerator: 200, denominator: 100).includes(99))
        #expect(!RuntimeShare(numerator: 0, denominator: 0).includes(5))
    }

    @Test("A key's value is seen by all that took it, before and after")
    func publishing() {
        let runtime = LiveRuntime { key in key == "a" ? RuntimeEntry(numerator: 1, denominator: 2, number: 7) : .init()
        }
        let share = RuntimeShare(numerator: 100, denominator: 100, value: runtime.value(at: "a"))
        let number = runtime.value(at: "b")
        #expect(share.includes(0) && !share.includes(1))
        #expect(runtime.value(at: "a").number == 7 && number.number == nil)
        #expect(runtime.value(at: "b") === number)
        runtime.publish { key in key == "b" ? RuntimeEntry(number: 0) : .init() }
        #expect(share.includes(1) && number.number == 0)
    }

    @Test("Keys are heeded once somebody asked for them")
    func heeding() {
        let runtime = LiveRuntime()
        #expect(!runtime.heeds("a"))
        _ = runtime.value(at: "a")
        #expect(runtime.heeds("a") && !runtime.heeds("b"))
    }
}

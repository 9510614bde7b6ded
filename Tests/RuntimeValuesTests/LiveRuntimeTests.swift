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

    @Test("A flag and a number are what stands at their keys, or else what they were told")
    func flagsAndNumbers() {
        let runtime = LiveRuntime { _ in RuntimeEntry(decimal: 0.5, flag: false) }
        let flag = RuntimeFlag(true, value: runtime.value(at: "a"))
        let number = RuntimeDecimal(2, value: runtime.value(at: "a"))
        #expect(!flag.isOn && number.current == 0.5)
        runtime.publish { _ in RuntimeEntry(decimal: .nan) }
        #expect(flag.isOn && number.current == 2)
        runtime.publish { _ in RuntimeEntry(decimal: -1, flag: true) }
        #expect(flag.isOn && number.current == -1)
        #expect(!RuntimeFlag(false).isOn && RuntimeDecimal(3).current == 3)
    }

    @Test("A whole number stands for a share in percent as well")
    func numbers() {
        let runtime = LiveRuntime { _ in RuntimeEntry(number: 25) }
        let number = runtime.number(100, at: "a")
        #expect(number.current == 25 && (0..<1000).filter { number.includes(UInt64($0)) }.count == 250)
        runtime.publish { _ in RuntimeEntry() }
        #expect(number.current == 100 && number.includes(99))
        runtime.publish { _ in RuntimeEntry(number: 0) }
        #expect(!number.includes(0))
    }

    @Test("What stands at keys that nobody holds is found by name, and whether any begins so")
    func entries() {
        let runtime = LiveRuntime(keys: ["a.b.c"]) { key in RuntimeEntry(number: key == "a.b.c" ? 3 : nil) }
        #expect(runtime.entry(at: "a.b.c").number == 3 && runtime.entry(at: "a").number == nil)
        #expect(runtime.hasKeys(beginning: "a.b.") && !runtime.hasKeys(beginning: "b"))
        #expect(!runtime.heeds("a.b.c"))
        runtime.publish { _ in RuntimeEntry() }
        #expect(!runtime.hasKeys(beginning: "a"))
    }

    @Test("Keys are heeded once somebody asked for them")
    func heeding() {
        let runtime = LiveRuntime()
        #expect(!runtime.heeds("a"))
        _ = runtime.value(at: "a")
        #expect(runtime.heeds("a") && !runtime.heeds("b"))
    }
}

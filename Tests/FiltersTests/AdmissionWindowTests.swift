import Testing

@testable import Filters

@Suite("What admission control remembers")
struct AdmissionWindowTests {
    private static let second: UInt64 = 1_000_000_000

    @Test("Answers count until they are older than the window")
    func window() {
        var window = AdmissionWindow(seconds: 3)
        for time in 0..<3 {
            window.note(isSuccess: time != 1, at: 5 + UInt64(time) * Self.second)
            window.note(isSuccess: false, at: 5 + UInt64(time) * Self.second)
        }
        #expect(window.requests == 6 && window.successes == 2)
        window.advance(to: 5 + 3 * Self.second - 1)
        #expect(window.requests == 6)
        window.advance(to: 5 + 3 * Self.second)
        #expect(window.requests == 4 && window.successes == 1)
        window.advance(to: 100 * Self.second)
        #expect(window.requests == 0 && window.successes == 0)
    }

    @Test("The rate is over the whole window, however little of it has passed")
    func rate() {
        var window = AdmissionWindow(seconds: 30)
        #expect(window.rate == 0)
        for _ in 0..<29 { window.note(isSuccess: true, at: Self.second) }
        #expect(window.rate == 0)
        window.note(isSuccess: true, at: Self.second)
        #expect(window.rate == 1)
        window.advance(to: 20 * Self.second)
        #expect(window.rate == 1)
        window.advance(to: 31 * Self.second)
        #expect(window.rate == 0)
    }

    @Test("A window of nothing forgets at once, one of all time has an end")
    func extremes() {
        var none = AdmissionWindow(seconds: 0)
        none.note(isSuccess: true, at: 1)
        none.advance(to: 1)
        #expect(none.requests == 0)
        var all = AdmissionWindow(seconds: .max)
        all.note(isSuccess: true, at: 1)
        all.advance(to: 100_000 * Self.second)
        #expect(all.requests == 0)
    }

    @Test("It goes on for longer than its ring")
    func ring() {
        var window = AdmissionWindow(seconds: 2)
        for time in 1...100 { window.note(isSuccess: true, at: UInt64(time) * Self.second) }
        #expect(window.requests == 2 && window.successes == 2)
    }
}

import Testing

@testable import ControlPlane

@Suite("How long questions are held")
struct HoldTimeTests {
    @Test func `four fifths of what the client waits, and a little less as chance says`() {
        #expect(HoldTime.of(prefer: nil, expectedTimeout: "5000", chance: 0) == 4_000_000_000)
        #expect(HoldTime.of(prefer: nil, expectedTimeout: "5000", chance: 999) == 3_800_200_000)
    }

    @Test func `who waits a second is answered at once`() {
        #expect(HoldTime.of(prefer: nil, expectedTimeout: "1000", chance: 0) == nil)
        #expect(HoldTime.of(prefer: nil, expectedTimeout: nil, chance: 0) == nil)
        #expect(HoldTime.of(prefer: nil, expectedTimeout: "soon", chance: 0) == nil)
    }

    @Test func `a wish comes before what follows from a timeout`() {
        #expect(HoldTime.of(prefer: "respond-async, wait = 25", expectedTimeout: "1000", chance: 0) == 25_000_000_000)
        #expect(HoldTime.of(prefer: "wait=0", expectedTimeout: "60000", chance: 0) == nil)
    }

    @Test func `no time is endless, and no number a fault`() {
        #expect(HoldTime.of(prefer: "wait=18446744073709551615", expectedTimeout: nil, chance: .max) != nil)
        #expect(HoldTime.of(prefer: nil, expectedTimeout: "18446744073709551615", chance: 0) == 240_000_000_000)
        #expect(HoldTime.of(prefer: "wait=99999999999999999999", expectedTimeout: nil, chance: 0) == nil)
    }
}

import Testing

@testable import ControlPlane

@Suite("How often an identity may have a certificate")
struct IssuingRateTests {
    @Test("A burst passes, then what comes evenly; others are not concerned")
    func burst() {
        var rate = IssuingRate(burst: 5, perSecond: 0.5)
        for _ in 0..<5 { #expect(rate.take("a", at: 100) == nil) }
        #expect(rate.take("a", at: 100) == 2)
        #expect(rate.take("b", at: 100) == nil)
        #expect(rate.take("a", at: 101) == 1)
        #expect(rate.take("a", at: 102) == nil && rate.take("a", at: 102) == 2)
        for _ in 0..<5 { #expect(rate.take("a", at: 1_000) == nil) }
        #expect(rate.take("a", at: 1_000) != nil)
    }

    @Test("A clock that goes back takes nothing away, and gives nothing")
    func clock() {
        var rate = IssuingRate(burst: 1, perSecond: 1)
        #expect(rate.take("a", at: 100) == nil && rate.take("a", at: 50) == 1)
        #expect(rate.take("a", at: 100) == 1 && rate.take("a", at: 101) == nil)
    }

    @Test("However many ask, memory is bounded")
    func bounded() {
        var rate = IssuingRate(burst: 1, perSecond: 0.001)
        for identity in 0..<120_000 { #expect(rate.take("\(identity)", at: 0) == nil) }
        #expect(rate.take("119999", at: 0) != nil)
    }
}

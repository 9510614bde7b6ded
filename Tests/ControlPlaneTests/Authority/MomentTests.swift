import Testing

@testable import ControlPlane

@Suite("Moments and their texts")
struct MomentTests {
    @Test("A moment comes back from its text")
    func roundTrip() {
        for seconds in stride(from: Int64(0), to: 253_402_300_799, by: 86_399 * 97) {
            #expect(Moment.seconds(Moment.text(seconds)) == seconds)
        }
        #expect(Moment.text(1_795_694_400) == "2026-11-26T12:00:00Z")
        #expect(Moment.seconds("2024-02-29T23:59:59Z") == 1_709_251_199)
    }

    @Test(
        "Other texts are none",
        arguments: [
            "", "2026-11-26", "2026-11-26T12:00:00", "2026-11-26T12:00:00+00:00", "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-26T24:00:00Z",
            "2026-11-26T12:60:00Z", "2026-11-26T12:00:60Z", "1969-12-31T23:59:59Z", "2026-11-26t12:00:00z",
            "2026-1١-26T12:00:00Z", "+026-11-26T12:00:00Z",
        ])
    func others(text: String) { #expect(Moment.seconds(text) == nil) }
}

import Testing

@testable import ControlPlane

@Suite("Durations of the Gateway API")
struct GatewayDurationTests {
    @Test(
        "Numbers with units add up",
        arguments: [
            ("0s", 0), ("10s", 10_000), ("500ms", 500), ("1h30m", 5_400_000), ("1h1m1s1ms", 3_661_001),
            ("99999h", 359_996_400_000),
        ])
    func right(_ text: String, _ milliseconds: Int) { #expect(GatewayDuration.milliseconds(text) == milliseconds) }

    @Test(
        "Anything else is no duration",
        arguments: ["", "s", "1", "1.5s", "-1s", "100000s", "1s1s1s1s1s", "1d", "1S", " 1s", "1s ", "1us", "1m s"])
    func wrong(_ text: String) { #expect(GatewayDuration.milliseconds(text) == nil) }

    @Test("Envoy is told seconds", arguments: [(0, "0s"), (1500, "1.500s"), (7, "0.007s"), (60_000, "60s")])
    func written(_ milliseconds: Int, _ text: String) { #expect(GatewayDuration.envoyText(milliseconds) == text) }
}

import Discovery
import Testing

@Suite("Versions as numbers")
struct SubscriptionTests {
    @Test(
        "A version's number is Envoy's",
        arguments: [("1", 13_237_225_503_670_494_420), ("", 17_241_709_254_077_376_921)])
    func numbers(_ version: String, _ number: UInt64) {
        #expect(Subscription.number(of: version) == number)
    }
}

import Testing

@testable import Filters

@Suite("Numbers of tokens, as fields tell them")
struct ClaimNumberTests {
    @Test(
        "Numbers are whole while 64 bits hold them without a sign, and have six digits behind the point else",
        arguments: [
            (0, "0"), (-0.0, "0"), (5, "5"), (1.5, "1.500000"), (-3, "-3.000000"), (0.1, "0.100000"),
            (1e-7, "0.000000"), (0.9999999, "1.000000"), (9e18, "9000000000000000000"),
            (12_345_678_901_234_567_168, "12345678901234567168"),
            (18_446_744_073_709_551_616, "18446744073709551616.000000"),
            (5_000_000_000_000.5, "5000000000000.500000"), (1e22, "10000000000000000000000.000000"),
            (-1e22, "-10000000000000000000000.000000"),
            (1e30, "1000000000000000019884624838656.000000"),
        ] as [(Double, String)])
    func numbers(number: Double, text: String) {
        #expect(ClaimNumber.text(of: number) == text)
    }

    @Test("The largest number has all of its digits")
    func largestNumber() {
        let text = ClaimNumber.text(of: .greatestFiniteMagnitude)
        #expect(text.count == 309 + 7)
        #expect(text.hasPrefix("179769313486231570814527423731704356798070567525844996598917"))
        #expect(
            text.hasSuffix(
                "222948165808559332123348274797826204144723168738177180919299881250404026184124858368.000000"))
    }
}

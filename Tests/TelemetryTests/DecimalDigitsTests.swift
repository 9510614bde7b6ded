import Buffers
import Testing

@testable import Telemetry

@Suite("Numbers of pages")
struct DecimalDigitsTests {
    private func text(_ append: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        append(&buffer)
        return String(decoding: (0..<buffer.count).map { buffer[$0] }, as: UTF8.self)
    }

    @Test(
        "Six or 32 digits, rounded to even",
        arguments: [
            (0, "0", "0"), (0.5, "0.5", "0.5"), (1_800_000, "1.8e+06", "1800000"), (600_000, "600000", "600000"),
            (0.1, "0.1", "0.10000000000000000555111512312578"), (123_456.5, "123456", "123456.5"),
            (123_457.5, "123458", "123457.5"), (0.0001, "0.0001", "0.00010000000000000000479217360238593"),
            (0.00001, "1e-05", "1.0000000000000000818030539140313e-05"), (999_999.5, "1e+06", "999999.5"),
            (33.333333333333, "33.3333", "33.333333333333001746723311953247"),
            (1e21, "1e+21", "1000000000000000000000"),
            (.leastNonzeroMagnitude, "4.94066e-324", "4.9406564584124654417656879286822e-324"), (.nan, "nan", "nan"),
            (1.7976931348623157e308, "1.79769e+308", "1.797693134862315708145274237317e+308"),
            (46.5435003631082, "46.5435", "46.543500363108201156592258485034"),
        ])
    func general(_ value: Double, _ six: String, _ many: String) {
        #expect(text { $0.append(value, digits: 6) } == six)
        #expect(text { $0.append(value, digits: 32) } == many)
    }

    @Test(
        "JSON has the shorter of two forms",
        arguments: [
            (0, "0"), (0.5, "0.5"), (300_000, "3e+05"), (1_800_000, "1800000"), (123_456_789, "123456789"),
            (0.0001, "1e-04"), (0.001, "0.001"), (1e21, "1e+21"), (1_234_567.25, "1234567.25"), (99.5, "99.5"),
            (33.333333333333, "33.333333333333"), (1.05, "1.05"), (.nan, "null"), (100_000, "1e+05"), (10_000, "10000"),
        ])
    func json(_ value: Double, _ expected: String) {
        #expect(text { $0.append(json: value) } == expected)
    }
}

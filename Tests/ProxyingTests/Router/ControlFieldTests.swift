import Configuration
import Testing

@testable import Proxying

@Suite("Fields that steer the router")
struct ControlFieldTests {
    @Test(
        "Numbers are digits that fit 64 bits, white space around them aside",
        arguments: [
            ("0", 0), ("250", 250), (" 7\t", 7), ("+3", 3), ("18446744073709551615", .max),
            ("18446744073709551616", nil),
            ("", nil), (" ", nil), ("-1", nil), ("1s", nil), ("1 2", nil), ("0x10", nil), ("+", nil), ("1.5", nil),
        ] as [(String, UInt64?)])
    func numbers(text: String, number: UInt64?) {
        #expect(ControlField.number(Array(text.utf8).span) == number)
    }

    @Test(
        "A field is checked as what it is",
        arguments: [
            (.timeout, "5", true), (.timeout, "5s", false), (.tryTimeout, "", false), (.maxRetries, "3", true),
            (.retryOn, "5xx, reset ,gateway-error", true), (.retryOn, "5xx,junk", false), (.retryOn, "", true),
            (.retryOn, "cancelled", false), (.retryGRPCOn, "cancelled,unavailable", true), (.retryGRPCOn, "5xx", false),
        ] as [(RouterConfiguration.StrictField, String, Bool)])
    func strictness(field: RouterConfiguration.StrictField, value: String, isValid: Bool) {
        #expect(ControlField.isValid(Array(value.utf8).span, field) == isValid)
    }

    @Test(
        "A gRPC timeout is at most eight digits and a unit",
        arguments: [
            ("250m", 250), ("3S", 3000), ("2M", 120_000), ("1H", 3_600_000), ("1500u", 2), ("1n", 1), ("0m", 0),
            ("99999999m", 99_999_999), ("999999999m", nil), ("m", nil), ("5", nil), ("5x", nil), ("-5m", nil),
            ("", nil),
            ("99999999H", 8_796_093_022_208),
        ] as [(String, UInt64?)])
    func callTimeouts(text: String, milliseconds: UInt64?) {
        let headers = makeHeaders([("grpc-timeout", text)])
        #expect(headers.grpcTimeout == milliseconds.map { $0 * 1_000_000 })
    }

    @Test(
        "A gRPC timeout is written in the finest unit that has room",
        arguments: [
            (250, "250m"), (99_999_999, "99999999m"), (100_000_000, "100000S"), (100_000_000_000, "1666666M"),
            (0, "0m"),
        ] as [(UInt64, String)])
    func writtenCallTimeouts(milliseconds: UInt64, text: String) {
        var headers = makeHeaders([])
        headers.setGRPCTimeout(milliseconds * 1_000_000)
        #expect(lines(headers) == "grpc-timeout: \(text)\r\n")
    }
}

import Testing

@testable import ControlPlane

@Suite("Texts from outside in one line")
struct OneLineTests {
    @Test func `what could end a line or command a terminal is escaped, what can be read is not`() {
        for plain in ["", "sidecar~10.0.0.1~cart", "Grüße, 世界", "a\\b"] { #expect(plain.oneLine == plain) }
        #expect("a\nb\r\u{1b}[2J\u{7f}".oneLine == "a\\u{a}b\\u{d}\\u{1b}[2J\\u{7f}")
        // A control byte of eight bits, a line separator, and a mark that turns the direction of writing.
        #expect("\u{9b}m\u{2028}\u{202e}x".oneLine == "\\u{9b}m\\u{2028}\\u{202e}x")
    }
}

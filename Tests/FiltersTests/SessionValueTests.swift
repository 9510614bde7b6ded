import Buffers
import Testing

@testable import Filters

@Suite("Sessions that clients keep")
struct SessionValueTests {
    private func text(_ bytes: [UInt8]) -> [UInt8] {
        var text = ByteBuffer()
        Base64Coding.encode(bytes.span, .standard, to: &text)
        return (0..<text.count).map { text[$0] }
    }

    private func read(_ bytes: [UInt8]) -> SessionValue? { SessionValue(message: text(bytes).span) }

    private let message: [UInt8] = [10, 3] + Array("a:1".utf8)

    @Test("A value is read as it was written", arguments: [0, 1, 127, 128, 1_795_665_282, UInt64.max])
    func roundTrip(expires: UInt64) {
        let value = SessionValue(address: Array("10.0.0.1:80".utf8), expires: expires)
        var written = ByteBuffer()
        value.writeMessage(to: &written)
        #expect(SessionValue(message: written.readable) == value)
    }

    @Test("Fields that nobody knows are passed over")
    func unknownFields() {
        let more: [UInt8] = [0x18, 0x81, 1, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2a, 1, 9, 0x35, 1, 2, 3, 4]
        #expect(read(message + more) == SessionValue(address: Array("a:1".utf8)))
        #expect(read(more + message + [0x10, 5]) == SessionValue(address: Array("a:1".utf8), expires: 5))
    }

    @Test(
        "What is no message is an address",
        arguments: [
            [0x0a, 9, 1], [0x10], [0x10, 0x80], [7], [0x0b], [0x2a, 0xff, 0xff, 0xff, 0xff, 0xff], [0x0a, 1, 0xff],
        ])
    func noMessage(bytes: [UInt8]) {
        #expect(read(bytes) == SessionValue(address: bytes))
    }

    @Test("A message without an address, and what is no base64, say nothing")
    func nothing() {
        #expect(read([]) == nil && read([0x10, 5]) == nil)
        #expect(SessionValue(message: Array("!!".utf8).span) == nil)
        #expect(SessionValue(plain: Array("!!".utf8).span) == nil && SessionValue(plain: [UInt8]().span) == nil)
    }

    @Test("Every beginning of a message is taken without a trap")
    func cuts() {
        let whole = message + [0x10, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x22, 2, 1, 2]
        for end in 0...whole.count { _ = read(Array(whole[..<end])) }
        for byte in UInt8.min ... .max { _ = read([byte] + whole) }
    }
}

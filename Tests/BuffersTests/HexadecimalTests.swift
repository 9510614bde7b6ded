import Buffers
import Testing

@Suite("Hexadecimal digits, percent-encoding and JSON's escapes")
struct HexadecimalTests {
    private func text(_ body: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        body(&buffer)
        return String(decoding: array(buffer.readable), as: UTF8.self)
    }

    @Test("Each byte is the digit that ASCII has, or none")
    func digits() {
        for byte in UInt8.min ... .max {
            let expected = byte < 0x80 ? Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) } : nil
            #expect(byte.hexadecimalDigit == expected, "\(byte)")
        }
    }

    @Test("Bytes are written in digits and read again, in either case")
    func pairs() {
        let all = Array(UInt8.min ... .max)
        let written = Bytes.hexadecimal(all)
        #expect(written.hasPrefix("000102") && written.hasSuffix("fdfeff") && written.utf8.count == 512)
        #expect(Bytes.fromHexadecimal(written.utf8) == all)
        #expect(Bytes.fromHexadecimal(written.uppercased().utf8) == all)
        #expect(Bytes.fromHexadecimal([]) == [] && Bytes.hexadecimal([]) == "")
        for wrong in ["0", "000", "0g", "g0", "0 0", "0x00", "\u{ff10}0"] {
            #expect(Bytes.fromHexadecimal(wrong.utf8) == nil, "\(wrong)")
        }
    }

    @Test("A percent sign and two digits stand for a byte; nothing else does")
    func percentDecoding() {
        let text = Array("%41b%4%zz%4a%c3%".utf8)
        let found = text.indices.map { Bytes.percentDecoded(text.span, at: $0) }
        var expected = [UInt8?](repeating: nil, count: text.count)
        (expected[0], expected[9], expected[12]) = (0x41, 0x4a, 0xc3)
        #expect(found == expected)
    }

    @Test("Bytes are encoded in capitals, and unreserved ones need not be")
    func percentEncoding() {
        #expect(text { $0.append(percentEncoding: 0x0a) } == "%0A")
        #expect(text { $0.append(percentEncoding: 0xf9) } == "%F9")
        let unreserved = (UInt8.min ... .max).filter(Bytes.isUnreserved)
        #expect(
            String(decoding: unreserved, as: UTF8.self)
                == "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~")
    }

    @Test("A text in JSON has the short escapes where there are some")
    func escapes() {
        let plain = "a\"b\\c\u{8}\t\n\u{c}\r\u{0}\u{1f}\u{7f}</é"
        let escaped = text { $0.append(escapingJSON: plain.utf8Span.span) }
        #expect(escaped == #"a\"b\\c\b\t\n\f\r\u0000\u001f"# + "\u{7f}</é")
        #expect(text { $0.append(jsonEscape: UInt8(ascii: "<")) } == #"\u003c"#)
    }

    @Test("Blanks go at both ends, and stay between", arguments: ["", "a", " a", "\ta b \t", " \t ", "\na "])
    func trimming(_ text: String) {
        let bytes = Array(text.utf8)
        let expected = bytes.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
        #expect(array(Bytes.trimmed(bytes.span)) == Array(expected))
    }
}

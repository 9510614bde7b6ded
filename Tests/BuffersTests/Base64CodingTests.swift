import Buffers
import Testing

@Suite("Base64")
struct Base64CodingTests {
    private func encode(_ text: String, _ alphabet: Base64Coding.Alphabet) -> String {
        var buffer = ByteBuffer()
        Base64Coding.encode(Array(text.utf8).span, alphabet, to: &buffer)
        var bytes: [UInt8] = []
        for index in 0..<buffer.count { bytes.append(buffer[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func decode(_ text: String, _ alphabet: Base64Coding.Alphabet) -> [UInt8]? {
        var bytes: [UInt8] = []
        return Base64Coding.decode(Array(text.utf8).span, alphabet, to: &bytes) ? bytes : nil
    }

    @Test(
        "RFC 4648's own examples, both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(plain: String, coded: String) {
        #expect(encode(plain, .standard) == coded)
        #expect(decode(coded, .standard) == Array(plain.utf8))
        let bare = coded.filter { $0 != "=" }
        #expect(encode(plain, .url) == bare)
        #expect(decode(bare, .url) == Array(plain.utf8))
        #expect(encode(plain, .bare) == bare)
        #expect(decode(bare, .bare) == Array(plain.utf8))
    }

    @Test("The alphabets differ in two digits")
    func alphabets() {
        #expect(decode("-_-_", .url) == [0xfb, 0xff, 0xbf])
        #expect(decode("+/+/", .standard) == [0xfb, 0xff, 0xbf])
        #expect(decode("+/+/", .url) == nil)
        #expect(decode("-_-_", .standard) == nil)
    }

    @Test(
        "What is not base64 is refused",
        arguments: ["Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zh==", "Zm9=", "a", "*aaa", "aa=a"])
    func wrong(text: String) {
        #expect(decode(text, .standard) == nil)
    }

    @Test("Bits left over must be zero, so that each text has one spelling", arguments: ["Zh", "Zm9"])
    func leftovers(text: String) {
        #expect(decode(text, .url) == nil)
    }
}

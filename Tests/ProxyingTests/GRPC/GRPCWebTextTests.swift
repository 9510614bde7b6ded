import Buffers
import Testing

@testable import Proxying

/// Base64 of gRPC-Web bodies, and counts of messages, however the bytes are cut.
@Suite struct GRPCWebTextTests {
    private static func decode(_ pieces: [String]) -> [UInt8]? {
        var decoder = GRPCWebTextDecoder()
        var output = ByteBuffer()
        for piece in pieces {
            let bytes = Array(piece.utf8)
            if !decoder.decode(bytes.span, into: &output) { return nil }
        }
        if decoder.isInsideGroup { return nil }
        return (0..<output.count).map { output[$0] }
    }

    private static func encode(_ bytes: [UInt8], cutAt cut: Int? = nil) -> String {
        var encoder = GRPCWebTextEncoder()
        var output = ByteBuffer()
        let cut = cut ?? bytes.count
        encoder.encode(Array(bytes[..<cut]).span, into: &output)
        encoder.encode(Array(bytes[cut...]).span, into: &output)
        return String(decoding: (0..<output.count).map { output[$0] }, as: UTF8.self)
    }

    @Test(
        "Base64 is taken off, padded in its middle too",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zg==Zg==", "ff"),
            ("Zm8=Zm9v", "fofoo"), ("+/+/", "\u{fb}\u{ff}\u{bf}"),
        ])
    func decodes(_ text: String, _ plain: String) {
        let expected = text == "+/+/" ? [0xfb, 0xff, 0xbf] : Array(plain.utf8)
        #expect(Self.decode([text]) == expected)
        #expect(Self.decode(text.map { String($0) }) == expected)
    }

    @Test("What is no base64 is refused", arguments: ["!!!!", "Zg=a", "=Zg=", "Z===", "Zg", "Zm9vY", "Zm 9v", "Zm-_"])
    func refuses(_ text: String) { #expect(Self.decode([text]) == nil) }

    @Test("Each message is padded by itself, wherever it is cut")
    func encodes() {
        let messages: [UInt8] = [0, 0, 0, 0, 1, 0x61] + [0, 0, 0, 0, 0] + [1, 0, 0, 0, 3, 1, 2, 3]
        let expected = "AAAAAAFhAAAAAAA=AQAAAAMBAgM="
        #expect(Self.encode(messages) == expected)
        for cut in 0...messages.count { #expect(Self.encode(messages, cutAt: cut) == expected) }
        #expect(Self.decode([expected]) == messages)
    }

    @Test("Messages are counted once, however they come")
    func counts() {
        let messages: [UInt8] =
            [0, 0, 0, 0, 1, 0x61] + [0, 0, 0, 0, 0] + [0, 0, 0, 1, 0] + Array(repeating: 7, count: 256)
        for cut in 0...messages.count {
            var counter = GRPCMessageCounter()
            counter.take(Array(messages[..<cut]).span)
            counter.take(Array(messages[cut...]).span)
            #expect(counter.count == 3)
        }
        var endless = GRPCMessageCounter()
        endless.take(([0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3] as [UInt8]).span)
        #expect(endless.count == 1)
        var begun = GRPCMessageCounter()
        begun.take(([0, 0] as [UInt8]).span)
        #expect(begun.count == 1)
    }

    @Test(
        "A path names a service and a method",
        arguments: [
            ("/a.B/c", "a.B", "c"), ("/a/b?x=/y", "a", "b"), ("/a/b/c", nil, nil), ("/a", nil, nil), ("/a/", nil, nil),
            ("//b", nil, nil), ("/a//b/", "a", "b"), ("a/b", nil, nil), ("", nil, nil), ("*", nil, nil),
        ] as [(String, String?, String?)])
    func names(_ path: String, _ service: String?, _ method: String?) {
        let bytes = Array(path.utf8)
        let name = GRPCMethodName(bytes.span)
        #expect(name.map { String(decoding: bytes[$0.service], as: UTF8.self) } == service)
        #expect(name.map { String(decoding: bytes[$0.method], as: UTF8.self) } == method)
    }
}

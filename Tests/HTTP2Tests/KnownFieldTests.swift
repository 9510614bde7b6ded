import HTTP2
import Testing

/// Fields that a peer sends again by their numbers in HPACK's table: what was found out about them stands.
@Suite struct KnownFieldTests {
    /// A literal that the table keeps (RFC 7541 §6.2.1).
    private static func kept(_ name: String, _ value: String) -> [UInt8] {
        [0x40] + Frames.string(name) + Frames.string(value)
    }

    private static func head(_ stream: UInt32, _ block: [UInt8]) -> [UInt8] {
        Frames.frame(1, 5, stream, Frames.request() + block)
    }

    private static let start = ":method=GET|:path=/|:authority=a.test"

    @Test("A field is the same each time it comes")
    func again() {
        let face = ServerFace()
        face.receive(
            Frames.preface + Self.head(1, Self.kept("x-a", "one") + Self.kept("x-b", " two\t"))
                + Self.head(3, [0xbe, 0xbf]) + Self.head(5, [0xbf, 0xbe, 0xbe]))
        #expect(
            face.steps == [
                "head 1 \(Self.start)|x-a=one|x-b=two end", "head 3 \(Self.start)|x-b=two|x-a=one end",
                "head 5 \(Self.start)|x-a=one|x-b=two|x-b=two end",
            ])
    }

    @Test(
        "A field that breaks the rules breaks each message that it is in",
        arguments: ["X-a", "a b", "upgrade", "\u{1}"])
    func bad(_ name: String) {
        let face = ServerFace()
        face.receive(Frames.preface + Self.head(1, Self.kept(name, "v")) + Self.head(3, [0xbe]) + Self.head(5, []))
        #expect(face.steps.map { $0.prefix(8) } == ["broken 1", "broken 3", "head 5 :"])
    }

    @Test("A field that is left out is left out each time")
    func underscores() {
        var options = HTTP2Options()
        options.underscores = .drop
        let face = ServerFace(options)
        face.receive(Frames.preface + Self.head(1, Self.kept("a_b", "v")) + Self.head(3, [0xbe]))
        #expect(face.steps == ["head 1 \(Self.start) end", "head 3 \(Self.start) end"])
    }

    @Test("Fields that leave the table take nothing with them, and those that come are told apart")
    func churn() {
        let face = ServerFace()
        face.receive(Frames.preface)
        for round in 0..<400 {
            let stream = UInt32(round * 2 + 1)
            let value = String(repeating: "v", count: round % 90) + "\(round)"
            // The last three fields of the table, the newest first.
            let block = Self.kept("x-\(round % 7)", value) + (round < 3 ? [0xbe] : [0xbe, 0xbf, 0xc0])
            face.receive(Self.head(stream, block))
            _ = face.writtenBytes()
            var expected = "|x-\(round % 7)=\(value)|x-\(round % 7)=\(value)"
            for back in [1, 2] where round >= 3 {
                let before = round - back
                expected += "|x-\(before % 7)=" + String(repeating: "v", count: before % 90) + "\(before)"
            }
            #expect(face.steps.last == "head \(stream) \(Self.start)\(expected) end")
            face.respond(stream)
            face.leave(stream)
        }
    }

    @Test("Every field of the static table is understood by its number")
    func numbers() {
        let face = ServerFace()
        face.receive(
            Frames.preface + Frames.frame(1, 5, 1, [0x82, 0x84, 0x86, 0x41] + Frames.string("a.test") + [0x90, 0xbe])
                + Frames.frame(1, 5, 3, [0x82, 0x84, 0x86, 0xbe, 0x90]))
        #expect(
            face.steps == [
                "broken 1 fieldOfHTTP2", "head 3 \(Self.start)|accept-encoding=gzip, deflate end",
            ])
    }
}

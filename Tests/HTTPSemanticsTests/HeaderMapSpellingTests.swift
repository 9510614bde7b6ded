import Buffers
import HTTPSemantics
import Testing

@Suite("Header maps, spelling kept")
struct HeaderMapSpellingTests {
    /// Reads lines as a codec does that keeps the spelling.
    private func map(_ lines: (String, String)...) -> HeaderMap {
        var map = HeaderMap()
        for (name, value) in lines {
            let base = map.adoptBlock("\(name): \(value)\r\n".bytes.span)
            map.keepSpelling(nameOffset: base, nameLength: name.utf8.count)
            let problem = map.appendParsedField(
                nameOffset: base, nameLength: name.utf8.count, valueOffset: base + name.utf8.count + 2,
                valueLength: value.utf8.count)
            #expect(problem == nil)
        }
        return map
    }

    @Test("Names are compared in lower case and written as they were spelt")
    func kept() {
        let map = map(("HOST", "a"), ("X-MiXed", "b"), ("accept", "c"))
        #expect(map.fields().map(\.description) == ["host=a", "x-mixed=b", "accept=c"])
        #expect(map.contains(.host) == true && map.index(named: "x-mixed".bytes.span) == 1)
        #expect(map.written() == "HOST: a\r\nX-MiXed: b\r\naccept: c\r\n")
    }

    @Test("The first spelling of a name counts, also for fields set anew")
    func first() {
        var map = map(("Via", "a"), ("VIA", "b"), ("X-Y", "c"), ("x-y", "d"))
        #expect(map.written() == "Via: a\r\nVia: b\r\nX-Y: c\r\nX-Y: d\r\n")
        map.remove(.via)
        map.append(.via, "new")
        map.append(.host, "h")
        map.setValue(at: 0, "e".bytes.span)
        #expect(map.written() == "X-Y: e\r\nX-Y: d\r\nVia: new\r\nhost: h\r\n")
    }

    @Test("Well-known names are written as the sender spelt them")
    func writeName() {
        let map = map(("DATE", "a"))
        var output = ByteBuffer()
        map.writeName("date", to: &output)
        output.append(" ")
        map.writeName("server", to: &output)
        #expect(text(output.readable) == "DATE server")
    }

    @Test("Pseudo-header fields are no lines here either")
    func pseudo() {
        var map = map(("A", "b"))
        map.append(.scheme, "http")
        map.append(.method, "GET")
        #expect(map.written() == "A: b\r\n" && map.count == 3)
    }

    @Test("A name that cannot be one is not kept")
    func impossible() {
        var map = HeaderMap()
        let base = map.adoptBlock("X".bytes.span)
        map.keepSpelling(nameOffset: base, nameLength: 0)
        map.append(name: "x".bytes.span, "v".bytes.span)
        #expect(map.written() == "x: v\r\n")
    }

    @Test("An emptied map forgets the spelling")
    func forgotten() {
        var map = map(("X-Y", "a"))
        map.removeAll()
        map.append(name: "x-y".bytes.span, "b".bytes.span)
        #expect(map.written() == "x-y: b\r\n")
    }

    @Test("Names get capitals where that is wanted, those that the sender spelt aside")
    func capitals() {
        func written(_ map: borrowing HeaderMap, proper: Bool) -> String {
            var output = ByteBuffer()
            map.writeName("transfer-encoding", proper: proper, to: &output)
            output.append("|")
            map.writeFieldLines(proper: proper, to: &output)
            var bytes: [UInt8] = []
            for index in 0..<output.count { bytes.append(output[index]) }
            return String(decoding: bytes, as: UTF8.self)
        }
        var plain = HeaderMap()
        plain.append(.contentType, "a")
        plain.append(name: "x1abc-2d_e!f".bytes.span, "b-c".bytes.span)
        #expect(written(plain, proper: true) == "Transfer-Encoding|Content-Type: a\r\nX1abc-2d_E!F: b-c\r\n")
        #expect(written(plain, proper: false) == "transfer-encoding|content-type: a\r\nx1abc-2d_e!f: b-c\r\n")
        var kept = map(("X-mY", "a"))
        kept.append(.via, "b")
        #expect(written(kept, proper: true) == "transfer-encoding|X-mY: a\r\nvia: b\r\n")
        kept.spellsAdditionsProperly = true
        #expect(written(kept, proper: false) == "Transfer-Encoding|X-mY: a\r\nVia: b\r\n")
        kept.removeAll()
        let hasSpelling = kept.hasSpelling
        #expect(!hasSpelling)
    }
}

import Buffers
import Testing

@Suite("Field lines")
struct FieldLineTests {
    private static let table = FieldNameTable([("host", 7), ("content-length", 3), ("x-forwarded-for", 70)])

    private func read(_ text: String, maxFields: Int = 10, spare: Int = 64) -> (end: Int, lines: [String]) {
        read(Array(text.utf8), maxFields: maxFields, spare: spare)
    }

    private func read(_ text: [UInt8], maxFields: Int, spare: Int) -> (end: Int, lines: [String]) {
        var buffer = ByteBuffer(capacity: text.count + spare)
        buffer.append(text)
        var lines = PlainArray<FieldLine>()
        var summary = FieldLineSummary()
        let end = buffer.readFieldLines(
            from: 0, maxFields: maxFields, names: Self.table, apart: 255, place: -1, into: &lines, summary: &summary)
        var texts: [String] = []
        for index in 0..<lines.count {
            let line = lines[index]
            var bytes: [UInt8] = []
            for at in 0..<Int(line.nameLength) { bytes.append(buffer[Int(line.nameOffset) + at]) }
            bytes.append(UInt8(ascii: "="))
            for at in 0..<Int(line.valueLength) { bytes.append(buffer[Int(line.valueOffset) + at]) }
            bytes.append(line.isWireForm ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            texts.append(String(decoding: bytes, as: UTF8.self))
        }
        return (end, texts)
    }

    @Test("A section gives its lines, whether or not a block fits behind it", arguments: 0...20)
    func section(spare: Int) {
        let text = "Host: h\r\nX-A-Very-Long-Name-0123456789:v\r\nA_B:  c\td \r\nEmpty:\r\n\r\nrest"
        let (end, lines) = read(text, spare: spare)
        #expect(end == text.utf8.count - 4)
        #expect(lines == ["host=h+", "x-a-very-long-name-0123456789=v-", "a_b=c\td-", "empty=-"])
    }

    @Test(
        "What is no section is refused",
        arguments: [
            "", "A: b", "A: b\r\n", "A: b\r\n\r", "A: b\n\r\n", "A\r\n\r\n", ": b\r\n\r\n", "A : b\r\n\r\n",
            " A: b\r\n\r\n",
            "A: b\r\r\n\r\n", "A: \u{1}\r\n\r\n", "A: \u{7f}\r\n\r\n", "A: b\r\n c\r\n\r\n", "A: b\rc\r\n\r\n",
            "A(: b\r\n\r\n", "\u{e9}: b\r\n\r\n", "A: ~\u{ff}~\0\r\n\r\n",
        ])
    func refused(text: String) {
        for spare in 0...20 { #expect(read(text, spare: spare).end == -1) }
    }

    @Test("Too many lines are refused")
    func limit() {
        #expect(read("a: b\r\nc: d\r\n\r\n", maxFields: 2).end == 14)
        #expect(read("a: b\r\nc: d\r\n\r\n", maxFields: 1).end == -1)
    }

    @Test("Known names get their numbers, in any case; what only looks like one does not")
    func numbers() {
        let names: [StaticString] = [
            "b", "te", "via", "host", "path", "accept", "trailer", "location", "x-b3-flag", "user-agent",
            "content-type", "content-length", "accept-encoding", "x-envoy-upstream-rq-per-try-timeout-ms",
            "x-envoy-fault-throughput-response-percentage",
        ]
        let table = FieldNameTable(names.enumerated().map { (name: $1, tag: UInt8($0 + 60)) })
        func tag(_ name: [UInt8]) -> (tag: UInt8?, name: [UInt8], summary: FieldLineSummary) {
            var buffer = ByteBuffer(capacity: name.count + 64)
            buffer.append(name)
            buffer.append(": v\r\n\r\n")
            var lines = PlainArray<FieldLine>()
            var summary = FieldLineSummary()
            let end = buffer.readFieldLines(
                from: 0, maxFields: 9, names: table, apart: 255, place: -1, into: &lines, summary: &summary)
            var written: [UInt8] = []
            for at in 0..<name.count { written.append(buffer[at]) }
            return (end < 0 ? nil : lines[0].tag, written, summary)
        }
        for (index, name) in names.enumerated() {
            let text = Array("\(name)".utf8)
            for mask in 0..<min(1 << text.count, 64) {
                let mixed = text.enumerated().map { at, byte in
                    mask >> (at & 5) & 1 == 1 && byte >= 0x61 ? byte - 0x20 : byte
                }
                let found = tag(mixed)
                let number = UInt8(index + 60)
                #expect(found.tag == number && found.name == text)
                #expect(found.summary.low == (number < 64 ? 1 << UInt64(number) : 0))
                #expect(found.summary.high == (number < 64 ? 0 : 1 << UInt64(number - 64)))
            }
            // Any other byte in any place makes another name, or none.
            for at in text.indices {
                for byte in UInt8.min ... .max where byte | 0x20 != text[at] && byte != UInt8(ascii: ":") {
                    var other = text
                    other[at] = byte
                    let found = tag(other)
                    if Bytes.isToken(byte) {
                        #expect(found.tag == 0 || names.contains { Array("\($0)".utf8) == found.name })
                    } else {
                        #expect(found.tag == nil)
                    }
                }
            }
        }
    }

    @Test("A line that is set apart gives its value to the place")
    func setApart() {
        var buffer = ByteBuffer(capacity: 256)
        buffer.append("a: 1\r\nHost: first\r\nb: 2\r\nhOST: x\r\n\r\n")
        var lines = PlainArray<FieldLine>()
        lines.append(FieldLine(nameOffset: 0, nameLength: 0, valueOffset: 0, valueLength: 0, isWireForm: false))
        var summary = FieldLineSummary()
        let end = buffer.readFieldLines(
            from: 0, maxFields: 9, names: Self.table, apart: 7, place: 0, into: &lines, summary: &summary)
        #expect(end == buffer.count && summary.setApart == 2 && lines.count == 3)
        #expect(lines[0].valueOffset == 31 && lines[0].valueLength == 1)
        #expect(summary.low == 1 | 1 << 7 && summary.high == 0)
        #expect(summary.hasRepeats)
    }

    @Test("That a known name stands twice is told, and that an unknown one does is not")
    func repeats() {
        for (text, hasRepeats) in [
            ("host: 1\r\nx-forwarded-for: 2\r\n\r\n", false),
            ("a: 1\r\nx-forwarded-for: 1\r\na: 2\r\nhost: 1\r\na: 3\r\n\r\n", false),
            ("x-forwarded-for: 1\r\na: 2\r\nX-Forwarded-For: 3\r\n\r\n", true),
            ("x-forwarded-for: 1\r\nx-forwarded-for: 2\r\nx-forwarded-for: 3\r\nhost: 4\r\n\r\n", true),
        ] {
            var buffer = ByteBuffer(capacity: 256)
            buffer.append(Array(text.utf8))
            var lines = PlainArray<FieldLine>()
            var summary = FieldLineSummary()
            let end = buffer.readFieldLines(
                from: 0, maxFields: 9, names: Self.table, apart: 255, place: -1, into: &lines, summary: &summary)
            #expect(end == buffer.count && summary.hasRepeats == hasRepeats, "\(text)")
        }
    }

    /// What one field section comes to, found byte by byte: its end, or -1, and its lines.
    private static func naive(_ bytes: [UInt8], maxFields: Int) -> (end: Int, lines: [String]) {
        var at = 0
        var lines: [String] = []
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        while true {
            guard let feed = bytes[at...].firstIndex(of: 0x0a), feed > at, bytes[feed - 1] == 0x0d else {
                return (-1, [])
            }
            let line = bytes[at..<(feed - 1)]
            at = feed + 1
            if line.isEmpty { return (at, lines) }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return (-1, []) }
            guard line[..<colon].allSatisfy({ Bytes.isToken($0) }) else { return (-1, []) }
            var value = line[(colon + 1)...]
            guard value.allSatisfy({ ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7f }) else { return (-1, []) }
            let behindBlank = value.dropFirst()
            let isPlain =
                value.first == 0x20 && !isBlank(behindBlank.first ?? 0) && !isBlank(behindBlank.last ?? 0)
            while let first = value.first, isBlank(first) { value.removeFirst() }
            while let last = value.last, isBlank(last) { value.removeLast() }
            lines.append(
                String(decoding: line[..<colon].map { Bytes.lowercased($0) }, as: UTF8.self) + "="
                    + String(decoding: value, as: UTF8.self) + (isPlain ? "+" : "-"))
            if lines.count > maxFields { return (-1, []) }
        }
    }

    @Test("Sections that were changed in a few bytes are read as a reader byte by byte reads them", arguments: 0..<8)
    func likeNaive(seed: Int) {
        let texts = [
            "Host: a.example\r\nContent-Length: 12\r\nX-Forwarded-For: 1.2.3.4, 5.6.7.8\r\nx: y\r\n\r\n",
            "a:\r\nb:  \t c \t\r\nA-Name-Of-More-Than-Sixteen-Bytes: and a value that is longer than that\r\n\r\nrest",
        ]
        var state = UInt64(seed + 1) &* 0x9e37_79b9_7f4a_7c15
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let marks: [UInt8] = [0, 9, 10, 13, 0x20, 0x3a, 0x7f, 0x80, 0xff, 0x41, 0x2d, 0x5f, 0x1f, 0x21, 0x7e, 0x9f]
        for _ in 0..<4000 {
            var bytes = Array(texts[next(2)].utf8)
            for _ in 0..<next(4) {
                switch next(3) {
                case 0: bytes[next(bytes.count)] = marks[next(marks.count)]
                case 1: bytes.insert(marks[next(marks.count)], at: next(bytes.count))
                default: bytes.remove(at: next(bytes.count))
                }
            }
            let expected = Self.naive(bytes, maxFields: 4)
            let found = read(bytes, maxFields: 4, spare: next(24))
            #expect(found.end == expected.end)
            if found.end >= 0 { #expect(found.lines == expected.lines) }
        }
    }
}

import Buffers
import Testing

@Suite("Plain array")
struct PlainArrayTests {
    @Test("Elements are added, changed and removed; order stays")
    func editing() {
        var array = PlainArray<UInt32>()
        for value in 0..<100 { array.append(UInt32(value)) }
        array[3] = 300
        array.remove(at: 0)
        array.remove(at: 98)
        var values: [UInt32] = []
        for index in 0..<array.count { values.append(array[index]) }
        #expect(values == [1, 2, 300] + (4...98).map { UInt32($0) })
        let last = array.removeLast()
        #expect(last == 98)
        array.removeAll()
        let isEmpty = array.isEmpty
        #expect(isEmpty)
    }
}

@Suite("Field lines")
struct FieldLineTests {
    private func read(_ text: String, maxFields: Int = 10, spare: Int = 64) -> (end: Int, lines: [String]) {
        var buffer = ByteBuffer(capacity: text.utf8.count + spare)
        buffer.append(text)
        var lines = PlainArray<FieldLine>()
        let end = buffer.readFieldLines(from: 0, maxFields: maxFields, into: &lines)
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
}

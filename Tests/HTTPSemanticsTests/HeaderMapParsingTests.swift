import Buffers
import HTTPSemantics
import Testing

@Suite("Header maps, read")
struct HeaderMapParsingTests {
    @Test("A section that was read is written as it stood, names in lower case")
    func section() {
        var map = HeaderMap()
        #expect(map.read("Host: a\r\nX-Y:b\r\nAccept:  c \r\nEmpty:\r\nVia: d\r\nVia: e\r\n\r\n") == true)
        #expect(map.fields().map(\.description) == ["host=a", "x-y=b", "accept=c", "empty=", "via=d", "via=e"])
        #expect(map.written() == "host: a\r\nx-y: b\r\naccept: c\r\nempty: \r\nvia: d\r\nvia: e\r\n")
    }

    @Test("What was read can be edited like what was added")
    func edited() {
        var map = HeaderMap()
        #expect(map.read("Host: a\r\nX-Y: b\r\nAccept: c\r\n\r\n") == true)
        map.set(.accept, "new")
        map.remove(at: 0)
        map.append(.via, "v")
        map.narrowValue(at: 0, from: 0, count: 0)
        #expect(map.written() == "x-y: \r\naccept: new\r\nvia: v\r\n")
    }

    @Test("Two sections one behind the other are one map")
    func twoSections() {
        var map = HeaderMap()
        #expect(map.read("A: b\r\n\r\n") == true && map.read("Host: c\r\nD: e\r\n\r\n") == true)
        #expect(map.written() == "a: b\r\nhost: c\r\nd: e\r\n" && map.contains(.host) == true)
    }

    @Test("What is no section, or has too many fields, is refused")
    func refused() {
        for section in [
            "", "A: b\r\n", "A b\r\n\r\n", " A: b\r\n\r\n", "A: b\u{0}\r\n\r\n", "A: b\n\r\n", ": b\r\n\r\n",
        ] {
            var map = HeaderMap()
            #expect(map.read(section) == false)
        }
        var map = HeaderMap()
        #expect(map.read("A: b\r\nC: d\r\n\r\n", maxFields: 2) == true)
        map.removeAll()
        #expect(map.read("A: b\r\nC: d\r\n\r\n", maxFields: 1) == false)
    }

    @Test("The host goes to the authority, and hosts are counted")
    func authority() {
        var map = HeaderMap()
        let line = "GET / HTTP/1.1\r\n"
        let base = map.adoptBlock((line + "X: y\r\nHost: one\r\nhOST: two\r\n\r\n").bytes.span)
        map.appendParsed(.method, valueOffset: base, valueLength: 3)
        map.appendParsed(.path, valueOffset: base + 4, valueLength: 1)
        map.appendParsed(.authority, valueOffset: base, valueLength: 0)
        var hosts = 0
        let end = map.readFieldSection(
            from: base + line.utf8.count, maxFields: 9, authorityIndex: 2, hosts: &hosts)
        #expect(hosts == 2 && text(map.block(at: base, count: 3)) == "GET")
        #expect(end == base + line.utf8.count + 30)
        #expect(
            map.fields().map(\.description) == [":method=GET", ":path=/", ":authority=two", "x=y"])
        #expect(map.contains(.host) == false && map.written() == "x: y\r\n")
        map.setParsedValue(at: 1, valueOffset: base + 5, valueLength: 0)
        map.set(.authority, "three")
        #expect(text(map.value(of: .path)) == "" && text(map.value(of: .authority)) == "three")
        #expect(map.written() == "x: y\r\n")
    }

    @Test("Bytes adopted too many are given back")
    func truncate() {
        var map = HeaderMap()
        let section = "A: b\r\n\r\n"
        let base = map.adoptBlock((section + "and a body").bytes.span)
        var hosts = 0
        let end = map.readFieldSection(from: base, maxFields: 9, authorityIndex: -1, hosts: &hosts)
        #expect(end == base + section.utf8.count)
        map.truncateBlock(to: end)
        map.truncateBlock(to: end + 5)
        map.append(.via, "v")
        #expect(map.written() == "a: b\r\nvia: v\r\n")
        let next = map.adoptBlock("x".bytes.span)
        #expect(next > end && text(map.block(at: next, count: 1)) == "x")
    }

    @Test("A field named by its offsets is checked; a bad one adds nothing")
    func parsedField() {
        func add(_ line: String, name: Int, value: Range<Int>) -> (problem: FieldLineProblem?, written: String) {
            var map = HeaderMap()
            let base = map.adoptBlock(line.bytes.span)
            let problem = map.appendParsedField(
                nameOffset: base, nameLength: name, valueOffset: base + value.lowerBound, valueLength: value.count)
            #expect((problem == nil) == (map.count == 1))
            return (problem, map.written())
        }
        #expect(add("Host: a\r\n", name: 4, value: 6..<7).written == "host: a\r\n")
        #expect(add("X_y:\ta \r\n", name: 3, value: 5..<6).written == "x_y: a\r\n")
        #expect(add("X:a", name: 1, value: 2..<3).written == "x: a\r\n")
        #expect(add("X: a \n", name: 1, value: 3..<4).written == "x: a\r\n")
        #expect(add("X: a\r ", name: 1, value: 3..<4).written == "x: a\r\n")
        #expect(add("X:\ta\r\n", name: 1, value: 3..<4).written == "x: a\r\n")
        #expect(add("X: \u{e9}\t~\r\n", name: 1, value: 3..<7).written == "x: \u{e9}\t~\r\n")
        #expect(add(": a\r\n", name: 0, value: 2..<3).problem == .invalidName)
        #expect(add("X Y: a\r\n", name: 3, value: 5..<6).problem == .invalidName)
        #expect(add("X : a\r\n", name: 2, value: 4..<5).problem == .invalidName)
        #expect(add("\u{e9}: a\r\n", name: 2, value: 4..<5).problem == .invalidName)
        #expect(add("X: a\u{0}\r\n", name: 1, value: 3..<5).problem == .invalidValue)
        #expect(add("X: \u{7f}\r\n", name: 1, value: 3..<4).problem == .invalidValue)
        #expect(add("X: a\rb\r\n", name: 1, value: 3..<6).problem == .invalidValue)
        let long = String(repeating: "x", count: 65_536)
        #expect(add(long + ": a\r\n", name: 65_536, value: 65_538..<65_539).problem == .invalidName)
        #expect(add(long + ": a\r\n", name: 65_535, value: 65_538..<65_539).problem == nil)
    }

    @Test("Every byte is judged in a name and in a value as RFC 9110 §5.1 and §5.5 say")
    func everyByte() {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        for byte in UInt8.min ... .max {
            let isAlphanumeric =
                byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
            let isToken = isAlphanumeric || marks.contains(byte)
            let isValue = byte == 0x09 || byte >= 0x20 && byte != 0x7f
            var map = HeaderMap()
            let name: [UInt8] = [0x61, byte, 0x62]
            let inName = map.adoptBlock((name + ": v\r\n".bytes).span)
            let nameProblem = map.appendParsedField(
                nameOffset: inName, nameLength: 3, valueOffset: inName + 5, valueLength: 1)
            #expect((nameProblem == nil) == isToken)
            let inValue = map.adoptBlock(("a: x".bytes + [byte] + "y\r\n".bytes).span)
            let valueProblem = map.appendParsedField(
                nameOffset: inValue, nameLength: 1, valueOffset: inValue + 3, valueLength: 3)
            #expect((valueProblem == nil) == isValue)
        }
    }
}

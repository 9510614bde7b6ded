import Configuration
import Testing

@Suite("The JSON reader")
struct JSONReaderTests {
    private func read(_ text: String, _ dialect: JSONReader.Dialect = .envoy) -> Result<JSONDocument, JSONError> {
        JSONReader(dialect: dialect).read(Array(text.utf8), file: "t.json")
    }

    private func message(_ text: String, _ dialect: JSONReader.Dialect = .envoy) -> String? {
        if case .failure(let error) = read(text, dialect) {
            return "\(error.position.line):\(error.position.column): \(error.path): \(error.message)"
        }
        return nil
    }

    @Test("Values are read with their kinds, texts and places")
    func values() throws {
        let text = "{\"a\": [1, -2.50e+1, true, false, null],\n \"b\": {\"c\": \"x\\u00e9\\n\\ud83d\\ude00\"}}"
        let root = try read(text).get().root
        #expect(root.kind == .object)
        let list = try #require(root["a"])
        #expect(list.elements.map(\.kind) == [.number, .number, .bool, .bool, .null])
        #expect(list.elements[1].numberText == "-2.50e+1")
        #expect(list.elements[2].bool == true)
        #expect(list.elements[3].bool == false)
        #expect(list.elements[4].isNull)
        let inner = try #require(root["b"]?["c"])
        #expect(inner.string == "xé\n😀")
        #expect(inner.position == SourcePosition(line: 2, column: 13))
        #expect(inner.path == "b.c")
        #expect(list.elements[3].path == "a[3]")
        #expect(String(decoding: list.sourceBytes, as: UTF8.self) == "[1, -2.50e+1, true, false, null]")
        #expect(root["z"] == nil)
    }

    @Test("Paths put keys that are no words in brackets")
    func paths() throws {
        let root = try read(#"{"a.b": {"": [{"@type": 1}]}}"#).get().root
        #expect(root["a.b"]?[""]?.elements.first?["@type"]?.path == #"["a.b"][""][0].@type"#)
    }

    @Test("Strict JSON is RFC 8259 and nothing else")
    func strict() {
        for text in ["{}", "[]", "1", "\"x\"", " null ", "[1,2]", "{\"a\":{}}", "-0.5e-3", "\"\\u0000\""] {
            #expect(message(text, .strict) == nil, "\(text)")
        }
        for text in [
            "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "['a']", "\"a\tb\"", "\"\\'\"", "\"\\U0041\"", "01", "1.", "+1",
            ".5",
            "NaN", "tru", "nulL", "", " ", "[", "{", "[1 2]", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "1 2", "\u{FEFF}1",
            "// x\n1", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\x\"", "\"", "-",
            "1e",
            "[1]]", "{\"a\":}", "{,}", "[,]", "nullx", "truefalse",
        ] {
            #expect(message(text, .strict) != nil, "\(text)")
        }
    }

    @Test("Envoy's dialect adds trailing commas, single quotes, bare keys and control bytes in strings")
    func envoyDialect() throws {
        let root = try read("{a: ['x\"y', 'it\\'s',], \"b\": \"1\t2\",}").get().root
        #expect(root["a"]?.elements.map(\.string) == ["x\"y", "it's"])
        #expect(root["b"]?.string == "1\t2")
        #expect(root.document.isStrict == false)
        var bytes: [UInt8] = []
        JSONText.append(root, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":["x\"y","it's"],"b":"1\t2"}"#)
    }

    @Test("Mistakes say where, what was expected and what was found")
    func mistakes() {
        for (text, expected) in [
            ("{\"a\": [1, 2\n  3]}", "2:3: a[1]: expected \",\" or \"]\", found \"3\""),
            ("{\"a\" 1}", "1:6: a: expected \":\", found \"1\""),
            ("{\"a\": tru}", "1:7: a: expected a value, found \"tru\""),
            ("{\"a\": 01}", "1:7: a: expected a number without zeros before it, found \"01\""),
            ("{\"a\": // no\n1}", "1:7: a: expected a value, found \"/\" (JSON has no comments)"),
            ("{\"a\": 1} x", "1:10: : expected the end of the text, found \"x\""),
            ("{\"a\": \"b", "1:7: a: expected a quote at the end of the string, found the end of the text"),
            ("{\"a\": {\"b\": [", "1:14: a.b[0]: expected a value, found the end of the text"),
            ("\u{FEFF}{}", "1:1: : expected JSON, found a byte order mark; save the file without it"),
            ("{\"a\": {}\n \"b\": 1}", "2:2: a: expected \",\" or \"}\", found the string \"b\""),
            ("{\"a\": True}", "1:7: a: expected a value, found \"True\" (JSON writes true)"),
            ("{\"a\": “b”}", "1:7: a: expected a value, found \"“\" (JSON's quotes are straight)"),
            ("{\"a\": ü}", "1:7: a: expected a value, found \"ü\""),
            (
                "node:\n  id: a\n",
                "1:1: : expected JSON (the name of a YAML file ends in .yaml or .yml), found \"node\""
            ),
            ("", "1:1: : expected JSON, found the end of the text"),
            ("\u{7F}ELF", "1:1: : expected JSON, found the byte 0x7F"),
            ("{\"a\": \"\\ud800\"}", "1:8: a: expected a low surrogate after \\uD800"),
            ("{\"é\": \u{7}}", "1:7: [\"é\"]: expected a value, found the byte 0x07"),
        ] {
            #expect(message(text) == expected)
        }
    }

    @Test("A key that stands twice is refused, in small objects and in large ones")
    func duplicates() {
        #expect(message("{\"a\":1,\"\\u0061\":2}") == "1:8: a: expected each key once, found \"a\" again")
        #expect(message("{\"x\":{\"a\":1,a:2}}") == "1:13: x.a: expected each key once, found \"a\" again")
        let many = (0..<1000).map { "\"key\($0)\":0" }.joined(separator: ",")
        #expect(message("{\(many)}") == nil)
        #expect(message("{\(many),\"key7\":1}")?.hasSuffix("found \"key7\" again") == true)
    }

    @Test("Bytes that are not UTF-8 are refused where they stand")
    func utf8() {
        for bad in [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80],
        ] as [[UInt8]] {
            let result = JSONReader().read(Array("{\"a\": \"b".utf8) + bad + Array("\"}".utf8), file: "t.json")
            guard case .failure(let error) = result else {
                Issue.record("\(bad) was taken")
                continue
            }
            #expect(error.position == SourcePosition(line: 1, column: 9))
        }
        for good in [
            "é", "€", "😀", "\u{10FFFF}", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}", "\u{D7FF}", "\u{E000}",
        ] {
            #expect(message("\"\(good)\"") == nil)
        }
    }

    @Test("Bombs are refused: depth, size, and a hundred thousand brackets", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func bombs(_ bracket: String) {
        let text = String(repeating: bracket, count: 100_000)
        #expect(message(text)?.contains("at most 100 objects and lists inside one another") == true)
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json").complaints
        #expect(complaints.map(\.kind) == [.syntax])
    }

    @Test("A hundred levels pass, one more does not")
    func depth() {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(message(deep) == nil)
        #expect(message("[\(deep)]") != nil)
        let small = JSONReader(maximumDepth: 2)
        #expect((try? small.read(Array("[[]]".utf8), file: "t").get()) != nil)
        #expect((try? small.read(Array("[[[]]]".utf8), file: "t").get()) == nil)
    }

    @Test("A text over the size limit is refused before it is read")
    func size() {
        let reader = JSONReader(maximumBytes: 4)
        #expect((try? reader.read(Array("1234".utf8), file: "t").get()) != nil)
        #expect((try? reader.read(Array("12345".utf8), file: "t").get()) == nil)
    }

    @Test("Numbers keep their text; one too large for 64 bits of floating point is refused, as by Envoy")
    func numbers() throws {
        let long = "1234567890123456789012345678901234567890.000000000000000000001"
        #expect(try read(long).get().root.numberText == long)
        #expect(message("1e308") == nil)
        #expect(message("1e309") != nil)
        #expect(message("1e309", .strict) == nil)
        #expect(message(String(repeating: "9", count: 400)) != nil)
    }

    @Test("Strict text is written as it stands, without the space between its tokens")
    func compactText() throws {
        for (text, compact) in [
            ("{ \"a b\" : [ 1 ,\t2 ] ,\r\n\"c\" : \" \" }", #"{"a b":[1,2],"c":" "}"#),
            (#"{ "a \" b" : "\\" , "c" : "\\\" " }"#, #"{"a \" b":"\\","c":"\\\" "}"#),
            (#"{"a":"","b":[]}"#, #"{"a":"","b":[]}"#), ("\n[ true , null , -1.5e3 ]\n", "[true,null,-1.5e3]"),
        ] {
            var bytes = Array("before ".utf8)
            JSONText.append(try read(text, .strict).get().root, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "before " + compact)
        }
    }

    @Test("Written strings read back as they were")
    func strings() throws {
        let text = String((0..<0x250).compactMap { Unicode.Scalar($0).map(Character.init) }) + "\"\\/😀\u{2028}"
        #expect(try read(JSONText.quoted(text), .strict).get().root.string == text)
    }
}

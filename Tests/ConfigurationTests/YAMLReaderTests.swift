import Configuration
import Testing

@Suite("The YAML reader")
struct YAMLReaderTests {
    private func read(_ text: String) -> Result<JSONDocument, JSONError> {
        YAMLReader().read(Array(text.utf8), file: "t.yaml")
    }

    /// The JSON that a text is read as, or the mistake with its place and path.
    private func json(_ text: String) -> String {
        switch read(text) {
        case .success(let document):
            var bytes: [UInt8] = []
            JSONText.append(document.root, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        case .failure(let error):
            return "\(error.position.line):\(error.position.column): \(error.path): \(error.message)"
        }
    }

    /// Scalars, and the JSON that Envoy 1.40 makes of them.
    static let scalars: [(yaml: String, json: String)] = [
        ("abc", #""abc""#), ("1 2", #""1 2""#), ("a#b", #""a#b""#), ("a #b", #""a""#), ("<<", #""<<""#), ("=", #""=""#),
        ("null", "null"), ("~", "null"), ("Null", "null"), ("NULL", "null"), ("", "null"), ("nULL", #""nULL""#),
        ("yes", "true"), ("Yes", "true"), ("YES", "true"), ("yEs", #""yEs""#), ("y", "true"), ("Y", "true"),
        ("n", "false"), ("N", "false"), ("no", "false"), ("on", "true"), ("On", "true"), ("ON", "true"),
        ("off", "false"), ("OFF", "false"), ("true", "true"), ("True", "true"), ("TRUE", "true"),
        ("tRue", #""tRue""#), ("false", "false"), ("t", #""t""#), ("T", #""T""#),
        ("1", "1"), ("0", "0"), ("+5", "5"), ("-5", "-5"), ("-0", "0"), ("+0", "0"), ("00", "0"), ("007", "7"),
        ("08", #""08""#), ("0o7", #""0o7""#), ("0x1f", "31"), ("0X1F", "31"), ("-0x10", "-16"), ("0x", #""0x""#),
        ("0x1G", #""0x1G""#), ("0b101", #""0b101""#), ("1_000", #""1_000""#), ("1,5", #""1,5""#), ("--1", #""--1""#),
        ("+", #""+""#), ("1e3", #""1e3""#), ("1.0", #""1.0""#), ("1.", #""1.""#), (".5", #"".5""#),
        (".inf", #"".inf""#), (".nan", #"".nan""#), ("2026-11-25", #""2026-11-25""#), ("12:30:45", #""12:30:45""#),
        ("2147483647", "2147483647"), ("2147483648", #""2147483648""#), ("-2147483648", "-2147483648"),
        ("-2147483649", #""-2147483649""#), ("9223372036854775807", #""9223372036854775807""#),
        ("9223372036854775808", #""9223372036854775808""#), ("0xffffffff", #""4294967295""#),
        ("0777777777777", #""68719476735""#),
        ("'5'", #""5""#), (#""yes""#, #""yes""#), ("'null'", #""null""#), ("! 5", #""5""#), ("! yes", #""yes""#),
        ("! null", #""null""#), (#""\x41\u00e9\/""#, #""Aé/""#), ("'it''s'", #""it's""#),
    ]

    @Test("Scalars mean what they mean to Envoy", arguments: scalars.indices)
    func scalar(_ index: Int) throws {
        let (yaml, expected) = Self.scalars[index]
        #expect(json("a: \(yaml)\n") == "{\"a\":\(expected)}")
        // A number or boolean is no node id; whether Envoy takes it tells what it sees.
        if RealEnvoy.path != nil {
            let isText = expected.hasPrefix("\"") || expected == "null"
            let accepts = try RealEnvoy.accepts("node:\n  id: \(yaml)\n", file: "t.yaml")
            #expect(accepts == isText, "\(yaml)")
        }
    }

    @Test("Lists and objects are read by indentation, in brackets and braces, and mixed")
    func collections() {
        let text = """
            # A comment.
            a:
            - 1
            - b: 2
              c: [x, {y: z, "q":1}, ]   # Another.
            -
              - d
              -
                e: {}
            f: {g: [], h}
            ? i
            : j
            """
        #expect(
            json(text)
                == #"{"a":[1,{"b":2,"c":["x",{"y":"z","q":1}]},["d",{"e":{}}]],"f":{"g":[],"h":null},"i":"j"}"#)
    }

    @Test("Texts of several lines are folded, kept and cut as their indicators say")
    func lines() {
        #expect(json("a: b\n  c\n\n  d\n") == #"{"a":"b c\nd"}"#)
        #expect(json("a: 'b\n  c'\n") == #"{"a":"b c"}"#)
        #expect(json("a: \"b\\\n  \\  c\"\n") == #"{"a":"b  c"}"#)
        #expect(json("a: |\n  b\n   c\n\n") == #"{"a":"b\n c\n"}"#)
        #expect(json("a: |-\n  b\n") == #"{"a":"b"}"#)
        #expect(json("a: |+\n  b\n\n") == #"{"a":"b\n\n"}"#)
        #expect(json("a: |1-\n  b\n c\n") == #"{"a":" b\nc"}"#)
        #expect(json("a: >\n  b\n  c\n\n  d\n   e\n  f\n") == #"{"a":"b c\nd\n e\nf\n"}"#)
        #expect(json("a: >-\r\n  b\r\n  c\r\n") == #"{"a":"b c"}"#)
    }

    @Test("An alias repeats what its anchor names, also of members that are ignored")
    func aliases() {
        #expect(json("a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x\n") == #"{"a":{"b":[1]},"c":{"b":[1]},"d":2,"e":2}"#)
        #expect(json("!ignore a: &x {b: &y c}\nd: *x\ne: *y\n") == #"{"d":{"b":"c"},"e":"c"}"#)
        #expect(json("!ignore a: &x {b: 1, b: 2}\nc: *x\nc: [*x]\n") == #"{"c":[{"b":2}]}"#)
        #expect(json("a: &x b\n*x : c\n") == #"{"a":"b","b":"c"}"#)
        // A key that comes to nothing, since it stands again, is a value like any other where it is repeated.
        #expect(json("&x a: 1\na: 2\nb: *x\n") == #"{"a":2,"b":"a"}"#)
        #expect(json("? &aa\n: &b b\n:  a\n: &b b\n: *aa") == #"{"null":"null"}"#)
        #expect(json("a: *x\n") == "1:4: a: expected the name of an anchor, found *x")
        #expect(
            json("abc: &abc 1\nb: *abd\n") == "2:4: b: expected the name of an anchor, found *abd; did you mean *abc?")
        #expect(json("a: &x [*x]\n") == "1:8: a[0]: expected an anchor that has ended, found *x inside it")
    }

    @Test("Of a key that stands twice the last value counts, as in Envoy; keys are texts, whatever they look like")
    func keys() {
        #expect(json("a: {b: 1}\nc: 2\na: 3\n") == #"{"c":2,"a":3}"#)
        #expect(json("{1: 2, true: 3, null: 4, 0x10: 5}") == #"{"1":2,"true":3,"null":4,"0x10":5}"#)
        #expect(json("<<: {a: 1}\n") == #"{"<<":{"a":1}}"#)
        #expect(json("{[a]: b}").hasPrefix("1:2: : expected a text as key, found"))
        #expect(json("? - a\n: b\n").hasPrefix("1:3: : expected a text as key, found"))
    }

    @Test("Markers may stand around one document; what else there is of YAML is refused by name")
    func documents() {
        #expect(json("%YAML 1.2\n---\na: 1\n...\n") == #"{"a":1}"#)
        #expect(json("--- {a: 1}\n---\n") == #"{"a":1}"#)
        #expect(json("a: 1\n---\nb: 2\n") == "2:1: : expected one document, found another one")
        #expect(json("%TAG ! x\n---\na: 1\n") == "1:1: : expected %YAML 1.1 or 1.2, found the directive %TAG")
        #expect(json("a: !!str 5\n") == #"1:4: a: expected no tag but ! and !ignore, found "!!str""#)
        #expect(json("a: !ignore 5\n") == "1:4: a: expected the tag !ignore at a key, found it at a value")
        #expect(json("") == "null")
    }

    @Test("Mistakes are told with place and path")
    func mistakes() {
        let cases: [(String, String)] = [
            ("a:\n  - b: 1\n   c: 2\n", "3:4: a[0]: expected \"-\" or the end of the list"),
            ("a: b: c\n", "1:5: a: expected the end of the line, found \":\""),
            ("a:\n\t- b\n", "2:1: a: expected spaces, found a tab"),
            ("a: [1, 2\nb: 3\n", "2:2: a[1]: expected \",\" or \"]\", found \":\""),
            ("a: {b: 1\n", "2:1: a.b: expected \",\" or \"}\", found the end of the text"),
            ("a: 'b\n", "1:4: a: expected a quote at the end of the text"),
            ("a: \"\\q\"\n", "1:5: a: expected an escape"),
            ("a: @b\n", "1:4: a: expected a value, found \"@\""),
            ("a\nb: c\n", "2:2: : expected the end of the line, found \":\""),
            ("é: ü\nb: 'ß\n", "2:4: b: expected a quote"),
            ("a: b#c\nd: \"e\"#f\n", "2:7: d: expected a space before the comment"),
            ("a: |3x\n", "1:6: a: expected the end of the line, or one of"),
        ]
        for (text, expected) in cases { #expect(json(text).hasPrefix(expected), "\(json(text))") }
        let invalid = YAMLReader().read(Array("a: ".utf8) + [0xFF], file: "t.yaml")
        #expect(throws: JSONError.self) { try invalid.get() }
        #expect(json("a: \u{1}\n") == "1:4: : expected text, found the control byte 0x01")
    }

    @Test("Depth, size and what aliases repeat are limited")
    func limits() {
        let deep = json(String(repeating: "[", count: 200))
        #expect(deep.hasPrefix("1:101: [0][0]"))
        #expect(deep.hasSuffix(": expected at most 100 objects and lists inside one another"))
        #expect(json(String(repeating: "- ", count: 100_000)).contains("expected at most 100 objects and lists"))
        let tooLong = YAMLReader(maximumBytes: 4).read(Array("a: bc".utf8), file: "t.yaml")
        #expect(throws: JSONError.self) { try tooLong.get() }
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1..<10 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(json(bomb).contains("expected aliases to repeat at most 1048576 values"))
        let base = "a0: &a0 \(String(repeating: "[", count: 43))x\(String(repeating: "]", count: 43))\n"
        let tower = base + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
        #expect(json(tower).contains("expected fewer objects and lists inside one another than"))
    }

    @Test("edge.yaml and edge.json are the same configuration")
    func edge() throws {
        let yaml = try #require(TestFiles.configurations(".yaml").first { $0.name == "edge.yaml" })
        let json = try #require(TestFiles.configurations().first { $0.name == "edge.json" })
        let reader = ConfigurationReader()
        let first = reader.bootstrap(yaml.bytes, file: yaml.name)
        #expect(first.complaints.map(\.text) == [])
        // A comma too many makes the JSON lax, so that the sources that are kept are written anew, as YAML's are.
        let end = try #require(json.bytes.lastIndex(of: UInt8(ascii: "}")))
        let second = reader.bootstrap(json.bytes[..<end] + Array(",}".utf8), file: json.name)
        #expect(first.configuration == second.configuration)
    }

    @Test("A file's name says how it is written")
    func formats() {
        let yaml = Array("node: { id: a }\n".utf8)
        let reader = ConfigurationReader()
        for name in ["a.yaml", "b.YML"] { #expect(reader.bootstrap(yaml, file: name).configuration?.node.id == "a") }
        let asJSON = reader.bootstrap(yaml, file: "a.conf").complaints.map(\.message)
        #expect(asJSON == ["expected JSON (the name of a YAML file ends in .yaml or .yml), found \"node\""])
        let protobuf = reader.bootstrap(yaml, file: "a.pb").complaints.map(\.message)
        #expect(protobuf == ["expected JSON or YAML, found the name of a protobuf file"])
    }

    @Test("A mistake behind the reader stands where the YAML has it")
    func laterMistakes() {
        let text =
            "node:\n  id: n\n  clusterr: c\nstatic_resources: &s\n  clusters:\n  - name: c\n    connect_timeout: 5\n"
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.yaml").complaints
        #expect(
            complaints.map { "\($0.line):\($0.column) \($0.path) \($0.suggestion ?? "")" } == [
                "2:7 node.id ", "3:3 node.clusterr cluster",
                "7:22 static_resources.clusters[0].connect_timeout 5s",
            ])
    }

    /// Texts of several documents, and their JSON, or the mistake with its place and path.
    static let streams: [(yaml: String, json: String)] = [
        ("", ""), ("# nothing\n", ""), ("---\n---\n...\n", ""), ("a: 1\n", "1: {\"a\":1}"),
        ("---\na: 1\n---\nb: 2\n", "2: {\"a\":1}\n4: {\"b\":2}"),
        ("a: 1\n---\n# nothing\n---\n- 2\n...\n", "1: {\"a\":1}\n5: [2]"),
        ("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", "1: {\"a\":1}\n5: {\"b\":2}"),
        ("--- 1\n--- 2\n", "1: 1\n2: 2"), ("a: &x 1\nb: *x\n---\na: 2\n", "1: {\"a\":1,\"b\":1}\n4: {\"a\":2}"),
        ("a: &x 1\n---\nb: *x\n", "3:4: b: expected the name of an anchor, found *x"),
        ("a: 1\n---\nb: [\n", "4:1: b[0]: expected a value, found the end of the text"),
        ("a: 1\n...\nb: 2\n", "1: {\"a\":1}\n3: {\"b\":2}"),
    ]

    @Test("A text may have several documents, whose places are those in all of it", arguments: streams.indices)
    func stream(_ index: Int) {
        let (yaml, expected) = Self.streams[index]
        let found: String
        switch YAMLReader().readAll(Array(yaml.utf8), file: "t.yaml") {
        case .success(let documents):
            found = documents.map { document in
                var bytes: [UInt8] = []
                JSONText.append(document.root, to: &bytes)
                return "\(document.root.position.line): \(String(decoding: bytes, as: UTF8.self))"
            }.joined(separator: "\n")
        case .failure(let error):
            found = "\(error.position.line):\(error.position.column): \(error.path): \(error.message)"
        }
        #expect(found == expected)
    }
}

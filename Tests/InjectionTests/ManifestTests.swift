import Testing

@testable import Injection

/// Reading and writing manifests.
@Suite struct ManifestTests {
    private func yaml(_ text: String) throws -> ManifestValue {
        let content = try ManifestReader.read(Array(text.utf8), file: "a.yaml").get()
        return try #require(content.documents.first)
    }

    @Test(
        "Scalars are what they are to Kubernetes",
        arguments: [
            ("1", .number("1")), ("0644", .number("420")), ("0o644", .number("420")), ("0x10", .number("16")),
            ("0b101", .number("5")), ("1_000", .number("1000")), ("1.5", .number("1.5")), ("1e3", .number("1000.0")),
            (".5", .number("0.5")), ("-0.5", .number("-0.5")), ("5000000000", .number("5000000000")),
            ("99999999999999999999", .number("99999999999999999999")), ("1.2.3", "1.2.3"), ("100m", "100m"),
            ("2001-01-01", "2001-01-01"), ("yes", true), ("off", false), ("~", .null), ("'1'", "1"), ("1:2", "1:2"),
            ("e3", "e3"), (".", "."), ("-a", "-a"), ("N", false), ("0o8", "0o8"), ("08", .number("8.0")),
            ("1e999", "1e999"), (".inf", ".inf"), ("0x", "0x"), ("_1", "_1"),
        ] as [(String, ManifestValue)])
    func scalars(text: String, value: ManifestValue) throws {
        #expect(try yaml("a: \(text)")["a"] == value)
    }

    @Test("Merge keys stand for members that are not there")
    func merges() throws {
        let value = try yaml("base: &b {a: 1, b: 2}\none:\n  <<: *b\n  b: 3\nmany:\n  <<: [{c: 4}, *b]\nno: {<<: x}\n")
        #expect(value["one"] == ["b": 3, "a": 1])
        #expect(value["many"] == ["c": 4, "a": 1, "b": 2])
        #expect(value["no"] == ["<<": "x"])
    }

    @Test("JSON is told from YAML by what it is")
    func formats() throws {
        #expect(try ManifestReader.read(Array("{\"a\": 1}".utf8), file: "a").get().isJSON)
        #expect(try ManifestReader.read(Array("{a: 1}".utf8), file: "a").get().isJSON == false)
        let several = try ManifestReader.read(Array("a: 1\n---\n---\n# nothing\n---\nb: 2\n".utf8), file: "a").get()
        #expect(several.documents == [["a": 1], ["b": 2]])
    }

    @Test("A mistake is told with its place")
    func mistakes() {
        guard case .failure(let problem) = ManifestReader.read(Array("a: 1\nb: [\n".utf8), file: "x.yaml") else {
            Issue.record("read")
            return
        }
        #expect(problem.text.hasPrefix("x.yaml:"))
        guard case .failure(let twice) = ManifestReader.json(Array("{\"a\":1,\"a\":2}".utf8), file: "x.json") else {
            Issue.record("read")
            return
        }
        #expect(twice.text.contains("again"))
    }

    /// What some reader of YAML takes for something else than a text, and what has odd bytes.
    static let oddTexts = [
        "", " ", "a ", " a", "~", "null", "Null", "true", "False", "yes", "No", "ON", "off", "y", "N", "1", "1.0",
        "1e3",
        "0644", "0o644", "0x1F", "0b1", "1_000", "190:20:30", ".inf", "-.INF", ".nan", "2001-01-01",
        "2001-12-14t21:59:43.10-05:00", "=", "<<", "-", "- a", "--- a", "---", "...", "?", "? a", ":", ": a", "a: b",
        "a:", "a:b", "a #b", "#a", "a#b", "&a", "*a", "!a", "!!str a", "|", ">", "|-", "%a", "@a", "`a", "'a'", "\"a\"",
        "it's", "a\\b", "[a]", "{a}", "a,b", "[", "]", "{", "}", ",", "a\nb", "a\nb\n", "a\n\nb\n", "a\n\n", "\n",
        "\na",
        " a\nb", "a\n  b", "a \nb", "a\tb", "\ta", "a\r\nb", "a\rb", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}",
        "\u{feff}a", "é", "日本語", "😀", "a\u{0}b", "\u{1b}[0m", "x-y_z.w/v+u=t@s", "$(POD_NAME)", "/bin/sh -c",
        "echo hi; exit 1", "100m", "1Gi", "v1.2", "+1", "-1", "+a", ".5", "5.", "1.2.3", "_", "__", "0", "00", "08",
        "1,2",
        "key: [1, 2]\nother: {a: b}\n", "# comment\ntext\n", "--- \nb", "%YAML 1.2\n---\n", "a: |\n  b\n",
        String(repeating: "long ", count: 80), "trailing\n ", "\u{d}", "tab\there\nline", "a\u{2029}b", "NaN",
        "Infinity",
    ]

    @Test("What is written as YAML is read as the same", arguments: oddTexts)
    func writing(text: String) throws {
        let value: ManifestValue = [
            "plain": .string(text), "list": [.string(text), ["in": .string(text)], [.string(text), []]],
            "object": .object(
                {
                    var object = ManifestObject(); object[text] = .string(text); return object
                }()),
            "empty": [:], "nothing": .null, "numbers": [1, .number("1.5"), .number("1e3"), .number("-2E-7")],
        ]
        let bytes = ManifestWriter.yaml([value, value])
        let content = try ManifestReader.read(bytes, file: "a").get()
        #expect(content.documents.count == 2)
        let alone = try ManifestReader.read(ManifestWriter.yaml([.string(text)]), file: "a").get()
        #expect(alone.documents == [.string(text)])
        for document in content.documents {
            // A key `<<` with a text is a key like others.
            #expect(document["plain"] == value["plain"], "\(String(decoding: bytes, as: UTF8.self))")
            #expect(document["list"] == value["list"])
            #expect(document["object"] == value["object"])
            #expect(document["empty"] == value["empty"])
            #expect(document["nothing"] == .null)
        }
        #expect(try ManifestReader.json(ManifestWriter.json(value), file: "a").get() == value)
        #expect(try ManifestReader.json(ManifestWriter.dense(value), file: "a").get() == value)
    }

    @Test("Objects are equal whatever the order of their members")
    func equality() {
        #expect((["a": 1, "b": 2] as ManifestValue) == ["b": 2, "a": 1])
        #expect((["a": 1, "b": 2] as ManifestValue) != ["a": 1])
        #expect((["a": 1] as ManifestValue) != ["a": "1"])
        #expect(([1, 2] as ManifestValue) != [2, 1])
    }
}

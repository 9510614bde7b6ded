import Configuration
import Testing

/// The cases of the public yaml-test-suite; `YAMLSuite/record.py` says where what is expected comes from.
@Suite("The public YAML test suite")
struct YAMLSuiteTests {
    private struct Case {
        let name: String
        let yaml: String
        /// What it is read as, in JSON; nil when it must be refused.
        let value: String?
        /// A part of the refusal's message.
        let refused: String
    }

    private static func cases() throws -> [Case] {
        let bytes = try #require(TestFiles.data("YAMLSuite/cases.json"))
        let list = try JSONReader(dialect: .strict).read(bytes, file: "cases.json").get().root
        return list.elements.map { item in
            Case(
                name: item["name"]?.string ?? "", yaml: item["yaml"]?.string ?? "",
                value: item["value"].map(Self.sorted), refused: item["refused"]?.string ?? "")
        }
    }

    /// A value in JSON with its keys in order: the events' order is not PyYAML's where a key stands twice.
    private static func sorted(_ node: JSONNode) -> String {
        switch node.kind {
        case .object:
            var members: [String] = []
            node.forEachMember { key, value in
                members.append(JSONText.quoted(key.string ?? "") + ":" + sorted(value))
            }
            return "{" + members.sorted().joined(separator: ",") + "}"
        case .array: return "[" + node.elements.map(sorted).joined(separator: ",") + "]"
        case .string: return JSONText.quoted(node.string ?? "")
        case .number: return node.numberText ?? ""
        case .bool: return node.bool == true ? "true" : "false"
        case .null: return "null"
        }
    }

    @Test("Every case is read as expected, or refused for what is expected")
    func all() throws {
        let cases = try Self.cases()
        #expect(cases.count > 400 && cases.count { $0.value != nil } > 240)
        for item in cases {
            switch YAMLReader().read(Array(item.yaml.utf8), file: item.name) {
            case .success(let document): #expect(Self.sorted(document.root) == item.value, "\(item.name)")
            case .failure(let error):
                #expect(item.value == nil, "\(item.name): \(error.message)")
                #expect(item.refused.isEmpty || error.message.contains(item.refused), "\(item.name): \(error.message)")
            }
        }
    }

    @Test("Every prefix of every case, and edits of each, are read or refused, and never trap")
    func prefixesAndEdits() throws {
        var numbers = SeededNumbers(seed: 11)
        let marks = Array("-:?[]{},&*!|>'\"#%@ \n\t\\x0ab~".utf8)
        for item in try Self.cases() {
            let bytes = Array(item.yaml.utf8)
            for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
                YAMLFuzz.run(Array(bytes[..<count]))
            }
            for _ in 0..<10 where !bytes.isEmpty {
                var edited = bytes
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                let mark = marks.randomElement(using: &numbers) ?? 0
                if Bool.random(using: &numbers) { edited[place] = mark } else { edited.insert(mark, at: place) }
                YAMLFuzz.run(edited)
            }
        }
    }
}

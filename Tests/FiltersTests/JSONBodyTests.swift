import Configuration
import HTTPSemantics
import Testing

@testable import Filters

@Suite("Bodies that are JSON")
struct JSONBodyTests {
    private func rule(_ path: String..., form: JSONToMetadataConfiguration.Form = .itself, value: StructValue? = nil)
        -> JSONToMetadataConfiguration.Rule
    {
        JSONToMetadataConfiguration.Rule(
            path: path, whenPresent: .init(space: "s", key: "k", value: value, form: form), whenMissing: nil,
            whenInvalid: nil)
    }

    private func found(_ text: String, _ rule: JSONToMetadataConfiguration.Rule) -> MetadataValue? {
        guard case .value(let value)? = JSONBody(Array(text.utf8))?.find(rule) else { return nil }
        return value
    }

    @Test("A value is found by its keys, the last of those that stand twice")
    func paths() {
        #expect(found(#"{"a":{"b":1},"a":{"b":2}}"#, rule("a", "b")) == .number(2))
        #expect(found(#"{"a":[{"b":1}]}"#, rule("a", "b")) == nil)
        #expect(found(#"{"a":{"b":null}}"#, rule("a", "b")) == nil)
        #expect(found(#"{"a":{}}"#, rule("a", "b", value: .bool(true))) == .bool(true))
        #expect(found(#"{"a":5}"#, rule("a", "b", value: .bool(true))) == nil)
    }

    @Test(
        "A value is told as a text or as a number",
        arguments: [
            ("1.5", "1.500000", 1.5), ("-0", "0", 0), ("true", "1", 1), ("false", "0", 0), ("\" 7\\t\"", " 7\t", 7),
            ("\"x\"", "x", nil), ("1e22", "10000000000000000000000.000000", 1e22), ("{}", nil, nil),
        ] as [(String, String?, Double?)])
    func forms(text: String, asText: String?, asNumber: Double?) {
        let body = #"{"a":\#(text)}"#
        #expect(found(body, rule("a", form: .text)) == asText.map { MetadataValue.text($0) })
        #expect(found(body, rule("a", form: .number)) == asNumber.map { MetadataValue.number($0) })
    }

    @Test(
        "What other readers could not hold is no JSON",
        arguments: [
            "", "x", "{", "{} {}", #"{"a":1,}"#, "[9223372036854775808]", "[1e999]", "\u{FEFF}\u{FEFF}{}", "\0{}",
        ])
    func refused(text: String) { #expect(JSONBody(Array(text.utf8)) == nil) }

    @Test("A mark of byte order, and what stands behind a NUL, are passed over")
    func passedOver() {
        #expect(found("\u{FEFF}{\"a\":1}\0}", rule("a")) == .number(1))
        #expect(JSONBody([0x7B, 0x7D, 0, 0xFF])?.isContainer == true)
        #expect(JSONBody(Array("5".utf8))?.isContainer == false)
    }

    @Test("Depth costs no stack")
    func deep() {
        let count = 200_000
        let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
        #expect(JSONBody(Array(text.utf8))?.isContainer == true)
        #expect(JSONBody(Array(text.dropLast().utf8)) == nil)
    }
}

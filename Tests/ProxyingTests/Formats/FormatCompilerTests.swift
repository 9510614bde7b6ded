import Buffers
import Configuration
import HTTPSemantics
import Testing

@testable import Proxying

@Suite("Compiled formats")
struct FormatCompilerTests {
    private func parse(_ text: String) throws -> SubstitutionFormat {
        try #require(SubstitutionFormat(text), "\(text) is no format")
    }

    /// The text of steps, with `|` for each value.
    private func outline(_ compiler: consuming FormatCompiler) -> String {
        compiler.finish()
        let steps = compiler.steps
        let texts = compiler.takeTexts()
        var line = ByteBuffer()
        for step in steps {
            line.append(word: step.lead, count: Int(step.leadCount))
            switch step.kind {
            case .text: texts.copy(step.text, to: &line)
            case .memberBegin:
                line.append("<")
                texts.copy(step.text, to: &line)
            case .memberEnd: line.append(">")
            case .objectEnd: line.append("}")
            default: line.append("|")
            }
        }
        return text(line.readable)
    }

    @Test("Literals of every length stand where the format has them", arguments: 0...12)
    func literals(length: Int) throws {
        let literal = String("abcdefghijklm".prefix(length))
        for format in ["\(literal)%PROTOCOL%\(literal)%PROTOCOL%%PROTOCOL%\(literal)", literal] {
            var compiler = FormatCompiler(omitsEmptyValues: false)
            compiler.add(try parse(format))
            #expect(outline(compiler) == format.replacing("%PROTOCOL%", with: "|"))
        }
    }

    @Test(
        "A header's value is cut at the limit, replaced by the other's, or missing",
        arguments: [
            ("%REQ(x-a)%", "first"), ("%REQ(X-A):3%", "fir"), ("%REQ(x-a):0%", ""), ("%REQ(x-none)%", nil),
            ("%REQ(x-none?via)%", "1.1 v"), ("%REQ(x-none?via):3%", "1.1"), ("%REQ(x-none?x-none)%", nil),
            ("%REQ(x-empty)%", ""), ("%REQ(via?x-a)%", "1.1 v"), ("%REQ(:path)%", "/p"),
        ])
    func headers(format: String, expected: String?) throws {
        let headers = makeHeaders([
            (":path", "/p"), ("x-a", "first"), ("x-a", "second"), ("via", "1.1 v"), ("x-empty", ""),
        ])
        var compiler = FormatCompiler(omitsEmptyValues: false)
        compiler.add(try parse(format))
        let step = try #require(compiler.steps.first)
        let texts = compiler.takeTexts()
        var line = ByteBuffer()
        let isThere = texts.append(headers, step, to: &line)
        #expect(isThere == (expected != nil) && text(line.readable) == expected ?? "")
    }

    @Test("A request's host is its authority")
    func host() { #expect(HeaderReference("Host").id == .authority) }

    @Test("JSON is text around its values, keys and literals escaped")
    func json() throws {
        var compiler = FormatCompiler(omitsEmptyValues: false)
        compiler.addJSON(
            .object([
                .init("a\"", .string(try parse("%PROTOCOL%"))), .init("b", .list([.number(1.5), .bool(true), .null])),
                .init("c", .string(try parse("x\ty%PROTOCOL%"))), .init("d", .number(12)), .init("e", .object([])),
            ]))
        #expect(outline(compiler) == #"{"a\"":|,"b":[1.5,true,null],"c":"x\ty|","d":12,"e":{}}"# + "\n")
    }

    @Test("JSON that omits missing values leaves their commas to the line")
    func omittingJSON() throws {
        var compiler = FormatCompiler(omitsEmptyValues: true)
        compiler.addJSON(
            .object([
                .init("a", .string(try parse("%PROTOCOL%"))), .init("b", .list([.null, .number(2)])),
                .init("c", .null),
            ]))
        #expect(outline(compiler) == #"{<"a":|><"b":[<2>]>}"# + "\n")
    }

    @Test(
        "Strings of JSON are escaped where they must be",
        arguments: [
            ("plain é", "plain é"), ("a\"b\\c", #"a\"b\\c"#), ("\u{8}\t\n\u{c}\r", #"\b\t\n\f\r"#),
            ("\u{1}x\u{1f}", #"\u0001x\u001f"#), ("", ""), ("\"", #"\""#),
            ("\u{7f}", "\u{7f}"), ("€ 𝄞", "€ 𝄞"),
        ])
    func escapes(raw: String, expected: String) {
        var buffer = ByteBuffer()
        var scratch = ByteBuffer()
        buffer.append("before")
        buffer.append(raw)
        JSONEscape.escape(from: 6, in: &buffer, scratch: &scratch)
        #expect(text(buffer.readable) == "before" + expected)
    }

    @Test(
        "Bytes that are no UTF-8 are characters of Latin-1",
        arguments: [
            ([0x61, 0xff, 0xc3, 0xa9], #"a\u00ff\u00c3\u00a9"#), ([0xc3], #"\u00c3"#),
            ([0xe0, 0x80, 0x80], #"\u00e0\u0080\u0080"#),
            ([0xed, 0xa0, 0x80], #"\u00ed\u00a0\u0080"#), ([0xf4, 0x90, 0x80, 0x80], #"\u00f4\u0090\u0080\u0080"#),
            ([0xe2, 0x82], #"\u00e2\u0082"#), ([0xc3, 0xa9], "é"),
        ] as [([UInt8], String)])
    func latin(raw: [UInt8], expected: String) {
        var buffer = ByteBuffer()
        JSONEscape.append(raw.span, to: &buffer)
        #expect(text(buffer.readable) == expected)
    }

    @Test(
        "Numbers of JSON are as short as they can be",
        arguments: [
            (0, "0"), (-0.0, "-0"), (3, "3"), (-5, "-5"), (1.5, "1.5"), (-0.25, "-0.25"), (0.1, "0.1"),
            (100_000, "1e+05"),
            (123_456_789_012, "123456789012"), (1e15, "1e+15"), (1e-7, "1e-07"), (123_456_789.123, "123456789.123"),
            (12_345_678_901_234_567_168, "12345678901234567168"), (1e22, "1e+22"), (1e100, "1e+100"), (1200, "1200"),
            (0.001, "0.001"), (0.0001, "1e-04"),
        ])
    func numbers(value: Double, expected: String) { #expect(JSONEscape.number(value) == expected) }
}

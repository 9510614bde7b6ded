import Buffers
import HTTPSemantics
import Testing

@testable import Proxying

@Suite("Access-log formats")
struct AccessLogFormatTests {
    private func compile(_ text: String?) throws -> [AccessLogFormat.Operator] {
        try AccessLogFormat(text, hostName: "here").operators
    }

    @Test("Literals and operators take turns, and two percent signs are one")
    func pieces() throws {
        let operators = try compile("a %PROTOCOL%%RESPONSE_CODE% 100%% %HOSTNAME%\n")
        let texts = operators.map { piece -> String in
            if case .text(let bytes) = piece { return String(decoding: bytes, as: UTF8.self) }
            return "\(piece)"
        }
        #expect(texts[0...2] == ["a ", "protocolName", "responseCode"])
        #expect(operators[4] == .hostName(Array("here".utf8)))
        #expect(texts[3] == " 100% " && texts[5] == "\n" && texts.count == 6)
    }

    @Test("The format that Envoy has by default is made of operators that exist")
    func standard() throws {
        let operators = try compile(nil)
        #expect(operators == (try compile(AccessLogFormat.standardText)))
        #expect(operators.contains(.startTime) && operators.contains(.upstreamHost))
    }

    @Test("Every operator without argument compiles to itself", arguments: AccessLogFormat.plain.keys.sorted())
    func plain(name: String) throws {
        let operators = try compile("%\(name)%")
        #expect(operators == AccessLogFormat.plain[name].map { [$0] })
    }

    @Test("Headers have a name, another one instead, and a length")
    func headers() throws {
        let operators = try compile("%REQ(X-A?:path):7% %RESP(X-B)% %TRAILER(c?D)%")
        guard case .requestHeader(let name, let other?, let limit) = operators[0] else {
            Issue.record("\(operators)")
            return
        }
        #expect(String(decoding: name.name, as: UTF8.self) == "x-a" && name.id == .other)
        #expect(other.id == .path && limit == 7)
        guard case .responseHeader(_, nil, .max) = operators[2], case .responseTrailer(_, _?, .max) = operators[4]
        else {
            Issue.record("\(operators)")
            return
        }
    }

    @Test("A request's host is its authority")
    func host() { #expect(AccessLogFormat.HeaderReference("Host").id == .authority) }

    @Test(
        "What is no operator is refused by its text",
        arguments: [
            ("%NOPE%", "%NOPE%"), ("a %PROTOCOL", "%PROTOCOL"), ("%REQ(a%", "%REQ(a%"), ("%REQ(a):x%", "%REQ(a):x%"),
            ("%REQ(a):-1%", "%REQ(a):-1%"), ("%REQ(a)b%", "%REQ(a)b%"), ("%NOPE(a)%", "%NOPE(a)%"), ("%REQ%", "%REQ%"),
            ("%protocol%", "%protocol%"), ("%", "%"),
        ])
    func refused(format: String, command: String) {
        let error = #expect(throws: AccessLogFormatError.self) { try compile(format) }
        #expect(error?.command == command)
        #expect(error?.description.contains(command) == true)
    }

    @Test("Literals of every length stand where the format has them", arguments: 0...12)
    func literals(length: Int) throws {
        let literal = String("abcdefghijklm".prefix(length))
        for format in ["\(literal)%PROTOCOL%\(literal)%PROTOCOL%%PROTOCOL%\(literal)", literal] {
            var texts = AccessLogTexts()
            var line = ByteBuffer()
            for step in texts.flatten(try AccessLogFormat(format, hostName: "")) {
                line.append(word: step.lead, count: Int(step.leadCount))
                if step.kind == .text { texts.copy(step.text, to: &line) } else { line.append("|") }
            }
            #expect(text(line.readable) == format.replacing("%PROTOCOL%", with: "|"))
        }
    }

    @Test(
        "A header's value is cut at the limit, replaced by the other's, or a dash",
        arguments: [
            ("%REQ(x-a)%", "first"), ("%REQ(X-A):3%", "fir"), ("%REQ(x-a):0%", ""), ("%REQ(x-none)%", "-"),
            ("%REQ(x-none?via)%", "1.1 v"), ("%REQ(x-none?via):3%", "1.1"), ("%REQ(x-none?x-none)%", "-"),
            ("%REQ(x-empty)%", ""), ("%REQ(via?x-a)%", "1.1 v"), ("%REQ(:path)%", "/p"),
        ])
    func written(format: String, expected: String) throws {
        let headers = makeHeaders([
            (":path", "/p"), ("x-a", "first"), ("x-a", "second"), ("via", "1.1 v"), ("x-empty", ""),
        ])
        var texts = AccessLogTexts()
        let steps = texts.flatten(try AccessLogFormat(format, hostName: ""))
        var line = ByteBuffer()
        for step in steps { texts.append(headers, step, to: &line) }
        #expect(text(line.readable) == expected)
    }
}

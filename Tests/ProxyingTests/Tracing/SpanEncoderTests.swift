import Buffers
import Foundation
import Testing

@testable import Proxying

/// Spans as JSON.
@Suite struct SpanEncoderTests {
    private static func encode(_ form: SpanEncoder.Form) throws -> [[String: Any]] {
        var encoder = SpanEncoder(form, endpoint: Array("{\"serviceName\":\"s\"}".utf8))
        let context = TraceContext(traceHigh: 0, traceLow: 1, span: 2, parent: 3, isSampled: true)
        let name = Array("a\"b\\\n".utf8)
        encoder.begin(context, name: name.span, kind: .server, start: 5, duration: 7, isShared: true) {
            $0.append("k=v")
        }
        encoder.tag(name.span, name.span)
        encoder.tag(Array("x".utf8).span, Array("y".utf8).span)
        encoder.annotate("one", at: 8)
        encoder.annotate("two", at: 9)
        encoder.end(isError: true)
        encoder.begin(context, name: name.span, kind: .client, start: 5, duration: 0, isShared: false) { _ in }
        encoder.end(isError: false)
        #expect(encoder.count == 2)
        var text = Array("[".utf8)
        for index in 0..<encoder.text.count { text.append(encoder.text[index]) }
        text += Array("]".utf8)
        return try #require(JSONSerialization.jsonObject(with: Data(text)) as? [[String: Any]])
    }

    @Test("As Zipkin has them")
    func zipkin() throws {
        let spans = try Self.encode(.zipkin)
        #expect(spans.count == 2)
        #expect(spans[0]["traceId"] as? String == "0000000000000001" && spans[0]["id"] as? String == "0000000000000002")
        #expect(spans[0]["parentId"] as? String == "0000000000000003" && spans[0]["name"] as? String == "a\"b\\\n")
        #expect(spans[0]["timestamp"] as? Int == 5 && spans[0]["duration"] as? Int == 7)
        #expect(spans[0]["kind"] as? String == "SERVER" && spans[0]["shared"] as? Bool == true)
        #expect(spans[0]["tags"] as? [String: String] == ["a\"b\\\n": "a\"b\\\n", "x": "y"])
        #expect((spans[0]["annotations"] as? [[String: Any]])?.map { $0["value"] as? String } == ["one", "two"])
        #expect(spans[1]["kind"] as? String == "CLIENT" && spans[1]["shared"] == nil)
        #expect(spans[1]["tags"] as? [String: String] == [:] && spans[1]["annotations"] == nil)
    }

    @Test("As OpenTelemetry has them: ids in hexadecimal, 64-bit numbers in quotes")
    func openTelemetry() throws {
        let spans = try Self.encode(.openTelemetry)
        #expect(spans[0]["traceId"] as? String == "00000000000000000000000000000001")
        #expect(spans[0]["spanId"] as? String == "0000000000000002")
        #expect(spans[0]["parentSpanId"] as? String == "0000000000000003")
        #expect(spans[0]["traceState"] as? String == "k=v" && spans[0]["kind"] as? Int == 2)
        #expect(spans[0]["startTimeUnixNano"] as? String == "5000" && spans[0]["endTimeUnixNano"] as? String == "12000")
        let attributes = spans[0]["attributes"] as? [[String: Any]]
        #expect(attributes?.count == 2 && attributes?[1]["key"] as? String == "x")
        #expect((attributes?[1]["value"] as? [String: String]) == ["stringValue": "y"])
        #expect((spans[0]["events"] as? [[String: Any]])?.count == 2)
        #expect((spans[0]["status"] as? [String: Int]) == ["code": 2])
        #expect(spans[1]["kind"] as? Int == 3 && (spans[1]["attributes"] as? [Any])?.isEmpty == true)
    }
}

import Buffers
import HTTPSemantics
import Testing

@testable import Proxying

/// Fields by which a trace travels.
@Suite struct TraceFieldTests {
    private static let wide = "463ac35c9f6413ad48485a3953bb6124"
    private static let id = "a2fb4a1d1a96d312"

    private static func headers(_ fields: [(String, String)]) -> HeaderMap {
        var headers = HeaderMap()
        for (name, value) in fields { headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
        return headers
    }

    private static func found(
        _ isSampled: Bool?, high: UInt64 = 0x463a_c35c_9f64_13ad, parent: UInt64 = 0
    ) -> TraceReading {
        .found(
            TraceContext(
                traceHigh: high, traceLow: 0x4848_5a39_53bb_6124, span: 0xa2fb_4a1d_1a96_d312, parent: parent,
                isSampled: false), isSampled: isSampled)
    }

    @Test("B3 in one field is read whole, or is broken")
    func single() {
        let base = "\(Self.wide)-\(Self.id)"
        let cases: [(String, TraceReading)] = [
            (base, Self.found(nil)), (base + "-1", Self.found(true)), (base + "-0", Self.found(false)),
            (base + "-d", Self.found(true)), (base + "-1-1f", Self.found(true, parent: 0x1f)),
            ("0", .absent(isSampled: false)), ("1", .absent(isSampled: true)), ("d", .absent(isSampled: true)),
            ("", .broken), ("x", .broken), ("-", .broken), (Self.wide, .broken), (Self.wide + "-", .broken),
            (base + "-", .broken), (base + "-2", .broken), (base + "-1-", .broken), (base + "-1-zz", .broken),
            (base + "-11", .broken), ("\(Self.wide)0-\(Self.id)-1", .broken), (base + "-1-1-1", .broken),
        ]
        for (text, expected) in cases {
            #expect(B3Fields.read(Self.headers([("b3", text)])) == expected, "\(text)")
        }
        // Cut anywhere it never means another trace.
        for length in 0..<base.utf8.count {
            let reading = B3Fields.read(Self.headers([("b3", String(base.prefix(length)))]))
            if case .found(let context, _) = reading { #expect(context.traceLow == 0x4848_5a39_53bb_6124) }
        }
    }

    @Test("B3 in several fields")
    func several() {
        let both = [("x-b3-traceid", Self.wide), ("x-b3-spanid", Self.id)]
        let cases: [([(String, String)], TraceReading)] = [
            ([], .absent(isSampled: nil)), (both, Self.found(nil)),
            (both + [("x-b3-sampled", "true")], Self.found(true)), (both + [("x-b3-sampled", "no")], Self.found(false)),
            (both + [("x-b3-flags", "1"), ("x-b3-sampled", "0")], Self.found(true)),
            (both + [("x-b3-parentspanid", "1")], Self.found(nil, parent: 1)),
            (both + [("x-b3-parentspanid", "g")], .broken),
            ([("x-b3-traceid", "48485a3953bb6124"), ("x-b3-spanid", Self.id)], Self.found(nil, high: 0)),
            ([("x-b3-traceid", "zz"), ("x-b3-spanid", Self.id)], .broken),
            ([("x-b3-traceid", Self.wide)], .absent(isSampled: nil)),
            ([("x-b3-sampled", "1")], .absent(isSampled: true)),
        ]
        for (fields, expected) in cases { #expect(B3Fields.read(Self.headers(fields)) == expected, "\(fields)") }
    }

    @Test("traceparent is read by W3C's rules")
    func traceParent() {
        let good = "00-\(Self.wide)-\(Self.id)-01"
        let cases: [(String, TraceReading)] = [
            (good, Self.found(true)), ("00-\(Self.wide)-\(Self.id)-00", Self.found(false)),
            ("cc-\(Self.wide)-\(Self.id)-03", Self.found(true)),
            ("ff-\(Self.wide)-\(Self.id)-01", .broken), (good + "-", .broken), ("", .broken),
            ("00-\(String(repeating: "0", count: 32))-\(Self.id)-01", .broken),
            ("00-\(Self.wide)-0000000000000000-01", .broken), ("00_\(Self.wide)-\(Self.id)-01", .broken),
            ("00-\(Self.wide)-\(Self.id)-0g", .broken),
        ]
        for (text, expected) in cases {
            #expect(TraceParentField.read(Self.headers([("traceparent", text)])) == expected, "\(text)")
        }
        #expect(TraceParentField.read(HeaderMap()) == .absent(isSampled: nil))
        for length in 0..<good.utf8.count {
            #expect(TraceParentField.read(Self.headers([("traceparent", String(good.prefix(length)))])) == .broken)
        }
    }

    @Test("A span is told in the form in which the client told of its own, and reads back")
    func writing() {
        let context = TraceContext(traceHigh: 1, traceLow: 2, span: 3, parent: 4, isSampled: true)
        for fields in [[], [("b3", "0")], [("x-b3-traceid", "9"), ("x-b3-sampled", "0")]] {
            var headers = Self.headers(fields)
            B3Fields.write(context, to: &headers)
            var expected = context
            expected.isSampled = false
            #expect(B3Fields.read(headers) == .found(expected, isSampled: true))
            #expect(headers.count == (fields.first?.0 == "b3" ? 1 : 4))
        }
        var headers = HeaderMap()
        TraceParentField.write(context, withState: true, to: &headers)
        #expect(
            TraceParentField.read(headers)
                == .found(TraceContext(traceHigh: 1, traceLow: 2, span: 3, isSampled: false), isSampled: true))
        #expect(headers.count == 2)
    }

    @Test("The reason of a trace stands in the version digit of a UUID, and nowhere else")
    func reasons() {
        var headers = HeaderMap()
        headers.append(.xRequestID, "00000010-0000-4000-8000-000000000000")
        #expect(headers.traceReason == .notTraceable && headers.traceNumber == 16)
        for reason in [TraceReason.sampled, .serviceForced, .clientForced, .notTraceable] {
            headers.setTraceReason(reason)
            #expect(headers.traceReason == reason && headers.traceNumber == 16)
        }
        headers.set(.xRequestID, "mine")
        headers.setTraceReason(.sampled)
        #expect(headers.traceReason == .notTraceable && headers.traceNumber == nil)
    }
}

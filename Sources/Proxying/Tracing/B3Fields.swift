internal import Buffers
internal import HTTPSemantics

/// Zipkin's fields: `x-b3-traceid` and its like, or all in one, `b3`.
/// Source: https://github.com/openzipkin/b3-propagation
enum B3Fields {
    private static let trace = Array("x-b3-traceid".utf8)
    private static let span = Array("x-b3-spanid".utf8)
    private static let parent = Array("x-b3-parentspanid".utf8)
    private static let sampled = Array("x-b3-sampled".utf8)
    private static let flags = Array("x-b3-flags".utf8)
    private static let single = Array("b3".utf8)

    /// What a request says.
    static func read(_ headers: borrowing HeaderMap) -> TraceReading {
        let index = headers.index(named: single.span)
        if index >= 0 { return readSingle(headers.value(at: index)) }
        var isSampled: Bool?
        let flagsIndex = headers.index(named: flags.span)
        if flagsIndex >= 0 && Bytes.equal(headers.value(at: flagsIndex), "1") {
            isSampled = true
        } else {
            let sampledIndex = headers.index(named: sampled.span)
            // Some old tracers say "true".
            if sampledIndex >= 0 {
                let value = headers.value(at: sampledIndex)
                isSampled = Bytes.equal(value, "1") || Bytes.equal(value, "true")
            }
        }
        let traceIndex = headers.index(named: trace.span)
        let spanIndex = headers.index(named: span.span)
        guard traceIndex >= 0, spanIndex >= 0 else { return .absent(isSampled: isSampled) }
        let parentIndex = headers.index(named: parent.span)
        guard var context = context(headers.value(at: traceIndex), headers.value(at: spanIndex)) else { return .broken }
        if parentIndex >= 0 && !headers.isValueEmpty(at: parentIndex) {
            guard let id = HexadecimalID.read(headers.value(at: parentIndex)) else { return .broken }
            context.parent = id
        }
        return .found(context, isSampled: isSampled)
    }

    /// `trace-span-sampled-parent`, of which the last two may be missing, or only whether it is sampled.
    private static func readSingle(_ text: Span<UInt8>) -> TraceReading {
        if text.count == 1 {
            guard let isSampled = readSampled(text[0]) else { return .broken }
            return .absent(isSampled: isSampled)
        }
        let traceEnd = endOfPart(text, from: 0)
        guard traceEnd < text.count else { return .broken }
        let spanEnd = endOfPart(text, from: traceEnd &+ 1)
        guard
            var context = context(text.extracting(0..<traceEnd), text.extracting((traceEnd &+ 1)..<spanEnd))
        else { return .broken }
        if spanEnd == text.count { return .found(context, isSampled: nil) }
        let flagEnd = endOfPart(text, from: spanEnd &+ 1)
        guard flagEnd == spanEnd &+ 2, let isSampled = readSampled(text[spanEnd &+ 1]) else { return .broken }
        if flagEnd < text.count {
            guard let id = HexadecimalID.read(text.extracting((flagEnd &+ 1)..<text.count)) else { return .broken }
            context.parent = id
        }
        return .found(context, isSampled: isSampled)
    }

    private static func readSampled(_ byte: UInt8) -> Bool? {
        switch byte {
        // To debug is to sample.
        case UInt8(ascii: "1"), UInt8(ascii: "d"): true
        case UInt8(ascii: "0"): false
        default: nil
        }
    }

    private static func endOfPart(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count && text[index] != UInt8(ascii: "-") { index &+= 1 }
        return index
    }

    private static func context(_ trace: Span<UInt8>, _ span: Span<UInt8>) -> TraceContext? {
        guard let id = HexadecimalID.read(span) else { return nil }
        if trace.count == 32 {
            guard let high = HexadecimalID.read(trace.extracting(0..<16)),
                let low = HexadecimalID.read(trace.extracting(16..<32))
            else { return nil }
            return TraceContext(traceHigh: high, traceLow: low, span: id, isSampled: false)
        }
        guard let low = HexadecimalID.read(trace) else { return nil }
        return TraceContext(traceLow: low, span: id, isSampled: false)
    }

    /// Tells the upstream of a span, in the form in which the client told of its own.
    static func write(_ context: TraceContext, to headers: inout HeaderMap) {
        if headers.index(named: single.span) >= 0 {
            headers.set(named: single.span) { value in
                appendTrace(context, to: &value)
                value.append("-")
                value.append(hexadecimal: context.span, digits: 16)
                value.append(context.isSampled ? "-1" : "-0")
                if context.parent != 0 {
                    value.append("-")
                    value.append(hexadecimal: context.parent, digits: 16)
                }
            }
            return
        }
        headers.set(named: trace.span) { appendTrace(context, to: &$0) }
        headers.set(named: span.span) { $0.append(hexadecimal: context.span, digits: 16) }
        if context.parent != 0 {
            headers.set(named: parent.span) { $0.append(hexadecimal: context.parent, digits: 16) }
        }
        headers.set(named: sampled.span) { $0.append(context.isSampled ? "1" : "0") }
    }

    static func appendTrace(_ context: TraceContext, to output: inout ByteBuffer) {
        if context.traceHigh != 0 { output.append(hexadecimal: context.traceHigh, digits: 16) }
        output.append(hexadecimal: context.traceLow, digits: 16)
    }
}

/// Numbers as ids are written: one to sixteen hexadecimal digits.
enum HexadecimalID {
    /// The number; nil when it is none.
    static func read(_ text: Span<UInt8>) -> UInt64? {
        guard (1...16).contains(text.count) else { return nil }
        var value: UInt64 = 0
        for index in text.indices {
            guard let digit = text[index].hexadecimalDigit else { return nil }
            value = value &<< 4 | UInt64(digit)
        }
        return value
    }
}

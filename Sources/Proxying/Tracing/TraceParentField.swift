internal import Buffers
internal import HTTPSemantics

/// W3C's fields, `traceparent` and `tracestate`.
/// Source: https://www.w3.org/TR/trace-context/
enum TraceParentField {
    private static let parent = Array("traceparent".utf8)
    private static let state = Array("tracestate".utf8)
    /// `00-` trace `-` span `-` flags.
    private static let length = 55

    /// What a request says.
    static func read(_ headers: borrowing HeaderMap) -> TraceReading {
        let index = headers.index(named: parent.span)
        return index < 0 ? .absent(isSampled: nil) : read(headers.value(at: index))
    }

    private static func read(_ text: Span<UInt8>) -> TraceReading {
        let hyphen = UInt8(ascii: "-")
        guard text.count == length, text[2] == hyphen, text[35] == hyphen, text[52] == hyphen,
            let version = HexadecimalID.read(text.extracting(0..<2)), version != 0xff,
            let high = HexadecimalID.read(text.extracting(3..<19)),
            let low = HexadecimalID.read(text.extracting(19..<35)), high | low != 0,
            let span = HexadecimalID.read(text.extracting(36..<52)), span != 0,
            let flags = HexadecimalID.read(text.extracting(53..<55))
        else { return .broken }
        let context = TraceContext(traceHigh: high, traceLow: low, span: span, isSampled: false)
        return .found(context, isSampled: flags & 1 != 0)
    }

    /// Tells the upstream of a span. What the client's `tracestate` says goes on; as in Envoy there is one, if empty,
    /// where `withState`.
    static func write(_ context: TraceContext, withState: Bool, to headers: inout HeaderMap) {
        headers.set(named: parent.span) { value in
            value.append("00-")
            value.append(hexadecimal: context.traceHigh, digits: 16)
            value.append(hexadecimal: context.traceLow, digits: 16)
            value.append("-")
            value.append(hexadecimal: context.span, digits: 16)
            value.append(context.isSampled ? "-01" : "-00")
        }
        if withState && headers.index(named: state.span) < 0 { headers.append(name: state.span, Span()) }
    }

    /// Writes the client's `tracestate`.
    static func appendState(of headers: borrowing HeaderMap, to output: inout ByteBuffer) {
        let index = headers.index(named: state.span)
        if index >= 0 { JSONEscape.append(headers.value(at: index), to: &output) }
    }
}

extension HeaderMap {
    /// Gives the field of that lower-case name the value that `body` writes, and removes further ones; adds the field
    /// when there is none.
    mutating func set(named name: Span<UInt8>, _ body: (inout ByteBuffer) -> Void) {
        var value = ByteBuffer()
        body(&value)
        let index = index(named: name)
        if index < 0 { return append(name: name, value.readable) }
        setValue(at: index, value.readable)
        var next = self.index(named: name, from: index + 1)
        while next >= 0 {
            remove(at: next)
            next = self.index(named: name, from: next)
        }
    }
}

internal import Buffers
internal import HTTPSemantics

/// Spans as JSON, one behind the other: as Zipkin has them (version 2 of its API), or OpenTelemetry (OTLP).
///
/// ```
///  begin ─▶ tag* ─▶ annotate* ─▶ end
/// ```
struct SpanEncoder: ~Copyable {
    /// Who reads them.
    enum Form {
        case zipkin, openTelemetry
    }

    /// Which side of an exchange a span is.
    enum Kind {
        case server, client
    }

    private let form: Form
    /// Zipkin's `localEndpoint` as JSON.
    private let endpoint: [UInt8]
    /// Spans without what stands around them.
    private(set) var text = ByteBuffer()
    /// How many.
    private(set) var count = 0
    private var isFirst = true
    private var hasAnnotations = false

    init(_ form: Form, endpoint: [UInt8]) {
        self.form = form
        self.endpoint = endpoint
    }

    /// Writes all spans, commas between them.
    borrowing func write(to output: inout ByteBuffer) { output.append(text.readable) }

    /// Forgets all spans.
    mutating func removeAll() {
        text.removeAll()
        count = 0
    }

    /// Begins a span. Moments are microseconds since 1970; `duration` is microseconds.
    mutating func begin(
        _ context: TraceContext, name: Span<UInt8>, kind: Kind, start: UInt64, duration: UInt64, isShared: Bool,
        state: (inout ByteBuffer) -> Void
    ) {
        text.append(count == 0 ? "{\"traceId\":\"" : ",{\"traceId\":\"")
        switch form {
        case .zipkin:
            B3Fields.appendTrace(context, to: &text)
            appendID("\",\"id\":\"", context.span)
            if context.parent != 0 { appendID("\",\"parentId\":\"", context.parent) }
            appendName(name)
            text.append(kind == .server ? "\"kind\":\"SERVER\",\"timestamp\":" : "\"kind\":\"CLIENT\",\"timestamp\":")
            text.append(decimal: start)
            text.append(",\"duration\":")
            // Zipkin knows no span without a duration.
            text.append(decimal: max(duration, 1))
            text.append(",\"localEndpoint\":")
            text.append(endpoint)
            if isShared { text.append(",\"shared\":true") }
            text.append(",\"tags\":{")
        case .openTelemetry:
            text.append(hexadecimal: context.traceHigh, digits: 16)
            text.append(hexadecimal: context.traceLow, digits: 16)
            appendID("\",\"spanId\":\"", context.span)
            if context.parent != 0 { appendID("\",\"parentSpanId\":\"", context.parent) }
            text.append("\",\"traceState\":\"")
            state(&text)
            appendName(name)
            text.append(kind == .server ? "\"kind\":2" : "\"kind\":3")
            appendNanoseconds(",\"startTimeUnixNano\":\"", start)
            appendNanoseconds(",\"endTimeUnixNano\":\"", start &+ duration)
            text.append(",\"attributes\":[")
        }
        count += 1
        isFirst = true
        hasAnnotations = false
    }

    private mutating func appendID(_ label: StaticString, _ id: UInt64) {
        text.append(label)
        text.append(hexadecimal: id, digits: 16)
    }

    private mutating func appendName(_ name: Span<UInt8>) {
        text.append("\",\"name\":\"")
        JSONEscape.append(name, to: &text)
        text.append("\",")
    }

    private mutating func appendNanoseconds(_ label: StaticString, _ microseconds: UInt64) {
        text.append(label)
        text.append(decimal: microseconds &* 1000)
        text.append("\"")
    }

    private mutating func separate() {
        if !isFirst { text.append(",") }
        isFirst = false
    }

    /// Tags the span.
    mutating func tag(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        separate()
        if form == .openTelemetry { text.append("{\"key\":") }
        text.append("\"")
        JSONEscape.append(name, to: &text)
        text.append(form == .zipkin ? "\":\"" : "\",\"value\":{\"stringValue\":\"")
        JSONEscape.append(value, to: &text)
        text.append(form == .zipkin ? "\"" : "\"}}")
    }

    /// Tells of a moment.
    mutating func annotate(_ name: StaticString, at moment: UInt64) {
        if !hasAnnotations {
            text.append(form == .zipkin ? "},\"annotations\":[" : "],\"events\":[")
            hasAnnotations = true
            isFirst = true
        }
        separate()
        switch form {
        case .zipkin:
            text.append("{\"timestamp\":")
            text.append(decimal: moment)
            text.append(",\"value\":\"")
        case .openTelemetry:
            appendNanoseconds("{\"timeUnixNano\":\"", moment)
            text.append(",\"name\":\"")
        }
        text.append(name)
        text.append("\"}")
    }

    /// Ends the span.
    mutating func end(isError: Bool) {
        text.append(hasAnnotations || form == .openTelemetry ? "]" : "}")
        if form == .openTelemetry { text.append(isError ? ",\"status\":{\"code\":2}" : ",\"status\":{}") }
        text.append("}")
    }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics

/// A tag that the configuration adds to spans, as one worker writes it.
struct TraceTag {
    private enum Source {
        case text([UInt8])
        case field([UInt8], instead: [UInt8])
        case program(FormatProgram, instead: [UInt8])
    }

    let name: [UInt8]
    private let source: Source

    init(_ configuration: TraceTagConfiguration) {
        name = Array(configuration.name.utf8)
        switch configuration.source {
        case .literal(let text): source = .text(Array(text.utf8))
        case .environment(let variable, let instead):
            source = .text(Array((Host.environment(variable) ?? instead).utf8))
        case .requestHeader(let field, let instead): source = .field(Array(field.utf8), instead: Array(instead.utf8))
        case .format(let format): source = .program(FormatProgram(headerValue: format), instead: [])
        case .metadata(let command, let instead):
            let format = SubstitutionFormat([.command(command)])
            source = .program(FormatProgram(headerValue: format), instead: Array(instead.utf8))
        }
    }

    /// Tags a span with what an exchange gives; nothing where that is nothing.
    func write(_ exchange: ActiveStream, to encoder: inout SpanEncoder) {
        var value = ByteBuffer()
        switch source {
        case .text(let text): value.append(text)
        case .field(let field, let instead):
            let isThere: Void? = exchange.requestHead.withValue(named: field.span) { value.append($0) }
            if isThere == nil { value.append(instead) }
        case .program(let program, let instead):
            program.write(exchange, to: &value)
            if value.isEmpty { value.append(instead) }
        }
        if !value.isEmpty { encoder.tag(name.span, value.readable) }
    }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics

/// Turns formats into the steps that a program runs: what does not change becomes text, once.
struct FormatCompiler: ~Copyable {
    private(set) var steps: [FormatStep] = []
    var texts = FormatTexts()
    /// A text that the next step takes along.
    private var literal: [UInt8] = []
    private let omitsEmptyValues: Bool

    init(omitsEmptyValues: Bool) { self.omitsEmptyValues = omitsEmptyValues }

    /// Adds a text format.
    mutating func add(_ format: SubstitutionFormat) {
        for piece in format.pieces {
            switch piece {
            case .text(let text): literal += text
            case .command(let command): add(command, omitsEmptyValues ? .plainOrNothing : .plain)
            }
        }
    }

    /// Adds a JSON format, and the line feed behind it.
    mutating func addJSON(_ node: FormatNode) {
        if omitsEmptyValues { addOmitting(node) } else { add(node) }
        literal.append(UInt8(ascii: "\n"))
    }

    /// Writes the last text out; what comes of the steps is whole then.
    mutating func finish() {
        if literal.isEmpty { return }
        steps.append(FormatStep(kind: .text, text: texts.keep(literal)))
        literal = []
    }

    /// Takes the texts over, at the end.
    consuming func takeTexts() -> FormatTexts { texts }

    // MARK: - JSON

    private mutating func add(_ node: FormatNode) {
        switch node {
        case .object(let members):
            literal.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { literal.append(UInt8(ascii: ",")) }
                literal += Self.quoted(member.key) + [UInt8(ascii: ":")]
                add(member.value)
            }
            literal.append(UInt8(ascii: "}"))
        case .list(let elements):
            literal.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { literal.append(UInt8(ascii: ",")) }
                add(element)
            }
            literal.append(UInt8(ascii: "]"))
        default: addScalar(node)
        }
    }

    private mutating func addScalar(_ node: FormatNode) {
        switch node {
        case .null: literal += Array("null".utf8)
        case .bool(let value): literal += Array((value ? "true" : "false").utf8)
        case .number(let value): literal += Array(JSONEscape.number(value).utf8)
        case .string(let format):
            if format.pieces.count == 1, case .command(let command) = format.pieces[0] {
                add(command, FormatField.isNumber(command) ? .number : .string)
                return
            }
            literal.append(UInt8(ascii: "\""))
            for piece in format.pieces {
                switch piece {
                case .text(let text): literal += Self.escaped(text)
                case .command(let command): add(command, omitsEmptyValues ? .partOrNothing : .part)
                }
            }
            literal.append(UInt8(ascii: "\""))
        case .list, .object: break
        }
    }

    /// The commas depend on what is there, so they are written when it is known.
    private mutating func addOmitting(_ node: FormatNode) {
        switch node {
        case .object(let members):
            literal.append(UInt8(ascii: "{"))
            for member in members where member.value != .null {
                control(.memberBegin, key: Self.quoted(member.key) + [UInt8(ascii: ":")])
                addOmitting(member.value)
                control(.memberEnd)
            }
            control(.objectEnd)
        case .list(let elements):
            literal.append(UInt8(ascii: "["))
            for element in elements where element != .null {
                control(.memberBegin)
                addOmitting(element)
                control(.memberEnd)
            }
            literal.append(UInt8(ascii: "]"))
        default: addScalar(node)
        }
    }

    private mutating func control(_ kind: FormatStep.Kind, key: [UInt8] = []) {
        finish()
        steps.append(FormatStep(kind: kind, text: texts.keep(key)))
    }

    private static func quoted(_ text: String) -> [UInt8] {
        [UInt8(ascii: "\"")] + escaped(Array(text.utf8)) + [UInt8(ascii: "\"")]
    }

    private static func escaped(_ text: [UInt8]) -> [UInt8] {
        var buffer = ByteBuffer()
        JSONEscape.append(text.span, to: &buffer)
        return buffer.bytes
    }

    // MARK: - Commands

    private mutating func add(_ command: FormatCommand, _ form: FormatStep.Form) {
        if let text = Self.fixedText(command) {
            addFixed(text, form)
            return
        }
        var step = step(for: command, form)
        step.form = form
        if literal.count > 8 {
            finish()
        } else {
            for (place, byte) in literal.enumerated() { step.lead |= UInt64(byte) << UInt64(8 * place) }
            step.leadCount = UInt8(literal.count)
            literal = []
        }
        steps.append(step)
    }

    /// What a command always gives; nil when it depends on the request.
    private static func fixedText(_ command: FormatCommand) -> [UInt8]? {
        switch command {
        case .field(.hostName): Array(Host.name.utf8)
        case .environment(let name, let limit): Array((Host.environment(name) ?? "-").utf8.prefix(limit))
        default: nil
        }
    }

    private mutating func addFixed(_ text: [UInt8], _ form: FormatStep.Form) {
        switch form {
        case .plain, .plainOrNothing: literal += text
        case .part, .partOrNothing, .number: literal += Self.escaped(text)
        case .string: literal += [UInt8(ascii: "\"")] + Self.escaped(text) + [UInt8(ascii: "\"")]
        }
    }

    private mutating func step(for command: FormatCommand, _ form: FormatStep.Form) -> FormatStep {
        switch command {
        case .field(let field): return FormatStep(kind: .field, field: field)
        case .time(let time):
            var options: UInt8 = time.isEmission ? FormatOption.isEmission : 0
            if time.isLocal { options |= FormatOption.isLocal }
            return FormatStep(kind: .time, options: options, text: texts.keep(Array((time.pattern ?? "").utf8)))
        case .requestHeader(let header) where header.alternative == ":scheme":
            return either(header, form) { .requestHeader($0) }
        case .responseHeader(let header) where header.alternative == ":status":
            return either(header, form) { .responseHeader($0) }
        case .requestHeader(let header) where header.name == ":scheme":
            return FormatStep(kind: .requestScheme, limit: header.limit)
        case .requestHeader(let header): return self.header(.requestHeader, header)
        case .responseHeader(let header) where header.name == ":status":
            return FormatStep(kind: .responseStatus, limit: header.limit)
        case .responseHeader(let header): return self.header(.responseHeader, header)
        case .responseTrailer(let header): return self.header(.responseTrailer, header)
        case .path(let path):
            var options: UInt8 = path.withQuery ? FormatOption.withQuery : 0
            if path.source != .current { options |= FormatOption.wantsOriginal }
            if path.source != .original { options |= FormatOption.wantsCurrent }
            return FormatStep(kind: .path, options: options, limit: path.limit)
        case .queryParameter(let name, let limit):
            return FormatStep(kind: .queryParameter, text: texts.keep(Array(name.utf8)), limit: limit)
        case .query(let decodes, let limit):
            return FormatStep(kind: .query, options: decodes ? FormatOption.decodes : 0, limit: limit)
        case .span(let from, let to, let unit):
            let options: UInt8 = unit == .milliseconds ? 0 : unit == .microseconds ? 1 : 2
            return FormatStep(kind: .span, options: options, from: from, to: to)
        case .responseCodeDetails(let keepsSpaces):
            return FormatStep(kind: .details, options: keepsSpaces ? FormatOption.keepsSpaces : 0)
        case .grpcStatus(let form):
            let options = form == .camelCase ? 0 : form == .snakeCase ? FormatOption.snakeCase : FormatOption.number
            return FormatStep(kind: .grpcStatus, options: options)
        case .dynamicMetadata(let path, let limit):
            return FormatStep(kind: .dynamicMetadata, text: texts.keep(path: path), limit: limit)
        case .metadata(let source, let path, let limit):
            let place = FormatMetadataSource.allCases.firstIndex(of: source) ?? 0
            return FormatStep(
                kind: .metadata, options: UInt8(truncatingIfNeeded: place), text: texts.keep(path: path), limit: limit)
        case .requestedName(let name): return FormatStep(kind: .requestedName, options: Self.options(of: name))
        case .firstOf(let commands, let limit): return firstOf(commands, limit: limit, form)
        case .certificateDate(let isUpstream, let isEnd, let pattern):
            var options: UInt8 = isUpstream ? FormatOption.isUpstream : 0
            if isEnd { options |= FormatOption.isEnd }
            return FormatStep(
                kind: .certificateDate, options: options, text: texts.keep(Array((pattern ?? "").utf8)))
        case .tunnelAnswer(let trailers, let limit):
            return FormatStep(kind: .tunnelAnswer, options: trailers ? FormatOption.ofTrailers : 0, limit: limit)
        case .grpcMessages(let asJSON, let limit):
            return FormatStep(kind: .grpcMessages, options: asJSON ? FormatOption.asJSON : 0, limit: limit)
        case .sharedText(let name, let isTyped, let limit):
            // A value of its own in JSON is a text either way, and whole when it is typed.
            let isValue = form == .string
            return FormatStep(
                kind: .sharedText, options: isTyped && !isValue ? FormatOption.asJSON : 0,
                text: texts.keep(path: [name]), limit: isTyped && isValue ? .max : limit)
        case .environment, .filterState: return FormatStep(kind: .absent)
        }
    }

    private static func options(of name: FormatRequestedName) -> UInt8 {
        var options: UInt8 =
            switch name.order {
            case .nameOnly: 0
            case .nameFirst: FormatOption.hostLast
            case .hostFirst: FormatOption.hostFirst
            }
        if name.host != .current { options |= FormatOption.wantsOriginalHost }
        if name.host != .original { options |= FormatOption.wantsCurrentHost }
        return options
    }

    /// Compiles commands of which the first counts that says anything. Where the value stands alone in JSON, each has
    /// its own type, and only texts are cut.
    private mutating func firstOf(
        _ commands: [FormatCommand], limit: Int, _ form: FormatStep.Form
    ) -> FormatStep {
        var choice: [FormatStep] = []
        for command in commands {
            var candidate: FormatStep
            if let text = Self.fixedText(command) {
                candidate = FormatStep(kind: .text, text: texts.keep(text))
            } else {
                candidate = step(for: command, form)
            }
            candidate.form = form == .string && FormatField.isNumber(command) ? .number : form
            if form == .string { candidate.limit = min(candidate.limit, limit) }
            choice.append(candidate)
        }
        return FormatStep(kind: .firstOf, text: texts.keep(choice: choice), limit: limit)
    }

    /// A field, or what stands in no map of fields.
    private mutating func either(
        _ header: FormatHeader, _ form: FormatStep.Form, _ command: (FormatHeader) -> FormatCommand
    ) -> FormatStep {
        let names = [header.name, header.alternative ?? ""]
        return firstOf(names.map { command(FormatHeader($0, limit: header.limit)) }, limit: header.limit, form)
    }

    private mutating func header(_ kind: FormatStep.Kind, _ header: FormatHeader) -> FormatStep {
        let name = HeaderReference(header.name)
        let other = header.alternative.map { HeaderReference($0) }
        return FormatStep(
            kind: kind, id: name.id, alternativeID: other?.id ?? .other, text: texts.keep(name.name),
            alternative: texts.keep(other?.name ?? []), limit: header.limit)
    }
}

extension FormatField {
    /// Whether a command gives a number, and not a string, when it stands alone in JSON.
    static func isNumber(_ command: FormatCommand) -> Bool {
        switch command {
        case .span, .grpcStatus(.number), .tunnelAnswer, .grpcMessages(asJSON: true, _): true
        case .field(let field): numbers.contains(field)
        default: false
        }
    }

    private static let numbers: Set<FormatField> = [
        .bytesReceived, .bytesSent, .bytesRetransmitted, .packetsRetransmitted, .downstreamRoundTrip, .connectionID,
        .upstreamConnectionID, .duration, .requestDuration, .requestTransmitDuration, .responseDuration,
        .responseTransmitDuration, .poolDuration, .downstreamHeadersReceived, .downstreamHeadersSent,
        .downstreamPlainHeadersReceived, .downstreamPlainHeadersSent, .downstreamWireReceived, .downstreamWireSent,
        .upstreamHeadersReceived, .upstreamHeadersSent, .upstreamPlainHeadersReceived, .upstreamPlainHeadersSent,
        .upstreamWireReceived, .upstreamWireSent, .requestHeadersBytes, .responseHeadersBytes, .responseTrailersBytes,
        .directRemotePort, .remotePort, .localPort, .directLocalPort, .upstreamLocalPort, .upstreamRemotePort,
        .attempts, .responseCode, .grpcStatusNumber, .routeResolutions, .handshakeDuration, .acknowledgedDuration,
    ]
}

internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// A compiled format as one worker runs it: writes what it says of an exchange, without allocating.
///
/// Access logs, header values and the bodies of local replies all run programs.
final class FormatProgram {
    private let steps: [FormatStep]
    let texts: FormatTexts
    /// Room for strings that have to be escaped.
    private var scratch = ByteBuffer()
    /// Where the members begin that are being written, of JSON that omits missing values.
    private var members: [Int] = []
    /// Whether the member's value that was written last is missing.
    private var isMissing = false

    /// Compiles a format of a log or a reply.
    convenience init(_ format: FormatConfiguration) {
        var compiler = FormatCompiler(omitsEmptyValues: format.omitsEmptyValues)
        switch format.content {
        case .text(let text): compiler.add(text)
        case .json(let node): compiler.addJSON(node)
        }
        self.init(compiler)
    }

    /// Compiles a header's value, where missing values are left out.
    convenience init(headerValue: SubstitutionFormat) {
        var compiler = FormatCompiler(omitsEmptyValues: true)
        compiler.add(headerValue)
        self.init(compiler)
    }

    private init(_ compiler: consuming FormatCompiler) {
        compiler.finish()
        steps = compiler.steps
        texts = compiler.takeTexts()
    }

    /// Writes what the format says of an exchange.
    func write(_ exchange: some LoggedExchange, to line: inout ByteBuffer) {
        for index in steps.indices { append(steps[index], exchange, to: &line) }
    }

    @inline(__always)  // Into the one loop that calls it.
    private func append(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) {
        line.append(word: step.lead, count: Int(step.leadCount))
        switch step.form {
        case .plain, .plainOrNothing:
            if !appendValue(step, exchange, to: &line) && step.form == .plain { line.append("-") }
        case .number, .string, .part, .partOrNothing: appendJSON(step, exchange, to: &line)
        }
    }

    private func appendJSON(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) {
        if step.kind == .firstOf && step.form == .string { return appendFirst(step, exchange, to: &line) }
        // Metadata has types of its own.
        if (step.kind == .dynamicMetadata || step.kind == .metadata) && step.form == .string {
            isMissing = !appendApart(step, exchange, to: &line)
            if isMissing { line.append("null") }
            return
        }
        let start = line.count
        if step.form == .string { line.append("\"") }
        let mark = line.count
        let isThere = appendApart(step, exchange, to: &line)
        isMissing = false
        switch step.form {
        case .string where isThere:
            cut(&line, from: mark, to: step.limit)
            JSONEscape.escape(from: mark, in: &line, scratch: &scratch)
            line.append("\"")
        case .number where isThere: break
        case .string, .number:
            line.truncate(to: start)
            line.append("null")
            isMissing = true
        case .part where !isThere: line.append("-")
        case .part, .partOrNothing, .plain, .plainOrNothing:
            JSONEscape.escape(from: mark, in: &line, scratch: &scratch)
        }
    }

    /// Writes what the first step of several says that says anything, with its own type.
    private func appendFirst(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) {
        let start = line.count
        let isThere = texts.appendFirst(of: step) { candidate in
            line.truncate(to: start)
            appendJSON(candidate, exchange, to: &line)
            return !isMissing
        }
        isMissing = !isThere
    }

    /// Escapes what was appended behind `mark` for a JSON string.
    func escape(from mark: Int, in line: inout ByteBuffer) {
        JSONEscape.escape(from: mark, in: &line, scratch: &scratch)
    }

    /// Writes the beginning and end of members whose values may be missing: such a member is taken back whole.
    func writeMember(_ step: FormatStep, to line: inout ByteBuffer) {
        switch step.kind {
        case .memberBegin:
            members.append(line.count)
            let last = line.isEmpty ? 0 : line[line.count - 1]
            if last != UInt8(ascii: "{") && last != UInt8(ascii: "[") { line.append(",") }
            texts.copy(step.text, to: &line)
            isMissing = false
        case .memberEnd:
            guard let start = members.popLast() else { return }
            if isMissing { line.truncate(to: start) }
            isMissing = false
        case .objectEnd:
            isMissing = line.count > 0 && line[line.count - 1] == UInt8(ascii: "{") && !members.isEmpty
            if !isMissing { line.append("}") }
        default: break
        }
    }
}

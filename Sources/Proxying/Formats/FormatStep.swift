internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// One piece of a compiled format: plain numbers only, so that writing counts no references. Texts and names lie in the
/// program's own `FormatTexts`.
struct FormatStep {
    /// What is written.
    enum Kind: UInt8 {
        /// The text that the step names, or nothing but its lead.
        case text
        /// The value of `field`.
        case field
        case time, requestHeader, responseHeader, responseTrailer, requestScheme, responseStatus
        case path, queryParameter, query, span, details, grpcStatus, dynamicMetadata, metadata, certificateDate,
            tunnelAnswer, requestedName, grpcMessages, sharedText, absent
        /// What the first of several other steps says that says anything.
        case firstOf
        /// Control of JSON whose missing values are left out; see `FormatProgram.writeMember`.
        case memberBegin, memberEnd, objectEnd
    }

    /// How a value is written.
    enum Form: UInt8 {
        /// As it is; `-` when there is none.
        case plain
        /// As it is; nothing when there is none.
        case plainOrNothing
        /// As a JSON number; `null` when there is none.
        case number
        /// As a JSON string; `null` when there is none.
        case string
        /// Inside a JSON string; `-` when there is none.
        case part
        /// Inside a JSON string; nothing when there is none.
        case partOrNothing
    }

    /// Where a text lies.
    struct Text {
        var offset: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A literal of up to eight bytes before the piece, as it lies in memory: the quotes and blanks between operators.
    var lead: UInt64 = 0
    var leadCount: UInt8 = 0
    var kind: Kind
    var form = Form.plain
    var field = FormatField.protocolName
    /// The header by number, or `other` for one by name.
    var id = HeaderID.other
    var alternativeID = HeaderID.other
    /// What else the piece has to know, by kind; see `FormatTexts`.
    var options: UInt8 = 0
    var from = FormatMoment.never
    var to = FormatMoment.never
    /// The literal, the time's pattern, the header's or parameter's name.
    var text = Text()
    /// The header to show when the first is missing; a count of 0 is none.
    var alternative = Text()
    /// Bytes to show at most.
    var limit = Int.max
}

/// The choices of a step that takes some.
enum FormatOption {
    static let isEmission: UInt8 = 1
    static let isLocal: UInt8 = 2
    static let withQuery: UInt8 = 1
    static let wantsOriginal: UInt8 = 2
    static let wantsCurrent: UInt8 = 4
    static let decodes: UInt8 = 1
    static let keepsSpaces: UInt8 = 1
    static let snakeCase: UInt8 = 1
    static let number: UInt8 = 2
    static let isUpstream: UInt8 = 1
    static let isEnd: UInt8 = 2
    static let ofTrailers: UInt8 = 1
    static let asJSON: UInt8 = 1
    static let hostFirst: UInt8 = 1
    static let hostLast: UInt8 = 2
    static let wantsOriginalHost: UInt8 = 4
    static let wantsCurrentHost: UInt8 = 8
}

/// The texts of one program's steps, in one run of bytes.
struct FormatTexts: ~Copyable {
    private var bytes = ByteBuffer()
    private var paths: [[String]] = []
    private var choices: [[FormatStep]] = []

    /// Keeps a path of metadata; the number says which `path` it is.
    mutating func keep(path: [String]) -> FormatStep.Text {
        paths.append(path)
        return FormatStep.Text(offset: UInt32(paths.count - 1), count: 0)
    }

    /// Keeps steps of which the first counts that says anything; the number says which `choice` they are.
    mutating func keep(choice: [FormatStep]) -> FormatStep.Text {
        choices.append(choice)
        return FormatStep.Text(offset: UInt32(choices.count - 1), count: 0)
    }

    /// Lets the steps of a choice say something, one after the other, until one does; whether one did.
    borrowing func appendFirst(of step: FormatStep, _ append: (FormatStep) -> Bool) -> Bool {
        for candidate in choices[Int(step.text.offset)] where append(candidate) { return true }
        return false
    }

    /// A path that was kept.
    borrowing func path(_ index: Int) -> ArraySlice<String> { paths[index][...] }

    /// Keeps a text.
    mutating func keep(_ text: [UInt8]) -> FormatStep.Text {
        let offset = bytes.count
        bytes.append(text)
        return FormatStep.Text(offset: UInt32(offset), count: UInt32(text.count))
    }

    /// Writes a moment in the form that a pattern gives.
    borrowing func appendTime(
        _ pattern: FormatStep.Text, seconds: Int64, nanoseconds: Int, isLocal: Bool, to line: inout ByteBuffer
    ) {
        TimePattern.append(
            bytes.span(at: Int(pattern.offset), count: Int(pattern.count)), seconds: seconds, nanoseconds: nanoseconds,
            isLocal: isLocal, to: &line)
    }

    /// Writes the parameter of the query that a step names; false when it is missing.
    borrowing func appendParameter(
        _ headers: borrowing HeaderMap, _ step: FormatStep, to line: inout ByteBuffer
    ) -> Bool {
        headers.appendParameter(
            bytes.span(at: Int(step.text.offset), count: Int(step.text.count)), limit: step.limit, to: &line)
    }

    /// Writes a text.
    borrowing func copy(_ text: FormatStep.Text, to line: inout ByteBuffer) {
        line.append(bytes.span(at: Int(text.offset), count: Int(text.count)))
    }

    /// Writes the header that a step names; false when it is missing.
    borrowing func append(_ headers: borrowing HeaderMap, _ step: FormatStep, to line: inout ByteBuffer) -> Bool {
        var index = find(step.id, step.text, in: headers)
        if index < 0 && step.alternative.count > 0 {
            index = find(step.alternativeID, step.alternative, in: headers)
        }
        guard index >= 0 else { return false }
        headers.appendValue(at: index, limit: step.limit, to: &line)
        return true
    }

    private borrowing func find(
        _ id: HeaderID, _ name: FormatStep.Text, in headers: borrowing HeaderMap
    ) -> Int {
        id == .other
            ? headers.index(named: bytes.span(at: Int(name.offset), count: Int(name.count)))
            : headers.firstIndex(of: id)
    }
}

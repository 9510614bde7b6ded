internal import Buffers
internal import HTTPSemantics

/// Finds the end of a head or a trailer section, remembers where its lines end, and splits its field lines.
///
/// The caller keeps the bytes until the section is complete: in every call the input begins with the section's first
/// byte. No byte is searched twice, however slowly they come.
struct HTTP1HeadScanner {
    /// What is scanned.
    enum Kind: UInt8 {
        case request, response, trailers
    }

    /// What a scan found.
    enum Outcome {
        /// The section is complete with so many bytes, the empty line included.
        case complete(Int)
        case incomplete
        case failed(MessageProblem)
    }

    private var kind: Kind
    private var check: HTTP1HeadCheck
    private var searched = 0
    private var lineStart = 0
    /// Complete lines, the empty one not counted.
    private(set) var lineCount = 0
    /// Fields dropped because of an underscore in their name, since the last reset.
    private(set) var droppedFields = 0
    /// Where the line feeds of the first lines stand; those of further lines are searched again.
    private var ends = InlineArray<24, UInt32>(repeating: 0)

    /// Starts before the first byte of a section.
    init(_ kind: Kind) {
        self.kind = kind
        check = HTTP1HeadCheck(kind)
    }

    /// Whether no byte of the section was seen.
    var isPristine: Bool { searched == 0 }

    /// Starts the next section.
    mutating func reset(_ kind: Kind) {
        self.kind = kind
        check = HTTP1HeadCheck(kind)
        searched = 0
        lineStart = 0
        lineCount = 0
        droppedFields = 0
    }

    /// Searches the bytes that are new since the last call.
    mutating func scan(_ input: Span<UInt8>, options: HTTP1Options) -> Outcome {
        let limit = min(input.count, options.maxHeadBytes)
        while true {
            let feed = Bytes.firstIndex(of: 0x0a, in: input, from: searched)
            if feed < 0 {
                searched = input.count
                break
            }
            if feed >= limit || feed == lineStart || input[feed &- 1] != 0x0d { break }
            searched = feed &+ 1
            if feed == lineStart &+ 1 && (lineCount > 0 || kind == .trailers) { return .complete(searched) }
            if lineCount < ends.count { ends[lineCount] = UInt32(truncatingIfNeeded: feed) }
            lineCount &+= 1
            lineStart = searched
            // More lines than fields may come; some of them may not count.
            if lineCount > options.maxFields &+ 1 && options.underscores != .drop,
                let problem = check.advance(input, to: searched, options: options)
            {
                return .failed(problem)
            }
        }
        // Incomplete or wrong: `HTTP1HeadCheck` decides which, and finds the first wrong byte.
        if let problem = check.advance(input, to: input.count, options: options) { return .failed(problem) }
        return .incomplete
    }

    /// The first wrong byte of a section that the fast path refused; nil when none is wrong by itself.
    func firstProblem(_ input: Span<UInt8>, length: Int, options: HTTP1Options) -> MessageProblem? {
        var check = HTTP1HeadCheck(kind)
        return check.advance(input, to: length, options: options)
    }

    /// Adds the field lines from line `firstLine` on to `map`, whose arena holds the section from `base`.
    ///
    /// The value of a request's Host field goes to the field at `authorityIndex` instead, and `hosts` counts such
    /// fields.
    ///
    /// - Returns: false when a line is not a field line (RFC 9112 §5); `firstProblem` then says why.
    mutating func addFields(
        _ input: Span<UInt8>, from firstLine: Int, to map: inout HeaderMap, base: Int, authorityIndex: Int = -1,
        hosts: inout Int, options: HTTP1Options
    ) -> Bool {
        var line = firstLine
        var fields = 0
        var start = firstLine == 0 ? 0 : Int(ends[0]) &+ 1
        while line < lineCount {
            let feed = line < ends.count ? Int(ends[line]) : Bytes.firstIndex(of: 0x0a, in: input, from: start)
            let colon = Bytes.firstIndex(of: UInt8(ascii: ":"), in: input, from: start)
            var valueEnd = feed &- 1
            if colon < 0 || colon > valueEnd { return false }
            var valueStart = colon &+ 1
            while valueStart < valueEnd && isBlank(input[valueStart]) { valueStart &+= 1 }
            while valueEnd > valueStart && isBlank(input[valueEnd &- 1]) { valueEnd &-= 1 }
            let nameLength = colon &- start
            if options.keepSpelling { map.keepSpelling(nameOffset: base &+ start, nameLength: nameLength) }
            if authorityIndex >= 0 && nameLength == 4
                && Bytes.equalIgnoringCase(input.extracting(start..<colon), "host")
            {
                if Bytes.firstForbiddenInFieldValue(input.extracting(valueStart..<valueEnd)) >= 0 { return false }
                hosts &+= 1
                fields &+= 1
                map.setParsedValue(
                    at: authorityIndex, valueOffset: base &+ valueStart, valueLength: valueEnd &- valueStart)
            } else if options.underscores != .allow && hasUnderscore(input.extracting(start..<colon)) {
                if options.underscores == .reject || !isFieldLine(input.extracting(start..<feed &- 1)) {
                    return false
                }
                droppedFields &+= 1
            } else {
                let problem = map.appendParsedField(
                    nameOffset: base &+ start, nameLength: nameLength, valueOffset: base &+ valueStart,
                    valueLength: valueEnd &- valueStart)
                if problem != nil { return false }
                fields &+= 1
            }
            start = feed &+ 1
            line &+= 1
        }
        return fields <= options.maxFields || firstProblem(input, length: input.count, options: options) == nil
    }

    /// Whether a dropped line would have been valid.
    private func isFieldLine(_ line: Span<UInt8>) -> Bool {
        var index = 0
        while index < line.count && Bytes.isToken(line[index]) { index &+= 1 }
        return index < line.count && index > 0 && line[index] == UInt8(ascii: ":")
            && Bytes.firstForbiddenInFieldValue(line.extracting(index..<line.count)) < 0
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func hasUnderscore(_ name: Span<UInt8>) -> Bool { Bytes.firstIndex(of: UInt8(ascii: "_"), in: name) >= 0 }
}

internal import Buffers
internal import HTTPSemantics

/// Reads a head or a trailer section byte by byte and finds the first byte that makes it invalid.
///
/// It alone decides what is wrong and where; the fast path only finds that something is wrong. It runs over incomplete
/// heads, so that garbage is refused at its first byte, and over heads that the fast path refused. Since it never looks
/// ahead, the result does not depend on how the bytes arrive (RFC 9112 §2.2, §3 to §5).
///
/// ```
/// method ─SP─▶ target ─SP─▶ version ─CR─▶ firstLineEnd ─LF─▶ fieldStart ─CR─▶ sectionEnd ─LF─▶ done
/// statusLine ──────────────────────CR──────┘                 │      ▲        (a line without a version ends at its LF)
///                                                          token    LF
///                                                            ▼      │
///                                                          name ─:─▶ value ─CR─▶ fieldEnd
/// ```
struct HTTP1HeadCheck {
    private enum Place: UInt8 {
        case method, target, version, statusLine, shortLineEnd, firstLineEnd, fieldStart, name, value, fieldEnd,
            sectionEnd, done
    }

    private var place: Place
    // position bytes were read; targetStart <= wordStart <= position.
    private var position = 0
    private var wordStart = 0
    private var targetStart = 0
    private var nameStart = 0
    private var fields = 0
    /// Fields that did not count, since one of their name did.
    private var repeats = 0
    /// Names that count once, and those of them that were seen.
    private let countedOnce: HeaderSet
    private var seen: HeaderSet = []
    private var sawUnderscore = false

    /// Starts at the first byte of a section.
    init(_ kind: HTTP1HeadScanner.Kind) {
        switch kind {
        case .request: (place, countedOnce) = (.method, .countedOnceInRequests)
        case .response: (place, countedOnce) = (.statusLine, .countedOnceInResponses)
        case .trailers: (place, countedOnce) = (.fieldStart, [])
        }
    }

    /// Reads up to `end`; returns the first problem.
    mutating func advance(_ input: Span<UInt8>, to end: Int, options: HTTP1Options) -> MessageProblem? {
        let end = min(end, input.count)
        while position < end && place != .done {
            if position >= options.maxHeadBytes { return MessageProblem.headTooLarge }
            if let problem = take(input[position], input, options) { return problem }
            position &+= 1
        }
        return nil
    }

    private mutating func take(
        _ byte: UInt8, _ input: Span<UInt8>, _ options: HTTP1Options
    ) -> MessageProblem? {
        switch place {
        case .method, .target, .version, .shortLineEnd: return takeRequestLine(byte, input, options)
        case .statusLine:
            if !HTTP1StatusLine.fits(byte, column: position) { return wrong(byte) }
            if byte == 0x0d { place = .firstLineEnd }
        case .firstLineEnd, .fieldEnd:
            if byte != 0x0a { return MessageProblem.codecError }
            place = .fieldStart
        case .fieldStart, .name, .value: return takeField(byte, input, options)
        case .sectionEnd:
            if byte != 0x0a { return MessageProblem.codecError }
            place = .done
        case .done: break
        }
        return nil
    }

    private mutating func takeRequestLine(
        _ byte: UInt8, _ input: Span<UInt8>, _ options: HTTP1Options
    ) -> MessageProblem? {
        switch place {
        case .method:
            if byte == 0x20 {
                let method = input.extracting(0..<position)
                if !HTTP1RequestLine.isMethod(method, allowCustom: options.allowCustomMethods) {
                    return MessageProblem.codecError
                }
                enter(.target)
                targetStart = wordStart
            } else if !Bytes.isToken(byte) {
                // The first byte is checked before any other rule, so that other protocols fail in one way.
                return position == 0 ? MessageProblem.codecError : wrong(byte)
            }
        case .target:
            if byte == 0x20 && position > wordStart {
                enter(.version)
            } else if byte == 0x0d && position > wordStart && startsAsPath(input) {
                place = .shortLineEnd
            } else if byte < 0x21 || byte > 0x7e {
                return wrong(byte)
            }
        case .version:
            let column = position &- wordStart
            if column == 0 && byte == 0x0d && startsAsPath(input) {
                place = .shortLineEnd
            } else if column < 8 {
                if !HTTP1RequestLine.fitsVersion(byte, column: column) { return wrong(byte) }
            } else if byte == 0x0d {
                place = .firstLineEnd
            } else {
                return wrong(byte)
            }
        default:
            // The end of a line without a version.
            return byte == 0x0a && !options.acceptHTTP10 ? MessageProblem.lowVersion : MessageProblem.codecError
        }
        return nil
    }

    private mutating func takeField(
        _ byte: UInt8, _ input: Span<UInt8>, _ options: HTTP1Options
    ) -> MessageProblem? {
        switch place {
        case .fieldStart:
            if byte == 0x0d {
                place = .sectionEnd
                return nil
            }
            if !Bytes.isToken(byte) { return wrong(byte) }
            sawUnderscore = byte == UInt8(ascii: "_")
            nameStart = position
            place = .name
        case .name:
            if byte == UInt8(ascii: ":") {
                if sawUnderscore && options.underscores == .reject { return MessageProblem.underscore }
                if !(sawUnderscore && options.underscores == .drop) { count(input.extracting(nameStart..<position)) }
                if fields > options.maxFields || repeats > options.maxFields { return MessageProblem.tooManyFields }
                place = .value
            } else if !Bytes.isToken(byte) {
                return wrong(byte)
            } else if byte == UInt8(ascii: "_") {
                sawUnderscore = true
            }
        default:
            // A value.
            if byte == 0x0d {
                place = .fieldEnd
            } else if (byte < 0x20 && byte != 0x09) || byte == 0x7f {
                return wrong(byte)
            }
        }
        return nil
    }

    /// Counts a field of that name. As in Envoy, those that are joined are one; but only so many may be.
    private mutating func count(_ name: Span<UInt8>) {
        var lowercase = InlineArray<48, UInt8>(repeating: 0)
        var id = HeaderID.other
        if name.count <= lowercase.count {
            for index in name.indices {
                let isUpper = name[index] &- UInt8(ascii: "A") < 26
                lowercase[index] = isUpper ? name[index] | 0x20 : name[index]
            }
            id = HeaderID(lowercased: lowercase.span.extracting(0..<name.count))
        }
        if countedOnce.contains(id) && !seen.insert(id) { repeats &+= 1 } else { fields &+= 1 }
    }

    /// Whether a request line without a version may be HTTP/0.9, which gets another answer than garbage.
    private func startsAsPath(_ input: Span<UInt8>) -> Bool { input[targetStart] == UInt8(ascii: "/") }

    /// Envoy tells bytes that no head may hold anywhere from bytes in the wrong place.
    private func wrong(_ byte: UInt8) -> MessageProblem {
        let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0a && byte != 0x0d
        return isControl || byte == 0x7f ? MessageProblem.invalidCharacters : MessageProblem.codecError
    }

    private mutating func enter(_ next: Place) {
        place = next
        wordStart = position &+ 1
    }
}

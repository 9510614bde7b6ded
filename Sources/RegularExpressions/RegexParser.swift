/// Reads a pattern into a tree, by RE2's rules and with its words for what is wrong.
struct RegexParser {
    private struct Flags {
        var ignoresCase = false
        var isMultiLine = false
        var dotTakesNewline = false
        var isUngreedy = false
    }

    /// What a pattern may have at most: bytes, groups within groups, and repetitions multiplied.
    private static let lengthLimit = 64 << 10
    private static let depthLimit = 200
    private static let repetitionLimit = 1_000

    private let source: [UInt8]
    private let allowsLookahead: Bool
    private var isInLookahead = false
    let scalars: [UInt32]
    // Where each scalar begins in the source; one more for its end.
    private let offsets: [Int]
    var position = 0
    private var depth = 0
    private var flags = Flags()
    /// Groups that were found.
    private(set) var groupCount = 0

    init(_ pattern: String, allowsLookahead: Bool = false) {
        source = Array(pattern.utf8)
        self.allowsLookahead = allowsLookahead
        var scalars: [UInt32] = []
        var offsets: [Int] = []
        var offset = 0
        for scalar in pattern.unicodeScalars {
            scalars.append(scalar.value)
            offsets.append(offset)
            offset += UTF8.width(scalar)
        }
        offsets.append(offset)
        self.scalars = scalars
        self.offsets = offsets
    }

    /// The whole pattern.
    mutating func parse() throws(RegexSyntaxError) -> RegexNode {
        guard source.count <= Self.lengthLimit else {
            throw RegexSyntaxError("pattern too large - compile failed", at: 0)
        }
        let node = try alternatives()
        if position < scalars.count { throw failure("unexpected )", from: 0, to: scalars.count, at: position) }
        return node
    }

    // MARK: - Structure

    private mutating func alternatives() throws(RegexSyntaxError) -> RegexNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(RegexSyntaxError) -> RegexNode {
        var pieces: [RegexNode] = []
        while let next, next != "|", next != ")" {
            if let quoted = quotation() {
                pieces += quoted
                // An operator behind a quotation is its last scalar's.
                if let last = quoted.last { pieces[pieces.count - 1] = try repeated(last) }
                continue
            }
            guard let atom = try atom() else { continue }
            pieces.append(try repeated(atom))
        }
        return pieces.count == 1 ? pieces[0] : pieces.isEmpty ? .empty : .sequence(pieces)
    }

    /// The operators behind a piece.
    private mutating func repeated(_ piece: RegexNode) throws(RegexSyntaxError) -> RegexNode {
        var result = piece
        var operatorBegin: Int?
        while true {
            let here = position
            guard let (least, most) = try repetition() else { return result }
            var isGreedy = !flags.isUngreedy
            if take("?") { isGreedy.toggle() }
            if let operatorBegin {
                throw failure("bad repetition operator", from: operatorBegin, to: position, at: operatorBegin)
            }
            operatorBegin = here
            let isCounted = !(most == nil && least <= 1) && !(least == 0 && most == 1)
            if isCounted, Self.weight(result) * max(most ?? least, 1) > Self.repetitionLimit {
                throw failure("invalid repetition size", from: here, to: position, at: here)
            }
            result = .repetition(result, least: least, most: most, isGreedy: isGreedy)
        }
    }

    /// How often the counted repetitions of a tree multiply.
    private static func weight(_ node: RegexNode) -> Int {
        switch node {
        case .empty, .scalars, .anyByte, .assertion: 1
        case .group(let inner, _), .lookahead(let inner, _): weight(inner)
        case .sequence(let parts), .alternatives(let parts): parts.map(weight).max() ?? 1
        case .repetition(let inner, let least, let most, _):
            weight(inner) * ((most == nil && least <= 1) || (least == 0 && most == 1) ? 1 : max(most ?? least, 1))
        }
    }

    /// One operator without its `?`; nil, with nothing taken, when there is none.
    private mutating func repetition() throws(RegexSyntaxError) -> (least: Int, most: Int?)? {
        switch next {
        case "*":
            position += 1
            return (0, nil)
        case "+":
            position += 1
            return (1, nil)
        case "?":
            position += 1
            return (0, 1)
        case "{":
            let begin = position
            position += 1
            guard let least = number() else { return back(to: begin) }
            var most: Int? = least
            if take(",") { most = number() }
            guard take("}") else { return back(to: begin) }
            if least > Self.repetitionLimit || (most ?? 0) > Self.repetitionLimit || (most ?? least) < least {
                throw failure("invalid repetition size", from: begin, to: position, at: begin)
            }
            return (least, most)
        default: return nil
        }
    }

    private mutating func back(to begin: Int) -> (least: Int, most: Int?)? {
        position = begin
        return nil
    }

    /// Digits without a leading zero, as RE2 takes them; large ones stay large.
    private mutating func number() -> Int? {
        let begin = position
        var value = 0
        while let digit = digit(below: 10) {
            value = min(value * 10 + digit, 100_000)
            position += 1
        }
        if position == begin || (position - begin > 1 && scalars[begin] == 0x30) {
            position = begin
            return nil
        }
        return value
    }

    func digit(below base: Int) -> Int? {
        guard position < scalars.count, let scalar = Unicode.Scalar(scalars[position]), scalar.isASCII,
            let value = Character(scalar).hexDigitValue, value < base
        else { return nil }
        return value
    }

    // MARK: - Atoms

    /// One piece; nil when flags were all there was.
    private mutating func atom() throws(RegexSyntaxError) -> RegexNode? {
        let begin = position
        switch next {
        case "(": return try group()
        case "[": return .scalars(try bracket())
        case ".":
            position += 1
            return .scalars(flags.dotTakesNewline ? ScalarSet(0...ScalarSet.last) : ScalarSet(0x0a).inverted)
        case "^":
            position += 1
            return .assertion(flags.isMultiLine ? .lineStart : .textStart)
        case "$":
            position += 1
            return .assertion(flags.isMultiLine ? .lineEnd : .textEnd)
        case "*", "+", "?":
            position += 1
            _ = take("?")
            throw failure("no argument for repetition operator", from: begin, to: position, at: begin)
        case "{":
            let isOperator = try repetition() != nil
            if isOperator { throw failure("no argument for repetition operator", from: begin, to: position, at: begin) }
            return literal()
        case "\\": return try escape()
        default: return literal()
        }
    }

    mutating func literal() -> RegexNode {
        defer { position += 1 }
        return .scalars(cased(ScalarSet(scalars[position])))
    }

    func cased(_ set: ScalarSet) -> ScalarSet {
        guard flags.ignoresCase else { return set }
        var set = set
        set.addOtherCases()
        return set
    }

    private mutating func group() throws(RegexSyntaxError) -> RegexNode? {
        let begin = position
        position += 1
        let outer = flags
        var index: Int?
        var looksFor: Bool?
        if take("?") {
            looksFor = try lookahead(from: begin)
        }
        if looksFor != nil {
            // What it holds makes no groups.
        } else if position > begin + 1 {
            if next == "P" || (next == "<") {
                try groupName(from: begin)
                groupCount += 1
                index = groupCount
            } else if try !groupFlags(from: begin) {
                return nil
            }
        } else {
            groupCount += 1
            index = groupCount
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw RegexSyntaxError("bad nesting: more than \(Self.depthLimit) groups", at: offsets[begin])
        }
        isInLookahead = isInLookahead || looksFor != nil
        if isInLookahead && index != nil {
            throw failure("a group that captures within a look-ahead", from: begin, to: position, at: begin)
        }
        let inner = try alternatives()
        guard take(")") else { throw failure("missing )", from: 0, to: scalars.count, at: begin) }
        flags = outer
        if let looksFor {
            isInLookahead = false
            return .lookahead(inner, isNegative: !looksFor)
        }
        return index.map { .group(inner, index: $0) } ?? inner
    }

    /// Whether `(?` goes on as a look-ahead: true for one that has to follow, false for one that must not.
    ///
    /// RE2 has none. Where they are allowed, one stands in no other, so that a search takes at most the square of the
    /// text's length.
    private mutating func lookahead(from begin: Int) throws(RegexSyntaxError) -> Bool? {
        guard allowsLookahead, next == "=" || next == "!" else { return nil }
        let looksFor = next == "="
        position += 1
        if isInLookahead { throw failure("a look-ahead within another", from: begin, to: position, at: begin) }
        return looksFor
    }

    private mutating func groupName(from begin: Int) throws(RegexSyntaxError) {
        _ = take("P")
        let isOpen = take("<")
        var name = ""
        while let next, next != ">" {
            name.unicodeScalars.append(next)
            position += 1
        }
        guard isOpen, take(">") else {
            throw failure("invalid named capture group", from: begin, to: scalars.count, at: begin)
        }
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 == 0x5f || ($0 < 0x80 && Self.isAlphanumeric($0)) }
        guard isName else { throw failure("invalid named capture group", from: begin, to: position, at: begin) }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// Flags behind `(?`; true when a group follows, false when they hold until the end of this one.
    private mutating func groupFlags(from begin: Int) throws(RegexSyntaxError) -> Bool {
        var changed = flags
        var isOn = true
        var hasFlag = false
        while let next {
            position += 1
            switch next {
            case "i": changed.ignoresCase = isOn
            case "m": changed.isMultiLine = isOn
            case "s": changed.dotTakesNewline = isOn
            case "U": changed.isUngreedy = isOn
            case "-":
                if !isOn { throw failure("invalid perl operator", from: begin, to: position, at: begin) }
                isOn = false
                hasFlag = false
                continue
            case ":", ")":
                if !isOn && !hasFlag { throw failure("invalid perl operator", from: begin, to: position, at: begin) }
                flags = changed
                return next == ":"
            default: throw failure("invalid perl operator", from: begin, to: position, at: begin)
            }
            hasFlag = true
        }
        throw failure("invalid perl operator", from: begin, to: scalars.count, at: begin)
    }

    // MARK: - Reading

    var next: Unicode.Scalar? { position < scalars.count ? Unicode.Scalar(scalars[position]) : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    func failure(_ reason: String, from begin: Int, to end: Int, at place: Int) -> RegexSyntaxError {
        let part = begin < end ? source[offsets[begin]..<offsets[end]] : []
        let text = String(decoding: part, as: UTF8.self)
        return RegexSyntaxError(text.isEmpty ? reason : "\(reason): \(text)", at: offsets[place])
    }
}

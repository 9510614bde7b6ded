/// A regular expression in RE2's syntax, compiled for machines whose time is linear in the text.
///
/// Literals, `.`, classes with ranges, Perl and POSIX classes, `^ $ \A \z \b \B`, groups (named ones too), flags
/// `i m s U`, greedy, lazy and counted repetition, `|`, escapes and `\Q…\E`. Unicode classes (`\p{…}`) are refused by
/// name. Text is UTF-8: bytes that are none match nothing but `\C` and classes of single bytes.
///
/// A value that any thread may share; a class only so that handing it on counts one reference. A pattern becomes a
/// table when it is read; one whose table would be too large, or that asks for lines or words, is followed step by
/// step, which allocates for each text.
///
/// Source: https://github.com/google/re2/wiki/Syntax
public final class RegularExpression: Sendable, Equatable {
    /// What of a text has to match.
    public enum Reach: Sendable {
        /// All of it.
        case whole
        /// Any part.
        case part
    }

    /// What a pattern may cost at most, in steps of its program.
    static let programLimit = 20_000

    /// The expression as it was written.
    public let pattern: String
    let program: RegexProgram
    private let automaton: RegexAutomaton?
    private let reach: Reach

    /// Compiles a pattern. `allowsLookahead` adds `(?=…)` and `(?!…)` to RE2's syntax, for texts that are short and
    /// our own: a search may take the square of the text's length then.
    public init(
        _ pattern: String, reach: Reach = .whole, allowsLookahead: Bool = false
    ) throws(RegexSyntaxError) {
        self.pattern = pattern
        var parser = RegexParser(pattern, allowsLookahead: allowsLookahead)
        let root = try parser.parse()
        var compiler = RegexCompiler(groupCount: parser.groupCount)
        program = try compiler.compile(root)
        automaton = RegexAutomaton(program, isWhole: reach == .whole)
        self.reach = reach
    }

    /// Groups that parentheses make, without the whole.
    public var groupCount: Int { program.groupCount }

    /// Whether two are the same expression with the same reach.
    public static func == (one: RegularExpression, other: RegularExpression) -> Bool {
        one.pattern == other.pattern && one.reach == other.reach
    }

    /// Whether the text matches.
    public func matches(_ text: Span<UInt8>) -> Bool {
        if let automaton { return automaton.matches(text) }
        return RegexThreads(program).search(text, from: 0, isWhole: reach == .whole)
    }
}

/// Why a pattern cannot be used, in RE2's words where RE2 refuses it too.
public struct RegexSyntaxError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and the part of the pattern that is.
    public let description: String
    /// Where that part begins, in bytes of the pattern.
    public let offset: Int

    init(_ reason: String, at offset: Int) {
        description = reason
        self.offset = offset
    }
}

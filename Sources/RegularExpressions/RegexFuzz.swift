/// What the fuzzer feeds: a pattern, a zero byte, a text. Two machines that share nothing but the program have to
/// agree.
public enum RegexFuzz {
    /// Runs one input.
    public static func run(_ input: [UInt8]) {
        let end = input.firstIndex(of: 0) ?? input.count
        let pattern = String(decoding: input[..<end], as: UTF8.self)
        guard let expression = try? RegularExpression(pattern),
            let partial = try? RegularExpression(pattern, reach: .part)
        else { return }
        let text = Array(input[end...].dropFirst())
        let threads = RegexThreads(expression.program)
        let whole = threads.search(text.span, from: 0, isWhole: true)
        precondition(expression.matches(text.span) == whole, "the machines differ over the whole text")
        let part = threads.search(text.span, from: 0, isWhole: false)
        precondition(partial.matches(text.span) == part, "the machines differ over a part")
        precondition(part || !whole, "the whole is no part")
        let rewriter = RegularExpressionRewriter(expression)
        guard let match = rewriter.firstMatch(in: text.span) else { return }
        let range = match[0]
        precondition(range.map { $0.upperBound <= text.count } ?? false, "a match outside the text")
        if let substitution = try? RegularExpressionSubstitution("\\0", groupCount: expression.groupCount) {
            var copy: [UInt8] = []
            _ = rewriter.replaceAll(in: text.span, with: substitution) { piece in
                for index in piece.indices { copy.append(piece[index]) }
            }
            precondition(copy == text, "replacing matches by themselves changed the text")
        }
    }
}

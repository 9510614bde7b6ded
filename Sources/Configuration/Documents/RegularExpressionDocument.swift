internal import RegularExpressions

/// Reads `envoy.type.matcher.v3.RegexMatcher` and `RegexMatchAndSubstitute`.
enum RegularExpressionDocument {
    /// Reads an expression that has to match all of a text; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RegularExpression? { read(&reader, reach: .whole) }

    /// Reads an expression whose matches are replaced; nil after a complaint.
    static func readRewrite(_ reader: inout MessageReader) -> RegexRewriteConfiguration? {
        if !reader.has("pattern") { reader.missing("pattern") }
        let expression = reader.message("pattern") { read(&$0, reach: .part) } ?? nil
        let node = reader.node("substitution") ?? reader.place
        let text = reader.headerText("substitution") ?? ""
        guard let expression else { return nil }
        do throws(RegexSyntaxError) {
            let substitution = try RegularExpressionSubstitution(text, groupCount: expression.groupCount)
            return RegexRewriteConfiguration(expression: expression, substitution: substitution)
        } catch {
            reader.session.wrong(node, expected: "a substitution (\(error.description), at byte \(error.offset + 1))")
            return nil
        }
    }

    private static func read(
        _ reader: inout MessageReader, reach: RegularExpression.Reach
    ) -> RegularExpression? {
        // Says only that the syntax is RE2's.
        _ = reader.message("google_re2") { _ in true }
        guard let node = reader.node("regex"), let pattern = reader.requiredString("regex") else {
            if reader.node("regex") == nil { reader.missing("regex") }
            return nil
        }
        do throws(RegexSyntaxError) {
            return try RegularExpression(pattern, reach: reach)
        } catch {
            reader.session.wrong(
                node,
                expected: "a regular expression in RE2's syntax (\(error.description), at byte \(error.offset + 1))")
            return nil
        }
    }
}

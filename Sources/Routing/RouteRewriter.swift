internal import Buffers
internal import Configuration
internal import RegularExpressions

/// The expressions with which a route rewrites paths and hosts, as one worker runs them.
public final class RouteRewriter {
    /// An expression and what stands in the place of its matches.
    struct Replacement {
        private let rewriter: RegularExpressionRewriter
        private let substitution: RegularExpressionSubstitution

        init(_ rewrite: RegexRewriteConfiguration) {
            rewriter = RegularExpressionRewriter(rewrite.expression)
            substitution = rewrite.substitution
        }

        /// Writes `text` with its matches replaced.
        func append(_ text: Span<UInt8>, to output: inout ByteBuffer) {
            // Spans do not leave closures that write to parameters, so pieces go by a buffer of their own.
            var result = ByteBuffer()
            if rewriter.replaceAll(in: text, with: substitution, { result.append($0) }) {
                output.append(result.readable)
            } else {
                output.append(text)
            }
        }
    }

    /// Of the path, without its query.
    let path: Replacement?
    /// Of the path, without its query, into the host.
    let host: Replacement?

    /// Nil when the route rewrites nothing by expressions.
    public init?(_ rule: RouteRule) {
        switch rule.action {
        case .route(let route):
            path = route.regexRewrite.map { Replacement($0) }
            if case .path(let rewrite) = route.hostRewrite { host = Replacement(rewrite) } else { host = nil }
        case .redirect(let redirect):
            if case .regexRewrite(let rewrite) = redirect.path { path = Replacement(rewrite) } else { path = nil }
            host = nil
        case .directResponse: (path, host) = (nil, nil)
        }
        if path == nil && host == nil { return nil }
    }
}

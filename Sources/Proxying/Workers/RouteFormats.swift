internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import Routing

/// The formats by which a route makes paths and hosts (`path_rewrite`, `host_rewrite`), as one worker runs them.
///
/// What a format says may come from the client. Where it holds blanks or control bytes, which would break the request
/// line or the field, path or host stay as they are. (Envoy writes them.)
final class RouteFormats {
    /// Of the path of a request that is sent on, or of a redirect.
    private let path: FormatProgram?
    private let host: FormatProgram?

    /// Nil when the route has none.
    init?(_ action: RouteEntryAction) {
        var path: SubstitutionFormat?
        var host: SubstitutionFormat?
        switch action {
        case .route(let route):
            path = route.pathFormat
            if case .format(let format) = route.hostRewrite { host = format }
        case .redirect(let redirect): if case .format(let format) = redirect.path { path = format }
        case .directResponse: break
        }
        if path == nil && host == nil { return nil }
        self.path = path.map { FormatProgram(headerValue: $0) }
        self.host = host.map { FormatProgram(FormatConfiguration(.text($0))) }
    }

    /// Rewrites the host of a request.
    func rewriteHost(_ exchange: ActiveStream, _ route: WorkerRoute, keepsOriginal: Bool) {
        guard let host else { return }
        var text = ByteBuffer()
        host.write(exchange, to: &text)
        if text.isEmpty || !Bytes.hasNoBlankOrControl(text.readable) { return }
        route.rule.rewriteHost(&exchange.requestHead, to: text.readable, keepsOriginal: keepsOriginal)
    }

    /// Rewrites the path of a request.
    func rewritePath(_ exchange: ActiveStream, _ route: WorkerRoute, keepsOriginal: Bool) {
        var text = ByteBuffer()
        writePath(exchange, to: &text)
        if text.isEmpty { return }
        route.rule.rewritePath(&exchange.requestHead, to: text.readable, keepsOriginal: keepsOriginal)
    }

    /// Writes what the path becomes; nothing when it stays.
    func writePath(_ exchange: ActiveStream, to output: inout ByteBuffer) {
        guard let path else { return }
        let start = output.count
        path.write(exchange, to: &output)
        if !Bytes.hasNoBlankOrControl(output.span(at: start, count: output.count - start)) {
            output.truncate(to: start)
        }
    }
}

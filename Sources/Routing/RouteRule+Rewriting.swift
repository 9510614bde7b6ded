public import Buffers
internal import Configuration
public import HTTPSemantics

extension RouteRule {
    /// Changes host and path of a request as the route says, before it goes upstream.
    ///
    /// `keepsOriginals` leaves the old path in `x-envoy-original-path` (and the old host, where it changed, in
    /// `x-envoy-original-host`). `rewriter` is the worker's own for this rule.
    public func rewrite(_ head: inout RequestHead, with rewriter: RouteRewriter? = nil, keepsOriginals: Bool) {
        if !hostRewrite.isEmpty {
            let host = hostRewrite
            setHost(&head.headers, host.span, keepsOriginals)
        }
        if !hostField.isEmpty { takeHostFromField(&head.headers, keepsOriginals) }
        if let host = rewriter?.host { takeHostFromPath(&head.headers, host, keepsOriginals) }
        if !prefixRewrite.isEmpty || rewriter?.path != nil {
            rewritePath(&head.headers, rewriter?.path, keepsOriginals)
        }
    }

    /// Makes the endpoint's name the host, for `auto_host_rewrite`, once an endpoint was chosen. `again`: another
    /// endpoint's name stands there already.
    public func rewriteHost(_ head: inout RequestHead, to host: [UInt8], keepsOriginal: Bool, again: Bool) {
        if again {
            head.headers.set(.authority, host)
        } else {
            setHost(&head.headers, host.span, keepsOriginal)
        }
    }

    /// Makes a text the host, in place of what `rewrite` would do.
    public func rewriteHost(_ head: inout RequestHead, to host: Span<UInt8>, keepsOriginal: Bool) {
        setHost(&head.headers, host, keepsOriginal)
    }

    /// Makes a text the path, before the query, in place of what `rewrite` would do.
    public func rewritePath(_ head: inout RequestHead, to path: Span<UInt8>, keepsOriginal: Bool) {
        let index = head.headers.firstIndex(of: .path)
        guard index >= 0 else { return }
        replacePath(&head.headers, upTo: Bytes.endOfPath(head.headers.value(at: index)), with: path, keepsOriginal)
    }

    private func takeHostFromField(_ headers: inout HeaderMap, _ keepsOriginals: Bool) {
        let name = hostField
        let field = headers.index(named: name.span)
        guard field >= 0, !headers.value(at: field).isEmpty else { return }
        var host = ByteBuffer()
        host.append(headers.value(at: field))
        setHost(&headers, host.readable, keepsOriginals)
    }

    private func takeHostFromPath(
        _ headers: inout HeaderMap, _ replacement: RouteRewriter.Replacement, _ keepsOriginals: Bool
    ) {
        var path = ByteBuffer()
        path.append(headers.value(of: .path))
        var host = ByteBuffer()
        replacement.append(path.span(at: 0, count: Bytes.endOfPath(path.readable)), to: &host)
        if !host.isEmpty { setHost(&headers, host.readable, keepsOriginals) }
    }

    private func setHost(_ headers: inout HeaderMap, _ host: Span<UInt8>, _ keepsOriginals: Bool) {
        let index = headers.firstIndex(of: .authority)
        guard index >= 0 else { return }
        if headers.value(at: index).count > 0 {
            if keepsOriginals { headers.set(.xEnvoyOriginalHost, toValueAt: index) }
            if appendsForwardedHost { appendForwardedHost(&headers) }
        }
        headers.setValue(at: headers.firstIndex(of: .authority), host)
    }

    /// Tells the host that goes, unless it was told last.
    private func appendForwardedHost(_ headers: inout HeaderMap) {
        let authority = headers.firstIndex(of: .authority)
        let forwarded = headers.firstIndex(of: .xForwardedHost)
        guard forwarded >= 0 else { return headers.set(.xForwardedHost, toValueAt: authority) }
        if Self.endsList(headers.value(at: forwarded), with: headers.value(at: authority)) { return }
        headers.extendValue(at: forwarded, separator: ",", withValueAt: authority)
    }

    /// Whether what stands behind the last comma of a list is just this. As in Envoy, blanks count.
    private static func endsList(_ list: Span<UInt8>, with item: Span<UInt8>) -> Bool {
        var last = list.count
        while last > 0 && list[last - 1] != UInt8(ascii: ",") { last -= 1 }
        return Bytes.equal(list.extracting(last..<list.count), item)
    }

    private func rewritePath(
        _ headers: inout HeaderMap, _ replacement: RouteRewriter.Replacement?, _ keepsOriginals: Bool
    ) {
        let index = headers.firstIndex(of: .path)
        guard index >= 0 else { return }
        guard let replacement else {
            let length = headers.value(at: index).count
            let matched = min(matchedLength(headers.value(at: index)), length)
            let prefix = prefixRewrite
            return replacePath(&headers, upTo: matched, with: prefix.span, keepsOriginals)
        }
        let matched = Bytes.endOfPath(headers.value(at: index))
        var path = ByteBuffer()
        replacement.append(headers.value(at: index).extracting(0..<matched), to: &path)
        // There is no empty path: the old one stays.
        if path.isEmpty { return }
        replacePath(&headers, upTo: matched, with: path.readable, keepsOriginals)
    }

    private func replacePath(
        _ headers: inout HeaderMap, upTo count: Int, with bytes: Span<UInt8>, _ keepsOriginal: Bool
    ) {
        if keepsOriginal { headers.set(.xEnvoyOriginalPath, toValueAt: headers.firstIndex(of: .path)) }
        headers.replaceBeginning(ofValueAt: headers.firstIndex(of: .path), count: count, with: bytes)
    }

    /// Bytes of the path that the route's condition matched.
    private func matchedLength(_ path: Span<UInt8>) -> Int {
        switch matcher.kind {
        case .prefix, .separatedPrefix: matcher.text.count
        case .path, .expression, .connect: Bytes.endOfPath(path)
        }
    }

    /// Bytes of the path that a redirect's prefix takes the place of.
    private func redirectedLength(_ path: Span<UInt8>) -> Int { min(matchedLength(path), Bytes.endOfPath(path)) }

    /// Writes the target of a redirect route for this request. `formatted` is what the path becomes where a format says
    /// so.
    ///
    /// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto
    /// (RedirectAction)
    public func writeRedirectLocation(
        _ head: borrowing RequestHead, with rewriter: RouteRewriter? = nil, formatted: Span<UInt8> = Span(),
        to output: inout ByteBuffer
    ) {
        guard case .redirect(let redirect) = action else { return }
        if secures {
            output.append("https://")
            output.append(head.headers.value(of: .authority))
            output.append(head.headers.value(of: .path))
            return
        }
        let start = output.count
        switch redirect.scheme {
        case .unchanged: output.append(head.scheme == .https ? "https" : "http")
        case .https: output.append("https")
        case .scheme(let name): output.append(name)
        }
        let dropsPort = head.hasPort(foreignTo: output.span(at: start, count: output.count &- start))
        output.append("://")
        writeHost(redirect, head, dropsPort: dropsPort, &output)
        writePath(redirect, head, rewriter, formatted, &output)
    }

    private func writeHost(
        _ redirect: RedirectActionConfiguration, _ head: borrowing RequestHead, dropsPort: Bool,
        _ output: inout ByteBuffer
    ) {
        if !redirect.hostRedirect.isEmpty {
            output.append(redirect.hostRedirect)
        } else {
            let authority = head.headers.value(of: .authority)
            // A port that only said "the scheme's own" goes with the scheme; a new port takes the old one's place.
            let keeps = redirect.portRedirect == nil && !dropsPort
            output.append(authority.extracting(0..<(keeps ? authority.count : Self.portStart(authority))))
        }
        if let port = redirect.portRedirect {
            output.append(":")
            output.append(decimal: UInt64(port))
        }
    }

    private func writePath(
        _ redirect: RedirectActionConfiguration, _ head: borrowing RequestHead, _ rewriter: RouteRewriter?,
        _ formatted: Span<UInt8>, _ output: inout ByteBuffer
    ) {
        let path = head.headers.value(of: .path)
        let end = Bytes.endOfPath(path)
        let queryStart = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        switch redirect.path {
        case .unchanged:
            output.append(redirect.stripQuery ? path.extracting(0..<end) : path)
            return
        case .path(let text):
            Self.beginPath(text.utf8.first, &output)
            output.append(text)
            // A path with a query of its own keeps it.
            if text.utf8.contains(UInt8(ascii: "?")) { return }
        case .prefixRewrite(let text):
            Self.beginPath(text.utf8.first, &output)
            output.append(text)
            output.append(path.extracting(redirectedLength(path)..<end))
        case .regexRewrite:
            var text = ByteBuffer()
            rewriter?.path?.append(path.extracting(0..<end), to: &text)
            Self.beginPath(text.isEmpty ? nil : text[0], &output)
            output.append(text.readable)
        case .format:
            if formatted.isEmpty {
                output.append(path.extracting(0..<end))
            } else {
                Self.beginPath(formatted[0], &output)
                output.append(formatted)
            }
            if Bytes.firstIndex(of: UInt8(ascii: "?"), in: formatted) >= 0 { return }
        }
        if !redirect.stripQuery && queryStart >= 0 { output.append(path.extracting(queryStart..<path.count)) }
    }

    /// Gives a redirected request the path that it is sent to, where the route rewrites one: responses' edits, local
    /// replies and logs see that one, as in Envoy. `keepsOriginal` leaves the old one in `x-envoy-original-path`.
    public func rewriteRedirectedPath(
        _ head: inout RequestHead, with rewriter: RouteRewriter?, keepsOriginal: Bool
    ) {
        guard case .redirect(let redirect) = action else { return }
        switch redirect.path {
        case .prefixRewrite(let text):
            let index = head.headers.firstIndex(of: .path)
            guard index >= 0 else { return }
            let matched = redirectedLength(head.headers.value(at: index))
            let prefix = Array(text.utf8)
            replacePath(&head.headers, upTo: matched, with: prefix.span, keepsOriginal)
        case .regexRewrite: rewritePath(&head.headers, rewriter?.path, keepsOriginal)
        case .unchanged, .path, .format: break
        }
    }

    /// Keeps a path that begins otherwise from becoming a part of the host.
    private static func beginPath(_ first: UInt8?, _ output: inout ByteBuffer) {
        if first != UInt8(ascii: "/") { output.append("/") }
    }

    /// Where the port's colon stands; the authority's end when it has none. As in Envoy, whatever stands behind the
    /// last colon is a port, save inside brackets.
    static func portStart(_ authority: Span<UInt8>) -> Int {
        var index = authority.count - 1
        while index >= 0 && authority[index] != UInt8(ascii: ":") { index -= 1 }
        let isBracketed = authority.count > 0 && authority[0] == UInt8(ascii: "[")
        if index < 0 || (isBracketed && authority[index - 1] != UInt8(ascii: "]")) { return authority.count }
        return index
    }
}

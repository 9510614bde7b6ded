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
        var old = ByteBuffer()
        old.append(head.headers.value(at: index))
        let end = Bytes.endOfPath(old.readable)
        var new = ByteBuffer()
        new.append(path)
        new.append(old.span(at: end, count: old.count - end))
        if keepsOriginal { head.headers.set(.xEnvoyOriginalPath, old.readable) }
        head.headers.setValue(at: index, new.readable)
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
        var old = ByteBuffer()
        old.append(headers.value(at: index))
        if keepsOriginals { headers.set(.xEnvoyOriginalHost, old.readable) }
        if appendsForwardedHost {
            let forwarded = headers.firstIndex(of: .xForwardedHost)
            if forwarded >= 0 {
                headers.extendValue(at: forwarded, separator: ",") { $0.append(old.readable) }
            } else {
                headers.append(.xForwardedHost, old.readable)
            }
        }
        headers.setValue(at: index, host)
    }

    private func rewritePath(
        _ headers: inout HeaderMap, _ replacement: RouteRewriter.Replacement?, _ keepsOriginals: Bool
    ) {
        let index = headers.firstIndex(of: .path)
        guard index >= 0 else { return }
        var old = ByteBuffer()
        old.append(headers.value(at: index))
        var path = ByteBuffer()
        let matched: Int
        if let replacement {
            matched = Bytes.endOfPath(old.readable)
            replacement.append(old.span(at: 0, count: matched), to: &path)
            // There is no empty path: the old one stays.
            if path.isEmpty { return }
        } else {
            matched = min(matchedLength(old.readable), old.count)
            path.append(prefixRewrite)
        }
        if keepsOriginals { headers.set(.xEnvoyOriginalPath, old.readable) }
        path.append(old.span(at: matched, count: old.count - matched))
        headers.setValue(at: index, path.readable)
    }

    /// Bytes of the path that the route's condition matched.
    private func matchedLength(_ path: Span<UInt8>) -> Int {
        switch matcher.kind {
        case .prefix, .separatedPrefix: matcher.text.count
        case .path, .expression, .connect: Bytes.endOfPath(path)
        }
    }

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
        var wasHTTPS = false
        let proto = head.headers.firstIndex(of: .xForwardedProto)
        if proto >= 0 { wasHTTPS = head.headers.value(at: proto, equals: "https") }
        var schemeChanged = false
        switch redirect.scheme {
        case .unchanged: output.append(wasHTTPS ? "https" : "http")
        case .https:
            schemeChanged = !wasHTTPS
            output.append("https")
        case .scheme(let name):
            schemeChanged = name != (wasHTTPS ? "https" : "http")
            output.append(name)
        }
        output.append("://")
        writeHost(redirect, head, schemeChanged: schemeChanged, wasHTTPS: wasHTTPS, &output)
        writePath(redirect, head, rewriter, formatted, &output)
    }

    private func writeHost(
        _ redirect: RedirectActionConfiguration, _ head: borrowing RequestHead, schemeChanged: Bool, wasHTTPS: Bool,
        _ output: inout ByteBuffer
    ) {
        if !redirect.hostRedirect.isEmpty {
            output.append(redirect.hostRedirect)
        } else {
            let authority = head.headers.value(of: .authority)
            let portStart = Self.portStart(authority)
            // A port that only said "the scheme's own" goes with the scheme; a new port takes the old one's place.
            let isDefault =
                portStart < authority.count
                && Bytes.equal(
                    authority.extracting((portStart + 1)..<authority.count), wasHTTPS ? "443" : "80")
            let dropsPort = redirect.portRedirect != nil || (schemeChanged && isDefault)
            output.append(authority.extracting(0..<(dropsPort ? portStart : authority.count)))
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
            output.append(path.extracting(min(matchedLength(path), end)..<end))
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

    /// Keeps a path that begins otherwise from becoming a part of the host.
    private static func beginPath(_ first: UInt8?, _ output: inout ByteBuffer) {
        if first != UInt8(ascii: "/") { output.append("/") }
    }

    /// Where the port's colon stands; the authority's end when it has none. As in Envoy, whatever stands behind the
    /// last colon is a port, save inside brackets.
    private static func portStart(_ authority: Span<UInt8>) -> Int {
        var index = authority.count - 1
        while index >= 0 && authority[index] != UInt8(ascii: ":") { index -= 1 }
        let isBracketed = authority.count > 0 && authority[0] == UInt8(ascii: "[")
        if index < 0 || (isBracketed && authority[index - 1] != UInt8(ascii: "]")) { return authority.count }
        return index
    }
}

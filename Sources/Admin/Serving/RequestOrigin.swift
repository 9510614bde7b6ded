internal import Buffers
internal import HTTPSemantics
internal import NetworkAddresses

/// Where a request comes from, as far as browsers say so.
///
/// Whoever reaches the interface may change things, and a browser on the same machine does: without this check any
/// page that somebody looks at there could let it post here. Programs send neither of the two fields.
///
/// Source: https://www.w3.org/TR/fetch-metadata/, RFC 6454 §7
enum RequestOrigin {
    /// Whether a browser sends the request for a page that is not of this server.
    static func isForeign(_ headers: borrowing HeaderMap) -> Bool {
        let site = headers.index(named: "sec-fetch-site".utf8.span)
        let place = headers.index(named: "origin".utf8.span)
        if site < 0 && place < 0 { return false }
        let authority = String(decoding: headers.bytes(of: .authority), as: UTF8.self).lowercased()
        if !isOwn(authority) { return true }
        if site >= 0 {
            let value = headers.value(at: site)
            return !(Bytes.equalIgnoringCase(value, "same-origin") || Bytes.equalIgnoringCase(value, "none"))
        }
        // `null` stands for one that is not told.
        let origin = String(decoding: headers.bytes(at: place), as: UTF8.self).lowercased()
        guard let scheme = origin.range(ofText: "://") else { return true }
        return origin[scheme.upperBound...] != authority
    }

    /// Names of machines and services that nobody can own on the Internet.
    private static let innerNames = [".svc", ".local", ".internal"]

    /// Whether a host is one that only this network can mean. Whoever owns a name may let it stand for the address of
    /// this machine, and then his page is of the same origin as the interface.
    static func isOwn(_ authority: String) -> Bool {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            return IPAddress(String(authority[..<end].dropFirst())) != nil
        }
        let host = authority.prefix { $0 != ":" }
        if host.isEmpty { return false }
        // `localhost` has no dot either.
        return !host.contains(".") || IPAddress(String(host)) != nil
            || innerNames.contains { host.hasSuffix($0) && host.utf8.count > $0.utf8.count }
    }
}

extension HeaderMap {
    /// The value of field `index`.
    fileprivate borrowing func bytes(at index: Int) -> [UInt8] {
        let value = value(at: index)
        return value.indices.map { value[$0] }
    }
}

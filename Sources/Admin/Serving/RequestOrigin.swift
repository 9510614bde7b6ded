internal import Buffers
internal import HTTPSemantics

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
        if site >= 0 {
            let value = headers.value(at: site)
            return !(Bytes.equalIgnoringCase(value, "same-origin") || Bytes.equalIgnoringCase(value, "none"))
        }
        let place = headers.index(named: "origin".utf8.span)
        if place < 0 { return false }
        // `null` stands for one that is not told.
        let origin = String(decoding: headers.bytes(at: place), as: UTF8.self).lowercased()
        guard let scheme = origin.firstRange(of: "://") else { return true }
        let authority = String(decoding: headers.bytes(of: .authority), as: UTF8.self).lowercased()
        return origin[scheme.upperBound...] != authority
    }
}

extension HeaderMap {
    /// The value of field `index`.
    fileprivate borrowing func bytes(at index: Int) -> [UInt8] {
        let value = value(at: index)
        return value.indices.map { value[$0] }
    }
}

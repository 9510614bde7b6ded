public import Buffers
public import HTTPSemantics

extension RequestHead {
    /// Writes the address that the request asked for, as the `location` of an answer that stands for it.
    public borrowing func writeOwnLocation(to output: inout ByteBuffer) {
        let scheme = scheme.text
        output.append(scheme.span)
        output.append("://")
        let authority = headers.value(of: .authority)
        let dropsPort = hasPort(foreignTo: scheme.span)
        output.append(authority.extracting(0..<(dropsPort ? RouteRule.portStart(authority) : authority.count)))
        output.append(headers.value(of: .path))
    }

    /// Whether the authority's port is the one that the scheme of `x-forwarded-proto` has by itself, while a location
    /// has another scheme. As in Envoy, which asks the field even where `:scheme` says otherwise.
    borrowing func hasPort(foreignTo scheme: Span<UInt8>) -> Bool {
        let index = headers.firstIndex(of: .xForwardedProto)
        if index < 0 || Bytes.equal(headers.value(at: index), scheme) { return false }
        let authority = headers.value(of: .authority)
        let port = authority.extracting(RouteRule.portStart(authority)..<authority.count)
        if headers.value(at: index, equals: "https") { return Bytes.equal(port, ":443") }
        return headers.value(at: index, equals: "http") && Bytes.equal(port, ":80")
    }
}

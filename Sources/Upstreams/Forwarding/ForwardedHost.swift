internal import Buffers
public import HTTPSemantics
internal import NetworkAddresses

/// A host that a request asks for, as a cache of names knows it: the authority, with the usual port where it names
/// none.
public struct ForwardedHost: Sendable, Hashable {
    /// The name and the port, as `a.test:80`.
    public let key: String

    /// The host that a request asks for. `isSecured` says which port is the usual one.
    public init(of request: borrowing HeaderMap, isSecured: Bool) {
        var key = ByteBuffer()
        Self.write(request.value(of: .authority), isSecured: isSecured, to: &key)
        self.key = String(decoding: key.bytes, as: UTF8.self)
    }

    init(key: String) { self.key = key }

    static func write(_ authority: Span<UInt8>, isSecured: Bool, to output: inout ByteBuffer) {
        output.append(authority)
        if portStart(authority) == authority.count { output.append(isSecured ? ":443" : ":80") }
    }

    /// Where the colon of the port stands; the end when there is none. Colons in brackets are an address's.
    private static func portStart(_ authority: Span<UInt8>) -> Int {
        var index = authority.count
        while index > 0 {
            index -= 1
            if authority[index] == UInt8(ascii: ":") { return index }
            if authority[index] == UInt8(ascii: "]") { break }
        }
        return authority.count
    }

    /// What is asked for: the name or address without brackets, and the port; nil when the port is none.
    var question: (name: String, port: UInt16)? {
        guard let colon = key.lastIndex(of: ":") else { return nil }
        let digits = key[key.index(after: colon)...]
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = UInt16(digits), port > 0 else { return nil }
        var name = key[..<colon]
        if name.first == "[" && name.last == "]" { name = name.dropFirst().dropLast() }
        return name.isEmpty ? nil : (String(name), port)
    }
}

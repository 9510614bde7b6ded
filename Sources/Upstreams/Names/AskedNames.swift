internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import NetworkAddresses
internal import TLS

/// What requests to one cluster say to TLS, as one worker knows it. Finding what was said before allocates nothing.
final class AskedNames {
    private let rule: UpstreamNamesConfiguration
    private var known: [UInt64: [AskedName]] = [:]
    private var count = 0
    private var host = ByteBuffer()

    /// Names that are known at most: clients choose them.
    private static let mostKnown = 1_024

    init(_ rule: UpstreamNamesConfiguration) { self.rule = rule }

    /// What a request says; nil means nothing, since it asks for an address.
    func name(of request: borrowing HeaderMap) -> AskedName? {
        let field = rule.fieldName
        if !field.isEmpty {
            let index = request.index(named: field.span)
            if index >= 0 && !request.value(at: index).isEmpty { return name(of: request.value(at: index)) }
        }
        return name(of: request.value(of: .authority))
    }

    private func name(of authority: Span<UInt8>) -> AskedName? {
        let text = authority.extracting(HostText.range(in: authority))
        // RFC 6066 §3: a server name is no address.
        let asks = rule.asksForHost && !text.isEmpty && IPAddress(text) == nil
        if !asks && !rule.demandsHost { return nil }
        host.removeAll()
        for index in text.indices { host.append(Bytes.lowercased(text[index])) }
        let hash = Bytes.xxHash64(host.readable)
        for name in known[hash] ?? [] {
            let other = name.host
            if Bytes.equal(host.readable, other.span) { return name }
        }
        var bytes = ByteBuffer()
        bytes.append(text)
        let spelled = String(decoding: bytes.bytes, as: UTF8.self)
        let name = AskedName(
            host: host.bytes,
            names: TLSPeerNames(asked: asks ? spelled : nil, demanded: rule.demandsHost ? spelled : nil), hash: hash)
        if count == Self.mostKnown {
            known = [:]
            count = 0
        }
        known[hash, default: []].append(name)
        count += 1
        return name
    }
}

/// Where the host stands in an authority.
enum HostText {
    /// The host without its port, and an address without its brackets.
    static func range(in authority: Span<UInt8>) -> Range<Int> {
        var end = authority.count
        var index = end
        while index > 0, 0x30...0x39 ~= authority[index - 1] { index -= 1 }
        let digits = end - index
        if digits > 0, index > 0, authority[index - 1] == UInt8(ascii: ":"), isPort(authority.extracting(index..<end)) {
            end = index - 1
        }
        let isBracketed =
            end > 2 && authority[0] == UInt8(ascii: "[") && authority[end - 1] == UInt8(ascii: "]")
            && IPAddress(authority.extracting(1..<(end - 1))) != nil
        return isBracketed ? 1..<(end - 1) : 0..<end
    }

    /// Whether digits are a number below 65,536.
    private static func isPort(_ digits: Span<UInt8>) -> Bool {
        var value: UInt32 = 0
        for index in digits.indices {
            value = value &* 10 &+ UInt32(digits[index] &- 0x30)
            if value > 65_535 { return false }
        }
        return true
    }
}

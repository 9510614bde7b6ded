internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import RegularExpressions
internal import Transports

/// Makes the number by which consistent hashing finds a request's endpoint, from what its route says is to be hashed. A
/// worker's own.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto
final class RequestHasher {
    private struct Policy {
        let source: HashPolicyConfiguration.Source
        let name: [UInt8]
        let rewriter: RegularExpressionRewriter?
        let isTerminal: Bool
    }

    private let policies: [Policy]

    /// Nil when nothing is hashed.
    init?(_ configuration: [HashPolicyConfiguration]) {
        if configuration.isEmpty { return nil }
        policies = configuration.map { policy in
            var (name, rewriter): ([UInt8], RegularExpressionRewriter?) = ([], nil)
            switch policy.source {
            case .field(let field, let rewrite):
                // Requests keep their host under `:authority`.
                name = Array((field == "host" ? ":authority" : field).utf8)
                rewriter = rewrite.map { RegularExpressionRewriter($0.expression) }
            case .cookie(let cookie): name = Array(cookie.name.utf8)
            case .queryParameter(let parameter): name = Array(parameter.utf8)
            case .sourceAddress: break
            }
            return Policy(source: policy.source, name: name, rewriter: rewriter, isTerminal: policy.isTerminal)
        }
    }

    /// The number of a request; nil when nothing of what is hashed is there. `makeCookie` is called for a cookie that
    /// is missing and wanted, and returns the hash of its value.
    func hash(
        of stream: ActiveStream, makeCookie: (HashPolicyConfiguration.CookieConfiguration) -> UInt64?
    ) -> UInt64? {
        let address = stream.clientAddress ?? stream.connection?.connection.remoteAddress.ipAddress
        var hash: UInt64?
        for policy in policies {
            if let part = part(policy, stream.requestHead, from: address, makeCookie) {
                // The order of the policies counts, and equal parts do not cancel each other.
                hash = hash.map { ($0 << 1 | $0 >> 63) ^ part } ?? part
            }
            if policy.isTerminal && hash != nil { break }
        }
        return hash
    }

    private func part(
        _ policy: Policy, _ head: borrowing RequestHead, from address: IPAddress?,
        _ makeCookie: (HashPolicyConfiguration.CookieConfiguration) -> UInt64?
    ) -> UInt64? {
        switch policy.source {
        case .field(":scheme", let rewrite):
            return head.withValue(named: policy.name.span) { hash($0, policy, rewrite) }
        case .field(_, let rewrite): return field(policy, rewrite, head.headers)
        case .cookie(let cookie):
            if let place = head.headers.cookie(named: policy.name.span), !place.range.isEmpty {
                return Bytes.xxHash64(head.headers.value(at: place.field).extracting(place.range))
            }
            return cookie.timeToLive == nil ? nil : makeCookie(cookie)
        case .queryParameter:
            let path = head.headers.value(of: .path)
            guard let range = Query.value(of: policy.name.span, in: path) else { return nil }
            return Bytes.xxHash64(path.extracting(range))
        case .sourceAddress:
            return address.map { Self.hash(of: $0) }
        }
    }

    /// The number of a client's address.
    static func hash(of address: IPAddress) -> UInt64 {
        let text = address.text
        return Bytes.xxHash64(text.bytes)
    }

    /// All values of a field, in the order of their bytes, each hashed on top of the one before.
    private func field(
        _ policy: Policy, _ rewrite: RegexRewriteConfiguration?, _ headers: borrowing HeaderMap
    ) -> UInt64? {
        let first = headers.index(named: policy.name.span)
        if first < 0 { return nil }
        if headers.index(named: policy.name.span, from: first + 1) < 0 {
            return hash(headers.value(at: first), policy, rewrite)
        }
        var values: [[UInt8]] = []
        var index = first
        while index >= 0 {
            values.append(rewriting(headers.value(at: index), policy, rewrite))
            index = headers.index(named: policy.name.span, from: index + 1)
        }
        values.sort { $0.lexicographicallyPrecedes($1) }
        return values.reduce(0) { Bytes.xxHash64($1.span, seed: $0) }
    }

    private func hash(_ value: Span<UInt8>, _ policy: Policy, _ rewrite: RegexRewriteConfiguration?) -> UInt64 {
        guard let rewrite, let rewriter = policy.rewriter else { return Bytes.xxHash64(value) }
        var result = ByteBuffer()
        let isChanged = rewriter.replaceAll(in: value, with: rewrite.substitution) { result.append($0) }
        return isChanged ? Bytes.xxHash64(result.readable) : Bytes.xxHash64(value)
    }

    private func rewriting(
        _ value: Span<UInt8>, _ policy: Policy, _ rewrite: RegexRewriteConfiguration?
    ) -> [UInt8] {
        var result: [UInt8] = []
        func copy(_ bytes: Span<UInt8>) { for index in bytes.indices { result.append(bytes[index]) } }
        if let rewrite, let rewriter = policy.rewriter,
            rewriter.replaceAll(in: value, with: rewrite.substitution, { copy($0) })
        {
            return result
        }
        result = []
        copy(value)
        return result
    }
}

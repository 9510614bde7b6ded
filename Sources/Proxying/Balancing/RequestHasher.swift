internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions

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
    /// What a rewriting makes of a value.
    private var rewritten = ByteBuffer()

    /// Nil when nothing is hashed.
    init?(_ configuration: [HashPolicyConfiguration]) {
        if configuration.isEmpty { return nil }
        policies = configuration.map { policy in
            var (name, rewriter): ([UInt8], RegularExpressionRewriter?) = ([], nil)
            switch policy.source {
            case .field(let field, let rewrite):
                name = Array(field.utf8)
                rewriter = rewrite.map { RegularExpressionRewriter($0.expression) }
            case .cookie(let cookie): name = Array(cookie.name.utf8)
            case .queryParameter(let parameter): name = Array(parameter.utf8)
            case .sourceAddress: break
            }
            return Policy(source: policy.source, name: name, rewriter: rewriter, isTerminal: policy.isTerminal)
        }
    }

    /// The number of a request; nil when nothing of what is hashed is there. `makeCookie` is called for a cookie that is
    /// missing and wanted, and returns the hash of its value.
    func hash(
        of stream: ActiveStream, makeCookie: (HashPolicyConfiguration.CookieConfiguration) -> UInt64?
    ) -> UInt64? {
        var hash: UInt64?
        for policy in policies {
            if let part = part(policy, of: stream, makeCookie) {
                // The order of the policies counts, and equal parts do not cancel each other.
                hash = hash.map { ($0 << 1 | $0 >> 63) ^ part } ?? part
            }
            if policy.isTerminal && hash != nil { break }
        }
        return hash
    }

    private func part(
        _ policy: Policy, of stream: ActiveStream,
        _ makeCookie: (HashPolicyConfiguration.CookieConfiguration) -> UInt64?
    ) -> UInt64? {
        switch policy.source {
        case .field(_, let rewrite): return field(policy, rewrite, of: stream)
        case .cookie(let cookie):
            if let place = stream.requestHead.headers.cookie(named: policy.name.span), !place.range.isEmpty {
                return Bytes.xxHash64(
                    stream.requestHead.headers.value(at: place.field).extracting(place.range))
            }
            return cookie.timeToLive == nil ? nil : makeCookie(cookie)
        case .queryParameter:
            let path = stream.requestHead.headers.firstIndex(of: .path)
            guard path >= 0,
                let range = Query.value(of: policy.name.span, in: stream.requestHead.headers.value(at: path))
            else { return nil }
            return Bytes.xxHash64(stream.requestHead.headers.value(at: path).extracting(range))
        case .sourceAddress:
            guard let address = stream.clientAddress ?? stream.connection?.connection.remoteAddress.ipAddress else {
                return nil
            }
            let text = address.text
            return Bytes.xxHash64(text.bytes)
        }
    }

    /// All values of a field, in the order of their bytes, each hashed on top of the one before.
    private func field(
        _ policy: Policy, _ rewrite: RegexRewriteConfiguration?, of stream: ActiveStream
    ) -> UInt64? {
        let first = stream.requestHead.headers.index(named: policy.name.span)
        if first < 0 { return nil }
        let second = stream.requestHead.headers.index(named: policy.name.span, from: first + 1)
        if second < 0 {
            return hash(stream.requestHead.headers.value(at: first), policy, rewrite, seed: 0)
        }
        var values: [[UInt8]] = []
        var index = first
        while index >= 0 {
            values.append(rewriting(stream.requestHead.headers.value(at: index), policy, rewrite))
            index = stream.requestHead.headers.index(named: policy.name.span, from: index + 1)
        }
        values.sort { $0.lexicographicallyPrecedes($1) }
        return values.reduce(0) { Bytes.xxHash64($1.span, seed: $0) }
    }

    private func hash(
        _ value: Span<UInt8>, _ policy: Policy, _ rewrite: RegexRewriteConfiguration?, seed: UInt64
    ) -> UInt64 {
        guard let rewrite, let rewriter = policy.rewriter else { return Bytes.xxHash64(value, seed: seed) }
        rewritten.removeAll()
        let isChanged = rewriter.replaceAll(in: value, with: rewrite.substitution) { rewritten.append($0) }
        return isChanged ? Bytes.xxHash64(rewritten.readable, seed: seed) : Bytes.xxHash64(value, seed: seed)
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

internal import Configuration
internal import RegularExpressions
internal import RuntimeValues

/// What all levels together say: each thing by the most specific level that says it.
final class CORSPolicy {
    let enabled: RuntimeShare
    let shadowEnabled: RuntimeShare
    private let origins: [TextMatcher]
    private let takesAll: Bool
    let allowMethods: [UInt8], allowHeaders: [UInt8], exposeHeaders: [UInt8], maxAge: [UInt8]
    let allowsCredentials: Bool
    let allowsPrivateNetwork: Bool
    let forwardsOtherPreflights: Bool

    init?(_ levels: [CORSFactory.Level]) {
        guard let first = levels.first else { return nil }
        func text(_ part: KeyPath<CORSPolicyConfiguration, String>) -> [UInt8] {
            Array((levels.lazy.map { $0.policy[keyPath: part] }.first { !$0.isEmpty } ?? "").utf8)
        }
        func flag(_ part: KeyPath<CORSPolicyConfiguration, Bool?>, _ fallback: Bool) -> Bool {
            levels.lazy.compactMap { $0.policy[keyPath: part] }.first ?? fallback
        }
        enabled = first.enabled
        shadowEnabled = first.shadowEnabled
        origins = (levels.lazy.map(\.policy.origins).first { !$0.isEmpty } ?? []).map { TextMatcher($0) }
        let any: [UInt8] = [UInt8(ascii: "*")]
        takesAll = origins.contains { $0.matches(any.span) }
        allowMethods = text(\.allowMethods)
        allowHeaders = text(\.allowHeaders)
        exposeHeaders = text(\.exposeHeaders)
        maxAge = text(\.maxAge)
        allowsCredentials = flag(\.allowsCredentials, false)
        allowsPrivateNetwork = flag(\.allowsPrivateNetwork, false)
        forwardsOtherPreflights = flag(\.forwardsOtherPreflights, true)
    }

    /// Whether an origin may; one that is `*` means all.
    func allows(_ origin: Span<UInt8>) -> Bool {
        takesAll || origins.contains { $0.matches(origin) }
    }
}

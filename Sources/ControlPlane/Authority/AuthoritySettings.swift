internal import TLS

/// How a certificate authority issues. Spans are seconds.
public struct AuthoritySettings: Sendable, Equatable {
    /// The trust domain of all that it issues.
    public let trustDomain: String
    /// How long a certificate holds: a day unless it is said otherwise.
    public var life: Int64 = 86_400
    /// How long a root of its own holds: ten years.
    public var rootLife: Int64 = 3_650 * 86_400
    /// Certificates that one identity may ask for at once, and in a second from then on.
    public var rate = (burst: 200.0, perSecond: 20.0)

    /// By how much clocks may differ: certificates hold that much before they are issued, and roots stay that much
    /// longer. Five minutes, less where certificates are short-lived.
    public var skew: Int64 { min(300, max(1, life / 10)) }

    /// Whether a text can be a trust domain.
    public static func isTrustDomain(_ text: String) -> Bool { WorkloadIdentity.isTrustDomain(text) }

    /// The defaults, for a trust domain.
    public init(trustDomain: String) { self.trustDomain = trustDomain }

    /// Whether both say the same.
    public static func == (left: AuthoritySettings, right: AuthoritySettings) -> Bool {
        left.trustDomain == right.trustDomain && left.life == right.life && left.rootLife == right.rootLife
            && left.rate == right.rate
    }
}

/// Why an authority cannot do what it should, for the operator.
public struct AuthorityProblem: Error, Sendable, Equatable {
    /// In words.
    public let text: String
}

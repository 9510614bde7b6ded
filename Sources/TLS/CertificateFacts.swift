internal import Configuration

/// What `/certs` and the gauges of expiry tell of a certificate.
public struct CertificateFacts: Sendable {
    /// The file that it is from; empty when it stands in the configuration.
    public let path: String
    /// The serial number in lower-case hexadecimal digits.
    public let serial: String
    /// The alternative names: what kind, and the text.
    public let alternativeNames: [(kind: String, text: String)]
    /// When it begins to hold, in seconds since 1970.
    public let validFrom: Int64
    /// When it ends to hold.
    public let validUntil: Int64
    /// Whether it is a root that peers are judged by.
    public let isAuthority: Bool

    init(_ certificate: Certificate, _ source: DataSourceConfiguration, isAuthority: Bool) {
        if case .file(let path) = source { self.path = path } else { path = "" }
        serial = certificate.serial
        alternativeNames = certificate.alternativeNames.map { name in
            switch name.kind {
            case .dns: ("dns", name.text)
            case .uri: ("uri", name.text)
            case .email: ("email", name.text)
            case .ipAddress: ("ip_address", name.text)
            }
        }
        (validFrom, validUntil) = certificate.validity
        self.isAuthority = isAuthority
    }

    /// Whole days until it expires at a moment, in seconds since 1970; 0 when it has.
    public func daysLeft(at now: Int64) -> UInt64 { validUntil <= now ? 0 : UInt64((validUntil - now) / 86_400) }
}

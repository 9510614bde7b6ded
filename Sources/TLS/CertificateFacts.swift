internal import Configuration

/// What `/certs` and the gauges of expiry tell of a certificate.
public struct CertificateFacts: Sendable {
    /// The file that it is from; `<inline>` when it is from elsewhere.
    public let path: String
    /// The serial number in lower-case hexadecimal digits.
    public let serial: String
    /// The alternative names that Envoy lists, in its order: what kind, and the text.
    public let alternativeNames: [(kind: AlternativeNameKind, text: String)]
    /// When it begins to hold, in seconds since 1970.
    public let validFrom: Int64
    /// When it ends to hold.
    public let validUntil: Int64
    /// How long what is stapled to it holds; nil means nothing is.
    public var stapled: (from: Int64, until: Int64)?

    /// A kind of alternative names, by its name in `/certs`.
    public enum AlternativeNameKind: String, Sendable, CaseIterable {
        /// A host.
        case dns
        /// A URI.
        case uri
        /// An address.
        case ipAddress = "ip_address"
    }

    init(_ certificate: Certificate, _ source: DataSourceConfiguration, _ origin: SecretOrigin) {
        switch (source, origin) {
        case (.file(let path), .configuration), (.file(let path), .bootstrap): self.path = path
        case (.file, .file), (.bytes, _), (.environment, _): path = "<inline>"
        }
        serial = certificate.serial
        let names = certificate.alternativeNames
        alternativeNames = AlternativeNameKind.allCases.flatMap { kind in
            names.filter { $0.kind == kind.certificateKind }.map { (kind, $0.text) }
        }
        (validFrom, validUntil) = certificate.validity
    }

    /// Whole days until it expires at a moment, in seconds since 1970; 0 when it has.
    public func daysLeft(at now: Int64) -> UInt64 { validUntil <= now ? 0 : UInt64((validUntil - now) / 86_400) }
}

extension CertificateFacts.AlternativeNameKind {
    fileprivate var certificateKind: Certificate.AlternativeName.Kind {
        switch self {
        case .dns: .dns
        case .uri: .uri
        case .ipAddress: .ipAddress
        }
    }
}

internal import Configuration

/// The configuration of a context on either side, whose secrets may be missing.
protocol TLSConfiguration: Sendable {
    var common: CommonTLSConfiguration { get set }
    /// Keys of session tickets, on the side that has such.
    var ticketKeys: [DataSourceConfiguration] { get set }
}

extension DownstreamTLSConfiguration: TLSConfiguration {}

extension UpstreamTLSConfiguration: TLSConfiguration {
    var ticketKeys: [DataSourceConfiguration] {
        get { [] }
        set {}
    }
}

extension TLSConfiguration {
    /// Everything that a context of it is read from.
    var sources: [DataSourceConfiguration] {
        var sources: [DataSourceConfiguration] = []
        for certificate in common.certificates {
            switch certificate.form {
            case .pem(let chain, let key): sources += [chain, key]
            case .pkcs12(let archive): sources.append(archive)
            }
            sources += [certificate.password, certificate.stapledResponse].compactMap(\.self)
        }
        return sources + [common.validation?.trustedAuthorities, common.validation?.revocations].compactMap(\.self)
            + ticketKeys
    }

    /// Directories that are watched beside those of the files.
    var watchedDirectories: [String] {
        (common.certificates.map(\.watchedDirectory) + [common.validation?.watchedDirectory]).compactMap(\.self)
    }

    /// The configuration with its secrets; nil while one has not come.
    func completed(by secrets: [SuppliedSecret]) -> Self? {
        var result = self
        for (use, secret) in zip(common.secrets, secrets) {
            switch secret.current?.content {
            case .certificate(let certificate):
                let place = min(use.place, result.common.certificates.count)
                result.common.certificates.insert(certificate, at: place)
            case .validation(let validation):
                result.common.validation = result.common.validation.map { $0.merged(with: validation) } ?? validation
            case .ticketKeys(let keys): result.ticketKeys = keys
            case .generic, nil: return nil
            }
        }
        result.common.secrets = []
        return result
    }
}

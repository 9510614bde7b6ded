public import Configuration
internal import EventLoops

extension SecretConfiguration {
    /// The directories of the files that it is read from, and those that it names itself.
    public var directories: [String] {
        var sources: [DataSourceConfiguration?] = []
        var named: [String?] = []
        switch content {
        case .certificate(let certificate):
            switch certificate.form {
            case .pem(let chain, let key): sources += [chain, key]
            case .pkcs12(let archive): sources.append(archive)
            }
            sources += [certificate.password, certificate.stapledResponse]
            named.append(certificate.watchedDirectory)
        case .validation(let validation):
            sources += [validation.trustedAuthorities, validation.revocations]
            named.append(validation.watchedDirectory)
        case .ticketKeys(let keys): sources += keys
        case .generic(let source): sources.append(source)
        }
        return sources.compactMap { source in
            if case .file(let path)? = source { FileWatcher.directory(of: path) } else { nil }
        } + named.compactMap(\.self)
    }
}

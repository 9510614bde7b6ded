/// Reads `envoy.extensions.transport_sockets.tls.v3.Secret`, and what refers to one.
enum SecretDocument {
    private typealias Kind = SecretConfiguration.Kind

    /// Reads the secrets of a bootstrap; names are unique among those of one kind.
    static func readAll(_ reader: inout MessageReader) -> [SecretConfiguration] {
        var known: [SecretConfiguration] = []
        _ = reader.messages("secrets") { reader in
            guard var secret = read(&reader) else { return }
            secret.content = secret.content.marked(.bootstrap(secret.name))
            if known.contains(where: { $0.name == secret.name && $0.kind == secret.kind }) {
                reader.session.wrong(
                    reader.node("name") ?? reader.place, expected: "a name that no other \(secret.kind.rawValue) has")
            }
            if reader.session.ownSecrets.contains(where: { $0.name == secret.name && $0.kind == secret.kind }) {
                reader.session.wrong(
                    reader.node("name") ?? reader.place,
                    expected: "another name than that of the \(secret.kind.rawValue) which the proxy obtains itself")
            }
            known.append(secret)
        }
        return known
    }

    /// Reads one secret; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> SecretConfiguration? {
        let name = reader.string("name") ?? ""
        var content: SecretConfiguration.Content?
        if reader.has("generic_secret") {
            content = reader.message("generic_secret", readGeneric).map { .generic($0) }
        } else if reader.has("tls_certificate") {
            content = (reader.message("tls_certificate", TLSContextDocument.readCertificate) ?? nil)
                .map { .certificate($0) }
        } else if reader.has("validation_context") {
            content = reader.message("validation_context", TLSContextDocument.readValidation).map { .validation($0) }
        } else if reader.has("session_ticket_keys") {
            content = reader.message("session_ticket_keys", TLSContextDocument.readTicketKeys)
                .map { .ticketKeys($0) }
        } else {
            reader.missing("tls_certificate", "validation_context", "session_ticket_keys", "generic_secret")
        }
        guard let content else { return nil }
        var secret = SecretConfiguration(name: name, content: content)
        secret.source = SecretRedaction.redact(reader.source)
        return secret
    }

    /// Reads a text; nil where there is none, as Envoy takes it.
    private static func readGeneric(_ reader: inout MessageReader) -> DataSourceConfiguration? {
        reader.message("secret", TLSDataSourceDocument.read) ?? nil
    }

    // MARK: - References

    /// What a reference leads to.
    enum Target {
        /// A secret of the bootstrap.
        case secret(SecretConfiguration.Content)
        /// One that comes from a source.
        case sourced(SecretReference)
    }

    /// Reads `SdsSecretConfig`; nil after a complaint.
    static func readTarget(_ reader: inout MessageReader, _ kind: SecretConfiguration.Kind) -> Target? {
        guard let name = reader.requiredString("name") else { return nil }
        if let own = reader.session.ownSecrets.first(where: { $0.name == name && $0.kind == kind }) {
            // As with Istio's agent: where it says that it comes from must be right, and does not matter.
            _ = reader.message("sds_config", ConfigSourceDocument.read)
            return .sourced(own)
        }
        guard reader.has("sds_config") else {
            let secrets = reader.session.secrets.filter { $0.kind == kind }
            if let secret = secrets.first(where: { $0.name == name }) { return .secret(secret.content) }
            if let node = reader.node("name"), !reader.isUnreadable("sds_config") {
                reader.session.wrong(
                    node, expected: "the name of a \(kind.rawValue) among \"secrets\", or \"sds_config\" beside it",
                    suggestion: NearestName.of(name, in: secrets.map(\.name)))
            }
            return nil
        }
        return (reader.message("sds_config", ConfigSourceDocument.read) ?? nil).map {
            .sourced(SecretReference(name: name, kind: kind, source: $0))
        }
    }

    /// Reads `envoy.config.core.v3.WatchedDirectory`.
    static func readWatchedDirectory(_ reader: inout MessageReader) -> String? {
        reader.message("watched_directory") { $0.requiredString("path") } ?? nil
    }
}

extension SecretConfiguration.Content {
    /// The same, knowing where it comes from.
    func marked(_ origin: SecretOrigin) -> SecretConfiguration.Content {
        switch self {
        case .certificate(var certificate):
            certificate.origin = origin
            return .certificate(certificate)
        case .validation(var validation):
            validation.origin = origin
            return .validation(validation)
        case .ticketKeys, .generic: return self
        }
    }
}

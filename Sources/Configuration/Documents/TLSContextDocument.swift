internal import Buffers

/// Reads `envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext` and its upstream twin.
enum TLSContextDocument {
    /// Reads TLS on accepted connections.
    static func readDownstream(_ reader: inout MessageReader) -> DownstreamTLSConfiguration {
        var result = DownstreamTLSConfiguration()
        let complaints = reader.session.complaintCount
        if let common = reader.message("common_tls_context", { readCommon(&$0, isServer: true) }) {
            result.common = common
        }
        let shown = result.common
        if !shown.showsCertificates && reader.session.complaintCount == complaints {
            reader.session.complain(
                .wrongValue, at: reader.place, "expected a certificate in \"tls_certificates\", found none",
                isFoundLate: true)
        }
        result.requiresClientCertificate = reader.bool("require_client_certificate") ?? false
        result.ticketKeys = reader.message("session_ticket_keys", readTicketKeys) ?? []
        let target =
            reader.message("session_ticket_keys_sds_secret_config") { SecretDocument.readTarget(&$0, .ticketKeys) }
            ?? nil
        switch target {
        case .secret(.ticketKeys(let keys)): result.ticketKeys = keys
        case .sourced(let reference): result.common.secrets.append(SecretUse(reference))
        case .secret, nil: break
        }
        result.disablesTickets = reader.bool("disable_stateless_session_resumption") ?? false
        result.disablesSessionCache = reader.bool("disable_stateful_session_resumption") ?? false
        result.sessionTimeout = reader.duration("session_timeout")
        result.prefersClientCiphers = reader.bool("prefer_client_ciphers") ?? false
        result.staplePolicy =
            reader.choice("ocsp_staple_policy", [0: .lenient, 1: .strict, 2: .required]) ?? .lenient
        result.scansAllCertificates = reader.bool("full_scan_certs_on_sni_mismatch") ?? false
        return result
    }

    static func readTicketKeys(_ reader: inout MessageReader) -> [DataSourceConfiguration] {
        let keys = reader.messages("keys", TLSDataSourceDocument.read).compactMap(\.self)
        if keys.isEmpty { reader.missing("keys") }
        return keys
    }

    /// Reads TLS on connections to endpoints.
    static func readUpstream(_ reader: inout MessageReader) -> UpstreamTLSConfiguration {
        var result = UpstreamTLSConfiguration()
        if let common = reader.message("common_tls_context", { readCommon(&$0, isServer: false) }) {
            result.common = common
        }
        let node = reader.node("sni")
        result.serverName = reader.string("sni") ?? ""
        if let node, result.serverName.utf8.count > 255 || result.serverName.utf8.contains(0) {
            reader.session.wrong(node, expected: "a host name of at most 255 bytes")
        }
        result.usesEndpointHostname = reader.bool("auto_host_sni") ?? false
        result.verifiesServerName = reader.bool("auto_sni_san_validation") ?? false
        if result.verifiesServerName, result.common.validation == nil,
            !result.common.secrets.contains(where: { $0.reference.kind == .validation })
        {
            reader.session.complain(
                .wrongValue, at: reader.node("auto_sni_san_validation") ?? reader.place,
                "expected a validation context beside \"auto_sni_san_validation\", found none", isFoundLate: true)
        }
        result.maximumSessions = reader.uint32("max_session_keys") ?? 1
        return result
    }

    private static func readCommon(_ reader: inout MessageReader, isServer: Bool) -> CommonTLSConfiguration {
        var result = CommonTLSConfiguration()
        if let parameters = reader.message("tls_params", readParameters) { result.parameters = parameters }
        readCertificates(&reader, isServer: isServer, into: &result)
        let place = reader.node("combined_validation_context") ?? reader.node("validation_context") ?? reader.place
        let complaints = reader.session.complaintCount
        result.validation = reader.message("validation_context", readValidation)
        if let target = reader.message("validation_context_sds_secret_config", readValidationTarget) ?? nil {
            take(target, into: &result)
        }
        reader.message("combined_validation_context") { reader in
            for name in ["default_validation_context", "validation_context_sds_secret_config"] where !reader.has(name) {
                reader.missing(name)
            }
            result.validation = reader.message("default_validation_context", readValidation)
            if let target = reader.message("validation_context_sds_secret_config", readValidationTarget) ?? nil {
                take(target, into: &result)
            }
        }
        // A secret that was refused might have been the authorities.
        if let weakness = result.validation?.weakness, reader.session.complaintCount == complaints,
            !result.secrets.contains(where: { $0.reference.kind == .validation })
        {
            reader.session.complain(.wrongValue, at: place, weakness)
        }
        result.keyLog = reader.message("key_log", readKeyLog) ?? nil
        for (text, node) in reader.strings("alpn_protocols") {
            if text.isEmpty || text.utf8.count > 255 {
                reader.session.wrong(node, expected: "the name of a protocol, of 1 to 255 bytes")
            } else {
                result.applicationProtocols.append(text)
            }
        }
        return result
    }

    private static func readKeyLog(_ reader: inout MessageReader) -> KeyLogConfiguration? {
        let path = reader.requiredString("path")
        let local = CIDRDocument.readList("local_address_range", of: &reader)
        let remote = CIDRDocument.readList("remote_address_range", of: &reader)
        guard let path else { return nil }
        var result = KeyLogConfiguration(path: path)
        result.localNetworks = local
        result.remoteNetworks = remote
        return result
    }

    private static func readParameters(_ reader: inout MessageReader) -> TLSParametersConfiguration {
        var result = TLSParametersConfiguration()
        typealias Version = TLSParametersConfiguration.Version
        let versions: KeyValuePairs<Int32, Version?> = [0: nil, 1: .tls10, 2: .tls11, 3: .tls12, 4: .tls13]
        result.minimumVersion = reader.choice("tls_minimum_protocol_version", versions) ?? nil
        let node = reader.node("tls_maximum_protocol_version")
        result.maximumVersion = reader.choice("tls_maximum_protocol_version", versions) ?? nil
        if let node, let least = result.minimumVersion, let most = result.maximumVersion, most < least {
            reader.session.wrong(node, expected: "a version that is not older than \"tls_minimum_protocol_version\"")
        }
        result.cipherSuites = reader.strings("cipher_suites").map(\.text)
        result.curves = reader.strings("ecdh_curves").map(\.text)
        result.signatureAlgorithms = reader.strings("signature_algorithms").map(\.text)
        return result
    }

    // MARK: - Certificates

    private static func readCertificates(
        _ reader: inout MessageReader, isServer: Bool, into result: inout CommonTLSConfiguration
    ) {
        let node = reader.node("tls_certificate_sds_secret_configs") ?? reader.node("tls_certificates")
        result.certificates = reader.messages("tls_certificates", readCertificate).compactMap(\.self)
        let own = result.certificates.count
        for case let target? in reader.messages(
            "tls_certificate_sds_secret_configs", { SecretDocument.readTarget(&$0, .certificate) })
        {
            take(target, into: &result)
        }
        let all = result.certificates.count + result.secrets.count
        guard let node else { return }
        if isServer && own > 0 && all > own {
            reader.session.wrong(node, expected: "nothing, since \"tls_certificates\" has certificates")
        } else if !isServer && all > 1 {
            reader.session.complain(
                .wrongValue, at: node, "expected at most one certificate for a client, found \(all)")
        }
    }

    /// Gives a secret its place.
    private static func take(_ target: SecretDocument.Target, into result: inout CommonTLSConfiguration) {
        switch target {
        case .secret(.certificate(let certificate)): result.certificates.append(certificate)
        case .secret(.validation(let validation)):
            result.validation = result.validation.map { $0.merged(with: validation) } ?? validation
        case .secret(.ticketKeys), .secret(.generic): break
        case .sourced(let reference):
            let before = result.secrets.filter { $0.reference.kind == .certificate }.count
            result.secrets.append(SecretUse(reference, place: result.certificates.count + before))
        }
    }

    static func readCertificate(_ reader: inout MessageReader) -> CertificateConfiguration? {
        if reader.has("private_key_provider") {
            reader.refuse("private_key_provider")
            return nil
        }
        let archiveNode = reader.node("pkcs12")
        let archive = reader.message("pkcs12", TLSDataSourceDocument.read) ?? nil
        if archiveNode == nil {
            for name in ["certificate_chain", "private_key"] where !reader.has(name) { reader.missing(name) }
        } else {
            for name in ["certificate_chain", "private_key"] {
                if let node = reader.node(name) {
                    reader.session.wrong(node, expected: "nothing, since \"pkcs12\" holds both")
                }
            }
        }
        let chain = reader.message("certificate_chain", TLSDataSourceDocument.read) ?? nil
        let key = reader.message("private_key", TLSDataSourceDocument.read) ?? nil
        var form: CertificateConfiguration.Form?
        if let archive { form = .pkcs12(archive) }
        if let chain, let key, archiveNode == nil { form = .pem(chain: chain, key: key) }
        let password = reader.message("password", TLSDataSourceDocument.read) ?? nil
        let staple = reader.message("ocsp_staple", TLSDataSourceDocument.readBytes) ?? nil
        let directory = SecretDocument.readWatchedDirectory(&reader)
        guard let form else { return nil }
        var result = CertificateConfiguration(form, password: password)
        result.stapledResponse = staple
        result.watchedDirectory = directory
        return result
    }

    // MARK: - Validation

    private static func readValidationTarget(_ reader: inout MessageReader) -> SecretDocument.Target? {
        SecretDocument.readTarget(&reader, .validation)
    }

    static func readValidation(_ reader: inout MessageReader) -> CertificateValidationConfiguration {
        var result = CertificateValidationConfiguration()
        result.trustedAuthorities = reader.message("trusted_ca", TLSDataSourceDocument.read) ?? nil
        result.revocations = reader.message("crl", TLSDataSourceDocument.read) ?? nil
        result.publicKeyHashes = reader.strings("verify_certificate_spki").compactMap { text, node in
            let bytes = Base64.decode(text)
            if bytes?.count == 32 { return bytes }
            reader.session.wrong(node, expected: "a SHA-256 hash of 32 bytes in base64")
            return nil
        }
        result.certificateHashes = reader.strings("verify_certificate_hash").compactMap { text, node in
            // Colons between pairs mean nothing.
            let bytes = Bytes.fromHexadecimal(text.utf8.filter { $0 != UInt8(ascii: ":") })
            if bytes?.count == 32 { return bytes }
            reader.session.wrong(node, expected: "a SHA-256 hash of 64 hexadecimal digits, or as many with colons")
            return nil
        }
        result.alternativeNames = reader.messages("match_typed_subject_alt_names", readAlternativeName)
            .compactMap(\.self)
        result.allowsExpired = reader.bool("allow_expired_certificate") ?? false
        result.acceptsUntrusted = reader.choice("trust_chain_verification", [0: false, 1: true]) ?? false
        result.checksLeafRevocationOnly = reader.bool("only_verify_leaf_cert_crl") ?? false
        result.maximumDepth = reader.uint32("max_verify_depth", in: 0...100)
        result.watchedDirectory = SecretDocument.readWatchedDirectory(&reader)
        return result
    }

    private static func readAlternativeName(_ reader: inout MessageReader) -> AlternativeNameMatch? {
        let place = reader.place
        let kind: AlternativeNameMatch.Kind? = reader.choice(
            "san_type", [1: .email, 2: .dns, 3: .uri, 4: .ipAddress])
        if !reader.has("matcher") { reader.missing("matcher") }
        let match = reader.message("matcher", StringMatcherDocument.read) ?? nil
        if kind == nil && !reader.has("san_type") {
            reader.session.complain(.wrongValue, at: place, "expected a \"san_type\", found none")
        }
        guard let kind, let match else { return nil }
        return AlternativeNameMatch(kind, match)
    }
}

/// Reads `envoy.config.core.v3.DataSource` where files may be named.
enum TLSDataSourceDocument {
    /// Reads a source of bytes that are no text; nil after a complaint.
    static func readBytes(_ reader: inout MessageReader) -> DataSourceConfiguration? {
        if let node = reader.node("inline_string") {
            reader.session.wrong(node, expected: "\"filename\" or \"inline_bytes\", since it is no text")
        }
        return read(&reader)
    }

    /// Reads a source; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> DataSourceConfiguration? {
        if reader.has("filename") { return reader.requiredString("filename").map { .file($0) } }
        if reader.has("inline_string") { return reader.string("inline_string").map { .bytes(Array($0.utf8)) } }
        if reader.has("inline_bytes") { return reader.bytes("inline_bytes").map { .bytes($0) } }
        if reader.has("environment_variable") {
            return reader.requiredString("environment_variable").map { .environment($0) }
        }
        reader.missing("filename", "inline_string", "inline_bytes", "environment_variable")
        return nil
    }
}

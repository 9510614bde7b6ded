/// Reads `envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext` and its upstream twin.
enum TLSContextDocument {
    /// Reads TLS on accepted connections.
    static func readDownstream(_ reader: inout MessageReader) -> DownstreamTLSConfiguration {
        var result = DownstreamTLSConfiguration()
        let complaints = reader.session.complaintCount
        if let common = reader.message("common_tls_context", readCommon) { result.common = common }
        if result.common.certificates.isEmpty && reader.session.complaintCount == complaints {
            reader.session.complain(
                .wrongValue, at: reader.place, "expected a certificate in \"tls_certificates\", found none")
        }
        result.requiresClientCertificate = reader.bool("require_client_certificate") ?? false
        result.ticketKeys =
            reader.message("session_ticket_keys") { reader in
                let keys = reader.messages("keys", TLSDataSourceDocument.read).compactMap(\.self)
                if keys.isEmpty { reader.missing("keys") }
                return keys
            } ?? []
        result.disablesTickets = reader.bool("disable_stateless_session_resumption") ?? false
        result.disablesSessionCache = reader.bool("disable_stateful_session_resumption") ?? false
        result.sessionTimeout = reader.duration("session_timeout")
        result.prefersClientCiphers = reader.bool("prefer_client_ciphers") ?? false
        return result
    }

    /// Reads TLS on connections to endpoints.
    static func readUpstream(_ reader: inout MessageReader) -> UpstreamTLSConfiguration {
        var result = UpstreamTLSConfiguration()
        if let common = reader.message("common_tls_context", readCommon) { result.common = common }
        let node = reader.node("sni")
        result.serverName = reader.string("sni") ?? ""
        if let node, result.serverName.utf8.count > 255 || result.serverName.utf8.contains(0) {
            reader.session.wrong(node, expected: "a host name of at most 255 bytes")
        }
        result.usesEndpointHostname = reader.bool("auto_host_sni") ?? false
        result.verifiesServerName = reader.bool("auto_sni_san_validation") ?? false
        result.maximumSessions = reader.uint32("max_session_keys") ?? 1
        return result
    }

    private static func readCommon(_ reader: inout MessageReader) -> CommonTLSConfiguration {
        var result = CommonTLSConfiguration()
        if let parameters = reader.message("tls_params", readParameters) { result.parameters = parameters }
        result.certificates = reader.messages("tls_certificates", readCertificate).compactMap(\.self)
        result.validation = reader.message("validation_context", readValidation)
        for (text, node) in reader.strings("alpn_protocols") {
            if text.isEmpty || text.utf8.count > 255 {
                reader.session.wrong(node, expected: "the name of a protocol, of 1 to 255 bytes")
            } else {
                result.applicationProtocols.append(text)
            }
        }
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

    private static func readCertificate(_ reader: inout MessageReader) -> CertificateConfiguration? {
        for name in ["pkcs12", "private_key_provider"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        for name in ["certificate_chain", "private_key"] where !reader.has(name) { reader.missing(name) }
        let chain = reader.message("certificate_chain", TLSDataSourceDocument.read) ?? nil
        let key = reader.message("private_key", TLSDataSourceDocument.read) ?? nil
        let password = reader.message("password", TLSDataSourceDocument.read) ?? nil
        guard let chain, let key else { return nil }
        return CertificateConfiguration(chain: chain, key: key, password: password)
    }

    // MARK: - Validation

    private static func readValidation(_ reader: inout MessageReader) -> CertificateValidationConfiguration {
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
            let bytes = hexadecimal(text)
            if bytes?.count == 32 { return bytes }
            reader.session.wrong(node, expected: "a SHA-256 hash of 64 hexadecimal digits, or as many with colons")
            return nil
        }
        let isMatched = reader.node("match_typed_subject_alt_names")
        result.alternativeNames = reader.messages("match_typed_subject_alt_names", readAlternativeName)
            .compactMap(\.self)
        result.allowsExpired = reader.bool("allow_expired_certificate") ?? false
        result.acceptsUntrusted = reader.choice("trust_chain_verification", [0: false, 1: true]) ?? false
        result.checksLeafRevocationOnly = reader.bool("only_verify_leaf_cert_crl") ?? false
        result.maximumDepth = reader.uint32("max_verify_depth", in: 0...100)
        if let isMatched, !result.alternativeNames.isEmpty, !reader.has("trusted_ca") {
            reader.session.complain(
                .wrongValue, at: isMatched,
                "expected \"trusted_ca\" beside it, found none: names of unchecked certificates prove nothing")
        }
        if let node = reader.key("crl"), !reader.has("trusted_ca") {
            reader.session.complain(.wrongValue, at: node, "expected \"trusted_ca\" beside it, found none")
        }
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

    /// The bytes that hexadecimal digits stand for; colons between pairs are left out.
    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: ":") }.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}

/// Reads `envoy.config.core.v3.DataSource` where files may be named.
enum TLSDataSourceDocument {
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

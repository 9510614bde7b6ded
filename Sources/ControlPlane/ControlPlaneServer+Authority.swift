internal import Configuration
internal import EventLoops
internal import HTTPConnections
internal import NetworkAddresses
internal import ProxyRuntime
internal import TLS
internal import Telemetry

/// The certificate authority of a control plane that has one.
extension ControlPlaneServer {
    /// What stands for the certificate that the authority issues for the control plane itself.
    static let ownCertificate = SecretReference(
        name: "control", kind: .certificate, source: ConfigSourceConfiguration(path: ""))

    /// Opens the authority, if there is to be one; blocks.
    static func makeAuthority(
        _ options: ControlPlaneOptions, _ loop: EventLoop, _ registry: MetricRegistry, _ log: Log
    ) throws(StartupError) -> AuthorityService? {
        guard let authority = options.authority else { return nil }
        // Whoever reads a token on its way is whoever it stands for.
        if options.certificate.isEmpty && authority.hosts.isEmpty && !isPrivate(options.address) {
            throw StartupError(
                .configuration,
                [
                    "an authority is not asked in plain text over a network: give it names by --authority-host, or the "
                        + "control plane a certificate by --tls-certificate, or listen on a loopback address"
                ])
        }
        return try AuthorityService(authority, mainLoop: loop, registry: registry, log: log)
    }

    /// Whether nobody but this machine reads what is sent to an address.
    static func isPrivate(_ address: SocketAddress) -> Bool {
        if case .ip(let ip, _) = address { ip.isLoopback } else { true }
    }

    /// Begins to answer requests for certificates.
    func startAuthority() throws(StartupError) {
        guard let authority else { return }
        if let certificate = authority.serverCertificate, let reason = show(certificate) {
            throw StartupError(.configuration, [reason])
        }
        try authority.start { [unowned self] certificate in
            if let reason = show(certificate) { return log.error(.secret, reason) }
            log.info(.secret, "the control plane's own certificate was renewed")
        }
        mount(AuthorityEndpoint.path, bodyLimit: CertificateRequest.longest) { [unowned self] exchange in
            authority.serve(exchange) { [unowned self] reply in
                // Whoever is nobody shall not fill the disk.
                if reply.who == "-" { return }
                interface.audit.write(
                    who: reply.who, peer: exchange.peer?.address?.description ?? "-", action: "certificate",
                    outcome: reply.outcome, at: loop.wallClock)
            }
        }
    }

    /// Shows new connections another certificate of the authority's; why that cannot be, or nil.
    private func show(_ certificate: AuthorityKeeper.ServerCertificate) -> String? {
        guard let secured, let secret = secured.secrets.first else { return nil }
        let configuration = CertificateConfiguration(
            .pem(chain: .bytes(certificate.chain), key: .bytes(certificate.key)))
        secret.replace(
            with: SecretConfiguration(name: Self.ownCertificate.name, content: .certificate(configuration)),
            version: "", at: 0)
        do throws(TLSProblem) {
            try secured.secretChanged()
            return nil
        } catch { return error.text }
    }
}

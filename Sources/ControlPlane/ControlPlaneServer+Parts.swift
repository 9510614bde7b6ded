internal import Configuration
internal import EventLoops
internal import HTTPConnections
internal import ProxyRuntime
internal import TLS
internal import Telemetry

/// What the server is made of.
extension ControlPlaneServer {
    func makeHTTP() -> HTTPServiceServer {
        var options = HTTPServiceServer.Options()
        options.memoryLimit = Self.requestMemory
        return HTTPServiceServer(loop: loop, service: self, options: options) { [unowned self] in
            secured?.makeTransport(thread: 0, inspectedName: "")
        }
    }

    func makeInterface() -> InterfaceService {
        InterfaceService(
            server: self, tokens: options.tokens, audit: AuditLog(sink: auditSink, log: log), metrics: metrics)
    }

    static func openAudit(_ path: String, _ writer: LogWriter) throws(StartupError) -> LogSink? {
        if path.isEmpty { return nil }
        switch writer.open(.file(path)) {
        case .success(let sink): return sink
        case .failure(let error):
            throw StartupError(.resource, ["the audit log '\(error.path)' cannot be opened: \(error.reason)"])
        }
    }

    func makeContext(_ writer: LogWriter) throws(StartupError) -> TLSContextSource<TLSServerContext>? {
        var configuration = DownstreamTLSConfiguration()
        if !options.certificate.isEmpty {
            configuration.common.certificates = [
                CertificateConfiguration(.pem(chain: .file(options.certificate), key: .file(options.key)))
            ]
        } else if authority?.serverCertificate != nil {
            configuration.common.secrets = [SecretUse(Self.ownCertificate)]
        } else {
            return nil
        }
        configuration.common.applicationProtocols = ["h2", "http/1.1"]
        if !options.clientAuthorities.isEmpty {
            var validation = CertificateValidationConfiguration()
            validation.trustedAuthorities = .file(options.clientAuthorities)
            configuration.common.validation = validation
            // Whoever joins has none yet: each request is judged by itself then.
            configuration.requiresClientCertificate = authority == nil
        }
        do {
            let source = try TLSServerContext.source(
                configuration, TLSSurroundings(logWriter: writer),
                metrics: TLSMetrics(prefix: "control.", labels: [], isUpstream: false, registry: registry),
                place: "TLS of the control plane")
            let watcher = FileWatcher(on: loop)
            for directory in Set(source.directories).sorted() {
                try watcher.watch(directory: directory) { [unowned self] in reloadCertificates() }
            }
            certificateWatcher = watcher
            return source
        } catch let error as TLSProblem {
            throw StartupError(.configuration, [error.text])
        } catch {
            throw StartupError(.resource, ["the files of the certificate cannot be watched: \(error)"])
        }
    }

    private func reloadCertificates() {
        do throws(TLSProblem) {
            guard try secured?.reload() == true else { return }
            log.info(.secret, "the certificate of the control plane is another now")
        } catch {
            secured?.countFailure()
            log.warning(.secret, "the certificate stays as it was: \(error.text)")
        }
    }

    func addSources() {
        let start = LoopClock.monotonic()
        registry.addSource("server.uptime", isAlwaysUsed: true) { (LoopClock.monotonic() &- start) / 1_000_000_000 }
        registry.addSource("server.memory_physical_size", isAlwaysUsed: true) { ProcessMemory.read().resident }
    }
}

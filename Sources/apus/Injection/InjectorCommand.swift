internal import ControlPlane
internal import Injection
internal import NetworkAddresses
internal import Telemetry

/// `apus injector`: the webhook by which pods get a proxy when they are made.
enum InjectorCommand: Subcommand {
    static let name = "injector"
    static let synopsis = "--tls-certificate FILE --tls-key FILE [flags]"
    static let flags =
        [
            Flag("--listen", .value("ip:port"), "where API servers ask, POST /inject; default 0.0.0.0:8443"),
            Flag("--address-path", .value("file"), "a file that gets the address"),
            Flag("--tls-certificate", .value("file"), "the certificate chain in PEM; read again when it changes"),
            Flag("--tls-key", .value("file"), "its private key in PEM"),
            Flag("--client-ca", .value("file"), "authorities of which a client must show a certificate"),
            Flag(
                "--on-refusal", .value("allow|deny"),
                "a pod that can have no proxy is made without one and warned of (allow, default), or not made (deny)"),
            Flag("--own-namespace", .value("name"), "where injector and control plane are; default apus-system"),
            Flag(
                "--log-level", short: "-l", .value("level"),
                "trace, debug, info (default), warning, error, critical, off"),
            Flag("--log-path", .value("file"), "where the application log goes; default: standard error"),
            Flag("--log-format", .value("pattern"), "Envoy's patterns, such as [%Y-%m-%d %T.%e][%l] %v"),
        ] + InjectionFlags.all

    static let notes = """

        Which namespaces' pods are asked for is the API server's to know: namespaceSelector of the webhook's
        configuration, such as istio-injection=enabled. Pods of kube-system, kube-public, kube-node-lease and of its own
        namespace never get a proxy. The configuration's failurePolicy says what happens when the injector cannot be
        reached; with Ignore pods start without a proxy then. Beside /inject there are /ready, /healthz, /stats and
        /stats/prometheus.

        """

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try parsed.refuseOperands()
        let injection = try InjectionFlags.options(parsed)
        let text = parsed.values["--listen"] ?? "0.0.0.0:8443"
        guard let address = SocketAddress(text) else {
            throw .usage("--listen: an address such as 0.0.0.0:8443 expected, found '\(text)'")
        }
        guard let certificate = parsed.values["--tls-certificate"], let key = parsed.values["--tls-key"] else {
            throw .usage("--tls-certificate <file> and --tls-key <file> are needed: API servers ask by TLS alone")
        }
        var options = InjectorOptions(injection, address: address, certificate: certificate, key: key)
        options.addressPath = parsed.values["--address-path"] ?? ""
        options.clientAuthorities = parsed.values["--client-ca"] ?? ""
        options.ownNamespace = parsed.values["--own-namespace"] ?? options.ownNamespace
        guard KubernetesOptions.isNamespace(options.ownNamespace) else {
            throw .usage("--own-namespace: the name of a namespace expected, found '\(options.ownNamespace)'")
        }
        let words = AdmissionReview.Refusal.allCases.map(\.rawValue)
        if let word = try parsed.choice("--on-refusal", among: words) {
            options.refusal = AdmissionReview.Refusal(rawValue: word) ?? options.refusal
        }
        _ = try parsed.choice("--log-level", among: LogLevel.allCases.map(\.name))
        return serve(options, parsed)
    }

    private static func serve(_ options: InjectorOptions, _ flags: ParsedFlags) -> ExitCode {
        do {
            guard let application = try ApplicationLog(flags) else { return .resource }
            let server = try InjectorServer(options, log: application.log, logWriter: application.writer)
            try server.run()
            return .success
        } catch let error as InjectorServer.StartError {
            Terminal.error(error.text)
            return error.isConfiguration ? .invalidConfiguration : .resource
        } catch {
            Terminal.error("\(error)")
            return .resource
        }
    }
}

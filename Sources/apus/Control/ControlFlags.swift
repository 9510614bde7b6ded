internal import ControlPlane
internal import EventLoops
internal import NetworkAddresses

/// The flags of `apus control`.
enum ControlFlags {
    static let all: [Flag] =
        [
            Flag("--documents", short: "-d", .value("directory"), "mesh documents: .json, .yaml and .yml; followed"),
            Flag("--store", .value("directory"), "what was published, for the next start; default: nothing is kept"),
            Flag("--listen", .value("ip:port|path"), "where proxies and people ask; default 127.0.0.1:18000"),
            Flag("--address-path", .value("file"), "a file that gets the address"),
            Flag(
                "--tls-certificate", .value("file"), "the server's certificate chain in PEM; read again when it changes"
            ),
            Flag("--tls-key", .value("file"), "its private key in PEM"),
            Flag("--client-ca", .value("file"), "authorities of which a client must show a certificate, but to join"),
            Flag("--token-file", .value("file"), "who may use the interface: lines of name, token and perhaps read"),
            Flag("--audit-log", .value("file"), "a file that gets a line of JSON for each wish to change something"),
            Flag("--stages", .value("n,n…"), "shares of nodes, in percent, that get a publication first"),
            Flag(
                "--log-level", short: "-l", .value("level"),
                "trace, debug, info (default), warning, error, critical, off"),
            Flag("--log-path", .value("file"), "where the application log goes; default: standard error"),
            Flag("--log-format", .value("pattern"), "Envoy's patterns, such as [%Y-%m-%d %T.%e][%l] %v"),
        ] + AuthorityFlags.all + KubernetesFlags.all

    /// What the flags say.
    static func options(_ flags: ParsedFlags) throws(CommandFailure) -> ControlPlaneOptions {
        let text = flags.values["--listen"] ?? "127.0.0.1:18000"
        guard let address = SocketAddress(text) else {
            throw .usage("--listen: an address such as 127.0.0.1:18000 expected, found '\(text)'")
        }
        var options = ControlPlaneOptions(address: address)
        options.documents = flags.values["--documents"] ?? ""
        options.store = flags.values["--store"] ?? ""
        options.addressPath = flags.values["--address-path"] ?? ""
        options.auditPath = flags.values["--audit-log"] ?? ""
        options.certificate = flags.values["--tls-certificate"] ?? ""
        options.key = flags.values["--tls-key"] ?? ""
        options.clientAuthorities = flags.values["--client-ca"] ?? ""
        options.kubernetes = try KubernetesFlags.options(flags)
        options.authority = try AuthorityFlags.options(flags, options.kubernetes)
        let isSource = options.kubernetes?.isSource ?? false
        if options.documents.isEmpty && options.store.isEmpty && options.authority == nil && !isSource {
            throw .usage(
                "something to do is needed: --documents <directory>, --store <directory>, --authority <directory> or "
                    + "--kubernetes")
        }
        if options.store.isEmpty, !options.documents.isEmpty,
            case .failure(let reason) = Files.entries(of: options.documents)
        {
            throw .unreadable(options.documents, reason.text)
        }
        if options.certificate.isEmpty != options.key.isEmpty {
            throw .usage("--tls-certificate and --tls-key go together")
        }
        let isSecured = !options.certificate.isEmpty || options.authority?.hosts.isEmpty == false
        if !options.clientAuthorities.isEmpty && !isSecured {
            throw .usage("--client-ca needs --tls-certificate and --tls-key, or --authority-host")
        }
        if let text = flags.values["--stages"] {
            guard let stages = Rollout.stages(text) else {
                throw .usage("--stages: growing percentages below 100 expected, such as 5,25, found '\(text)'")
            }
            options.stages = stages
        }
        if let path = flags.values["--token-file"] {
            switch AccessTokens.read(try Terminal.read(path), file: path) {
            case .failure(let problem): throw CommandFailure(.invalidConfiguration, [problem.text])
            case .success(let tokens): options.tokens = tokens
            }
        }
        return options
    }
}

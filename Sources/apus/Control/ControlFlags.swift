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

    /// What the flags say, or what is wrong: a line, and the exit code that goes with it.
    static func options(_ flags: ParsedFlags) -> Result<ControlPlaneOptions, Problem> {
        let text = flags.values["--listen"] ?? "127.0.0.1:18000"
        guard let address = SocketAddress(text) else {
            return usage("--listen: an address such as 127.0.0.1:18000 expected, found '\(text)'")
        }
        var options = ControlPlaneOptions(address: address)
        options.documents = flags.values["--documents"] ?? ""
        options.store = flags.values["--store"] ?? ""
        options.addressPath = flags.values["--address-path"] ?? ""
        options.auditPath = flags.values["--audit-log"] ?? ""
        options.certificate = flags.values["--tls-certificate"] ?? ""
        options.key = flags.values["--tls-key"] ?? ""
        options.clientAuthorities = flags.values["--client-ca"] ?? ""
        switch KubernetesFlags.options(flags) {
        case .success(let kubernetes): options.kubernetes = kubernetes
        case .failure(let error): return usage(error.message)
        }
        switch AuthorityFlags.options(flags, options.kubernetes) {
        case .success(let authority): options.authority = authority
        case .failure(let error): return usage(error.message)
        }
        let isSource = options.kubernetes?.isSource ?? false
        if options.documents.isEmpty && options.store.isEmpty && options.authority == nil && !isSource {
            return usage(
                "something to do is needed: --documents <directory>, --store <directory>, --authority <directory> or "
                    + "--kubernetes")
        }
        if options.store.isEmpty, !options.documents.isEmpty,
            case .failure(let reason) = Files.entries(of: options.documents)
        {
            return .failure(
                Problem(text: "\(options.documents): cannot be read: \(reason.text)", code: .unreadableFile))
        }
        if options.certificate.isEmpty != options.key.isEmpty {
            return usage("--tls-certificate and --tls-key go together")
        }
        let isSecured = !options.certificate.isEmpty || options.authority?.hosts.isEmpty == false
        if !options.clientAuthorities.isEmpty && !isSecured {
            return usage("--client-ca needs --tls-certificate and --tls-key, or --authority-host")
        }
        if let text = flags.values["--stages"] {
            guard let stages = Rollout.stages(text) else {
                return usage("--stages: growing percentages below 100 expected, such as 5,25, found '\(text)'")
            }
            options.stages = stages
        }
        if let path = flags.values["--token-file"] {
            switch Files.read(path) {
            case .failure(let reason):
                return .failure(Problem(text: "\(path): cannot be read: \(reason.text)", code: .unreadableFile))
            case .success(let bytes):
                switch AccessTokens.read(bytes, file: path) {
                case .failure(let problem): return .failure(Problem(text: problem.text, code: .invalidConfiguration))
                case .success(let tokens): options.tokens = tokens
                }
            }
        }
        return .success(options)
    }

    /// What is wrong with the flags.
    struct Problem: Error {
        let text: String
        let code: ExitCode
    }

    private static func usage(_ text: String) -> Result<ControlPlaneOptions, Problem> {
        .failure(Problem(text: text + "\nTry 'apus help control'.", code: .usage))
    }
}

internal import ControlPlane

/// The flags of the control plane's certificate authority.
enum AuthorityFlags {
    static let all: [Flag] = [
        Flag("--authority", .value("directory"), "issue certificates of workloads; its roots and keys are kept there"),
        Flag("--trust-domain", .value("name"), "whose certificates are issued, such as mesh.example"),
        Flag("--authority-host", .value("name"), "a name or address of this server, for a certificate of its own"),
        Flag("--join-tokens", .value("file"), "who may join by a token; see apus control token"),
        Flag("--certificate-life-s", .value("seconds"), "how long a certificate holds; default 86400"),
        Flag("--root-certificate", .value("file"), "a root that was made elsewhere, in PEM; it follows the one in use"),
        Flag("--root-key", .value("file"), "its private key in PEM"),
        Flag("--service-account-keys", .value("file"), "keys that sign service accounts' tokens: JWKS or PEM"),
        Flag("--service-account-issuer", .value("url"), "who issues those tokens"),
        Flag("--service-account-audience", .value("name"), "whom they are for; may be repeated; default apus"),
    ]

    /// What the flags say of the authority; nil means there is none.
    static func options(
        _ flags: ParsedFlags, _ kubernetes: KubernetesOptions?
    ) throws(CommandFailure) -> AuthorityOptions? {
        guard let directory = flags.values["--authority"] else {
            if flags.toggles.contains("--kubernetes-token-review") {
                throw .usage("--kubernetes-token-review needs --authority <directory>")
            }
            if flags.values["--kubernetes-roots"] != nil {
                throw .usage("--kubernetes-roots needs --authority <directory>")
            }
            if let stray = all.first(where: { flags.values[$0.name] != nil }) {
                throw .usage("\(stray.name) needs --authority <directory>")
            }
            return nil
        }
        guard let domain = flags.values["--trust-domain"], AuthoritySettings.isTrustDomain(domain) else {
            throw .usage(
                "--trust-domain: a name of lower-case letters, digits, dots, dashes and underscores expected, found '"
                    + (flags.values["--trust-domain"] ?? "") + "'")
        }
        var settings = AuthoritySettings(trustDomain: domain)
        settings.life = try flags.number("--certificate-life-s", in: 2...31_536_000, "seconds") ?? settings.life
        var options = AuthorityOptions(settings, directory: directory)
        options.hosts = flags.lists["--authority-host"] ?? []
        options.joinTokensPath = flags.values["--join-tokens"] ?? ""
        switch (flags.values["--root-certificate"], flags.values["--root-key"]) {
        case (let certificate?, let key?): options.root = (certificate, key)
        case (nil, nil): break
        default: throw .usage("--root-certificate and --root-key go together")
        }
        switch (flags.values["--service-account-keys"], flags.values["--service-account-issuer"]) {
        case (let path?, let issuer?):
            var accounts = ServiceAccountTokens.Settings(issuer: issuer)
            if let audiences = flags.lists["--service-account-audience"] { accounts.audiences = audiences }
            options.serviceAccounts = (path, accounts)
        case (nil, nil): break
        default: throw .usage("--service-account-keys and --service-account-issuer go together")
        }
        if let kubernetes, flags.toggles.contains("--kubernetes-token-review") {
            if options.serviceAccounts != nil {
                throw .usage("--service-account-keys or --kubernetes-token-review: one of them judges tokens")
            }
            options.tokenReview = (kubernetes, flags.lists["--service-account-audience"] ?? ["apus"])
        }
        if let kubernetes, let name = flags.values["--kubernetes-roots"] {
            guard KubernetesOptions.isConfigMap(name) else {
                throw .usage("--kubernetes-roots: the name of a ConfigMap expected, found '\(name)'")
            }
            options.publication = (kubernetes, name)
        }
        if options.joinTokensPath.isEmpty && options.serviceAccounts == nil && options.tokenReview == nil {
            throw .usage(
                "somebody has to be let in: --join-tokens <file>, --service-account-keys <file> or "
                    + "--kubernetes-token-review")
        }
        return options
    }
}

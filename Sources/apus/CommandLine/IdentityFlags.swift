internal import EventLoops
internal import ProxyRuntime

/// The flags by which a proxy obtains its identity.
enum IdentityFlags {
    /// Where the token may stand instead of a file.
    private static let variable = "APUS_IDENTITY_TOKEN"

    /// Carries the flags over into the options.
    static func apply(_ flags: ParsedFlags, to options: inout ProxyOptions) throws(CommandFailure) {
        let others = ["token-file", "bundle", "server-name", "trust-domain"].map { "--identity-\($0)" }
        guard let server = flags.values["--identity-server"] else {
            if let stray = others.first(where: { flags.values[$0] != nil }) {
                throw .usage("\(stray) needs --identity-server <url>")
            }
            return
        }
        guard var identity = IdentityOptions(server: server) else {
            throw .usage("--identity-server: a URL such as https://control.example:18000 expected, found '\(server)'")
        }
        guard let bundle = flags.values["--identity-bundle"] else {
            throw .usage("--identity-bundle <file> is needed: by which roots is '\(server)' to be known?")
        }
        identity.bundlePath = bundle
        if let path = flags.values["--identity-token-file"] {
            identity.tokenPath = path
        } else if let token = Host.environment(variable), !token.isEmpty {
            identity.token = token
        } else {
            throw .usage("--identity-token-file <file> is needed, or a token in the environment's \(variable)")
        }
        identity.serverName = flags.values["--identity-server-name"] ?? ""
        if let domain = flags.values["--identity-trust-domain"] {
            guard IdentityOptions.isTrustDomain(domain) else {
                throw .usage(
                    "--identity-trust-domain: a name of lower-case letters, digits, dots, dashes and underscores "
                        + "expected, found '\(domain)'")
            }
            identity.trustDomain = domain
        }
        options.identity = identity
    }
}

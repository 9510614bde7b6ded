internal import EventLoops
internal import ProxyRuntime

/// The flags by which a proxy obtains its identity.
enum IdentityFlags {
    /// Where the token may stand instead of a file.
    private static let variable = "APUS_IDENTITY_TOKEN"

    /// Carries the flags over into the options; a line that says what is wrong, or nil.
    static func apply(_ flags: ParsedFlags, to options: inout ProxyOptions) -> String? {
        let others = ["token-file", "bundle", "server-name", "trust-domain"].map { "--identity-\($0)" }
        guard let server = flags.values["--identity-server"] else {
            return others.first { flags.values[$0] != nil }.map { "\($0) needs --identity-server <url>" }
        }
        guard var identity = IdentityOptions(server: server) else {
            return "--identity-server: a URL such as https://control.example:18000 expected, found '\(server)'"
        }
        guard let bundle = flags.values["--identity-bundle"] else {
            return "--identity-bundle <file> is needed: by which roots is '\(server)' to be known?"
        }
        identity.bundlePath = bundle
        if let path = flags.values["--identity-token-file"] {
            identity.tokenPath = path
        } else if let token = Host.environment(variable), !token.isEmpty {
            identity.token = token
        } else {
            return "--identity-token-file <file> is needed, or a token in the environment's \(variable)"
        }
        identity.serverName = flags.values["--identity-server-name"] ?? ""
        if let domain = flags.values["--identity-trust-domain"] {
            guard IdentityOptions.isTrustDomain(domain) else {
                return "--identity-trust-domain: a name of lower-case letters, digits, dots, dashes and underscores "
                    + "expected, found '\(domain)'"
            }
            identity.trustDomain = domain
        }
        options.identity = identity
        return nil
    }
}

internal import ControlPlane
internal import NetworkAddresses

/// The flags by which commands ask a server, those of `apus status` and of `apus ready`.
enum InterfaceFlags {
    /// How the server is known, and how it knows us.
    static let all = [
        Flag("--ca", .value("file"), "speaks TLS, and the server's certificate must come from these authorities"),
        Flag(
            "--server-name", .value("name"), "the name that its certificate must have; default: the address"),
        Flag("--certificate", .value("file"), "a certificate chain to show to it, in PEM"),
        Flag("--key", .value("file"), "the private key of that, in PEM"),
    ]

    /// A client of the server whose address a flag says.
    static func client(
        _ flags: ParsedFlags, at flag: String, else usual: String
    ) throws(CommandFailure) -> InterfaceClient {
        let text = flags.values[flag] ?? usual
        guard let address = SocketAddress(text) else {
            throw .usage("\(flag): an address such as \(usual) expected, found '\(text)'")
        }
        var client = InterfaceClient(address: address)
        client.authorities = flags.values["--ca"] ?? ""
        client.serverName = flags.values["--server-name"] ?? ""
        client.certificate = flags.values["--certificate"] ?? ""
        client.key = flags.values["--key"] ?? ""
        guard client.certificate.isEmpty == client.key.isEmpty else {
            throw .usage("--certificate and --key go together")
        }
        if address.isUnix, !client.authorities.isEmpty, client.serverName.isEmpty {
            throw .usage("--ca with a path needs --server-name, the name that the server's certificate must have")
        }
        return client
    }

    /// How long `--timeout` says to wait, in seconds.
    static func timeout(
        _ flags: ParsedFlags, _ range: ClosedRange<Int>, else usual: Int
    ) throws(CommandFailure) -> Int {
        try flags.number("--timeout", in: range, "seconds") ?? usual
    }
}

internal import ControlPlane
internal import EventLoops
internal import NetworkAddresses

/// `apus ready`: asks a proxy or a control plane whether it serves, for probes in images that hold no other program.
enum ReadyCommand {
    static let flags = [
        Flag(
            "--admin", short: "-a", .value("ip:port|path"),
            "an admin interface or control plane; default 127.0.0.1:9901"),
        Flag("--ca", .value("file"), "speaks TLS, and the server's certificate must come from these authorities"),
        Flag("--server-name", .value("name"), "the name that its certificate must have; default: the address"),
        Flag("--certificate", .value("file"), "a certificate chain to show to it, in PEM"),
        Flag("--key", .value("file"), "the private key of that, in PEM"),
        Flag("--timeout", .value("seconds"), "how long to wait for the answer; default 2"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error): return usage(error.message)
        }
        if let operand = parsed.operands.first { return usage("'\(operand)' is no flag") }
        let text = parsed.values["--admin"] ?? "127.0.0.1:9901"
        guard let address = SocketAddress(text) else {
            return usage("--admin: an address such as 127.0.0.1:9901 expected, found '\(text)'")
        }
        guard let seconds = Int(parsed.values["--timeout"] ?? "2"), (1...60).contains(seconds) else {
            return usage("--timeout: 1 to 60 seconds expected, found '\(parsed.values["--timeout"] ?? "")'")
        }
        var client = InterfaceClient(address: address)
        client.authorities = parsed.values["--ca"] ?? ""
        client.serverName = parsed.values["--server-name"] ?? ""
        client.certificate = parsed.values["--certificate"] ?? ""
        client.key = parsed.values["--key"] ?? ""
        guard client.certificate.isEmpty == client.key.isEmpty else {
            return usage("--certificate and --key go together")
        }
        switch client.get("/ready", seconds: seconds) {
        case .failure(let problem):
            Terminal.error(problem.text)
            return .resource
        case .success(let reply):
            let line = String(decoding: reply.body.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self).oneLine
            guard reply.status == 200 else {
                Terminal.error("\(address) answers \(reply.status): \(line)")
                return .resource
            }
            Terminal.out("\(line)\n")
            return .success
        }
    }

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help ready'.")
        return .usage
    }
}

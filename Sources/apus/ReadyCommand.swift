internal import ControlPlane

/// `apus ready`: asks a proxy or a control plane whether it serves, for probes in images that hold no other program.
enum ReadyCommand: Subcommand {
    static let name = "ready"
    static let flags =
        [
            Flag(
                "--admin", short: "-a", .value("ip:port|path"),
                "an admin interface or control plane; default 127.0.0.1:9901")
        ] + InterfaceFlags.all + [
            Flag("--timeout", .value("seconds"), "how long to wait for the answer; default 2")
        ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try parsed.refuseOperands()
        let client = try InterfaceFlags.client(parsed, at: "--admin", else: "127.0.0.1:9901")
        let seconds = try InterfaceFlags.timeout(parsed, 1...60, else: 2)
        switch client.get("/ready", seconds: seconds) {
        case .failure(let problem):
            Terminal.error(problem.text)
            return .resource
        case .success(let reply):
            let line = String(decoding: reply.body.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self).oneLine
            guard reply.status == 200 else {
                Terminal.error("\(client.address) answers \(reply.status): \(line)")
                return .resource
            }
            Terminal.out("\(line)\n")
            return .success
        }
    }
}

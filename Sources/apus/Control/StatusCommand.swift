internal import ControlPlane

/// `apus status`: what each proxy runs, as the control plane knows it.
enum StatusCommand: Subcommand {
    static let name = "status"
    static let flags =
        [
            Flag("--server", short: "-s", .value("ip:port|path"), "the control plane; default 127.0.0.1:18000"),
            Flag("--token-file", .value("file"), "a file whose first line ends in the token"),
        ] + InterfaceFlags.all + [
            Flag("--format", .value("table|json"), "how nodes are shown"),
            Flag("--wait", .value("version"), "wait until all nodes run this publication; newest: the newest"),
            Flag("--timeout", .value("seconds"), "how long to wait; default 60"),
        ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try parsed.refuseOperands()
        let format = try parsed.choice("--format", among: ["table", "json"]) ?? "table"
        var client = try InterfaceFlags.client(parsed, at: "--server", else: "127.0.0.1:18000")
        let seconds = try InterfaceFlags.timeout(parsed, 0...3_600, else: 60)
        if let path = parsed.values["--token-file"] { client.token = token(in: try Terminal.read(path)) }
        if let version = parsed.values["--wait"] {
            return wait(client, version == "newest" ? "" : version, seconds, format)
        }
        return show(client, format)
    }

    /// The token of a token file's first line: its second word, or the first where there is no other.
    private static func token(in bytes: [UInt8]) -> String {
        guard let words = WordLine.all(in: bytes).first?.words else { return "" }
        return words.count > 1 ? words[1] : words[0]
    }

    private static func show(_ client: InterfaceClient, _ format: String) -> ExitCode {
        switch client.get("/v1/nodes", seconds: 30) {
        case .failure(let problem):
            Terminal.error(problem.text)
            return .resource
        case .success(let reply):
            guard reply.status == 200 else { return refused(reply) }
            if format == "json" {
                Terminal.out(String(decoding: reply.body, as: UTF8.self))
            } else {
                Terminal.out(StatusTable.text(of: reply.body))
            }
            return .success
        }
    }

    private static func wait(
        _ client: InterfaceClient, _ version: String, _ seconds: Int, _ format: String
    ) -> ExitCode {
        let path = "/v1/wait?timeout=\(seconds)" + (version.isEmpty ? "" : "&version=\(version)")
        switch client.get(path, seconds: seconds + 10) {
        case .failure(let problem):
            Terminal.error(problem.text)
            return .resource
        case .success(let reply):
            guard reply.status == 200 || reply.status == 504 else { return refused(reply) }
            if format == "json" { Terminal.out(String(decoding: reply.body, as: UTF8.self)) }
            if reply.status == 200 {
                if format == "table" { Terminal.out("all nodes run it\n") }
                return .success
            }
            if format == "table" { Terminal.error(StatusTable.missing(in: reply.body)) }
            return .resource
        }
    }

    private static func refused(_ reply: InterfaceClient.Reply) -> ExitCode {
        Terminal.error("the control plane answers \(reply.status): \(StatusTable.error(in: reply.body))")
        return .resource
    }
}

internal import ControlPlane
internal import EventLoops

/// `apus status`: what each proxy runs, as the control plane knows it.
enum StatusCommand {
    static let flags =
        [
            Flag("--server", short: "-s", .value("ip:port|path"), "the control plane; default 127.0.0.1:18000"),
            Flag("--token-file", .value("file"), "a file whose first line ends in the token"),
        ] + InterfaceFlags.all + [
            Flag("--format", .value("table|json"), "how nodes are shown"),
            Flag("--wait", .value("version"), "wait until all nodes run this publication; newest: the newest"),
            Flag("--timeout", .value("seconds"), "how long to wait; default 60"),
        ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error): return usage(error.message)
        }
        if let operand = parsed.operands.first { return usage("'\(operand)' is no flag") }
        let format = parsed.values["--format"] ?? "table"
        guard format == "table" || format == "json" else {
            return usage("--format: table or json expected, found '\(format)'")
        }
        var client: InterfaceClient
        let seconds: Int
        do throws(UsageError) {
            client = try InterfaceFlags.client(parsed, at: "--server", else: "127.0.0.1:18000")
            seconds = try InterfaceFlags.timeout(parsed, 0...3_600, else: 60)
        } catch { return usage(error.message) }
        if let path = parsed.values["--token-file"] {
            switch Files.read(path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                return .unreadableFile
            case .success(let bytes): client.token = token(in: bytes)
            }
        }
        if let version = parsed.values["--wait"] {
            return wait(client, version == "newest" ? "" : version, seconds, format)
        }
        return show(client, format)
    }

    /// The second word of a line of a token file, or the first where there is no other.
    private static func token(in bytes: [UInt8]) -> String {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            if let word = words.dropFirst().first ?? words.first { return String(word) }
        }
        return ""
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

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help status'.")
        return .usage
    }
}

internal import ControlPlane
internal import EventLoops
internal import NetworkAddresses

/// `apus request`: asks a proxy's admin interface, for the hooks of a container that has no other programs.
enum RequestCommand {
    static let flags = [
        Flag("--admin", .value("ip:port"), "the admin interface; default 127.0.0.1:15000"),
        Flag("--wait", .value("seconds"), "ask again until the answer is 200, at most so long"),
        Flag("--linger", .value("seconds"), "end so long after the answer"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error): return usage(error.message)
        }
        let text = parsed.values["--admin"] ?? "127.0.0.1:15000"
        guard let address = SocketAddress(text) else {
            return usage("--admin: an address such as 127.0.0.1:15000 expected, found '\(text)'")
        }
        guard parsed.operands.count == 2, ["GET", "POST"].contains(parsed.operands[0]),
            parsed.operands[1].hasPrefix("/"), parsed.operands[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return usage("a method and a path are needed, such as: apus request POST /quitquitquit") }
        var seconds: [String: Int] = [:]
        for flag in ["--wait", "--linger"] {
            guard let text = parsed.values[flag] else { continue }
            guard let value = Int(text), (0...3_600).contains(value) else {
                return usage("\(flag): 0 to 3600 seconds expected, found '\(text)'")
            }
            seconds[flag] = value
        }
        let code = ask(InterfaceClient(address: address), parsed.operands, wait: seconds["--wait"] ?? 0)
        if let linger = seconds["--linger"] { Threads.sleep(milliseconds: linger * 1_000) }
        return code
    }

    private static func ask(_ client: InterfaceClient, _ words: [String], wait: Int) -> ExitCode {
        let end = LoopClock.monotonic() + UInt64(wait) * 1_000_000_000
        while true {
            let reply = client.ask(words[0], words[1], seconds: 10)
            if case .success(let reply) = reply, reply.status == 200 {
                Terminal.out(String(decoding: reply.body, as: UTF8.self))
                return .success
            }
            guard LoopClock.monotonic() < end else {
                switch reply {
                case .success(let reply):
                    let body = String(decoding: reply.body.prefix(1_000), as: UTF8.self)
                    Terminal.error("\(client.address) answers \(reply.status): \(body)")
                case .failure(let problem): Terminal.error(problem.text)
                }
                return .resource
            }
            Threads.sleep(milliseconds: 100)
        }
    }

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help request'.")
        return .usage
    }
}

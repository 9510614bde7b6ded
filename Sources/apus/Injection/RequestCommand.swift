internal import ControlPlane
internal import EventLoops
internal import NetworkAddresses

/// `apus request`: asks a proxy's admin interface, for the hooks of a container that has no other programs.
enum RequestCommand: Subcommand {
    static let name = "request"
    static let synopsis = "[flags] GET|POST PATH: asks a proxy's admin interface"
    static let flags = [
        Flag("--admin", .value("ip:port"), "the admin interface; default 127.0.0.1:15000"),
        Flag("--wait", .value("seconds"), "ask again until the answer is 200, at most so long"),
        Flag("--linger", .value("seconds"), "end so long after the answer"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let text = parsed.values["--admin"] ?? "127.0.0.1:15000"
        guard let address = SocketAddress(text) else {
            throw .usage("--admin: an address such as 127.0.0.1:15000 expected, found '\(text)'")
        }
        guard parsed.operands.count == 2, ["GET", "POST"].contains(parsed.operands[0]),
            parsed.operands[1].hasPrefix("/"), parsed.operands[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .usage("a method and a path are needed, such as: apus request POST /quitquitquit") }
        let wait = try parsed.number("--wait", in: 0...3_600, "seconds") ?? 0
        let linger = try parsed.number("--linger", in: 0...3_600, "seconds") ?? 0
        let code = ask(InterfaceClient(address: address), parsed.operands, wait: wait)
        if linger > 0 { Threads.sleep(milliseconds: linger * 1_000) }
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
}

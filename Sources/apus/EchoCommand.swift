internal import EventLoops
internal import NetworkAddresses

/// `apus echo`: an upstream to try things with.
enum EchoCommand {
    static let flags = [
        Flag("--port", short: "-p", .value("n"), "where to listen on 127.0.0.1; default 10001, 0 for any"),
        Flag("--address", .value("ip:port|path"), "where to listen instead"),
        Flag("--name", .value("text"), "what the answers call this server; default: its address"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error):
            Terminal.error("\(error.message)\nTry 'apus help echo'.")
            return .usage
        }
        let text = parsed.values["--address"] ?? "127.0.0.1:\(parsed.values["--port"] ?? "10001")"
        guard parsed.operands.isEmpty, let address = SocketAddress(text) else {
            Terminal.error("'\(parsed.operands.first ?? text)' is no address; such as 127.0.0.1:10001")
            return .usage
        }
        do {
            let server = try EchoServer(name: parsed.values["--name"] ?? text)
            let bound = try server.listen(on: address)
            Terminal.out("echo listens on \(bound)\n")
            try server.run()
            return .success
        } catch {
            Terminal.error("echo cannot listen on \(address): \(error)")
            return .resource
        }
    }
}

internal import EventLoops
internal import NetworkAddresses

/// `apus echo`: an upstream to try things with.
enum EchoCommand: Subcommand {
    static let name = "echo"
    static let flags = [
        Flag("--port", short: "-p", .value("n"), "where to listen on 127.0.0.1; default 10001, 0 for any"),
        Flag("--address", .value("ip:port|path"), "where to listen instead"),
        Flag("--name", .value("text"), "what the answers call this server; default: its address"),
    ]

    static let notes = """

        Orders, in the query or as x-echo-* fields: \(EchoOrders.names.joined(separator: ", ")).
        Such as /?delay=200&status=503 or /?size=1000000&chunks=10&trickle=100&close=middle

        """

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let text = parsed.values["--address"] ?? "127.0.0.1:\(parsed.values["--port"] ?? "10001")"
        guard parsed.operands.isEmpty, let address = SocketAddress(text) else {
            throw .usage("'\(parsed.operands.first ?? text)' is no address; such as 127.0.0.1:10001")
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

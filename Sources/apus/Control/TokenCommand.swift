internal import ControlPlane
internal import EventLoops

/// `apus control token`: makes a token by which proxies join, lets the authority know it by its hash, and prints it,
/// this once.
enum TokenCommand: Subcommand {
    static let name = "control token"
    static let synopsis = "[flags]: makes a token by which proxies join, and prints it"
    static let flags = [
        Flag("--join-tokens", .value("file"), "the file that the authority reads; the token's hash is added to it"),
        Flag("--namespace", .value("name"), "the namespace of the account that the token stands for"),
        Flag("--account", .value("name"), "the account"),
        Flag("--uses", .value("n"), "how many proxies may join by it; default: any number"),
        Flag("--expires-in", .value("30m|24h|7d"), "how long proxies may join by it; default: for ever"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try parsed.refuseOperands()
        guard let path = parsed.values["--join-tokens"], let namespace = parsed.values["--namespace"],
            let account = parsed.values["--account"]
        else { throw .usage("--join-tokens <file>, --namespace <name> and --account <name> are needed") }
        guard JoinToken.canStand(forNamespace: namespace, account: account) else {
            throw .usage("'\(namespace)' and '\(account)' can be no namespace and account of a certificate")
        }
        let uses = try parsed.number("--uses", in: JoinToken.possibleUses)
        var expires: Int64?
        if let text = parsed.values["--expires-in"] {
            guard let span = seconds(of: text) else {
                throw .usage("--expires-in: a span such as 30m, 24h or 7d expected, found '\(text)'")
            }
            expires = WallTime.now().seconds + span
        }
        let (token, text) = JoinToken.make(namespace: namespace, account: account, uses: uses, expires: expires)
        if let problem = Files.append(Array(token.line.utf8), path: path) {
            Terminal.error("\(path): \(problem)")
            return .resource
        }
        Terminal.out(text + "\n")
        return .success
    }

    /// The seconds of a span with its unit; nil when it is none, or more than ten years.
    private static func seconds(of text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
            (1...315_360_000 / unit).contains(number)
        else { return nil }
        return number * unit
    }
}

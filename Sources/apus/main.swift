internal import EventLoops

/// `apus COMMAND …`; the commands are listed in `Help`.
func main() -> ExitCode {
    let arguments = CommandLine.arguments.dropFirst()
    let rest = arguments.dropFirst()
    if let command = arguments.first, rest == ["--help"] || rest == ["-h"], let text = Help.text(for: command) {
        Terminal.out(text)
        return .success
    }
    switch arguments.first {
    case "proxy": return ProxyCommand.run(rest)
    case "validate": return ValidateCommand.run(rest)
    case "route": return RouteCommand.run(rest)
    case "route-test": return RouteTestCommand.run(rest)
    case "control": return ControlCommand.run(rest)
    case "status": return StatusCommand.run(rest)
    case "ready": return ReadyCommand.run(rest)
    case "echo": return EchoCommand.run(rest)
    case "explain": return ExplainCommand.run(rest)
    case "check": return CheckCommand.run(rest)
    case "top": return TopCommand.run(rest)
    case "tap": return TapCommand.run(rest)
    case "interception": return InterceptionCommand.run(rest)
    case "inject": return InjectCommand.run(rest, injects: true)
    case "uninject": return InjectCommand.run(rest, injects: false)
    case "injector": return InjectorCommand.run(rest)
    case "request": return RequestCommand.run(rest)
    case "version", "--version":
        Terminal.out("apus \(Version.text)\n")
        return .success
    case nil, "help", "--help", "-h":
        guard let text = Help.text(for: rest.first) else { return unknown(rest.first ?? "") }
        Terminal.out(text)
        return .success
    // As `envoy -c FILE` is written.
    case let flag? where flag.hasPrefix("-"): return ProxyCommand.run(arguments)
    case let word?: return unknown(word)
    }
}

private func unknown(_ word: String) -> ExitCode {
    let nearest = EditDistance.nearest(
        to: word,
        in: [
            "proxy", "validate", "check", "route", "route-test", "control", "status", "ready", "top", "tap", "explain",
            "echo", "interception", "inject", "uninject", "injector", "request", "version", "help",
        ])
    Terminal.error(
        "unknown command '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "") + "\nTry 'apus help'.")
    return .usage
}

Files.exit(main().rawValue)

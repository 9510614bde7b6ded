internal import EventLoops

/// `apus COMMAND …`; the commands are listed in `Subcommands`.
func main() -> ExitCode {
    let arguments = CommandLine.arguments.dropFirst()
    if let (command, rest) = Subcommands.find(arguments) {
        if !asksForHelp(rest) { return command.perform(rest) }
        Terminal.out(Help.text(for: command))
        return .success
    }
    let rest = arguments.dropFirst()
    switch arguments.first {
    case "version", "--version":
        Terminal.out(asksForHelp(rest) ? Help.overview : "apus \(Version.text)\n")
        return .success
    case nil, "help", "--help", "-h": return help(rest)
    // As `envoy -c FILE` is written.
    case let flag? where flag.hasPrefix("-"): return ProxyCommand.perform(arguments)
    case let word?: return unknown(word)
    }
}

private func asksForHelp(_ words: ArraySlice<String>) -> Bool { words == ["--help"] || words == ["-h"] }

private func help(_ words: ArraySlice<String>) -> ExitCode {
    if let (command, _) = Subcommands.find(words) {
        Terminal.out(Help.text(for: command))
    } else if let word = words.first, !asksForHelp(words), word != "version", word != "help" {
        return unknown(word)
    } else {
        Terminal.out(Help.overview)
    }
    return .success
}

private func unknown(_ word: String) -> ExitCode {
    let names = Subcommands.all.map { $0.name }.filter { !$0.contains(" ") } + ["version", "help"]
    let hint = EditDistance.nearest(to: word, in: names).map { "; did you mean '\($0)'?" } ?? ""
    Terminal.error("unknown command '\(word)'\(hint)\nTry 'apus help'.")
    return .usage
}

Files.exit(main().rawValue)

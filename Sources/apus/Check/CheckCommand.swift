internal import Configuration

/// `apus check -c FILE`: says what stands in the way of serving a configuration on this machine, and how to mend it.
enum CheckCommand: Subcommand {
    static let name = "check"
    static let synopsis = "-c FILE [flags]"
    static let flags = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file (JSON or YAML)"),
        Flag("--config-yaml", .value("yaml"), "a bootstrap merged over the file; YAML or JSON"),
        Flag("--output", short: "-o", .value("table|json"), "how it is written"),
        Flag("--running", .toggle, "a proxy serves it already: its ports are not tried"),
        Flag("--strict", .toggle, "warnings count as problems"),
        Flag("--days", .value("n"), "certificates that run out sooner are warned of; default 7"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let days = try parsed.number("--days", in: 1...3_650) ?? 7
        let output = try parsed.choice("--output", among: ["table", "json"]) ?? "table"
        try parsed.refuseOperands("; the file is given by -c")
        if parsed.values["--config-path"] == nil && parsed.values["--config-yaml"] == nil {
            throw .usage("a file is needed: apus check -c FILE")
        }
        var preflight = Preflight(try ConfigurationFiles.read(parsed), days: days)
        preflight.run(triesPorts: !parsed.toggles.contains("--running"))
        let findings = preflight.findings
        if output == "json" {
            Terminal.out(TextTree.list(findings.map(\.tree)).json + "\n")
        } else {
            for finding in findings { Terminal.out(finding.line) }
        }
        let worst = findings.map(\.weight).max() ?? .fine
        if worst == .problem || worst == .warning && parsed.toggles.contains("--strict") { return .resource }
        return .success
    }
}

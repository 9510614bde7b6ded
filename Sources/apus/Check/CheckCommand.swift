internal import Configuration

/// `apus check -c FILE`: says what stands in the way of serving a configuration on this machine, and how to mend it.
enum CheckCommand {
    static let flags = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file (JSON or YAML)"),
        Flag("--config-yaml", .value("yaml"), "a bootstrap merged over the file; YAML or JSON"),
        Flag("--output", short: "-o", .value("table|json"), "how it is written"),
        Flag("--running", .toggle, "a proxy serves it already: its ports are not tried"),
        Flag("--strict", .toggle, "warnings count as problems"),
        Flag("--days", .value("n"), "certificates that run out sooner are warned of; default 7"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        let days: Int
        let output: String
        do throws(UsageError) {
            parsed = try ParsedFlags.parse(arguments, flags: flags).get()
            days = try AdminQuestions.number(parsed, "--days", default: 7, upTo: 3_650)
            output = parsed.values["--output"] ?? "table"
            guard output == "table" || output == "json" else {
                throw UsageError("--output: table or json expected, found '\(output)'")
            }
            if let operand = parsed.operands.first {
                throw UsageError("'\(operand)' is no flag; the file is given by -c")
            }
            if parsed.values["--config-path"] == nil && parsed.values["--config-yaml"] == nil {
                throw UsageError("a file is needed: apus check -c FILE")
            }
        } catch {
            Terminal.error("\(error.message)\nTry 'apus help check'.")
            return .usage
        }
        switch ConfigurationFiles.read(parsed) {
        case .failure(let code): return code
        case .success(let bootstrap):
            var preflight = Preflight(bootstrap, days: days)
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
}

internal import Configuration
internal import EventLoops
internal import ProxyRuntime

/// `apus validate FILE…`: lists every mistake of every file, and of the files that these name.
enum ValidateCommand {
    static let flags = [
        Flag("--format", .value("text|json"), "how mistakes are listed"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
        Flag("--skip-files", .toggle, "files that a configuration names are not opened: they may be elsewhere"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error):
            Terminal.error("\(error.message)\nTry 'apus help validate'.")
            return .usage
        }
        let format = parsed.values["--format"] ?? "text"
        guard format == "text" || format == "json" else {
            Terminal.error("--format: text or json expected, found '\(format)'")
            return .usage
        }
        guard !parsed.operands.isEmpty else {
            Terminal.error("a file is needed: apus validate FILE…")
            return .usage
        }
        let reader = ConfigurationReader(allowUnknownFields: parsed.toggles.contains("--allow-unknown-static-fields"))
        var complaints: [ConfigurationComplaint] = []
        var code = ExitCode.success
        var isWrong = false
        for path in parsed.operands {
            switch Files.read(path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                code = .unreadableFile
            case .success(let bytes):
                let outcome = reader.bootstrap(bytes, file: path)
                var found = outcome.complaints
                if found.isEmpty, let bootstrap = outcome.configuration, !parsed.toggles.contains("--skip-files"),
                    let obstacles = ProxyServer.obstacles(to: bootstrap)
                {
                    // It is read to its end before anything is opened, so there is no mistake in itself beside these.
                    found = obstacles.messages.map { ConfigurationComplaint(file: path, obstacle: $0) }
                    if obstacles.kind == .resource { code = .resource } else { isWrong = true }
                } else if !found.isEmpty {
                    isWrong = true
                }
                complaints.append(contentsOf: found)
                if found.isEmpty && format == "text" { Terminal.out("\(path): OK\n") }
            }
        }
        if format == "json" {
            Terminal.out(ConfigurationComplaint.json(complaints) + "\n")
        } else {
            for complaint in complaints { Terminal.error(complaint.text) }
        }
        return isWrong ? .invalidConfiguration : code
    }
}

internal import Configuration
internal import EventLoops
internal import ProxyRuntime

/// `apus validate FILE…`: lists every mistake of every file, and of the files that these name.
enum ValidateCommand: Subcommand {
    static let name = "validate"
    static let synopsis = "[flags] FILE…"
    static let flags = [
        Flag("--format", .value("text|json"), "how mistakes are listed"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
        Flag("--skip-files", .toggle, "files that a configuration names are not opened: they may be elsewhere"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let format = try parsed.choice("--format", among: ["text", "json"]) ?? "text"
        guard !parsed.operands.isEmpty else { throw .usage("a file is needed: apus validate FILE…") }
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

internal import Configuration
internal import EventLoops

/// `apus validate FILE…`: lists every mistake of every file.
enum ValidateCommand {
    static let flags = [
        Flag("--format", .value("text|json"), "how mistakes are listed"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
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
        for path in parsed.operands {
            switch Files.read(path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                code = .unreadableFile
            case .success(let bytes):
                let found = reader.bootstrap(bytes, file: path).complaints
                complaints.append(contentsOf: found)
                if found.isEmpty && format == "text" { Terminal.out("\(path): OK\n") }
            }
        }
        if format == "json" {
            Terminal.out(ConfigurationComplaint.json(complaints) + "\n")
        } else {
            for complaint in complaints { Terminal.error(complaint.text) }
        }
        return complaints.isEmpty ? code : .invalidConfiguration
    }
}

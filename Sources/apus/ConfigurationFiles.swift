internal import Configuration
internal import EventLoops

/// Reads what `-c` and `--config-yaml` name.
enum ConfigurationFiles {
    /// The configuration, or the exit code after everything wrong was written to standard error.
    static func read(_ flags: ParsedFlags) -> Outcome {
        let tolerant =
            flags.toggles.contains("--allow-unknown-static-fields") || flags.toggles.contains("--allow-unknown-fields")
        let reader = ConfigurationReader(allowUnknownFields: tolerant)
        var sources: [ConfigurationReader.Source] = []
        if let path = flags.values["--config-path"] {
            switch Files.read(path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                return .failure(.unreadableFile)
            case .success(let bytes): sources.append(ConfigurationReader.Source(file: path, bytes: bytes))
            }
        }
        if let text = flags.values["--config-yaml"] {
            sources.append(
                ConfigurationReader.Source(file: "--config-yaml", bytes: Array(text.utf8), format: .yaml))
        }
        let outcome = reader.bootstrap(sources)
        for complaint in outcome.complaints { Terminal.error(complaint.text) }
        guard let bootstrap = outcome.configuration else { return .failure(.invalidConfiguration) }
        return .success(bootstrap)
    }

    enum Outcome {
        case success(BootstrapConfiguration)
        case failure(ExitCode)
    }
}

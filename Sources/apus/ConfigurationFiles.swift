internal import Configuration

/// Reads what `-c` and `--config-yaml` name.
enum ConfigurationFiles {
    /// The configuration, or the exit code after everything wrong was written to standard error.
    static func read(_ flags: ParsedFlags) -> Outcome {
        let tolerant =
            flags.toggles.contains("--allow-unknown-static-fields") || flags.toggles.contains("--allow-unknown-fields")
        let reader = ConfigurationReader(allowUnknownFields: tolerant)
        var documents: [(bytes: [UInt8], file: String)] = []
        if let path = flags.values["--config-path"] {
            switch Files.read(path) {
            case .failure(let reason):
                Terminal.error("\(path): cannot be read: \(reason.text)")
                return .failure(.unreadableFile)
            case .success(let bytes): documents.append((bytes, path))
            }
        }
        if let text = flags.values["--config-yaml"] { documents.append((Array(text.utf8), "--config-yaml")) }
        let (bootstrap, complaints) = reader.bootstrap(merging: documents)
        for complaint in complaints { Terminal.error(complaint.description) }
        guard let bootstrap, !complaints.contains(where: { !$0.isWarning }) else {
            return .failure(.invalidConfiguration)
        }
        return .success(bootstrap)
    }

    enum Outcome {
        case success(BootstrapConfiguration)
        case failure(ExitCode)
    }
}

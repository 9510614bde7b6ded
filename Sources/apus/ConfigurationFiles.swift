internal import Configuration
internal import EventLoops

/// Reads what `-c` and `--config-yaml` name.
enum ConfigurationFiles {
    /// The configuration; the user is told of what it is warned of. A failure has everything that is wrong.
    static func read(_ flags: ParsedFlags) throws(CommandFailure) -> BootstrapConfiguration {
        let loaded = Origin(flags).load()
        guard let bootstrap = loaded.bootstrap else { throw CommandFailure(loaded.code, loaded.complaints) }
        for complaint in loaded.complaints { Terminal.error(complaint) }
        return bootstrap
    }

    /// Where a configuration stands.
    struct Origin: Sendable {
        private let path: String?
        private let text: String?
        private let isTolerant: Bool
        private let hasIdentity: Bool

        /// What the flags say.
        init(_ flags: ParsedFlags) {
            path = flags.values["--config-path"]
            text = flags.values["--config-yaml"]
            hasIdentity = flags.values["--identity-server"] != nil
            isTolerant =
                flags.toggles.contains("--allow-unknown-static-fields")
                || flags.toggles.contains("--allow-unknown-fields")
        }

        /// Reads it, with everything wrong in it.
        func load() -> Loaded {
            var sources: [ConfigurationReader.Source] = []
            if let path {
                switch Files.read(path) {
                case .failure(let reason):
                    return Loaded(code: .unreadableFile, complaints: ["\(path): cannot be read: \(reason.text)"])
                case .success(let bytes): sources.append(ConfigurationReader.Source(file: path, bytes: bytes))
                }
            }
            if let text {
                sources.append(
                    ConfigurationReader.Source(file: "--config-yaml", bytes: Array(text.utf8), format: .yaml))
            }
            let outcome = ConfigurationReader(
                allowUnknownFields: isTolerant, ownSecrets: hasIdentity ? SecretReference.identity : []
            ).bootstrap(sources)
            return Loaded(
                bootstrap: outcome.configuration, code: .invalidConfiguration,
                complaints: outcome.complaints.map(\.text))
        }
    }

    /// A configuration as far as it could be read.
    struct Loaded {
        var bootstrap: BootstrapConfiguration?
        /// What the process ends with when there is no configuration.
        var code: ExitCode
        var complaints: [String]

        /// Without the code.
        var contents: (bootstrap: BootstrapConfiguration?, complaints: [String]) { (bootstrap, complaints) }
    }
}

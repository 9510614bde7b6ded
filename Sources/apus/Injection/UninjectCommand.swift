internal import Injection

/// `apus uninject`: manifests as they were before `apus inject`.
enum UninjectCommand: Subcommand {
    static let name = "uninject"
    static let synopsis = "[-f FILE] [flags]: manifests as they were before apus inject"
    static let flags = ManifestFiles.flags

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        var files = try ManifestFiles(parsed)
        files.documents = files.documents.map(ManifestInjector.uninject)
        files.write()
        return .success
    }
}

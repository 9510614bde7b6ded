/// Why a command ends before its work is done.
struct CommandFailure: Error {
    /// What the user is told, a line each.
    let messages: [String]
    let code: ExitCode

    init(_ code: ExitCode, _ messages: [String]) {
        self.code = code
        self.messages = messages
    }

    /// A mistake on the command line.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, [message]) }

    /// A file that cannot be read.
    static func unreadable(_ path: String, _ reason: String) -> CommandFailure {
        CommandFailure(.unreadableFile, ["\(path): cannot be read: \(reason)"])
    }
}

internal import EventLoops

/// Lines for whoever started the process.
enum Terminal {
    static func out(_ text: String) { Files.write(text, to: .output) }

    static func error(_ text: String) { Files.write(text + "\n", to: .error) }

    /// The bytes of a file that the user has named.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        switch Files.read(path) {
        case .success(let bytes): return bytes
        case .failure(let reason): throw .unreadable(path, reason.text)
        }
    }
}

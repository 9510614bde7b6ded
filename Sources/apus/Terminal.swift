internal import EventLoops

/// Lines for whoever started the process.
enum Terminal {
    static func out(_ text: String) { Files.write(text, to: .output) }

    static func error(_ text: String) { Files.write(text + "\n", to: .error) }
}

internal import ProxyRuntime

/// What the process tells its parent. Documented in README.md and in `apus help`.
enum ExitCode: Int32 {
    /// All is well: served and drained, or the file is valid.
    case success = 0
    /// The configuration is wrong; every mistake was listed.
    case invalidConfiguration = 1
    /// The command line is wrong.
    case usage = 2
    /// A configuration file cannot be read.
    case unreadableFile = 3
    /// The system lacks something: a port is in use, a log cannot be written.
    case resource = 4

    /// What a start ends with that does not come about.
    init(_ kind: StartupError.Kind) {
        self = kind == .configuration ? .invalidConfiguration : .resource
    }
}

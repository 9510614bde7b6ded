/// Why a proxy could not start: one line for the operator each.
public struct StartupError: Error, Sendable {
    /// What kind of thing failed; decides the exit code.
    public enum Kind: Sendable {
        /// A resource of the system: a port in use, a log that cannot be written, no descriptors.
        case resource
        /// The configuration is valid as a document and cannot be run.
        case configuration
    }

    /// What kind of thing failed.
    public let kind: Kind
    /// What went wrong, and what to look at.
    public let messages: [String]

    /// Names what failed.
    public init(_ kind: Kind, _ messages: [String]) {
        self.kind = kind
        self.messages = messages
    }
}

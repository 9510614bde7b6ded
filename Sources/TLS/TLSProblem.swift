/// Why a TLS context cannot be made: what the operator has to mend.
public struct TLSProblem: Error, Sendable, Hashable {
    /// The field of the configuration, where it is read from, and the reason.
    public let text: String
}

/// Why a key, a request or a certificate cannot be made or used, for whoever gave it.
public struct IssuingProblem: Error, Sendable, Hashable {
    /// What is wrong, such as `the signature of the request is not by its key`.
    public let text: String

    init(_ text: String) { self.text = text }
}

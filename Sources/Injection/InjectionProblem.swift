/// Why a pod gets no proxy.
public struct InjectionProblem: Error, Sendable, Equatable {
    /// For whoever wrote the manifest.
    public let text: String

    init(_ text: String) { self.text = text }
}

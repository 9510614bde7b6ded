public import Configuration

/// Why documents make no mesh: all mistakes of all of them.
public struct MeshProblems: Error, Sendable, Equatable {
    /// What is wrong, by document and in the order of each text; never empty.
    public let complaints: [ConfigurationComplaint]

    init(_ complaints: [ConfigurationComplaint]) { self.complaints = complaints }
}

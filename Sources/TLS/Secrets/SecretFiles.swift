internal import Configuration
public import Telemetry

/// The secrets in files that a configuration refers to, each once however many contexts use it.
public struct SecretFiles {
    /// In the order in which they were first asked for.
    public private(set) var all: [SecretFile] = []
    private let registry: MetricRegistry

    /// None yet.
    public init(registry: MetricRegistry) { self.registry = registry }

    /// The file behind a reference; read when it is first asked for, which blocks.
    mutating func file(_ reference: SecretReference) throws(TLSProblem) -> SecretFile {
        if let known = all.first(where: { $0.reference == reference }) { return known }
        let file = try SecretFile(reference, registry: registry)
        all.append(file)
        return file
    }

    /// The files of a context, in the order of its uses.
    mutating func files(_ uses: [SecretUse], _ place: String) throws(TLSProblem) -> [SecretFile] {
        var files: [SecretFile] = []
        for use in uses {
            do {
                files.append(try file(use.reference))
            } catch {
                throw TLSProblem(text: "\(place): \(error.text)")
            }
        }
        return files
    }
}

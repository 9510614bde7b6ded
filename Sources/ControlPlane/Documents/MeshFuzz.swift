internal import Configuration

/// Oracles for fuzzing mesh documents: no bytes may trap, a mistake stands inside its text, what is taken does not
/// depend on how often it is compiled, and all that is made of it is JSON. Not for serving.
public enum MeshFuzz {
    /// Compiles a document, whose first byte says how it is written (`{`: JSON), and looks at what nodes are served.
    public static func run(_ bytes: [UInt8]) {
        let name = bytes.first == UInt8(ascii: "{") ? "a.json" : "a.yaml"
        let documents = [MeshDocument(name: name, bytes: bytes)]
        switch MeshCompilation.compile(documents) {
        case .failure(let problems):
            precondition(!problems.complaints.isEmpty, "refused without a reason")
            check(problems.complaints, of: bytes)
        case .success(let compilation):
            check(compilation.warnings, of: bytes)
            guard case .success(let again) = MeshCompilation.compile(documents, after: compilation) else {
                preconditionFailure("what was taken once is refused")
            }
            for cluster in ["", "web", "edge"] {
                let node = NodeFacts(id: "n", cluster: cluster)
                let snapshot = compilation.snapshot(for: node)
                precondition(snapshot == again.snapshot(for: node), "two compilations differ")
                check(snapshot)
            }
        }
    }

    private static func check(_ complaints: [ConfigurationComplaint], of bytes: [UInt8]) {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        for complaint in complaints {
            precondition(complaint.line >= 1 && complaint.line <= lines, "a line that the text does not have")
            precondition(complaint.column >= 1 && complaint.column <= bytes.count + 1, "a column past the text")
            precondition(!complaint.message.isEmpty, "a complaint that says nothing")
        }
    }

    private static func check(_ snapshot: ResourceSnapshot) {
        for kind in [ResourceKind.cluster, .endpoints, .listener, .routes, .secret, .runtime] {
            var last: String?
            for resource in snapshot[kind].resources {
                precondition(last.map { $0 < resource.name } ?? true, "names out of order, or twice")
                last = resource.name
                guard case .success = JSONReader(dialect: .strict).read(resource.json, file: "r") else {
                    preconditionFailure("a resource is no JSON")
                }
            }
        }
    }
}

internal import EventLoops
internal import Injection

/// The manifests that `-f` names, and how they are written again.
struct ManifestFiles {
    static let flags = [
        Flag(
            "--filename", short: "-f", .value("file"), "manifests, JSON or YAML; - is standard input; may be repeated"),
        Flag("--output", short: "-o", .value("json|yaml"), "how manifests are written; default: as they were read"),
    ]

    var documents: [ManifestValue] = []
    private let format: String?
    /// Whether all files were JSON.
    private var isJSON = true

    /// Reads them.
    init(_ parsed: ParsedFlags) throws(CommandFailure) {
        try parsed.refuseOperands("; a file is given by -f")
        format = try parsed.choice("--output", among: ["json", "yaml"])
        for path in parsed.lists["--filename"] ?? ["-"] {
            let isInput = path == "-"
            let bytes = try Terminal.read(isInput ? "/dev/stdin" : path)
            switch ManifestReader.read(bytes, file: isInput ? "standard input" : path) {
            case .failure(let problem): throw CommandFailure(.invalidConfiguration, [problem.text])
            case .success(let content):
                documents += content.documents
                isJSON = isJSON && content.isJSON
            }
        }
    }

    /// Writes the documents to standard output.
    func write() {
        let text = format ?? (isJSON ? "json" : "yaml") == "json" ? json() : ManifestWriter.yaml(documents)
        Terminal.out(String(decoding: text, as: UTF8.self))
    }

    /// JSON has one value: several documents become a List.
    private func json() -> [UInt8] {
        if documents.count == 1 { return ManifestWriter.json(documents[0]) }
        return ManifestWriter.json(["apiVersion": "v1", "kind": "List", "items": .list(documents)])
    }
}

internal import Buffers
internal import EventLoops

/// A directory of mesh documents: its files that end in `.json`, `.yaml` or `.yml`, also in directories below it. What
/// begins with a dot is passed over, as Kubernetes' own directories in a mounted map are.
public struct DocumentDirectory: Sendable {
    /// What was found.
    public struct Reading: Sendable, Equatable {
        /// The documents, in the order of their names.
        public var documents: [MeshDocument] = []
        /// The directories that they stand in, which are to be watched.
        public var directories: [String] = []
    }

    /// Why it cannot be read.
    public struct Problem: Error, Sendable, Equatable {
        /// For the operator, with the path.
        public let text: String
    }

    /// Where it is.
    public let path: String

    /// Directories inside one another, files, and bytes of all, at most.
    static let maximumDepth = 8
    static let maximumFiles = 10_000
    static let maximumBytes = 256 << 20

    /// Makes a directory.
    public init(_ path: String) { self.path = path }

    /// Reads everything; blocks. A file that is written meanwhile may be read in part: the change tells again.
    public func read() -> Result<Reading, Problem> {
        var reading = Reading()
        var bytes = 0
        if let problem = read("", depth: 0, into: &reading, &bytes) { return .failure(problem) }
        reading.documents.sort { $0.name < $1.name }
        return .success(reading)
    }

    private func read(_ below: String, depth: Int, into reading: inout Reading, _ bytes: inout Int) -> Problem? {
        let directory = below.isEmpty ? path : "\(path)/\(below)"
        if depth >= Self.maximumDepth {
            return Problem(text: "\(directory): expected at most \(Self.maximumDepth) directories inside one another")
        }
        reading.directories.append(directory)
        let entries: [Files.Entry]
        switch Files.entries(of: directory) {
        case .success(let found): entries = found
        case .failure(let error): return Problem(text: "\(directory): \(error.text)")
        }
        for entry in entries {
            let name = below.isEmpty ? entry.name : "\(below)/\(entry.name)"
            if entry.isDirectory {
                if let problem = read(name, depth: depth + 1, into: &reading, &bytes) { return problem }
                continue
            }
            guard Self.isDocument(name) else { continue }
            switch Files.read("\(path)/\(name)") {
            case .failure(let error): return Problem(text: "\(path)/\(name): \(error.text)")
            case .success(let text):
                bytes += text.count
                if reading.documents.count >= Self.maximumFiles || bytes > Self.maximumBytes {
                    return Problem(
                        text: "\(path): expected at most \(Self.maximumFiles) files of \(Self.maximumBytes >> 20) MiB "
                            + "together")
                }
                reading.documents.append(MeshDocument(name: name, bytes: text))
            }
        }
        return nil
    }

    /// Whether a name is one of a document.
    static func isDocument(_ name: String) -> Bool {
        [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
    }

    /// Whether a name may be given to a document through the interface: parts of letters, digits and `-_.`, none of
    /// which begins with a dot, with slashes between them.
    public static func isAcceptable(_ name: String) -> Bool {
        guard isDocument(name), name.utf8.count <= 200 else { return false }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= maximumDepth
            && parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".")
                    && part.utf8.allSatisfy { Bytes.isUnreserved($0) && $0 != UInt8(ascii: "~") }
            }
    }
}

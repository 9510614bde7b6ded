internal import Configuration

/// Reads manifests as kubectl does: JSON, or YAML of any number of documents.
public enum ManifestReader {
    /// Why a text holds no manifests.
    public struct Problem: Error, Sendable, Equatable {
        /// With file, line and column.
        public let text: String
    }

    /// What a text holds.
    public struct Content: Sendable {
        /// Its documents, without empty ones.
        public var documents: [ManifestValue]
        /// Whether it is JSON.
        public var isJSON: Bool
    }

    /// Bytes that a text may have.
    public static let longest = 32 << 20
    /// How many objects and lists may stand inside one another.
    static let deepest = 80

    /// Reads a text. What begins with a brace and is JSON is taken for JSON; all else for YAML. `file` is only a name
    /// for messages.
    public static func read(_ bytes: [UInt8], file: String) -> Result<Content, Problem> {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{") {
            switch json(bytes, file: file) {
            case .success(let value): return .success(Content(documents: [value], isJSON: true))
            // A flow mapping of YAML begins so too.
            case .failure(let problem): if case .failure = yaml(bytes, file: file) { return .failure(problem) }
            }
        }
        switch yaml(bytes, file: file) {
        case .failure(let problem): return .failure(problem)
        case .success(let documents): return .success(Content(documents: documents, isJSON: false))
        }
    }

    /// Reads one value of JSON (RFC 8259).
    public static func json(_ bytes: [UInt8], file: String) -> Result<ManifestValue, Problem> {
        JSONReader(dialect: .strict, maximumDepth: deepest, maximumBytes: longest).read(bytes, file: file)
            .map { ManifestValue($0.root) }.mapError(Problem.init)
    }

    private static func yaml(_ bytes: [UInt8], file: String) -> Result<[ManifestValue], Problem> {
        YAMLReader(maximumDepth: deepest, maximumBytes: longest, scalars: .kubernetes).readAll(bytes, file: file)
            .map { $0.map { ManifestValue($0.root).merged } }.mapError(Problem.init)
    }
}

extension ManifestReader.Problem {
    fileprivate init(_ error: JSONError) {
        let path = error.path.isEmpty ? "" : "\(error.path): "
        text = "\(error.file):\(error.position.line):\(error.position.column): \(path)\(error.message)"
    }
}

extension ManifestValue {
    /// The value with its merge keys followed: what `<<` holds stands for members that are not there.
    ///
    /// Source: https://yaml.org/type/merge.html
    fileprivate var merged: ManifestValue {
        switch self {
        case .list(let elements): return .list(elements.map(\.merged))
        case .object(let object):
            var result = ManifestObject()
            for (key, value) in object.members where key != "<<" { result.append(key, value.merged) }
            guard let merge = object["<<"]?.merged else { return .object(result) }
            let sources = (merge.list ?? [merge]).map(\.object)
            // What holds no objects is a key like others.
            guard sources.allSatisfy({ $0 != nil }) else {
                result.append("<<", merge)
                return .object(result)
            }
            for case let source? in sources {
                for (key, value) in source.members where result[key] == nil { result.append(key, value) }
            }
            return .object(result)
        case .null, .bool, .number, .string: return self
        }
    }
}

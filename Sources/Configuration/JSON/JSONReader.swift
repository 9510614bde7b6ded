/// Reads JSON into a compact tree that knows where every key and value stands in its file.
///
/// Two dialects are read. `.envoy` takes what Envoy 1.40 takes: RFC 8259, and beyond it a comma after the last member
/// or element, strings in single quotes, keys without quotes, and control bytes inside strings. `.strict` takes
/// RFC 8259 only. Neither takes comments, a key that stands twice in one object, lone surrogates, bytes that are not
/// UTF-8, or anything after the value. Nesting and size are limited, so that no input can exhaust memory or stack.
///
/// Reading is a pure function of the bytes; every mistake comes back as a value.
public struct JSONReader: Sendable {
    /// What is taken for JSON.
    public enum Dialect: Sendable, Equatable {
        /// RFC 8259 and nothing else.
        case strict
        /// What Envoy's own reader takes.
        case envoy
    }

    /// What is taken for JSON.
    public var dialect: Dialect
    /// How many objects and lists may stand inside one another. Envoy's limit is 100 too.
    public var maximumDepth: Int
    /// How many bytes a text may have.
    public var maximumBytes: Int

    /// A reader. `maximumBytes` is at most 2 GiB, whatever is asked.
    public init(dialect: Dialect = .envoy, maximumDepth: Int = 100, maximumBytes: Int = 64 << 20) {
        self.dialect = dialect
        self.maximumDepth = max(1, maximumDepth)
        self.maximumBytes = min(max(0, maximumBytes), 1 << 31)
    }

    /// Reads one JSON text in which keys may stand twice in an object: the last of them counts for whoever looks for it
    /// (`JSONNode.last`). nil when it is none.
    public func readRepeating(_ bytes: [UInt8]) -> JSONDocument? { try? scan(bytes, file: "").get().document }

    /// Reads one JSON text. `file` is only a name for messages.
    public func read(_ bytes: [UInt8], file: String) -> Result<JSONDocument, JSONError> {
        switch scan(bytes, file: file) {
        case .failure(let error): return .failure(error)
        case .success(let scanned):
            guard let duplicate = scanned.duplicates.first else { return .success(scanned.document) }
            let node = JSONNode(document: scanned.document, index: duplicate)
            return .failure(
                JSONError(
                    file: file, position: node.position, path: node.path,
                    message: "expected each key once, found \"\(node.string ?? "")\" again"))
        }
    }

    /// A tree, with the entries of keys that stood before in their object.
    struct Scanned {
        let document: JSONDocument
        let duplicates: [Int]
    }

    /// Reads a text and goes on past keys that stand twice, so that they can be reported with everything else.
    func scan(_ bytes: [UInt8], file: String) -> Result<Scanned, JSONError> {
        guard bytes.count <= maximumBytes else {
            let message = "expected at most \(maximumBytes) bytes, found \(bytes.count)"
            return .failure(
                JSONError(file: file, position: SourcePosition(line: 1, column: 1), path: "", message: message))
        }
        var scanner = JSONScanner(bytes: bytes, dialect: dialect, maximumDepth: maximumDepth)
        do throws(JSONScanner.Problem) {
            try scanner.scan()
        } catch {
            var finder = PositionFinder(bytes)
            let position = finder.position(of: error.offset)
            return .failure(
                JSONError(file: file, position: position, path: scanner.openPath(), message: error.message))
        }
        let document = JSONDocument(
            file: file, bytes: bytes, entries: scanner.entries, isStrict: scanner.isStrict)
        return .success(Scanned(document: document, duplicates: scanner.duplicates))
    }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
    /// The name that the caller gave the text.
    public var file: String
    /// Where reading stopped.
    public var position: SourcePosition
    /// The path to the innermost value that was being read, as in `static_resources.clusters[2]`; empty at the top.
    public var path: String
    /// What was expected and what was found.
    public var message: String
}

/// Reads YAML into the same tree as JSON, so that nothing behind it knows a difference: every key and value keeps its
/// place in the file.
///
/// What is read is what configurations are written in: lists and objects by indentation or in brackets and braces, and
/// mixed; texts plain, in quotes, and as indented lines with every indicator; comments; anchors and aliases; `? key`;
/// document markers around one document; `%YAML`. Scalars mean what they mean to Envoy 1.40 (`YAMLScalar`). Refused by
/// name are tags other than `!` and Envoy's `!ignore`, keys that are no texts, other directives, and second documents.
/// Merge keys (`<<`) are plain keys, as in Envoy. Nesting, size and what aliases repeat are limited.
///
/// Reading is a pure function of the bytes; every mistake comes back as a value.
/// Source: YAML 1.2.2, with the scalars of YAML 1.1 where Envoy has them.
public struct YAMLReader: Sendable {
    /// How many objects and lists may stand inside one another.
    public var maximumDepth: Int
    /// How many bytes a text may have.
    public var maximumBytes: Int
    /// What scalars without quotes mean.
    public var scalars: Scalars

    /// Whose meaning of scalars it is.
    public enum Scalars: Sendable {
        /// Envoy's: numbers with a fraction stay texts, and so do those of more than 32 bits.
        case envoy
        /// That of Kubernetes: all numbers are numbers.
        case kubernetes
    }

    /// Makes a reader. `maximumBytes` is at most 1 GiB, whatever is asked.
    public init(maximumDepth: Int = 100, maximumBytes: Int = 64 << 20, scalars: Scalars = .envoy) {
        self.maximumDepth = max(1, maximumDepth)
        self.maximumBytes = min(max(0, maximumBytes), 1 << 30)
        self.scalars = scalars
    }

    /// Reads the document of a YAML text. `file` is only a name for messages.
    public func read(_ bytes: [UInt8], file: String) -> Result<JSONDocument, JSONError> {
        build(bytes, file: file) { builder throws(YAMLProblem) in
            try builder.build()
            return Self.document(builder.tree, of: bytes, file: file)
        }
    }

    /// Reads a YAML text of any number of documents, and leaves empty ones out. Places are those in the whole text;
    /// anchors end with their document.
    public func readAll(_ bytes: [UInt8], file: String) -> Result<[JSONDocument], JSONError> {
        build(bytes, file: file) { builder throws(YAMLProblem) in
            var documents: [JSONDocument] = []
            while try builder.buildNext() {
                documents.append(Self.document(builder.tree, of: bytes, file: file))
            }
            return documents
        }
    }

    private static func document(_ tree: YAMLTree, of bytes: [UInt8], file: String) -> JSONDocument {
        JSONDocument(file: file, bytes: bytes, entries: tree.entries, isStrict: false, texts: tree.texts)
    }

    private func build<Value>(
        _ bytes: [UInt8], file: String, _ body: (inout YAMLTreeBuilder) throws(YAMLProblem) -> Value
    ) -> Result<Value, JSONError> {
        guard bytes.count <= maximumBytes else {
            let message = "expected at most \(maximumBytes) bytes, found \(bytes.count)"
            return .failure(
                JSONError(file: file, position: SourcePosition(line: 1, column: 1), path: "", message: message))
        }
        var builder = YAMLTreeBuilder(bytes, maximumDepth: maximumDepth, scalars: scalars)
        do throws(YAMLProblem) {
            try YAMLReader.checkCharacters(bytes)
            return .success(try body(&builder))
        } catch {
            var finder = PositionFinder(bytes)
            return .failure(
                JSONError(
                    file: file, position: finder.position(of: error.offset), path: builder.openPath(),
                    message: error.message))
        }
    }

    /// All bytes are UTF-8, and none are control characters but tabs and ends of lines.
    private static func checkCharacters(_ bytes: [UInt8]) throws(YAMLProblem) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
                if isControl {
                    throw YAMLProblem(
                        offset: index,
                        message: "expected text, found the control byte 0x\(hexadecimal(UInt32(byte), digits: 2))")
                }
                index &+= 1
                continue
            }
            let length = UTF8Text.scalarLength(in: bytes, at: index)
            if length == 0 {
                throw YAMLProblem(
                    offset: index, message: "expected UTF-8, found the byte 0x\(hexadecimal(UInt32(byte), digits: 2))")
            }
            index &+= length
        }
    }
}

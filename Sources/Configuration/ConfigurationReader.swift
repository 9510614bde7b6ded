/// Reads Envoy v3 configuration in JSON or YAML into validated values.
///
/// A file is read exactly as laxly as Envoy 1.40 reads it, and refused where Envoy refuses it; beyond that, a field or
/// extension that Envoy has and Apus does not implement is refused by name, unless it stands at its default. Every
/// mistake of a file is reported at once, in the order of the text. Reading is a pure function: no file is opened, no
/// name resolved, no clock asked.
public struct ConfigurationReader: Sendable {
    /// What came out of reading.
    public struct Outcome: Sendable, Equatable {
        /// The configuration; nil when there is any complaint.
        public var configuration: BootstrapConfiguration?
        /// What is wrong, in the order of the text; empty exactly when there is a configuration.
        public var complaints: [ConfigurationComplaint]
    }

    /// One text to read.
    public struct Source: Sendable {
        /// The text's name for messages: a file's path, or `--config-yaml`.
        public var file: String
        /// The text.
        public var bytes: [UInt8]
        /// How it is written.
        public var format: ConfigurationFormat

        /// A named text; without a format its name tells.
        public init(file: String, bytes: [UInt8], format: ConfigurationFormat? = nil) {
            self.file = file
            self.bytes = bytes
            self.format = format ?? ConfigurationFormat(file: file)
        }
    }

    let allowUnknownFields: Bool
    let reader: JSONReader
    let types: TypeIndex
    private let ownSecrets: [SecretReference]

    /// A reader. With `allowUnknownFields`, fields and enumeration values that Envoy does not know are passed over
    /// (`--allow-unknown-static-fields`); those that it knows and Apus lacks are refused all the same.
    ///
    /// - Parameter ownSecrets: those that the proxy has itself, wherever a reference says that they come from.
    public init(
        allowUnknownFields: Bool = false, reader: JSONReader = JSONReader(), ownSecrets: [SecretReference] = []
    ) {
        self.ownSecrets = ownSecrets
        self.allowUnknownFields = allowUnknownFields
        self.reader = reader
        types = TypeIndex()
    }

    /// Reads a bootstrap file.
    public func bootstrap(_ bytes: [UInt8], file: String) -> Outcome {
        bootstrap([Source(file: file, bytes: bytes)])
    }

    /// Reads bootstrap texts and merges the later over the earlier, as Envoy merges `--config-yaml` over its file:
    /// scalars are replaced, messages merged, lists appended.
    public func bootstrap(_ sources: [Source]) -> Outcome {
        var complaints: [ConfigurationComplaint] = []
        var documents: [JSONDocument] = []
        var duplicates: [JSONNode] = []
        for source in sources {
            switch Self.scan(source, reader) {
            case .success(let scanned):
                documents.append(scanned.document)
                duplicates += scanned.duplicates.map { JSONNode(document: scanned.document, index: $0) }
            case .failure(let error):
                complaints.append(ConfigurationComplaint(error))
            }
        }
        let session = DecodingSession(
            types: types, documents: documents, allowsUnknownFields: allowUnknownFields, ownSecrets: ownSecrets)
        for key in duplicates {
            let text = DecodingSession.quote(key.string ?? "")
            session.complain(.syntax, at: key, "expected each key once, found \(text) again")
        }
        var configuration: BootstrapConfiguration?
        let roots = documents.map(\.root).filter { root in
            if root.kind != .object { session.wrong(root, expected: "an object (\(ConfigurationReader.rootType))") }
            return root.kind == .object
        }
        if !roots.isEmpty, let message = types.message(ConfigurationReader.rootType) {
            var reader = MessageReader(roots, as: message, in: session)
            configuration = BootstrapDocument.read(&reader)
            reader.finish()
        }
        complaints += session.finish()
        return Outcome(configuration: complaints.isEmpty ? configuration : nil, complaints: complaints)
    }

    /// The tree of a text, in the format that its name says.
    func scan(_ source: Source) -> Result<JSONReader.Scanned, JSONError> { Self.scan(source, reader) }

    static func scan(_ source: Source, _ reader: JSONReader) -> Result<JSONReader.Scanned, JSONError> {
        switch source.format {
        case .json: return reader.scan(source.bytes, file: source.file)
        case .yaml:
            let yaml = YAMLReader(maximumDepth: reader.maximumDepth, maximumBytes: reader.maximumBytes)
            return yaml.read(source.bytes, file: source.file).map {
                JSONReader.Scanned(document: $0, duplicates: [])
            }
        case .protobuf:
            return .failure(
                JSONError(
                    file: source.file, position: SourcePosition(line: 1, column: 1), path: "",
                    message: "expected JSON or YAML, found the name of a protobuf file"))
        }
    }

    private static let rootType = "envoy.config.bootstrap.v3.Bootstrap"
}

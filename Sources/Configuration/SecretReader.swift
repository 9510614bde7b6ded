/// Reads a secret out of a file that holds a `DiscoveryResponse`, as Envoy's file subscriptions do. A pure function.
public struct SecretReader {
    /// A secret, and the version that its file gives itself.
    public struct Response: Sendable, Equatable {
        /// The secret.
        public var secret: SecretConfiguration
        /// The version; empty: none.
        public var version: String
    }

    /// Why a file is of no use.
    public enum Refusal: Error, Equatable {
        /// It cannot be read as a response at all.
        case unreadable(String)
        /// What it holds is not what is asked for.
        case unfit(String)
    }

    private let types = TypeIndex(catalogue: EnvoyCatalogue())
    private static let type = "envoy.extensions.transport_sockets.tls.v3.Secret"

    /// A reader.
    public init() {}

    /// Reads the secret that `reference` names. Fields that Envoy does not know are passed over, as in all that changes
    /// while a proxy runs.
    public func read(_ bytes: [UInt8], _ reference: SecretReference) throws(Refusal) -> Response {
        let document: JSONDocument
        let isYAML = ConfigurationFormat(file: reference.path) == .yaml
        let read =
            isYAML
            ? YAMLReader().read(bytes, file: reference.path) : JSONReader().read(bytes, file: reference.path)
        switch read {
        case .success(let read): document = read
        case .failure(let error):
            throw .unreadable("\(error.position.line):\(error.position.column): \(error.message)")
        }
        guard document.root.kind == .object else { throw .unreadable("expected an object (DiscoveryResponse)") }
        var version = ""
        var resources: [JSONNode] = []
        document.root.forEachMember { key, value in
            switch key.string {
            case "version_info", "versionInfo": version = value.string ?? ""
            case "resources": MessageReader.flatten(value, into: &resources)
            default: break
            }
        }
        guard resources.count == 1, let node = resources.first else {
            throw .unfit("expected one resource, the secret '\(reference.name)', found \(resources.count)")
        }
        let session = DecodingSession(types: types, documents: [document], allowsUnknownFields: true)
        let secret = session.open(node, named: nil).flatMap { content -> SecretConfiguration? in
            if content.typeName == Self.type { return content.read(SecretDocument.read) ?? nil }
            content.misplace(Self.type)
            return nil
        }
        let complaints = session.finish()
        guard complaints.isEmpty, var secret else {
            throw .unfit(complaints.map { "\($0.line):\($0.column): \($0.message)" }.joined(separator: "; "))
        }
        if secret.name != reference.name {
            throw .unfit("expected the secret '\(reference.name)', found '\(secret.name)'")
        }
        if secret.kind != reference.kind {
            throw .unfit("expected a \(reference.kind.rawValue), found a \(secret.kind.rawValue)")
        }
        secret.content = secret.content.marked(.file(secret.name))
        return Response(secret: secret, version: version)
    }
}

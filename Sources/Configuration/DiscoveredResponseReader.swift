/// Reads discovery responses: what files and control planes say of resources.
///
/// Fields that Envoy does not know are passed over and told, as Envoy does with resources that come while it runs.
/// Each resource is read by itself, with complaints of its own. A pure function, as `ConfigurationReader` is.
public struct DiscoveredResponseReader: Sendable {
    private let types: TypeIndex
    private let refusesUnknownFields: Bool
    private let secrets: [SecretConfiguration]
    private let ownSecrets: [SecretReference]
    private let reader = JSONReader()

    private static let wrappingType = "envoy.service.discovery.v3.Resource"
    private static let responseType = "envoy.service.discovery.v3.DiscoveryResponse"

    /// A reader.
    ///
    /// - Parameters:
    ///   - refusesUnknownFields: unknown fields are mistakes (`--reject-unknown-dynamic-fields`).
    ///   - secrets: those of the bootstrap, to which resources may refer.
    ///   - ownSecrets: those that the proxy has itself, wherever a reference says that they come from.
    public init(
        refusesUnknownFields: Bool = false, secrets: [SecretConfiguration] = [], ownSecrets: [SecretReference] = []
    ) {
        self.secrets = secrets
        self.ownSecrets = ownSecrets
        types = TypeIndex()
        self.refusesUnknownFields = refusesUnknownFields
    }

    /// Reads a response in which all resources are of one kind.
    ///
    /// - Parameter clusters: the clusters that routes of listeners may lead to; nil: they are not checked.
    public func read(
        _ source: ConfigurationReader.Source, _ kind: ResourceKind, clusters: Set<String>? = nil
    ) -> DiscoveredResponse {
        var response = DiscoveredResponse()
        switch ConfigurationReader.scan(source, reader) {
        case .failure(let error):
            response.complaints = [ConfigurationComplaint(error)]
        case .success(let scanned):
            read(scanned, kind, clusters, into: &response)
        }
        return response
    }

    private func read(
        _ scanned: JSONReader.Scanned, _ kind: ResourceKind, _ clusters: Set<String>?,
        into response: inout DiscoveredResponse
    ) {
        let session = makeSession(scanned.document)
        for key in scanned.duplicates {
            let text = DecodingSession.quote(JSONNode(document: scanned.document, index: key).string ?? "")
            session.complain(
                .syntax, at: JSONNode(document: scanned.document, index: key),
                "expected each key once, found \(text) again")
        }
        let root = scanned.document.root
        var nodes: [JSONNode] = []
        if root.kind != .object {
            session.wrong(root, expected: "an object (\(Self.responseType))")
        } else if let message = types.message(Self.responseType) {
            var reader = MessageReader([root], as: message, in: session)
            response.version = reader.string("version_info") ?? ""
            response.nonce = reader.string("nonce") ?? ""
            nodes = reader.elements("resources")
            // What answers a request beside its resources; files may have it too.
            for name in ["canary", "type_url", "control_plane"] { reader.accept(name) }
            reader.finish()
        }
        response.complaints = session.finish()
        response.unknownFields = session.unknownFields()
        for node in nodes {
            response.resources.append(read(node, kind, clusters, &response.unknownFields))
        }
        response.index()
    }

    /// Reads a resource where it stands in some other document, as an object with `@type`; places are those in there.
    public func read(resource node: JSONNode, _ kind: ResourceKind) -> DiscoveredResource {
        var unknownFields: [ConfigurationComplaint] = []
        return read(node, kind, nil, &unknownFields)
    }

    private func makeSession(_ document: JSONDocument) -> DecodingSession {
        let session = DecodingSession(
            types: types, documents: [document], allowsUnknownFields: !refusesUnknownFields, ownSecrets: ownSecrets)
        session.secrets = secrets
        return session
    }

    private func read(
        _ node: JSONNode, _ kind: ResourceKind, _ clusters: Set<String>?,
        _ unknownFields: inout [ConfigurationComplaint]
    ) -> DiscoveredResource {
        let session = makeSession(node.document)
        var resource = DiscoveredResource(name: "", value: nil, complaints: [], source: [])
        if let content = open(node, &resource, session) {
            if content.typeName == kind.typeName {
                content.read { reader in
                    resource.source = reader.source
                    let name = reader.node(kind == .endpoints ? "cluster_name" : "name")?.string ?? ""
                    if !name.isEmpty { resource.name = name }
                    resource.value = Self.read(&reader, kind)
                }
                if let clusters { CrossChecks.routes(to: clusters, in: session) }
            } else {
                content.misplace("the type \(kind.typeName)")
            }
        }
        resource.complaints = session.finish()
        if !resource.complaints.isEmpty { resource.value = nil }
        unknownFields += session.unknownFields()
        return resource
    }

    /// Opens a resource, out of its wrapping where it has one. A name that the wrapping gives is kept, for complaints.
    private func open(
        _ node: JSONNode, _ resource: inout DiscoveredResource, _ session: DecodingSession
    ) -> ExtensionContent? {
        guard let content = session.open(node, named: nil) else { return nil }
        guard content.typeName == Self.wrappingType else { return content }
        let wrapped = content.read { reader in
            resource.name = reader.string("name") ?? ""
            // What counts is the version of the response.
            reader.accept("version")
            if !reader.has("resource") { session.complain(.wrongValue, at: node, "expected a resource, found none") }
            return reader.any("resource")
        }
        return wrapped ?? nil
    }

    private static func read(_ reader: inout MessageReader, _ kind: ResourceKind) -> DiscoveredResource.Value? {
        switch kind {
        case .cluster: return ClusterDocument.read(&reader).map { .cluster($0) }
        case .listener: return ListenerDocument.read(&reader).map { .listener($0) }
        case .routes:
            // Clusters may come and go: only where the table asks for it are they looked for, and not by us.
            return .routes(RouteDocument.read(&reader, validatesClusters: false))
        case .endpoints:
            let assignment = EndpointDocument.read(&reader, allowsNames: false)
            if assignment.dropOverload.numerator != 0, let key = reader.key("policy") {
                reader.session.complain(
                    .unimplemented, at: key,
                    "expected no drop_overloads, found some, which Apus implements for endpoints in a cluster only")
            }
            return .endpoints(assignment)
        case .secret:
            guard var secret = SecretDocument.read(&reader) else { return nil }
            secret.content = secret.content.marked(.file(secret.name))
            return .secret(secret)
        case .runtime: return .runtime(RuntimeDocument.readResource(&reader))
        }
    }
}

extension ConfigurationComplaint {
    /// A text that could not be read.
    init(_ error: JSONError) {
        self.init(
            file: error.file, line: error.position.line, column: error.position.column, path: error.path,
            kind: .syntax, message: error.message)
    }
}

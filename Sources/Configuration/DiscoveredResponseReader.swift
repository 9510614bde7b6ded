/// Reads discovery responses: what files and control planes say of resources.
///
/// Fields that Envoy does not know are passed over and told, as Envoy does with resources that come while it runs.
/// Each resource is read by itself, with complaints of its own. A pure function, as `ConfigurationReader` is.
public struct DiscoveredResponseReader {
    private let types: TypeIndex
    private let refusesUnknownFields: Bool
    private let reader = JSONReader()

    private static let responseType = "envoy.service.discovery.v3.DiscoveryResponse"

    /// A reader; with `refusesUnknownFields`, unknown fields are mistakes (`--reject-unknown-dynamic-fields`).
    public init(refusesUnknownFields: Bool = false) {
        types = TypeIndex(catalogue: EnvoyCatalogue())
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

    private func makeSession(_ document: JSONDocument) -> DecodingSession {
        DecodingSession(types: types, documents: [document], allowsUnknownFields: !refusesUnknownFields)
    }

    private func read(
        _ node: JSONNode, _ kind: ResourceKind, _ clusters: Set<String>?,
        _ unknownFields: inout [ConfigurationComplaint]
    ) -> DiscoveredResource {
        let session = makeSession(node.document)
        var resource = DiscoveredResource(name: "", value: nil, complaints: [], source: [])
        if let content = session.open(node, named: nil) {
            if content.typeName == kind.typeName {
                content.read { reader in
                    resource.source = reader.source
                    resource.name = reader.node(kind == .endpoints ? "cluster_name" : "name")?.string ?? ""
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
            return .endpoints(assignment.endpoints)
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

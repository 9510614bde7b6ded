internal import Configuration

/// Reads mesh documents into a model: objects as the Kubernetes API writes them, of the Gateway API's kinds and ours.
///
/// A pure function of the bytes. Every mistake is noted with its place; what is read of an object with mistakes stands
/// in the model all the same, so that those who refer to it are not called wrong too.
struct MeshDocumentReader {
    let complaints: ComplaintList
    private var model = MeshModel()
    /// The names of objects so far, by kind.
    private var names: [String: Set<ObjectName>] = [:]
    private var objects = 0
    /// Targets that a policy of the document may have.
    private var mostTargets = PolicyTargetDocument.mostTargets
    private var bytes = 0

    /// Bytes that one document may have.
    static let mostBytes = 4 << 20
    /// Bytes that all documents may have together.
    static let mostBytesTogether = 64 << 20
    /// Objects that all documents may have together.
    static let mostObjects = 50_000

    init(_ complaints: ComplaintList) { self.complaints = complaints }

    /// Reads a document of any number of objects.
    mutating func read(_ document: MeshDocument) {
        bytes += document.bytes.count
        mostTargets = document.isDenial ? Self.mostBytes : PolicyTargetDocument.mostTargets
        if bytes > Self.mostBytesTogether {
            return complaints.add(
                ConfigurationComplaint(
                    file: document.name, line: 1, column: 1, path: "", kind: .syntax,
                    message: "expected at most \(Self.mostBytesTogether) bytes in all documents, found more"))
        }
        switch Self.parse(document) {
        case .failure(let error):
            complaints.add(
                ConfigurationComplaint(
                    file: error.file, line: error.position.line, column: error.position.column, path: error.path,
                    kind: .syntax, message: error.message))
        case .success(let trees):
            for tree in trees { read(tree.root, isListed: false) }
        }
    }

    /// What all documents say, in an order that does not depend on which documents it stood in.
    func finish() -> MeshModel {
        var model = model
        model.gateways.sort { $0.metadata.name < $1.metadata.name }
        model.routes.sort { ($0.metadata.name, $0.kind.rawValue) < ($1.metadata.name, $1.kind.rawValue) }
        model.secrets.sort { $0.metadata.name < $1.metadata.name }
        model.services.sort { $0.metadata.name < $1.metadata.name }
        model.endpoints.sort { $0.metadata.name < $1.metadata.name }
        model.policies.sort { $0.metadata.name < $1.metadata.name }
        model.workloads.sort { $0.metadata.name < $1.metadata.name }
        model.authorizations.sort { $0.metadata.name < $1.metadata.name }
        model.rawResources.sort { $0.metadata.name < $1.metadata.name }
        return model
    }

    private static func parse(_ document: MeshDocument) -> Result<[JSONDocument], JSONError> {
        switch ConfigurationFormat(file: document.name) {
        case .yaml: YAMLReader(maximumBytes: mostBytes).readAll(document.bytes, file: document.name)
        case .json, .protobuf:
            JSONReader(dialect: .strict, maximumBytes: mostBytes).read(document.bytes, file: document.name).map { [$0] }
        }
    }

    /// Reads an object, or a `List` of them.
    private mutating func read(_ node: JSONNode, isListed: Bool) {
        if node.isNull { return }
        var reader = ObjectReader(node, "a mesh document", complaints)
        guard node.kind == .object else { return }
        if !isListed, node["kind"]?.string == "List", node["apiVersion"]?.string == "v1" {
            reader.name(kind: "List")
            reader.accept("apiVersion", "kind", "metadata")
            for item in reader.list("items", atMost: Self.mostObjects) { read(item, isListed: true) }
            return reader.finish()
        }
        objects += 1
        guard objects <= Self.mostObjects else {
            if objects == Self.mostObjects + 1 {
                complaints.complain(
                    .wrongValue, at: node, "expected at most \(Self.mostObjects) objects in all documents, found more")
            }
            return
        }
        guard let kind = readKind(&reader) else { return reader.finishEarly() }
        reader.name(kind: kind.name)
        guard var metadata = readMetadata(&reader) else { return reader.finishEarly() }
        if kind == .gatewayClass || kind == .namespace { metadata.name.namespace = "" }
        if kind == .service, metadata.name.name.contains("."), DomainLabel.isName(metadata.name.name) {
            complaints.wrong(metadata.node, expected: "a name without dots for a service")
        }
        if !names[kind.name, default: []].insert(metadata.name).inserted {
            complaints.complain(
                .wrongValue, at: metadata.node, "expected each \(kind.name) once, found \(metadata.name.text) again")
        }
        readContent(&reader, kind, metadata)
        reader.finish()
    }

    private mutating func readContent(
        _ reader: inout ObjectReader, _ kind: MeshKind, _ metadata: ObjectMetadata
    ) {
        switch kind {
        case .gatewayClass:
            // Says which controller serves gateways; here every gateway is ours.
            reader.accept("spec", "status")
            return
        case .namespace:
            reader.accept("spec", "status")
            model.namespaces[metadata.name.name] = metadata.labels
            return
        case .secret:
            SecretManifest.read(&reader, metadata).map { model.secrets.append($0) }
            return
        default: break
        }
        reader.accept("status")
        guard let spec = reader.take("spec") else {
            reader.missing("spec")
            return
        }
        var content = ObjectReader(spec, "\(kind.name).spec", complaints)
        guard spec.kind == .object else { return }
        switch kind {
        case .gateway: model.gateways.append(GatewayDocument.read(&content, metadata))
        case .route(let kind): model.routes.append(MeshRouteDocument.read(&content, kind, metadata))
        case .referenceGrant: model.grants.append(ReferenceGrantDocument.read(&content, metadata))
        case .service: model.services.append(ServiceDocument.read(&content, metadata))
        case .endpoints: ServiceDocument.readEndpoints(&content, metadata).map { model.endpoints.append($0) }
        case .workload:
            var workload = WorkloadDocument.read(&content, metadata)
            workload.selector.namespace = Self.namespace(of: metadata)
            model.workloads.append(workload)
        case .trafficPolicy: model.policies.append(TrafficPolicyDocument.read(&content, metadata))
        case .authorizationPolicy:
            model.authorizations.append(AuthorizationDocument.read(&content, metadata, mostTargets: mostTargets))
        case .envoyResources:
            var raw = RawResourcesDocument.read(&content, metadata)
            raw.selector.namespace = Self.namespace(of: metadata)
            model.rawResources.append(raw)
        case .gatewayClass, .secret, .namespace: break
        }
        content.finish()
    }

    /// Whose nodes an object may select: in a cluster whoever wrote it rules its namespace alone.
    private static func namespace(of metadata: ObjectMetadata) -> String? {
        metadata.node.document.file.hasPrefix(MeshDocument.observedPrefix) ? metadata.name.namespace : nil
    }

    /// What the object is; nil after a complaint.
    private func readKind(_ reader: inout ObjectReader) -> MeshKind? {
        let version = reader.requiredString("apiVersion")
        guard let name = reader.requiredString("kind"), let version else { return nil }
        if MeshKind.unimplemented.contains(name), let node = reader.node["kind"] {
            complaints.complain(.unimplemented, at: node, "expected a kind that Apus implements, found \(name)")
            return nil
        }
        guard let kind = MeshKind(name) else {
            reader.node["kind"].map {
                complaints.wrong(
                    $0, expected: "a kind of mesh document",
                    suggestion: complaints.nearest(to: name, in: MeshKind.all.map(\.name)))
            }
            return nil
        }
        guard kind.versions.contains(version) else {
            reader.node["apiVersion"].map {
                complaints.wrong(
                    $0,
                    expected: kind.versions.map { "\"\($0)\"" }.joined(separator: " or ") + " for the kind \(name)")
            }
            return nil
        }
        return kind
    }

    private func readMetadata(_ reader: inout ObjectReader) -> ObjectMetadata? {
        guard let node = reader.take("metadata") else {
            reader.missing("metadata")
            return nil
        }
        var content = ObjectReader(node, "metadata", complaints)
        guard node.kind == .object else { return nil }
        // What the Kubernetes API adds; nothing here follows from it.
        content.accept(
            "annotations", "uid", "resourceVersion", "generation", "managedFields", "finalizers", "ownerReferences",
            "selfLink", "generateName", "deletionTimestamp", "deletionGracePeriodSeconds")
        let name = content.requiredString("name")
        let nameNode = node["name"] ?? node
        if let name, !DomainLabel.isName(name) {
            complaints.wrong(nameNode, expected: "a name of lower-case letters, digits, hyphens and dots")
        }
        let namespace = content.string("namespace")
        if let namespace, !DomainLabel.isRight(namespace.utf8) {
            node["namespace"].map {
                complaints.wrong($0, expected: "a name of lower-case letters, digits and hyphens")
            }
        }
        let labels = content.texts("labels")
        let created = content.string("creationTimestamp") ?? ""
        if !created.isEmpty, !Self.isTime(created) {
            node["creationTimestamp"].map {
                complaints.wrong($0, expected: "a time in UTC such as \"2026-01-31T12:00:00Z\"")
            }
        }
        content.finish()
        return name.map {
            ObjectMetadata(
                name: ObjectName(namespace: namespace ?? "default", name: $0), node: nameNode, created: created,
                labels: labels)
        }
    }

    /// Whether a text is a time as the Kubernetes API writes it, so that the order of texts is that of times.
    private static func isTime(_ text: String) -> Bool {
        let form = Array("0000-00-00T00:00:00Z".utf8)
        return text.utf8.count == form.count
            && zip(text.utf8, form).allSatisfy { byte, sample in
                sample == UInt8(ascii: "0") ? byte >= sample && byte <= UInt8(ascii: "9") : byte == sample
            }
    }
}

internal import Buffers

/// Something of a cluster that is not taken as it stands, for the operator.
struct ClusterNote: Equatable, Sendable {
    let kind: String
    let name: ObjectName
    /// Where in the object; empty means all of it.
    var path = ""
    let text: String

    /// `HTTPRoute shop/cart: spec.rules[0]: …`
    var line: String {
        let owner = name.namespace.isEmpty ? name.name : name.text
        return "\(kind) \(owner): " + (path.isEmpty ? "" : "\(path): ") + text
    }
}

/// Makes mesh documents of what is known of a cluster: a document an object, so that one that is wrong is wrong alone.
///
/// A Service with its EndpointSlices becomes the model's own Service. Pods of one account that say the same become a
/// Workload, whose nodes are called `pod.namespace`. What the Gateway API has goes as it stands, but for gateways of
/// other controllers. Equal objects make equal documents, in the same order.
struct ClusterTranslation {
    var documents: [MeshDocument] = []
    private(set) var notes: [ClusterNote] = []
    let objects: [ClusterKind: [ObjectName: ClusterObject]]
    let clusterID: String
    var services: [ObjectName: ClusterService] = [:]
    /// The names of services by namespace, in order.
    var serviceNames: [String: [ObjectName]] = [:]
    var ourGateways: Set<ObjectName> = []
    /// How many services are left out, by workload.
    var leftOut: [ObjectName: Int] = [:]

    /// What is noted, at most.
    private static let mostNotes = 1000

    /// - Parameter clusterID: what metrics call the cluster.
    init(_ objects: [ClusterKind: [ObjectName: ClusterObject]], clusterID: String = KubernetesOptions.usualClusterID) {
        self.objects = objects
        self.clusterID = clusterID
        translateServices()
        translateNamespaces()
        translateDocuments()
        translatePods()
        documents.sort { $0.name < $1.name }
    }

    /// The objects of a kind, in order.
    func sorted(_ kind: ClusterKind) -> [ClusterObject] {
        (objects[kind] ?? [:]).values.sorted { $0.name < $1.name }
    }

    /// Notes something for the operator.
    mutating func note(_ kind: ClusterKind, _ name: ObjectName, _ text: String, path: String = "") {
        if notes.count > Self.mostNotes { return }
        if notes.count == Self.mostNotes {
            return notes.append(ClusterNote(kind: kind.name, name: name, text: "there is more to note, of others too"))
        }
        notes.append(ClusterNote(kind: kind.name, name: name, path: path, text: text))
    }

    /// The metadata of a document of that name.
    static func metadata(_ name: ObjectName) -> JSONValue {
        ["name": .text(name.name), "namespace": name.namespace.isEmpty ? nil : .text(name.namespace)]
    }

    /// Whether two documents of one name differ in nothing but where a service is answered, or in which pods there are.
    static func sayTheSameButPlaces(_ one: MeshDocument, _ other: MeshDocument) -> Bool {
        let name = one.name.dropFirst(MeshDocument.observedPrefix.count)
        if name.hasPrefix("Service/") { return withoutPlaces(one.bytes) == withoutPlaces(other.bytes) }
        // Of pods of one account, and of one wish, there is nothing else.
        return name.hasPrefix("Workload/") && name.contains(text: "/pods-")
    }

    /// A service's document up to its endpoints, which stand last.
    private static func withoutPlaces(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let mark = Array(",\"endpoints\":[".utf8)
        var place = bytes.startIndex
        while place + mark.count <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) { return bytes[..<place] }
            place += 1
        }
        return bytes.dropLast(2)
    }

    // MARK: - Objects as they stand

    private mutating func translateNamespaces() {
        for object in sorted(.namespace) {
            guard case .namespace(let labels, _) = object.content else { continue }
            let members = labels.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.text($0.value)) }
            documents.append(
                MeshDocument(
                    observed: "Namespace", object.name,
                    [
                        "apiVersion": "v1", "kind": "Namespace",
                        "metadata": ["name": .text(object.name.name), "labels": .object(members)],
                    ]))
        }
    }

    private mutating func translateDocuments() {
        var foreign: Set<ObjectName> = []
        for object in sorted(.gateway) {
            guard case .document(_, let references) = object.content else { continue }
            let name = ObjectName(namespace: "", name: references.className)
            if objects[.gatewayClass]?[name]?.content == .gatewayClass(isOurs: true) {
                ourGateways.insert(object.name)
            } else {
                foreign.insert(object.name)
            }
        }
        for kind in ClusterKind.allCases {
            for object in sorted(kind) {
                guard case .document(let document, let references) = object.content,
                    !foreign.contains(object.name)
                        || kind != .gateway
                else { continue }
                // Routes of other controllers' gateways are none of our business.
                if !references.hasOthers, !references.gateways.isEmpty,
                    references.gateways.allSatisfy(foreign.contains)
                {
                    continue
                }
                // Nor is what they alone could follow.
                if kind.isUnimplemented, ourGateways.isEmpty { continue }
                documents.append(document)
            }
        }
    }
}

internal import Configuration
internal import Cryptography

/// Reads what is made as a proxy will read it, so that nothing is published that a proxy would refuse.
struct ResourceCheck {
    private let complaints: ComplaintList
    /// One for all, since it keeps what it has learnt of types.
    private static let reader = DiscoveredResponseReader(refusesUnknownFields: true)
    /// What an earlier check found right, by its hash.
    private let known: Set<[UInt8]>
    /// What this one found right: the same resource is made for many nodes.
    private(set) var right: Set<[UInt8]> = []

    /// A check that need not look again at what is known.
    init(_ complaints: ComplaintList, known: Set<[UInt8]> = []) {
        self.complaints = complaints
        self.known = known
    }

    /// Reads a resource that was made of some part of a document, which is complained of when anything is wrong.
    mutating func check(_ json: [UInt8], _ kind: ResourceKind, madeOf origin: JSONNode) {
        let hash = Digest.sha256(json)
        if right.contains(hash) { return }
        if known.contains(hash) {
            right.insert(hash)
            return
        }
        guard case .success(let document) = JSONReader(dialect: .strict).read(json, file: "") else {
            return complaints.complain(
                .wrongValue, at: origin, "expected what a proxy takes, found what makes no JSON")
        }
        let found = Self.reader.read(resource: document.root, kind).complaints
        if found.isEmpty { right.insert(hash) }
        for complaint in found.prefix(10) {
            complaints.complain(
                .wrongValue, at: origin,
                "expected what a proxy takes, found what it refuses: \(complaint.path): \(complaint.message)")
        }
    }

    /// Reads the route of a rule, in a table of its own.
    mutating func check(_ route: JSONValue, madeOf origin: JSONNode) {
        let table = RouteTableMaker.table(
            "check", hosts: [RouteTableMaker.host("check", domains: ["*"], routes: [route])])
        check(table.bytes, .routes, madeOf: origin)
    }

    /// Reads a resource that stands in a document in Envoy's own words; nil after a complaint.
    mutating func read(raw node: JSONNode) -> (kind: ResourceKind, resource: ResourceSnapshot.Resource)? {
        let type = node["@type"]
        guard node.kind == .object, let type, let text = type.string else {
            complaints.wrong(type ?? node, expected: "an object with \"@type\"")
            return nil
        }
        let name = text.split(separator: "/").last.map(String.init) ?? ""
        guard let kind = Self.kinds.first(where: { $0.typeName == name }) else {
            complaints.wrong(
                type, expected: "the type of a resource that proxies ask for",
                suggestion: complaints.nearest(to: name, in: Self.kinds.map(\.typeName)))
            return nil
        }
        let found = Self.reader.read(resource: node, kind)
        for complaint in found.complaints { complaints.add(complaint) }
        guard found.complaints.isEmpty else { return nil }
        if found.name.isEmpty {
            complaints.complain(.wrongValue, at: node, "expected a resource with a name, found none")
            return nil
        }
        var json: [UInt8] = []
        JSONText.append(node, to: &json)
        return (kind, ResourceSnapshot.Resource(name: found.name, json: json))
    }

    private static let kinds: [ResourceKind] = [.cluster, .endpoints, .listener, .routes, .secret, .runtime]
}

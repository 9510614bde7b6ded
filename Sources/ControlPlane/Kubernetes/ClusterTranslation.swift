internal import Buffers
internal import Cryptography

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
    private(set) var documents: [MeshDocument] = []
    private(set) var notes: [ClusterNote] = []
    private let objects: [ClusterKind: [ObjectName: ClusterObject]]
    private let clusterID: String
    private var services: [ObjectName: ClusterService] = [:]
    /// The names of services by namespace, in order.
    private var serviceNames: [String: [ObjectName]] = [:]
    private var ourGateways: Set<ObjectName> = []
    /// How many services are left out, by workload.
    private var leftOut: [ObjectName: Int] = [:]

    /// Services of which one workload's listeners are made.
    private static let mostDependencies = 1000
    /// Words of an annotation that are read.
    private static let mostWords = 1000
    /// What is noted of one kind of objects, and of one workload.
    private static let mostNotes = 1000
    private static let mostNotesOfGroup = 20

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

    private func sorted(_ kind: ClusterKind) -> [ClusterObject] {
        (objects[kind] ?? [:]).values.sorted { $0.name < $1.name }
    }

    private mutating func note(_ kind: ClusterKind, _ name: ObjectName, _ text: String, path: String = "") {
        if notes.count > Self.mostNotes { return }
        if notes.count == Self.mostNotes {
            return notes.append(ClusterNote(kind: kind.name, name: name, text: "there is more to note, of others too"))
        }
        notes.append(ClusterNote(kind: kind.name, name: name, path: path, text: text))
    }

    private static func metadata(_ name: ObjectName) -> JSONValue {
        ["name": .text(name.name), "namespace": name.namespace.isEmpty ? nil : .text(name.namespace)]
    }

    // MARK: - Services

    private mutating func translateServices() {
        var slices: [ObjectName: [ClusterSlice]] = [:]
        for object in sorted(.endpointSlice) {
            guard case .slice(let slice) = object.content, !slice.service.isEmpty else { continue }
            slices[ObjectName(namespace: object.name.namespace, name: slice.service), default: []].append(slice)
        }
        for object in sorted(.service) {
            guard case .service(let service) = object.content else { continue }
            if service.ports.isEmpty {
                if service.externalName != nil {
                    note(
                        .service, object.name, "expected a port where calls go to a DNS name, found none",
                        path: "spec.ports")
                }
                continue
            }
            services[object.name] = service
            serviceNames[object.name.namespace, default: []].append(object.name)
            let endpoints = service.externalName == nil ? places(service, slices[object.name] ?? [], object.name) : []
            let spec: JSONValue = [
                "ports": .list(service.ports.map(Self.port)),
                "host": service.externalName.map { .text(Self.withoutDot($0)) },
                "endpoints": .some(endpoints),
            ]
            documents.append(
                MeshDocument(
                    observed: "Service", object.name,
                    [
                        "apiVersion": "apus.dev/v1", "kind": "Service", "metadata": Self.metadata(object.name),
                        "spec": spec,
                    ]))
        }
    }

    private static func withoutDot(_ host: String) -> String { host.hasSuffix(".") ? String(host.dropLast()) : host }

    private static func port(_ port: ClusterService.Port) -> JSONValue {
        [
            "port": .number(port.number), "name": port.name.isEmpty ? nil : .text(port.name),
            "targetPort": port.target.map { .number($0) }, "protocol": .text(port.spoken.rawValue),
        ]
    }

    private struct Place {
        var ports: [String: Int]
        var zone: String
        var drains: Bool
        var workload: MeshService.Workload?
    }

    /// Where a service is answered: addresses of one family, each with all its ports.
    private mutating func places(
        _ service: ClusterService, _ slices: [ClusterSlice], _ name: ObjectName
    ) -> [JSONValue] {
        let (first, second) = service.prefersIPv6 ? ("IPv6", "IPv4") : ("IPv4", "IPv6")
        let family = slices.contains { $0.addressType == first } ? first : second
        if slices.contains(where: { $0.addressType == "FQDN" }) {
            note(.service, name, "expected endpoints with addresses, found names, which are not used")
        }
        var places: [String: [Place]] = [:]
        for slice in slices where slice.addressType == family {
            var ports: [String: Int] = [:]
            for port in service.ports { ports[port.name] = slice.ports[port.name] }
            if ports.isEmpty { continue }
            for endpoint in slice.endpoints {
                // All addresses of one endpoint lead to the same place.
                guard let address = endpoint.addresses.first else { continue }
                let place = Place(
                    ports: ports, zone: endpoint.zone, drains: endpoint.drains,
                    workload: workload(of: endpoint.pod, in: name.namespace))
                Self.add(place, to: &places[address, default: []])
            }
        }
        // As Kubernetes has it: places that end are used where a port has no others, and then as good ones.
        let ready = Set(places.values.joined().filter { !$0.drains }.flatMap(\.ports.keys))
        return places.sorted { $0.key < $1.key }.flatMap { address, all in
            all.compactMap { place in
                var place = place
                if place.drains { place.ports = place.ports.filter { !ready.contains($0.key) } }
                return place.ports.isEmpty ? nil : Self.endpoint(address, place, service)
            }
        }
    }

    /// A slice may tell of some ports of a place, and another of its other ones.
    private static func add(_ place: Place, to all: inout [Place]) {
        let known = all.firstIndex { known in place.ports.allSatisfy { known.ports[$0.key] ?? $0.value == $0.value } }
        guard let known else { return all.append(place) }
        all[known].ports.merge(place.ports) { old, _ in old }
        all[known].drains = all[known].drains && place.drains
        all[known].workload = all[known].workload ?? place.workload
    }

    private func workload(of pod: String, in namespace: String) -> MeshService.Workload? {
        if pod.isEmpty { return nil }
        guard case .pod(let pod)? = objects[.pod]?[ObjectName(namespace: namespace, name: pod)]?.content else {
            return nil
        }
        var workload = pod.workload
        workload.cluster = clusterID
        return workload
    }

    private static func endpoint(_ address: String, _ place: Place, _ service: ClusterService) -> JSONValue {
        let ports = place.ports.sorted { $0.key < $1.key }
        let isUsual = service.ports.allSatisfy { place.ports[$0.name] == $0.target ?? $0.number }
        return [
            "address": .text(address),
            "ports": isUsual
                ? nil
                : .object(
                    ports.map { name, number in
                        (name.isEmpty ? String(service.ports[0].number) : name, .number(number))
                    }),
            "zone": place.zone.isEmpty ? nil : .text(place.zone),
            "workload": place.workload.map { workload in
                [
                    "name": .text(workload.name), "service": .text(workload.service),
                    "revision": .text(workload.revision), "cluster": .text(workload.cluster),
                ]
            },
        ]
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

    // MARK: - Pods

    private struct Group: Hashable, Comparable {
        var namespace: String
        var account: String
        var gateway: String
        var dependencies: String?
        var outboundAddress: String?
        var countsIstio: Bool

        /// All but the account.
        private var rest: String {
            "\(gateway)\n\(dependencies ?? "-")\n\(outboundAddress ?? "-")" + (countsIstio ? "\nistio" : "")
        }

        var name: ObjectName {
            let isUsual = gateway.isEmpty && dependencies == nil && outboundAddress == nil && !countsIstio
            let end = isUsual ? "" : "-" + Digest.sha256Text(Array(rest.utf8)).prefix(8)
            return ObjectName(namespace: namespace, name: "pods-\(account)\(end)")
        }

        static func < (left: Self, right: Self) -> Bool { left.name < right.name }
    }

    private mutating func translatePods() {
        var groups: [Group: [String]] = [:]
        for object in sorted(.pod) {
            guard case .pod(let pod) = object.content, !pod.isOver else { continue }
            let gateway = ObjectName(namespace: object.name.namespace, name: pod.gateway)
            let group = Group(
                namespace: object.name.namespace, account: pod.account,
                gateway: ourGateways.contains(gateway) ? pod.gateway : "", dependencies: pod.dependencies,
                outboundAddress: pod.outboundAddress, countsIstio: pod.countsIstio)
            groups[group, default: []].append("\(object.name.name).\(object.name.namespace)")
        }
        for (group, nodes) in groups.sorted(by: { $0.key < $1.key }) {
            let dependencies = dependencies(of: group)
            let spec: JSONValue = [
                "selector": ["ids": .list(nodes.map { .text($0) })],
                "gateways": group.gateway.isEmpty ? nil : [["name": .text(group.gateway)]],
                "outbound": group.outboundAddress.map { ["address": .text($0)] },
                "metrics": group.countsIstio ? "Istio" : nil,
                "dependsOn": .some(
                    dependencies.map {
                        ["service": .text($0.name), "namespace": .text($0.namespace), "isOptional": true]
                    }),
            ]
            documents.append(
                MeshDocument(
                    observed: "Workload", group.name,
                    [
                        "apiVersion": "apus.dev/v1", "kind": "Workload", "metadata": Self.metadata(group.name),
                        "spec": spec,
                    ]))
        }
    }

    /// The services that pods call: those that they name, or all of their namespace. Listeners of one loopback cannot
    /// tell all services apart; what has no place beside others is left out and told.
    private mutating func dependencies(of group: Group) -> [ObjectName] {
        var wanted: [ObjectName] = []
        if let text = group.dependencies {
            // What anybody may write is not to take long.
            let words = text.utf8.split(whereSeparator: { [0x20, 0x2c, 0x0a].contains($0) }).prefix(Self.mostWords + 1)
            if words.count > Self.mostWords {
                leave("beyond the first \(Self.mostWords) words", group, "expected no more of them")
            }
            var known: Set<ObjectName> = []
            for word in Set(words.prefix(Self.mostWords).map { String($0) ?? "" }).sorted() {
                let parts = word.prefix(600).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
                    .map(String.init)
                let (owner, name) = parts.count == 2 ? (parts[0], parts[1]) : (group.namespace, parts[0])
                let found =
                    name == "*"
                    ? serviceNames[owner] ?? []
                    : [ObjectName(namespace: owner, name: name)].filter { services[$0] != nil }
                if found.isEmpty { leave(String(word.prefix(600)), group, "there is no such service") }
                wanted += found.filter { known.insert($0).inserted }
            }
        } else if group.gateway.isEmpty {
            let all = serviceNames[group.namespace] ?? []
            let isHTTP = { [services] (name: ObjectName) in
                services[name]?.ports.allSatisfy { $0.spoken.isHTTP } ?? false
            }
            // Where not all have a place, those have it that can share one.
            wanted = all.filter(isHTTP) + all.filter { !isHTTP($0) }
        }
        return apart(wanted, group)
    }

    private mutating func apart(_ wanted: [ObjectName], _ group: Group) -> [ObjectName] {
        var taken: [Int: (owner: ObjectName, spoken: MeshService.PortProtocol)] = [:]
        // Whom each name at a port leads to; services go before those that are another word for something.
        var hosts: [String: ObjectName] = [:]
        for name in wanted {
            guard let service = services[name] else { continue }
            let full = "\(name.name).\(name.namespace)"
            var names = [full, "\(full).svc", "\(full).svc.cluster.local"]
            if name.namespace == group.namespace { names.append(name.name) }
            for port in service.ports { for host in names { hosts["\(port.number) \(host)"] = name } }
        }
        var result: [ObjectName] = []
        for name in wanted {
            guard let service = services[name] else { continue }
            if result.count >= Self.mostDependencies {
                leave(name.text, group, "expected at most \(Self.mostDependencies) services")
                continue
            }
            let rival = service.ports.lazy.compactMap { port -> ObjectName? in
                guard let other = taken[port.number] else { return nil }
                let areApart = port.spoken.isHTTP && other.spoken.isHTTP || port.spoken == .tls && other.spoken == .tls
                return areApart ? nil : other.owner
            }.first
            if let rival {
                leave(name.text, group, "it is not told apart from \(rival.text) at its port")
                continue
            }
            if let host = service.externalName.map({ Self.withoutDot($0).lowercased() }) {
                let keys = service.ports.map { "\($0.number) \(host)" }
                if keys.contains(where: { hosts[$0].map { $0 != name } ?? false }) {
                    leave(name.text, group, "another service has its DNS name")
                    continue
                }
                for key in keys { hosts[key] = name }
            }
            for port in service.ports where taken[port.number] == nil { taken[port.number] = (name, port.spoken) }
            result.append(name)
        }
        return result
    }

    private mutating func leave(_ service: String, _ group: Group, _ reason: String) {
        let count = (leftOut[group.name] ?? 0) + 1
        leftOut[group.name] = count
        if count > Self.mostNotesOfGroup {
            if count == Self.mostNotesOfGroup + 1 { note(.workload, group.name, "more services are left out") }
            return
        }
        note(
            .workload, group.name,
            "the service \(service) is left out: \(reason); the annotation \(ClusterPod.dependsOn) chooses")
    }
}

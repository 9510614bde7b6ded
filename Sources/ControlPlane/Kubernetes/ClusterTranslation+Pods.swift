internal import Cryptography

/// Pods, as workloads.
extension ClusterTranslation {
    /// Services of which one workload's listeners are made.
    private static let mostDependencies = 1000
    /// Words of an annotation that are read.
    private static let mostWords = 1000
    /// What is noted of one workload, at most.
    private static let mostNotesOfGroup = 20

    /// Pods that become one workload: of one account, with the same wishes.
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

    /// Makes a document of the pods of each group.
    mutating func translatePods() {
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

/// Services with their endpoint slices, as services of the model.
extension ClusterTranslation {
    /// Makes a document of each service.
    mutating func translateServices() {
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

    /// A DNS name without the dot at its end.
    static func withoutDot(_ host: String) -> String { host.hasSuffix(".") ? String(host.dropLast()) : host }

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
}

internal import Configuration

/// What makes a pod, as the injector tells the pod's own proxy.
enum ClusterOwner {
    /// The workload of a pod's metadata.
    static func workload(of metadata: JSONNode) -> MeshService.Workload {
        let labels = ClusterObject.texts(metadata["labels"])
        let told = WorkloadDescription(metadata: [
            "WORKLOAD_NAME": .text(name(metadata, labels)), "LABELS": .object(labels.mapValues { .text($0) }),
        ]).names
        func known(_ text: String) -> String { MeshService.Workload.isName(text) ? text : "" }
        return MeshService.Workload(
            name: known(told.name), service: known(told.canonicalName), revision: known(told.canonicalRevision))
    }

    /// The name of what controls the pod, without what a ReplicaSet or a CronJob adds; of a pod alone its own.
    private static func name(_ metadata: JSONNode, _ labels: [String: String]) -> String {
        let owners = metadata["ownerReferences"]?.elements ?? []
        guard let owner = owners.first(where: { $0["controller"]?.bool == true }) ?? owners.first,
            let name = owner["name"]?.string
        else { return metadata["name"]?.string ?? "" }
        switch owner["kind"]?.string {
        case "ReplicaSet":
            let end = labels["pod-template-hash"].map { "-\($0)" } ?? ""
            return !end.isEmpty && name.hasSuffix(end) ? String(name.dropLast(end.count)) : name
        case "Job":
            // A CronJob calls its Jobs by the minute that they are made in, since 1970.
            guard let dash = name.lastIndex(of: "-"), let minute = Int(name[name.index(after: dash)...]),
                (24_000_000..<60_000_000).contains(minute)
            else { return name }
            return String(name[..<dash])
        default: return name
        }
    }
}

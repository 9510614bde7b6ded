public import Configuration
internal import Synchronization

/// What a set of mesh documents says each node runs. Immutable; equal documents make equal snapshots everywhere.
///
/// A node is what the most precise `Workload` that selects it says, and has beside it the resources of all
/// `EnvoyResources` that select it, which take the place of others of their names.
public final class MeshCompilation: Sendable {
    /// What is served although it asks for what is not there, such as a route to a service that nobody has described:
    /// by document and in the order of each text.
    public let warnings: [ConfigurationComplaint]
    /// Who calls whom.
    let topology: MeshTopology
    /// In the order in which they claim nodes.
    private let workloads: [NodeGroup]
    private let rawResources: [NodeGroup]
    /// What was found right, so that the next compilation need not look at it again.
    private let known: Set<[UInt8]>
    private let snapshots = Mutex<[Claim: ResourceSnapshot]>([:])

    /// Which groups a node is of: places in the lists.
    private struct Claim: Hashable {
        var workload: Int?
        var rawResources: [Int]
        /// The node's zone, where it makes a difference.
        var zone: String?
    }

    /// More combinations of groups than this are made anew for each node that has them.
    private static let mostSnapshots = 10_000

    private init(
        warnings: [ConfigurationComplaint], topology: MeshTopology, workloads: [NodeGroup],
        rawResources: [NodeGroup], known: Set<[UInt8]>
    ) {
        self.warnings = warnings
        self.topology = topology
        self.workloads = workloads.sorted { $0.precedes($1) }
        self.rawResources = rawResources.sorted { $0.precedes($1) }
        self.known = known
    }

    /// Reads, checks and compiles documents, whatever their order.
    ///
    /// - Parameter previous: an earlier compilation; what is the same in it is not checked again. The result does not
    ///   depend on it.
    public static func compile(
        _ documents: [MeshDocument], after previous: MeshCompilation? = nil
    ) -> Result<MeshCompilation, MeshProblems> {
        let complaints = ComplaintList()
        let warnings = ComplaintList()
        var reader = MeshDocumentReader(complaints)
        // What people wrote has its names first.
        let order = documents.sorted { ($0.isObserved ? 1 : 0, $0.name) < ($1.isObserved ? 1 : 0, $1.name) }
        for document in order { reader.read(document) }
        if !complaints.isEmpty { return .failure(MeshProblems(complaints.finish())) }
        var linker = MeshLinker(reader.finish(), complaints, warnings)
        linker.link()
        if !complaints.isEmpty { return .failure(MeshProblems(complaints.finish())) }
        var compiler = MeshCompiler(linker, ResourceCheck(complaints, known: previous?.known ?? []))
        let workloads = compiler.workloads()
        let rawResources = compiler.rawResources()
        if !complaints.isEmpty { return .failure(MeshProblems(complaints.finish())) }
        return .success(
            MeshCompilation(
                warnings: warnings.finish(), topology: MeshTopology(linker), workloads: workloads,
                rawResources: rawResources, known: compiler.right))
    }

    /// What a node is served. Cheap: nodes of which the documents say the same share one snapshot.
    public func snapshot(for node: NodeFacts) -> ResourceSnapshot {
        let workload = workloads.firstIndex { $0.selector.selects(node) }
        let claim = Claim(
            workload: workload,
            rawResources: rawResources.indices.filter { rawResources[$0].selector.selects(node) },
            zone: workload.flatMap { workloads[$0].zones[node.zone] == nil ? nil : node.zone })
        return snapshots.withLock { snapshots in
            if let known = snapshots[claim] { return known }
            let snapshot = make(claim)
            if snapshots.count < Self.mostSnapshots { snapshots[claim] = snapshot }
            return snapshot
        }
    }

    private func make(_ claim: Claim) -> ResourceSnapshot {
        var result: [ResourceKind: [ResourceSnapshot.Resource]] = [:]
        var names: [ResourceKind: Set<String>] = [:]
        /// What comes first has the name.
        func add(_ kind: ResourceKind, _ resources: [ResourceSnapshot.Resource]) {
            for resource in resources where names[kind, default: []].insert(resource.name).inserted {
                result[kind, default: []].append(resource)
            }
        }
        for place in claim.rawResources {
            for (kind, resources) in rawResources[place].resources { add(kind, resources) }
        }
        if let place = claim.workload {
            if let zone = claim.zone { add(.endpoints, workloads[place].zones[zone] ?? []) }
            for (kind, resources) in workloads[place].resources { add(kind, resources) }
        }
        return ResourceSnapshot(result)
    }
}

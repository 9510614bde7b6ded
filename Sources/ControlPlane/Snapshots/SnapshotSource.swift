/// What says what each node is to run.
public protocol SnapshotSource: AnyObject, Sendable {
    /// What a node is served. Cheap: nodes of which the same is said share one snapshot.
    func snapshot(for node: NodeFacts) -> ResourceSnapshot
}

extension MeshCompilation: SnapshotSource {}

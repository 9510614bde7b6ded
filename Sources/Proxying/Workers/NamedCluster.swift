internal import Upstreams

/// A cluster that is asked for again and again by one name. It is looked for at first use, and anew only when the
/// worker's clusters have changed.
struct NamedCluster {
    private let name: String
    private var found: WorkerCluster?
    /// The version of the worker's clusters that it was looked for in; nil before that.
    private var version: UInt32?

    init(_ name: String) { self.name = name }

    /// The worker's view of the cluster; nil when there is no such cluster.
    mutating func cluster(on worker: ProxyWorker) -> WorkerCluster? {
        if version != worker.clustersVersion {
            found = worker.cluster(named: name)
            version = worker.clustersVersion
        }
        return found
    }
}

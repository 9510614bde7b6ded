/// What Istio's metrics tell of a workload, which proxies tell each other. What is not known is empty.
public struct WorkloadNames: Sendable, Hashable {
    /// The workload's own name, such as that of a Deployment.
    public var name = ""
    /// Its namespace.
    public var namespace = ""
    /// The cluster of Kubernetes that it runs in.
    public var cluster = ""
    /// The service that it is, whatever version of it.
    public var canonicalName = ""
    /// Which version of that service.
    public var canonicalRevision = ""
    /// The label `app`.
    public var app = ""
    /// The label `version`.
    public var version = ""

    /// Nothing known.
    public init() {}
}

/// What a node's metadata say of the workload that its proxy serves, in Istio's words (`WORKLOAD_NAME`, `NAMESPACE`,
/// `CLUSTER_ID`, `OWNER`, `NAME`, `LABELS`).
///
/// Without the label `service.istio.io/canonical-name` the service is `app.kubernetes.io/name`, `app` or the workload's
/// name, as Istio's injector labels pods; its revision likewise.
public struct WorkloadDescription: Sendable, Equatable {
    /// What metrics tell of it.
    public var names = WorkloadNames()
    /// The pod, or whatever one of several is called.
    public var instance = ""
    /// What made it, as `kubernetes://apis/apps/v1/namespaces/…`.
    public var owner = ""
    /// Its labels.
    public var labels: [String: String] = [:]
    /// What Istio's metric `istio_build` tells (`ISTIO_VERSION`).
    public var istioVersion = ""

    /// Nothing known.
    public init() {}

    /// Reads a node's metadata; what is no text there is passed over.
    public init(metadata: [String: StructValue]) {
        func text(_ name: String) -> String {
            if case .text(let text)? = metadata[name] { text } else { "" }
        }
        if case .object(let members)? = metadata["LABELS"] {
            for (name, value) in members { if case .text(let text) = value { labels[name] = text } }
        }
        instance = text("NAME")
        owner = text("OWNER")
        istioVersion = text("ISTIO_VERSION")
        names.name = text("WORKLOAD_NAME")
        names.namespace = text("NAMESPACE")
        names.cluster = text("CLUSTER_ID")
        names.app = labels["app"] ?? ""
        names.version = labels["version"] ?? ""
        let known = labels
        func first(_ keys: [String], else last: String) -> String {
            keys.compactMap { known[$0] }.first { !$0.isEmpty } ?? last
        }
        names.canonicalName = first(
            ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"], else: names.name)
        names.canonicalRevision = first(
            ["service.istio.io/canonical-revision", "app.kubernetes.io/version", "version"],
            else: names.canonicalName.isEmpty ? "" : "latest")
    }
}

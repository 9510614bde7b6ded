/// Gives proxies to the pods that manifests describe, and takes them away. Pure.
public struct ManifestInjector: Sendable {
    private let options: InjectionOptions
    /// Namespaces that say that their pods get none.
    private let closedNamespaces: Set<String>

    /// A document that was looked at.
    public struct Outcome: Sendable, Equatable {
        /// The document, with its proxies.
        public var document: ManifestValue
        /// What its author should know: about what object, and what.
        public var warnings: [String] = []
        /// Why an object can have no proxy.
        public var refusals: [String] = []
        /// How many templates have a proxy now.
        public var count = 0
    }

    /// - Parameter documents: what is looked through for namespaces that want no proxies.
    public init(_ options: InjectionOptions, among documents: [ManifestValue] = []) {
        self.options = options
        var closed: Set<String> = []
        for document in documents {
            for item in document["items"]?.list ?? [document] where item["kind"]?.string == "Namespace" {
                guard let name = item[path: ["metadata", "name"]]?.string else { continue }
                if item[path: ["metadata", "labels", "istio-injection"]]?.string == "disabled" { closed.insert(name) }
            }
        }
        closedNamespaces = closed
    }

    /// Gives proxies to all pods of a document. What describes none comes back as it is.
    public func inject(_ document: ManifestValue) -> Outcome {
        var outcome = Outcome(document: document)
        outcome.document = Self.changed(document) { object, workload in
            let name = Self.name(of: object)
            let namespace = object[path: ["metadata", "namespace"]]?.string ?? "default"
            if closedNamespaces.contains(namespace) { return nil }
            let template = object[path: workload.template] ?? .null
            do throws(InjectionProblem) {
                let owner = PodInjector.Owner(name: Self.ownName(of: object), ends: workload.ends)
                guard let injected = try PodInjector(options: options).inject(template, owner) else { return nil }
                outcome.warnings += injected.warnings.map { "\(name): \($0)" }
                outcome.count += 1
                return injected.template
            } catch {
                outcome.refusals.append("\(name): \(error.text)")
                return nil
            }
        }
        return outcome
    }

    /// The document as it was before it got proxies.
    public static func uninject(_ document: ManifestValue) -> ManifestValue {
        changed(document) { object, workload in PodInjector.original(object[path: workload.template] ?? .null) }
    }

    // MARK: - Kinds

    private struct Workload {
        let kind: String
        let groups: [String]
        /// Where the template of its pods is; empty means it is a pod.
        var template: [String] = ["spec", "template"]
        var ends = false
    }

    private static let workloads = [
        Workload(kind: "Pod", groups: ["v1"], template: []),
        Workload(kind: "ReplicationController", groups: ["v1"]),
        Workload(kind: "Deployment", groups: ["apps"]), Workload(kind: "StatefulSet", groups: ["apps"]),
        Workload(kind: "DaemonSet", groups: ["apps"]), Workload(kind: "ReplicaSet", groups: ["apps"]),
        Workload(kind: "Job", groups: ["batch"], ends: true),
        Workload(
            kind: "CronJob", groups: ["batch"], template: ["spec", "jobTemplate", "spec", "template"], ends: true),
    ]

    private static func workload(_ object: ManifestValue) -> Workload? {
        guard let kind = object["kind"]?.string, let version = object["apiVersion"]?.string else { return nil }
        let group = version.split(separator: "/").first.map(String.init) ?? ""
        return workloads.first { $0.kind == kind && $0.groups.contains(group) }
    }

    /// The document with what `change` makes of the templates in it; nil leaves one as it is.
    private static func changed(
        _ document: ManifestValue, _ change: (ManifestValue, Workload) -> ManifestValue?
    ) -> ManifestValue {
        if let kind = document["kind"]?.string, kind.hasSuffix("List"), let items = document["items"]?.list {
            var list = document
            // A list of one kind need not say the kind of its items.
            let kind = String(kind.dropLast(4))
            list["items"] = .list(
                items.map { item in
                    guard item.object != nil else { return item }
                    if kind.isEmpty || item["kind"] != nil { return changed(item, change) }
                    var whole = item
                    whole["kind"] = .string(kind)
                    whole["apiVersion"] = item["apiVersion"] ?? document["apiVersion"]
                    var result = changed(whole, change)
                    result["kind"] = nil
                    if item["apiVersion"] == nil { result["apiVersion"] = nil }
                    return result
                })
            return list
        }
        guard let workload = workload(document), let template = change(document, workload) else { return document }
        if workload.template.isEmpty { return template }
        // What has no template has none afterwards.
        guard document[path: workload.template] != nil else { return document }
        var result = document
        result[path: workload.template] = template
        return result
    }

    private static func ownName(of object: ManifestValue) -> String {
        object[path: ["metadata", "name"]]?.string ?? object[path: ["metadata", "generateName"]]?.string ?? ""
    }

    private static func name(of object: ManifestValue) -> String {
        let name = ownName(of: object)
        let namespace = object[path: ["metadata", "namespace"]]?.string.map { "\($0)/" } ?? ""
        return "\(object["kind"]?.string ?? "?") \(namespace)\(name.isEmpty ? "without a name" : name)"
    }
}

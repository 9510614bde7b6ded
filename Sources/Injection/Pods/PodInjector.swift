/// Gives a pod, or the template of pods, a proxy, and takes it away again. Pure.
///
/// ```
///   metadata, spec ─▶ as it was before ─▶ may it? ─▶ what is asked for ─▶ containers, volumes, probes, annotations
///                     (InjectionRecord)              (PodSettings)          └─▶ what was done, as an annotation
/// ```
/// So a pod that has a proxy gets one that is up to date, and the same one twice is once.
struct PodInjector {
    let options: InjectionOptions

    static let proxyName = "apus-proxy"
    static let initName = "apus-init"

    /// What is known about a pod beside itself.
    struct Owner {
        /// The name of what makes the pods; of a pod its own.
        var name: String
        /// Whether its pods are to end by themselves.
        var ends = false
    }

    /// A template with its proxy.
    struct Injected {
        var template: ManifestValue
        var warnings: [String]
    }

    /// The template as it was before it got a proxy.
    static func original(_ template: ManifestValue) -> ManifestValue {
        guard let text = template[path: ["metadata", "annotations", InjectionRecord.annotation]]?.string,
            let record = InjectionRecord(text)
        else { return template }
        return record.undo(template)
    }

    /// Gives `template` a proxy.
    ///
    /// - Returns: nil when it is not to have one.
    /// - Throws: why it can have none.
    func inject(_ template: ManifestValue, _ owner: Owner) throws(InjectionProblem) -> Injected? {
        var pod = Self.original(template)
        let annotations = try Self.texts(pod, "annotations")
        let labels = try Self.texts(pod, "labels", atMost: Self.longestLabels, each: Self.longestName)
        guard try PodSettings.wish(labels: labels, annotations: annotations) ?? options.injectsByDefault else {
            return nil
        }
        // What the kubelet runs of its own accord changes for nobody.
        if annotations["kubernetes.io/config.mirror"] != nil { return nil }
        if annotations[InjectionRecord.annotation] != nil {
            throw InjectionProblem(
                "metadata.annotations: \(InjectionRecord.annotation) is there, and is not what apus inject writes")
        }
        var settings = try PodSettings(annotations, options)
        try Self.judge(pod, settings)
        if settings.workload.isEmpty { settings.workload = Self.workload(labels, owner) }
        var record = InjectionRecord()
        record.version = options.version
        record.mode = settings.mode.rawValue
        record.sidecar = settings.sidecar.rawValue
        var draft = PodDraft(pod: pod, record: record)
        var plan = ProxyPlan(settings: settings, labels: labels)
        plan.workloadName = Self.workloadName(labels, owner)
        if settings.rewritesProbes, settings.mode != .none {
            draft.rewriteProbes(&plan)
            draft.warnOfHandlers(&plan)
        }
        draft.label()
        if settings.mergesMetrics { draft.mergeMetrics(annotations, &plan) }
        let maker = try SidecarMaker(options: options, plan: plan)
        let rules = maker.initContainer.map { [$0] } ?? []
        switch settings.sidecar {
        case .native: draft.add("initContainers", rules + [maker.container])
        case .classic:
            draft.add("containers", [maker.container])
            // From then on connections go to a proxy, and this one runs only when all of these have ended.
            draft.add("initContainers", rules, isBehind: true)
        }
        draft.add("volumes", maker.volumes)
        draft.giveTime(seconds: maker.secondsToEnd)
        if settings.sidecar == .classic {
            draft.setDefaultContainer(annotations)
            if owner.ends {
                plan.warnings.append(
                    "the proxy goes on when the work is done, and the Job does not end, until the application has sent "
                        + "POST http://127.0.0.1:\(InjectionOptions.Port.admin)/quitquitquit; "
                        + "a native sidecar needs none"
                )
            }
        }
        pod = draft.finished
        return Injected(template: pod, warnings: settings.warnings + plan.warnings)
    }

    /// Bytes of a name, of what stands before its slash, and of a label's value.
    ///
    /// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    private static let longestName = 63
    private static let longestPrefix = 253
    /// Bytes that all labels may have together: Kubernetes has no such limit, and looks at labels only after webhooks.
    /// The control plane keeps no more of what a node says.
    private static let longestLabels = 16 << 10

    /// Labels or annotations.
    private static func texts(
        _ pod: ManifestValue, _ name: String, atMost longest: Int = InjectionRecord.longest,
        each longestText: Int = .max
    ) throws(InjectionProblem) -> [String: String] {
        guard let value = pod[path: ["metadata", name]], !value.isNull else { return [:] }
        guard let object = value.object else {
            throw InjectionProblem("metadata.\(name): an object expected, found \(value.word)")
        }
        var texts: [String: String] = [:]
        var count = 0
        for (key, value) in object.members {
            guard let text = value.string else {
                throw InjectionProblem("metadata.\(name): a string expected for \(key), found \(value.word)")
            }
            let parts = key.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
            let prefix = parts.count > 1 ? parts[0].count : 0
            guard prefix <= longestPrefix, (parts.last?.count ?? 0) <= longestName else {
                throw InjectionProblem(
                    "metadata.\(name): a key of at most \(longestPrefix) bytes, a slash and \(longestName) bytes "
                        + "expected, found '\(key.prefix(80))…'")
            }
            guard text.utf8.count <= longestText else {
                throw InjectionProblem("metadata.\(name): at most \(longestText) bytes expected for \(key)")
            }
            texts[key] = text
            count += key.utf8.count + text.utf8.count
            guard count <= longest else {
                throw InjectionProblem("metadata.\(name): at most \(longest) bytes expected in all")
            }
        }
        return texts
    }

    private static func workload(_ labels: [String: String], _ owner: Owner) -> String {
        for key in ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"] {
            if let name = labels[key], !name.isEmpty { return name }
        }
        return workloadName(labels, owner)
    }

    /// The name of what made the pod, without what a ReplicaSet adds.
    private static func workloadName(_ labels: [String: String], _ owner: Owner) -> String {
        let hash = labels["pod-template-hash"] ?? labels["controller-revision-hash"]
        guard let hash, let end = ["-\(hash)-", "-\(hash)"].first(where: owner.name.hasSuffix) else {
            return owner.name.hasSuffix("-") ? String(owner.name.dropLast()) : owner.name
        }
        return String(owner.name.dropLast(end.count))
    }

    // MARK: - What cannot be

    /// Containers or volumes that a pod may have.
    private static let mostElements = 1_000

    private static func judge(_ pod: ManifestValue, _ settings: PodSettings) throws(InjectionProblem) {
        if let metadata = pod["metadata"], !metadata.isNull, metadata.object == nil {
            throw InjectionProblem("metadata: an object expected, found \(metadata.word)")
        }
        guard let spec = pod["spec"]?.object else { throw InjectionProblem("spec: an object expected") }
        if spec["hostNetwork"]?.bool == true {
            throw InjectionProblem(
                "spec.hostNetwork: a pod in the node's own network can have no proxy beside it, since the proxy would "
                    + "take the node's ports and connections")
        }
        if let system = pod[path: ["spec", "os", "name"]]?.string, system != "linux" {
            throw InjectionProblem("spec.os.name: the proxy runs on linux, not on \(system)")
        }
        guard let containers = spec["containers"]?.list, !containers.isEmpty else {
            throw InjectionProblem("spec.containers: a list of containers expected")
        }
        var names: Set<String> = []
        for list in InjectionRecord.lists {
            guard let value = spec[list], !value.isNull else { continue }
            guard let elements = value.list else {
                throw InjectionProblem("spec.\(list): a list expected, found \(value.word)")
            }
            guard elements.count <= mostElements else {
                throw InjectionProblem("spec.\(list): more than \(mostElements) elements")
            }
            for (place, element) in elements.enumerated() {
                let path = "spec.\(list)[\(place)]"
                try judge(element, path, list: list, pod, settings)
                // Containers are found again by their names.
                guard list != "volumes", let name = element["name"]?.string else { continue }
                guard names.insert(name).inserted else {
                    throw InjectionProblem("\(path).name: each name once expected, found \(name) again")
                }
            }
        }
    }

    private static func judge(
        _ element: ManifestValue, _ path: String, list: String, _ pod: ManifestValue, _ settings: PodSettings
    ) throws(InjectionProblem) {
        guard let name = element["name"]?.string else { throw InjectionProblem("\(path).name: a string expected") }
        if list == "volumes" {
            if SidecarMaker.volumeNames.contains(name) {
                throw InjectionProblem("\(path): the pod has a volume \(name) of its own")
            }
            return
        }
        guard InjectionOptions.isName(name) else {
            throw InjectionProblem("\(path).name: '\(name.prefix(80))' is no name of a container")
        }
        if name == proxyName || name == initName {
            throw InjectionProblem("\(path): the pod has a container \(name) that was not added by apus inject")
        }
        for port in element["ports"]?.list ?? [] {
            if let number = port["containerPort"]?.integer, InjectionOptions.Port.all.contains(number) {
                throw InjectionProblem("\(path).ports: \(number) is a port of the proxy's")
            }
        }
        // Of init containers only those go on beside the proxy that are started again.
        guard settings.mode != .none, list == "containers" || element["restartPolicy"]?.string == "Always" else {
            return
        }
        for (field, word) in [("runAsUser", "user"), ("runAsGroup", "group")] {
            let id = element[path: ["securityContext", field]] ?? pod[path: ["spec", "securityContext", field]]
            guard id?.integer == InjectionOptions.user else { continue }
            throw InjectionProblem(
                "\(path).securityContext.\(field): \(InjectionOptions.user) is the proxy's \(word), whose "
                    + "connections are not led to the proxy")
        }
    }
}

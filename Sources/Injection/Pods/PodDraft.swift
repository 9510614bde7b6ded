/// A pod while it is changed, with the notes by which all is taken back.
struct PodDraft {
    private var pod: ManifestValue
    private var record: InjectionRecord

    init(pod: ManifestValue, record: InjectionRecord) {
        self.pod = pod
        self.record = record
    }

    /// The pod with its notes.
    var finished: ManifestValue {
        var draft = self
        draft.make("metadata")
        draft.make("metadata.annotations")
        draft.pod[path: ["metadata", "annotations", InjectionRecord.annotation]] = .string(draft.record.text)
        return draft.pod
    }

    /// Makes an object where there is none.
    private mutating func make(_ path: String) {
        let keys = path.split(separator: ".").map(String.init)
        let before = pod[path: keys]
        guard before == nil || before?.isNull == true else { return }
        record.made.append(path, before == nil ? .bool(false) : .null)
        pod[path: keys] = .object(ManifestObject())
    }

    /// Puts elements before the others of a list, or behind them.
    mutating func add(_ list: String, _ elements: [ManifestValue], isBehind: Bool = false) {
        if elements.isEmpty { return }
        let before = pod[path: ["spec", list]]
        if before == nil || before?.isNull == true {
            record.made.append("spec.\(list)", before == nil ? .bool(false) : .null)
        }
        record.added[list] = elements.compactMap { $0["name"]?.string }
        let others = before?.list ?? []
        pod[path: ["spec", list]] = .list(isBehind ? others + elements : elements + others)
    }

    private mutating func annotate(_ key: String, _ value: String) {
        make("metadata")
        make("metadata.annotations")
        let before = pod[path: ["metadata", "annotations", key]] ?? .null
        record.annotations.append(key, ["was": before, "is": .string(value)])
        pod[path: ["metadata", "annotations", key]] = .string(value)
    }

    /// Says to policies of the network that the pod has a proxy, unless it says something of its own.
    mutating func label() {
        make("metadata")
        make("metadata.labels")
        guard pod[path: ["metadata", "labels", InjectionRecord.label]] == nil else { return }
        record.labels.append(InjectionRecord.label, ["was": .null, "is": "true"])
        pod[path: ["metadata", "labels", InjectionRecord.label]] = "true"
    }

    // MARK: - Time and defaults

    /// Kubernetes' own time for a pod to end, in seconds.
    private static let usualSeconds = 30

    /// Lets the proxy end before the pod is ended by force.
    mutating func giveTime(seconds: Int) {
        let field = InjectionRecord.graceField
        let before = pod[path: ["spec", field]]
        // What is no number Kubernetes refuses by itself.
        guard before == nil || before?.isNull == true || before?.integer != nil,
            before?.integer ?? Self.usualSeconds < seconds
        else { return }
        let new = ManifestValue.number(String(seconds))
        record.fields.append(field, ["was": before ?? .null, "is": new])
        pod[path: ["spec", field]] = new
    }

    /// `kubectl logs` and `kubectl exec` go on to mean the application.
    mutating func setDefaultContainer(_ annotations: [String: String]) {
        let key = "kubectl.kubernetes.io/default-container"
        let containers = pod[path: ["spec", "containers"]]?.list ?? []
        guard annotations[key] == nil,
            let name = containers.lazy.compactMap({ $0["name"]?.string }).first(where: { $0 != PodInjector.proxyName })
        else { return }
        annotate(key, name)
    }

    // MARK: - Metrics

    /// Leads whoever scrapes the application to the proxy, which asks the application.
    ///
    /// Source: https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
    mutating func mergeMetrics(_ annotations: [String: String], _ plan: inout ProxyPlan) {
        let prefix = "prometheus.io/"
        // Who says that nothing is to be scraped is left alone.
        if let wish = annotations[prefix + "scrape"], wish != "true" { return }
        let port = annotations[prefix + "port"].flatMap { UInt16($0) }
        if annotations[prefix + "scrape"] == "true" {
            guard annotations[prefix + "scheme"] ?? "http" == "http" else {
                plan.warnings.append("prometheus.io/scheme: metrics are merged over http alone; they stay as they are")
                return
            }
            guard let port, port > 0 else {
                plan.warnings.append(
                    "prometheus.io/port: there is no port to merge metrics from; they stay as they are")
                return
            }
            var path = annotations[prefix + "path"] ?? "/metrics"
            if !path.hasPrefix("/") { path = "/" + path }
            // What a URL and the kubelet take for a path: neither a fragment nor a variable.
            guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 && $0 != 0x24 }) else {
                plan.warnings.append("prometheus.io/path: this is no path; metrics stay as they are")
                return
            }
            // Where only the proxy listens they are merged already: it would ask itself.
            if !InjectionOptions.Port.all.contains(Int(port)) {
                plan.metricsURL = "http://127.0.0.1:\(port)\(path)"
            }
        }
        annotate(prefix + "scrape", "true")
        annotate(prefix + "port", String(InjectionOptions.Port.mergedMetrics))
        annotate(prefix + "path", "/stats/prometheus")
    }

    // MARK: - Probes

    /// Leads the kubelet's probes to the proxy's own port, since at the application's it may be asked for certificates,
    /// and a connection says nothing of who listens behind the proxy. All become HTTP.
    mutating func rewriteProbes(_ plan: inout ProxyPlan) {
        for list in ["initContainers", "containers"] {
            guard var containers = pod[path: ["spec", list]]?.list else { continue }
            for place in containers.indices {
                let name = containers[place]["name"]?.string ?? ""
                var originals = ManifestObject()
                for (field, word) in ProxyPlan.probes {
                    guard
                        let kind = ProxyPlan.Probe.kinds.first(where: { containers[place][field]?[$0]?.object != nil }),
                        let original = containers[place][field]?[kind]
                    else { continue }
                    let path = ProxyPlan.Probe.path(name, word)
                    guard let probe = ProxyPlan.Probe(containers[place], field, path) else {
                        plan.warnings.append(
                            "\(name).\(field): the probe stays as it is, since its port or what it asks cannot be told")
                        continue
                    }
                    // One that asks another host does not come by the application's port.
                    if original["host"]?.string?.isEmpty == false { continue }
                    plan.rewritten.append(probe)
                    var parts = ManifestObject()
                    guard kind == "httpGet" else {
                        containers[place][field]?[kind] = nil
                        containers[place][field]?["httpGet"] = [
                            "path": .string(probe.path), "port": .number(String(InjectionOptions.Port.health)),
                        ]
                        parts.append(kind, original)
                        originals.append(field, .object(parts))
                        continue
                    }
                    var changed = original
                    changed["path"] = ManifestValue.string(probe.path)
                    changed["port"] = ManifestValue.number(String(InjectionOptions.Port.health))
                    changed["scheme"] = nil
                    containers[place][field]?["httpGet"] = changed
                    for key in InjectionRecord.probeKeys { parts[key] = original[key] }
                    originals.append(field, .object(parts))
                }
                if !originals.isEmpty { record.probes.append(name, .object(originals)) }
            }
            pod[path: ["spec", list]] = .list(containers)
        }
    }

    /// Warns of what the kubelet asks that comes to the application's port and stays as it is.
    func warnOfHandlers(_ plan: inout ProxyPlan) {
        for container in ["initContainers", "containers"].flatMap({ pod[path: ["spec", $0]]?.list ?? [] }) {
            let name = container["name"]?.string ?? ""
            for field in ["postStart", "preStop"] where container[path: ["lifecycle", field, "httpGet"]] != nil {
                plan.warnings.append(
                    "\(name).lifecycle.\(field).httpGet: it stays as it is: the proxy may want a certificate that the "
                        + "kubelet has not")
            }
        }
    }
}

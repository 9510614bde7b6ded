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

    /// Puts elements before the others of a list.
    mutating func add(_ list: String, _ elements: [ManifestValue]) {
        if elements.isEmpty { return }
        let before = pod[path: ["spec", list]]
        if before == nil || before?.isNull == true {
            record.made.append("spec.\(list)", before == nil ? .bool(false) : .null)
        }
        record.added[list] = elements.compactMap { $0["name"]?.string }
        pod[path: ["spec", list]] = .list(elements + (before?.list ?? []))
    }

    private mutating func annotate(_ key: String, _ value: String) {
        make("metadata")
        make("metadata.annotations")
        record.annotations[key] = pod[path: ["metadata", "annotations", key]] ?? .null
        pod[path: ["metadata", "annotations", key]] = .string(value)
    }

    // MARK: - Time and defaults

    /// Kubernetes' own time for a pod to end, in seconds.
    private static let usualSeconds = 30

    /// Lets the proxy end before the pod is ended by force.
    mutating func giveTime(seconds: Int) {
        let field = "terminationGracePeriodSeconds"
        let before = pod[path: ["spec", field]]
        guard before?.integer ?? Self.usualSeconds < seconds else { return }
        record.fields[field] = before ?? .null
        pod[path: ["spec", field]] = .number(String(seconds))
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
            guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x24 }) else {
                plan.warnings.append("prometheus.io/path: this is no path; metrics stay as they are")
                return
            }
            plan.metricsURL = "http://127.0.0.1:\(port)\(path)"
        }
        annotate(prefix + "scrape", "true")
        annotate(prefix + "port", String(InjectionOptions.Port.mergedMetrics))
        annotate(prefix + "path", "/stats/prometheus")
    }

    // MARK: - Probes

    /// Leads the kubelet's HTTP probes to the proxy's own port, since the application's may ask for certificates.
    mutating func rewriteProbes(_ plan: inout ProxyPlan) {
        for list in ["initContainers", "containers"] {
            guard var containers = pod[path: ["spec", list]]?.list else { continue }
            for place in containers.indices {
                let name = containers[place]["name"]?.string ?? ""
                for (field, word) in ProxyPlan.probes {
                    guard let original = containers[place][field]?["httpGet"], original.object != nil else { continue }
                    guard let probe = ProxyPlan.Probe(containers[place], field, "/app-health/\(name)/\(word)") else {
                        plan.warnings.append(
                            "\(name).\(field): the probe stays as it is, since its port or path cannot be told")
                        continue
                    }
                    // One that asks another host does not come by the application's port.
                    if original["host"]?.string?.isEmpty == false { continue }
                    plan.rewritten.append(probe)
                    var changed = original
                    changed["path"] = ManifestValue.string(probe.path)
                    changed["port"] = ManifestValue.number(String(InjectionOptions.Port.health))
                    changed["scheme"] = nil
                    containers[place][field]?["httpGet"] = changed
                    var originals = record.probes[name] ?? .object(ManifestObject())
                    originals[field] = original
                    record.probes[name] = originals
                }
            }
            pod[path: ["spec", list]] = .list(containers)
        }
    }
}

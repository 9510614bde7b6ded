/// What was done to a pod, as its annotation notes it: enough to take it back.
struct InjectionRecord: Equatable {
    /// The annotation that holds it.
    static let annotation = "apus.dev/status"

    var version = ""
    var mode = ""
    var sidecar = ""
    /// Names of what was added, by the list that has it.
    var added: [String: [String]] = [:]
    /// What stood before where something else stands now, by key; `null` where nothing stood.
    var annotations = ManifestObject()
    /// The same of the pod's own fields.
    var fields = ManifestObject()
    /// Probes as they were: by container, then by the probe's field.
    var probes = ManifestObject()
    /// Lists and objects that were made: `null` where `null` stood, `false` where nothing did.
    var made = ManifestObject()

    /// The lists of a pod that something may be added to.
    static let lists = ["initContainers", "containers", "volumes"]

    /// The text of the annotation.
    var text: String {
        let value: ManifestValue = [
            "version": .string(version), "interceptionMode": .string(mode), "sidecar": .string(sidecar),
            "initContainers": names("initContainers"), "containers": names("containers"), "volumes": names("volumes"),
            "annotations": some(annotations), "fields": some(fields), "probes": some(probes), "made": some(made),
        ]
        return String(decoding: ManifestWriter.dense(value), as: UTF8.self)
    }

    private func names(_ list: String) -> ManifestValue? { added[list].map { .list($0.map { .string($0) }) } }

    private func some(_ object: ManifestObject) -> ManifestValue? { object.isEmpty ? nil : .object(object) }

    init() {}

    /// Reads an annotation; nil when it is none of ours.
    init?(_ text: String) {
        guard case .success(let value) = ManifestReader.json(Array(text.utf8), file: Self.annotation),
            let version = value["version"]?.string, let sidecar = value["sidecar"]?.string
        else { return nil }
        self.version = version
        self.sidecar = sidecar
        mode = value["interceptionMode"]?.string ?? ""
        for list in Self.lists {
            guard let names = value[list] else { continue }
            added[list] = (names.list ?? []).compactMap(\.string)
        }
        annotations = value["annotations"]?.object ?? annotations
        fields = value["fields"]?.object ?? fields
        probes = value["probes"]?.object ?? probes
        made = value["made"]?.object ?? made
    }

    // MARK: - Taking back

    /// The pod, or its template, as it was before.
    func undo(_ template: ManifestValue) -> ManifestValue {
        var template = template
        for list in Self.lists {
            guard let names = added[list], var elements = template[path: ["spec", list]]?.list else { continue }
            elements.removeAll { $0["name"]?.string.map(names.contains) ?? false }
            template[path: ["spec", list]] = .list(elements)
        }
        for (container, originals) in probes.members { restore(container, originals, in: &template) }
        for (key, value) in fields.members { template[path: ["spec", key]] = value.isNull ? nil : value }
        for (key, value) in annotations.members {
            template[path: ["metadata", "annotations", key]] = value.isNull ? nil : value
        }
        template[path: ["metadata", "annotations", Self.annotation]] = nil
        // What was made goes, if nobody else has put anything there; the inner first.
        for (path, before) in made.members.reversed() {
            let keys = path.split(separator: ".").map(String.init)
            let value = template[path: keys]
            guard value?.object?.isEmpty ?? value?.list?.isEmpty ?? false else { continue }
            template[path: keys] = before.isNull ? .null : nil
        }
        return template
    }

    private func restore(_ container: String, _ originals: ManifestValue, in template: inout ManifestValue) {
        for list in ["initContainers", "containers"] {
            guard var elements = template[path: ["spec", list]]?.list,
                let place = elements.firstIndex(where: { $0["name"]?.string == container })
            else { continue }
            for (probe, original) in originals.object?.members ?? [] where elements[place][probe] != nil {
                elements[place][probe]?["httpGet"] = original
            }
            template[path: ["spec", list]] = .list(elements)
        }
    }
}

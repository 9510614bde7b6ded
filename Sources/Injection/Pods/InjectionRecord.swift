/// What was done to a pod, as its annotation notes it: enough to take it back.
///
/// The pod's author can write the annotation too. So it is read for no more than what injection does, and all else is
/// no record: nobody takes out by it what others have put in.
struct InjectionRecord: Equatable {
    /// The annotation that holds it.
    static let annotation = "apus.dev/status"
    /// By this label policies of the network know who may ask the control plane.
    static let label = "apus.dev/proxy"

    var version = ""
    var mode = ""
    var sidecar = ""
    /// Names of what was added, by the list that has it.
    var added: [String: [String]] = [:]
    /// What stands where something else (`was`) or nothing (`null`) stood, as it was written (`is`), by key.
    var annotations = ManifestObject()
    /// The same of labels.
    var labels = ManifestObject()
    /// The same of the pod's own fields.
    var fields = ManifestObject()
    /// Where probes led: by container, then by the probe's field; path, port and scheme, or all of what is no HTTP.
    var probes = ManifestObject()
    /// Lists and objects that were made: `null` where `null` stood, `false` where nothing did.
    var made = ManifestObject()

    /// The lists of a pod that something may be added to.
    static let lists = ["initContainers", "containers", "volumes"]
    /// Fields of a pod that may be changed.
    static let graceField = "terminationGracePeriodSeconds"
    /// Members of a probe's `httpGet` that are changed.
    static let probeKeys = ["path", "port", "scheme"]
    /// Bytes that all annotations of an object may have together.
    ///
    /// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
    static let longest = 256 << 10

    private static let annotationKeys = [
        "prometheus.io/scrape", "prometheus.io/port", "prometheus.io/path", "kubectl.kubernetes.io/default-container",
    ]
    private static let madePaths = [
        "metadata", "metadata.labels", "metadata.annotations", "spec.initContainers", "spec.volumes",
    ]

    /// The text of the annotation.
    var text: String {
        let value: ManifestValue = [
            "version": .string(version), "interceptionMode": .string(mode), "sidecar": .string(sidecar),
            "initContainers": names("initContainers"), "containers": names("containers"), "volumes": names("volumes"),
            "annotations": some(annotations), "labels": some(labels), "fields": some(fields), "probes": some(probes),
            "made": some(made),
        ]
        return String(decoding: ManifestWriter.dense(value), as: UTF8.self)
    }

    private func names(_ list: String) -> ManifestValue? { added[list].map { .list($0.map { .string($0) }) } }

    private func some(_ object: ManifestObject) -> ManifestValue? { object.isEmpty ? nil : .object(object) }

    init() {}

    /// Reads an annotation; nil when it is none of ours.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest,
            case .success(let value) = ManifestReader.json(Array(text.utf8), file: Self.annotation),
            let object = value.object, let version = value["version"]?.string, let sidecar = value["sidecar"]?.string
        else { return nil }
        self.version = version
        self.sidecar = sidecar
        for (key, value) in object.members where key != "version" && key != "sidecar" {
            guard read(key, value) else { return nil }
        }
    }

    private mutating func read(_ key: String, _ value: ManifestValue) -> Bool {
        if Self.lists.contains(key) {
            let known = key == "volumes" ? SidecarMaker.volumeNames : [PodInjector.proxyName, PodInjector.initName]
            let names = value.list?.map(\.string) ?? [nil]
            added[key] = names.compactMap { $0 }
            return names.count <= known.count && names.allSatisfy { $0.map(known.contains) ?? false }
        }
        if key == "interceptionMode" {
            mode = value.string ?? ""
            return value.string != nil
        }
        guard let object = value.object else { return false }
        switch key {
        case "annotations":
            annotations = object
            return Self.areChanges(object, of: Self.annotationKeys) { $0.string != nil }
        case "labels":
            labels = object
            return Self.areChanges(object, of: [Self.label]) { $0.string != nil }
        case "fields":
            fields = object
            return Self.areChanges(object, of: [Self.graceField]) { $0.integer != nil }
        case "probes":
            probes = object
            return object.members.allSatisfy { Self.areProbes($0.value) }
        case "made":
            made = object
            return object.members.allSatisfy {
                Self.madePaths.contains($0.key) && ($0.value.isNull || $0.value.bool == false)
            }
        default: return false
        }
    }

    private static func areChanges(
        _ object: ManifestObject, of keys: [String], _ isRight: (ManifestValue) -> Bool
    ) -> Bool {
        object.members.allSatisfy { key, change in
            guard keys.contains(key), change.object?.members.count == 2, let was = change["was"], let new = change["is"]
            else { return false }
            return isRight(new) && (was.isNull || isRight(was))
        }
    }

    private static func areProbes(_ value: ManifestValue) -> Bool {
        guard let object = value.object else { return false }
        return object.members.allSatisfy { field, original in
            guard ProxyPlan.probes.contains(where: { $0.0 == field }), let parts = original.object else { return false }
            return parts.members.allSatisfy { key, part in
                switch key {
                case "tcpSocket": isPlain(part, of: ["port", "host"])
                case "grpc": isPlain(part, of: ["port", "service"])
                default: probeKeys.contains(key) && (part.isNull || part.string != nil || part.integer != nil)
                }
            }
        }
    }

    /// Whether a value is an object of texts and numbers of these names alone.
    static func isPlain(_ value: ManifestValue, of keys: [String]) -> Bool {
        value.object?.members.allSatisfy {
            keys.contains($0.key) && ($0.value.isNull || $0.value.string != nil || $0.value.integer != nil)
        } ?? false
    }

    // MARK: - Taking back

    /// The pod, or its template, as it was before. What others have changed since stays.
    func undo(_ template: ManifestValue) -> ManifestValue {
        var template = template
        for list in Self.lists {
            guard let names = added[list], var elements = template[path: ["spec", list]]?.list else { continue }
            elements.removeAll { $0["name"]?.string.map(names.contains) ?? false }
            template[path: ["spec", list]] = .list(elements)
        }
        if !probes.isEmpty { for list in ["initContainers", "containers"] { restoreProbes(list, in: &template) } }
        let changes = [
            (["spec"], fields), (["metadata", "labels"], labels), (["metadata", "annotations"], annotations),
        ]
        for (place, changes) in changes {
            for (key, change) in changes.members where template[path: place + [key]] == change["is"] {
                let was = change["was"] ?? .null
                template[path: place + [key]] = was.isNull ? nil : was
            }
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

    /// Leads probes that still come by the proxy to where they led before.
    private func restoreProbes(_ list: String, in template: inout ManifestValue) {
        guard var elements = template[path: ["spec", list]]?.list else { return }
        var originals: [String: ManifestValue] = [:]
        for (name, value) in probes.members { originals[name] = value }
        for place in elements.indices {
            guard let name = elements[place]["name"]?.string, let fields = originals[name] else { continue }
            for (field, word) in ProxyPlan.probes {
                guard let original = fields[field], var request = elements[place][field]?["httpGet"],
                    request["path"]?.string == ProxyPlan.Probe.path(name, word),
                    request["port"]?.integer == InjectionOptions.Port.health
                else { continue }
                if let kind = ["tcpSocket", "grpc"].first(where: { original[$0] != nil }) {
                    elements[place][field]?["httpGet"] = nil
                    elements[place][field]?[kind] = original[kind]
                    continue
                }
                for key in Self.probeKeys { request[key] = original[key] }
                elements[place][field]?["httpGet"] = request
            }
        }
        template[path: ["spec", list]] = .list(elements)
    }
}

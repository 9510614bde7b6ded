internal import Configuration
internal import NetworkAddresses

/// What a pod's labels and annotations ask for, over what is asked for all.
///
/// Istio's words are taken; each has one of ours too (`apus.dev/` and the same last part), which counts first.
/// Source: https://istio.io/latest/docs/reference/config/annotations/
struct PodSettings {
    var mode: InjectionOptions.Mode
    var sidecar: InjectionOptions.Sidecar
    var resources: InjectionOptions.Resources
    var image: String
    var logLevel: String
    var mergesMetrics: Bool
    var rewritesProbes: Bool
    /// Which of the mesh's workloads the pod is of; empty means follows from its labels.
    var workload = ""
    /// Of `apus interception`: flag and value.
    var interception: [(flag: String, value: String)] = []
    /// Inbound ports that are left alone, beside the proxy's own.
    var excludedInboundPorts: [String] = []
    /// What was asked for and is not there.
    var warnings: [String] = []

    private static let own = "apus.dev/"

    /// Annotations by their last part, with the prefix that Istio gives them.
    private static let names: [(name: String, istio: String)] = [
        ("interceptionMode", "sidecar.istio.io/"), ("proxyCPU", "sidecar.istio.io/"),
        ("proxyMemory", "sidecar.istio.io/"), ("proxyCPULimit", "sidecar.istio.io/"),
        ("proxyMemoryLimit", "sidecar.istio.io/"), ("proxyImage", "sidecar.istio.io/"),
        ("logLevel", "sidecar.istio.io/"), ("nativeSidecar", "sidecar.istio.io/"),
        ("rewriteAppHTTPProbers", "sidecar.istio.io/"), ("merge-metrics", "prometheus.istio.io/"),
        ("includeInboundPorts", "traffic.sidecar.istio.io/"), ("excludeInboundPorts", "traffic.sidecar.istio.io/"),
        ("includeOutboundPorts", "traffic.sidecar.istio.io/"), ("excludeOutboundPorts", "traffic.sidecar.istio.io/"),
        ("includeOutboundIPRanges", "traffic.sidecar.istio.io/"),
        ("excludeOutboundIPRanges", "traffic.sidecar.istio.io/"), ("workload", ""), ("inject", "sidecar.istio.io/"),
    ]

    /// Annotations that the control plane reads.
    private static let controlNames = ["depends-on", "metrics", "outbound-address"]

    /// Whether a pod says that it wants a proxy, or none; nil means it says nothing. A label counts before an
    /// annotation.
    static func wish(labels: [String: String], annotations: [String: String]) throws(InjectionProblem) -> Bool? {
        for key in [own + "inject", "sidecar.istio.io/inject"] {
            guard let text = labels[key] ?? annotations[key] else { continue }
            return try truth(text, key)
        }
        return nil
    }

    /// Reads annotations.
    init(_ annotations: [String: String], _ options: InjectionOptions) throws(InjectionProblem) {
        mode = options.mode
        sidecar = options.sidecar
        resources = options.resources
        image = options.image
        logLevel = options.logLevel
        mergesMetrics = options.mergesMetrics
        rewritesProbes = options.rewritesProbes
        for (name, prefix) in Self.names {
            let keys = [Self.own + name] + (prefix.isEmpty ? [] : [prefix + name])
            guard let key = keys.first(where: { annotations[$0] != nil }), let value = annotations[key] else {
                continue
            }
            try apply(name, value, key)
        }
        func isGiven(_ name: String) -> Bool {
            annotations[Self.own + name] != nil || annotations["sidecar.istio.io/" + name] != nil
        }
        let fits = [
            InjectionOptions.Resources.fit(
                &resources.cpu, &resources.cpuLimit, isRequestGiven: isGiven("proxyCPU"),
                isLimitGiven: isGiven("proxyCPULimit")),
            InjectionOptions.Resources.fit(
                &resources.memory, &resources.memoryLimit, isRequestGiven: isGiven("proxyMemory"),
                isLimitGiven: isGiven("proxyMemoryLimit")),
        ]
        for (name, fits) in zip(["proxyCPU", "proxyMemory"], fits) where !fits {
            throw InjectionProblem("\(Self.own)\(name): more is asked for than \(Self.own)\(name)Limit allows")
        }
        try judgeOthers(annotations)
    }

    private mutating func apply(_ name: String, _ value: String, _ key: String) throws(InjectionProblem) {
        switch name {
        case "interceptionMode": mode = try Self.choice(value.lowercased(), key, value)
        case "nativeSidecar": sidecar = try Self.truth(value, key) ? .native : .classic
        case "proxyCPU": resources.cpu = try Self.quantity(value, key)
        case "proxyMemory": resources.memory = try Self.quantity(value, key)
        case "proxyCPULimit": resources.cpuLimit = try Self.quantity(value, key)
        case "proxyMemoryLimit": resources.memoryLimit = try Self.quantity(value, key)
        case "proxyImage":
            guard InjectionOptions.isImage(value) else { throw InjectionProblem("\(key): '\(value)' is no image") }
            image = value
        case "logLevel":
            guard InjectionOptions.logLevels.contains(value) else {
                throw InjectionProblem(
                    "\(key): one of \(InjectionOptions.logLevels.joined(separator: ", ")), found '\(value)'")
            }
            logLevel = value
        case "rewriteAppHTTPProbers": rewritesProbes = try Self.truth(value, key)
        case "merge-metrics": mergesMetrics = try Self.truth(value, key)
        case "includeInboundPorts": try include("--inbound-ports", value, key, Self.isPort)
        case "excludeInboundPorts": excludedInboundPorts = try Self.list(value, key, Self.isPort)
        case "includeOutboundPorts": try include("--outbound-ports", value, key, Self.isPort)
        case "excludeOutboundPorts": try include("--exclude-outbound-ports", value, key, Self.isPort)
        case "includeOutboundIPRanges": try include("--outbound-ranges", value, key, Self.isRange)
        case "excludeOutboundIPRanges": try include("--exclude-outbound-ranges", value, key, Self.isRange)
        case "workload":
            guard !value.isEmpty, Self.isWord(value) else { throw InjectionProblem("\(key): '\(value)' is no name") }
            workload = value
        default: break
        }
    }

    /// All is what the flag's absence says.
    private mutating func include(
        _ flag: String, _ value: String, _ key: String, _ isRight: (String) -> Bool
    ) throws(InjectionProblem) {
        if value == "*", !flag.hasPrefix("--exclude"), flag != "--outbound-ports" { return }
        interception.append((flag, try Self.list(value, key, isRight).joined(separator: ",")))
    }

    /// Of our own words none is passed over; of Istio's those that are not there are told.
    private mutating func judgeOthers(_ annotations: [String: String]) throws(InjectionProblem) {
        let known = Set(
            Self.names.flatMap { [Self.own + $0.name, $0.istio + $0.name] } + Self.controlNames.map { Self.own + $0 })
        for key in annotations.keys.sorted() where !known.contains(key) && key != InjectionRecord.annotation {
            if key.hasPrefix(Self.own) {
                let name = String(key.dropFirst(Self.own.count))
                let near =
                    name.utf8.count > 64 ? nil : NearestName.of(name, in: Self.names.map(\.name) + Self.controlNames)
                throw InjectionProblem(
                    "\(key): there is no such annotation" + (near.map { "; did you mean \(Self.own)\($0)?" } ?? ""))
            }
            if key.hasPrefix("sidecar.istio.io/") || key.hasPrefix("traffic.sidecar.istio.io/")
                || key == "proxy.istio.io/config"
            {
                if key != "sidecar.istio.io/status" {
                    warnings.append("\(key): apus has nothing for it; it is ignored")
                }
            }
        }
    }

    // MARK: - Values

    private static func truth(_ text: String, _ key: String) throws(InjectionProblem) -> Bool {
        switch text.lowercased() {
        case "true", "enabled", "yes", "y", "1", "on": return true
        case "false", "disabled", "no", "n", "0", "off": return false
        default: throw InjectionProblem("\(key): true or false expected, found '\(text)'")
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, _ key: String, _ value: String
    ) throws(InjectionProblem) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw InjectionProblem("\(key): one of \(names) expected, found '\(value)'")
        }
        return choice
    }

    private static func list(
        _ value: String, _ key: String, _ isRight: (String) -> Bool
    ) throws(InjectionProblem) -> [String] {
        let words = value.split(separator: ",").map { part in String(part.filter { $0 != " " }) }.filter { !$0.isEmpty }
        for word in words where !isRight(word) {
            throw InjectionProblem("\(key): '\(word)' is not what may stand there")
        }
        return words
    }

    private static func isPort(_ text: String) -> Bool { UInt16(text).map { $0 > 0 } ?? false }

    private static func isRange(_ text: String) -> Bool { CIDRBlock(text) != nil }

    /// Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    private static func quantity(_ text: String, _ key: String) throws(InjectionProblem) -> String {
        guard InjectionOptions.isQuantity(text) else {
            throw InjectionProblem("\(key): '\(text)' is no quantity such as 100m or 64Mi")
        }
        return text
    }

    private static func isWord(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "-._".utf8.contains(byte)
            }
    }
}

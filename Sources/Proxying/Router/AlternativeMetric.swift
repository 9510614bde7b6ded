internal import Telemetry
internal import Upstreams

/// What is counted once more, under a name that a trusted client gives in `x-envoy-upstream-alt-stat-name`.
enum AlternativeMetric: Int, MetricIndex {
    /// All answers, and those of each class.
    case upstreamRqCompleted, upstreamRq1xx, upstreamRq2xx, upstreamRq3xx, upstreamRq4xx, upstreamRq5xx
    /// Those to requests from outside.
    case externalUpstreamRqCompleted, externalUpstreamRq1xx, externalUpstreamRq2xx, externalUpstreamRq3xx,
        externalUpstreamRq4xx,
        externalUpstreamRq5xx
    /// Those to requests from inside.
    case internalUpstreamRqCompleted, internalUpstreamRq1xx, internalUpstreamRq2xx, internalUpstreamRq3xx,
        internalUpstreamRq4xx,
        internalUpstreamRq5xx
    /// How long they took.
    case upstreamRqTime, externalUpstreamRqTime, internalUpstreamRqTime

    /// What the cluster counts at the same time, by raw value.
    private static let counterparts: [ClusterMetric] = [
        .upstreamRqCompleted, .upstreamRq1xx, .upstreamRq2xx, .upstreamRq3xx, .upstreamRq4xx, .upstreamRq5xx,
        .externalUpstreamRqCompleted, .externalUpstreamRq1xx, .externalUpstreamRq2xx, .externalUpstreamRq3xx,
        .externalUpstreamRq4xx, .externalUpstreamRq5xx, .internalUpstreamRqCompleted, .internalUpstreamRq1xx,
        .internalUpstreamRq2xx, .internalUpstreamRq3xx, .internalUpstreamRq4xx, .internalUpstreamRq5xx,
        .upstreamRqTime, .externalUpstreamRqTime, .internalUpstreamRqTime,
    ]

    var declaration: MetricDeclaration {
        let counterpart = Self.counterparts[rawValue].declaration
        return MetricDeclaration(counterpart.name, counterpart.kind, existence: .onceUsed)
    }

    /// The counter of a status's class; nil for no status.
    static func ofClass(_ status: UInt16) -> AlternativeMetric? {
        status >= 100 && status < 600 ? AlternativeMetric(rawValue: Int(status / 100)) : nil
    }

    /// The counter of a status's class, of requests from one side.
    static func ofClass(_ status: UInt16, isInternal: Bool) -> AlternativeMetric? {
        let first = isInternal ? AlternativeMetric.internalUpstreamRq1xx : .externalUpstreamRq1xx
        return status >= 100 && status < 600
            ? AlternativeMetric(rawValue: first.rawValue + Int(status / 100) - 1) : nil
    }

    static let family = makeFamily(extractedPrefix: "cluster.", statusTables: ClusterMetric.statusTables)
}

/// The names that clients gave so far, with the cluster each belongs to, and where a worker counts them.
struct AlternativeStatistics {
    private struct Key: Hashable {
        let prefix: String
        let name: [UInt8]
    }

    private var writers: [Key: MetricWriter] = [:]

    /// Names beyond these are not counted: clients choose them, and each costs memory for good.
    private static let mostNames = 256

    /// Where to count under `name` what goes to the cluster of `cluster`; nil when there are too many names, or when
    /// this is none.
    mutating func writer(
        _ name: [UInt8], cluster: MetricScope, registry: MetricRegistry, worker: Int
    ) -> MetricWriter? {
        if name.isEmpty || name.count > 100 { return nil }
        let key = Key(prefix: cluster.prefix, name: name)
        if let known = writers[key] { return known }
        if writers.count >= Self.mostNames { return nil }
        let text = String(decoding: name, as: UTF8.self)
        let scope = registry.scope(
            prefix: "\(cluster.prefix)\(text).", extractedPrefix: "cluster.\(text).", labels: cluster.labels,
            family: AlternativeMetric.family)
        let writer = scope.writer(thread: worker)
        writers[key] = writer
        return writer
    }
}
